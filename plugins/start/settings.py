"""The choices for a new newsroom, checked, and the settings file made from them."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plugins.markup.slugs import is_slug, slugified
from plugins.markup.text import legible, on_one_line

EXAMPLE = 'make start NAME="The Harbour Post" SECTIONS="City, Sport"'


class Plan(NamedTuple):
    """A new newsroom: its name, its sections in order, and its time zone."""

    name: str
    sections: Sequence[str]
    zone: str


def planned(name: str, sections: str, zone: str) -> Plan:
    """Return the plan of a newsroom with this *name* and *sections*, separated by commas.

    Raises ValueError, with a message for editors, if the name or a section cannot be used.
    """
    name = legible(on_one_line(name))
    if not name:
        raise ValueError(f"A newsroom needs a name: {EXAMPLE}")
    if not is_slug(slugified(name)):
        raise ValueError(f'"{name}" has no letter or digit. A newsroom needs a name: {EXAMPLE}')
    names = [legible(on_one_line(each)) for each in sections.split(",")]
    return Plan(name, _distinct([each for each in names if each]) or ["News"], zone)


def _distinct(sections: Iterable[str]) -> list[str]:
    """Return *sections*; raise ValueError if one has no address, or the same as another."""
    found: dict[str, str] = {}
    for section in sections:
        slug = slugified(section)
        if not is_slug(slug):
            raise ValueError(
                f'The section "{section}" has no letter or digit. Give it another name'
            )
        if slug in found:
            problem = f'The sections "{found[slug]}" and "{section}" would share the address'
            raise ValueError(f"{problem} section/{slug}/. Rename one of them, or leave one out")
        found[slug] = section
    return list(found.values())


def system_zone() -> str:
    """Return the name of this machine's time zone, such as "Europe/Berlin"; "UTC" if unknown."""
    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    try:
        noted = Path("/etc/timezone").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        noted = ""
    candidates = [os.environ.get("TZ", ""), linked, noted]
    return next((zone for zone in candidates if _is_zone(zone)), "UTC").replace("Etc/UTC", "UTC")


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (KeyError, OSError, ValueError):
        return False


def settings_of(plan: Plan) -> str:
    """Return the text of the ``pelicanconf.py`` of a newsroom with this *plan*."""
    sections = ", ".join(map(quoted, plan.sections))
    if len(sections) > 85:
        sections = "\n    " + ",\n    ".join(map(quoted, plan.sections)) + ",\n"
    return _SETTINGS.format(
        name=quoted(plan.name),
        zone=quoted(plan.zone),
        sections=sections,
        first=quoted(plan.sections[0]),
    )


def quoted(text: str) -> str:
    """Return *text* as a Python string, in double quotes if possible."""
    written = repr(text)
    return f'"{written[1:-1]}"' if written[0] == "'" and '"' not in text else written


_SETTINGS = """\
from plugins.plan import *

# The settings of your newsroom. plugins/plan.py has the default of each, and many more settings:
# all of them may be changed here.

SITENAME = {name}
SITESUBTITLE = ""  # a line below the name, on the front page
DEFAULT_LANG = "en"  # the language of your stories: "en", "es", "de", "pt-br"
TIMEZONE = {zone}  # the time zone of the dates of stories

# Sections, in the order of the navigation. A story in another section is published with a warning.
SECTIONS = [{sections}]
DEFAULT_CATEGORY = {first}  # the section of stories without one

# Standing pages linked at the foot of every page, by slug: the files in content/pages/.
NAVIGATION_PAGES = ["about", "ethics", "corrections-policy", "privacy", "contact"]

# The owner of the ids of stories in feeds: your domain and a year in which you had it, such as
# "news.example.org,2026". Set it before the first story is published, and never change it.
FEED_AUTHORITY = ""

# For search engines: your other addresses on the web, such as "https://social.example/@name", and
# how to contact you.
PUBLISHER = {{"sameAs": [], "email": "", "telephone": ""}}

# For search engines: the slug of the standing page that has each policy, by its name at schema.org.
POLICIES = {{
    "publishingPrinciples": "ethics",
    "ethicsPolicy": "ethics",
    "verificationFactCheckingPolicy": "ethics",
    "unnamedSourcesPolicy": "ethics",
    "correctionsPolicy": "corrections-policy",
    "actionableFeedbackPolicy": "contact",
    "ownershipFundingInfo": "about",
    "masthead": "about",
}}
"""
