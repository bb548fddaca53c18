"""How a language writes dates, numbers and lists, and what it is called: by CLDR, through Babel."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from plugins.kernel.languages import parsed_locale

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en-GB"
"""Whose dates and lists plain "en" has; "en-US" has its own."""


def wider(tag: str) -> Iterator[str]:
    """Yield *tag* and the languages that it belongs to: zh-hant-tw, zh-hant, zh."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


@cache
def locale_of(tag: str) -> "Locale | None":
    """Return how dates, numbers and lists are written in the language *tag*.

    That of the wider language serves where CLDR lacks the narrower; None where it lacks both.
    """
    found = (parsed_locale(_ENGLISH if each.lower() == "en" else each) for each in wider(tag))
    return next(filter(None, found), None)


@cache
def language_name(tag: str) -> str:
    """Return what its speakers call the language *tag*, as a heading; the tag where CLDR lacks it.

    The names of many languages begin with a small letter in the middle of a sentence.
    """
    locale = parsed_locale(tag)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else tag
