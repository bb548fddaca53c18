"""A language's name, and how it writes dates, numbers and lists: CLDR's data, through Babel."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from plugins.markup.languages import parsed_locale

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en-GB"
"""The dates and lists of plain "en"; "en-US" has its own."""


def wider(tag: str) -> Iterator[str]:
    """Yield *tag* and the wider languages that include it: zh-hant-tw, zh-hant, zh."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


@cache
def locale_of(tag: str) -> "Locale | None":
    """Return how dates, numbers and lists are written in the language *tag*.

    If CLDR does not have it, return the same for a wider language; None if it has neither.
    """
    found = (parsed_locale(_ENGLISH if each.lower() == "en" else each) for each in wider(tag))
    return next(filter(None, found), None)


@cache
def language_name(tag: str) -> str:
    """Return the name of the language *tag* in that language; the tag itself if CLDR has none.

    It begins with a capital letter, as in a heading; in CLDR many names do not.
    """
    locale = parsed_locale(tag)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else tag
