"""The settings of stories, sections and lists."""

from typing import cast
from zoneinfo import ZoneInfo, available_timezones

from plugins.kernel.faults import did_you_mean
from plugins.kernel.settings import Setting, all_of, number, table, text, texts
from plugins.markup.slugs import slugified
from plugins.markup.text import legible

EXTRA_TYPES = ("text", "list")
"""The types that a newsroom's own fields may have."""


def name_on_one_line(value: object) -> str:
    """Check that *value* is a name on one line."""
    name = cast(str, value)
    is_one_line = name.strip() and len(name.splitlines()) == 1 and legible(name) == name
    return "" if is_one_line else "is not a name. Write the name of the newsroom on one line"


def name_with_address(value: object) -> str:
    """Check that *value* is empty, or a name that can be part of an address."""
    if not value or slugified(cast(str, value)):
        return ""
    return "is a name that cannot be part of an address. Write a name with a letter or a digit"


def time_zone(value: object) -> str:
    """Check that *value* is a time zone of the tz database."""
    name = cast(str, value)
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        remedy = did_you_mean(name, available_timezones()) or ' Write it as "Europe/Berlin"'
        return f"is not a time zone.{remedy}"
    return ""


def story_fields(value: object) -> str:
    """Check that *value* gives each custom field a known type."""
    for name, type_ in cast(dict[str, object], value).items():
        if type_ not in EXTRA_TYPES:
            return f'gives the field "{name}" the type {type_!r}. Write "text" or "list"'
    return ""


SITENAME = Setting[str](
    "SITENAME",
    all_of(text, name_on_one_line, name_with_address),
    "The name of the newsroom.",
    '"The Harbour Post"',
)
TIMEZONE = Setting[str](
    "TIMEZONE",
    all_of(text, time_zone),
    "The time zone of dates without one.",
    '"Europe/Berlin"',
)
AUTHOR = Setting[str](
    "AUTHOR",
    all_of(text, name_with_address),
    "The byline of stories without authors; if empty, SITENAME.",
)
DEFAULT_CATEGORY = Setting[str](
    "DEFAULT_CATEGORY", all_of(text, name_with_address), "The section of stories without one."
)
SECTIONS = Setting[list[str]](
    "SECTIONS", texts, "The sections, in the order of the navigation.", '["City", "Sport"]'
)
USUAL_PAGES = ("about", "ethics", "corrections-policy", "privacy", "contact")
"""The pages of the navigation where a newsroom names no others."""

NAVIGATION_PAGES = Setting[list[str]](
    "NAVIGATION_PAGES",
    texts,
    "The standing pages linked at the foot of every page, by slug.",
    '["about", "contact"]',
)
STORY_FIELDS = Setting[dict[str, str]](
    "STORY_FIELDS",
    all_of(table, story_fields),
    'Your own fields in the headers of stories, each "text" or "list".',
    '{"sponsor": "text"}',
)
DEFAULT_PAGINATION = Setting[int](
    "DEFAULT_PAGINATION",
    number(0),
    "How many stories each page of a list shows; 0 shows all.",
    "20",
)

ARTICLE_URL = Setting[str]("ARTICLE_URL", text, "The address of a story.")

ADDRESSES = (
    ARTICLE_URL,
    Setting[str]("PAGE_URL", text, "The address of a standing page."),
    Setting[str]("CATEGORY_URL", text, "The address of a section."),
    Setting[str]("TAG_URL", text, "The address of a topic."),
    Setting[str]("AUTHOR_URL", text, "The address of an author."),
    Setting[str]("ARCHIVES_URL", text, "The address of the archive."),
    Setting[dict[str, str]](
        "STORY_ARCHIVES", table, "The addresses of years and months, below ARCHIVES_URL."
    ),
)

ARTICLE_PATHS = Setting[list[str]]("ARTICLE_PATHS", texts, "The folders of stories.")
PAGE_PATHS = Setting[list[str]]("PAGE_PATHS", texts, "The folders of standing pages.")
AUTHOR_PATHS = Setting[list[str]]("AUTHOR_PATHS", texts, "The folders of authors' files.")

SETTINGS = (
    *ADDRESSES,
    ARTICLE_PATHS,
    PAGE_PATHS,
    AUTHOR_PATHS,
    SITENAME,
    Setting[str]("SITESUBTITLE", text, "The line under the name.", '"News from the harbour"'),
    AUTHOR,
    TIMEZONE,
    SECTIONS,
    DEFAULT_CATEGORY,
    NAVIGATION_PAGES,
    STORY_FIELDS,
    DEFAULT_PAGINATION,
)
