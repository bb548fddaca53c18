"""What the newsroom's settings may be, so that a slip is told in words before anything is read."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from plugins.kernel.faults import Fault, did_you_mean
from plugins.kernel.languages import is_tag
from plugins.kernel.slugs import slugified
from plugins.kernel.text import legible

_TEXTS = (
    "SITENAME SITESUBTITLE SITEURL AUTHOR DEFAULT_LANG TIMEZONE DEFAULT_CATEGORY WEBSUB_HUB "
    "FEED_AUTHORITY STRICT_TRANSPORT_SECURITY"
).split()
_LISTS = "SECTIONS NAVIGATION_PAGES FEEDS SOCIAL_CARD_FONTS PRECOMPRESS WORDS_PATHS".split()
_TABLES = "ROBOTS PUBLISHER POLICIES STORY_FIELDS POLICY_HOSTS".split()
_NUMBERS = {
    "DEFAULT_PAGINATION": 0,
    "FRONT_TOP": 0,
    "FRONT_RAIL": 0,
    "RELATED_STORIES": 0,
    "FEED_MAX_ITEMS": 1,
    "SEARCH_BUNDLE": 1,
}
_STORY_FIELDS = ("text", "list")


def misset(settings: Mapping[str, Any]) -> list[Fault]:
    """Return a fault for each setting that is not of its kind, or names what nobody knows."""
    return [Fault("pelicanconf.py", 1, said) for said in _said(settings)]


def _said(settings: Mapping[str, Any]) -> Iterator[str]:
    kinds = (
        (_TEXTS, lambda value: isinstance(value, str), 'no text. Write it as "..."'),
        (_LISTS, _is_list, 'no list of names. Write it as ["...", "..."]'),
        (_TABLES, lambda value: isinstance(value, dict), 'no table. Write it as {"...": ...}'),
    )
    unfit = set()
    for names, fits, remedy in kinds:
        for name in names:
            if name in settings and not fits(settings[name]):
                unfit.add(name)
                yield f"{name} is {settings[name]!r}, which is {remedy}"
    for name, least in _NUMBERS.items():
        value = settings.get(name, least)
        if not isinstance(value, int) or value < least:
            yield f"{name} is {value!r}. Write a whole number, {least} or more, without quotes"
    if "TIMEZONE" not in unfit and not _is_zone(zone := settings["TIMEZONE"]):
        remedy = did_you_mean(zone, available_timezones()) or ' Write it as "Europe/Berlin"'
        yield f'TIMEZONE "{zone}" is no time zone.{remedy}'
    if "DEFAULT_LANG" not in unfit and not is_tag(lang := settings["DEFAULT_LANG"]):
        yield f'DEFAULT_LANG "{lang}" is no language code. Write one such as "en" or "es"'
    if "SITENAME" not in unfit and not _is_name(name := settings["SITENAME"]):
        yield f'SITENAME is "{name}". Write the name of the newsroom on one line'
    for name in ("AUTHOR", "DEFAULT_CATEGORY"):
        if name not in unfit and not slugified(settings[name]):
            said = "an address needs a letter or a digit"
            yield f'{name} cannot be "{settings[name]}": {said}. Write a name'
    if "STORY_FIELDS" not in unfit:
        for name, kind in settings.get("STORY_FIELDS", {}).items():
            if kind not in _STORY_FIELDS:
                yield f'STORY_FIELDS makes "{name}" {kind!r}. It may be "text" or "list"'


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def _is_name(text: str) -> bool:
    return bool(text.strip()) and len(text.splitlines()) == 1 and legible(text) == text


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True
