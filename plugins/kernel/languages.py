"""What is known of a language by its tag (BCP 47); the facts are CLDR's, by way of Babel.

Babel is imported when it is first needed: a build that prints nothing does without it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_ENGLISH = "en-GB"
"""Whose dates and lists plain "en" has; "en-US" has its own."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Armi", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
"""For languages whose direction CLDR does not give; it has no table of scripts' directions."""


def is_tag(text: str) -> bool:
    """Return whether *text* can be a language's tag (BCP 47), such as "de" or "pt-BR"."""
    return _TAG.fullmatch(text) is not None


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
    found = (_parsed(_ENGLISH if each.lower() == "en" else each) for each in wider(tag))
    return next(filter(None, found), None)


@cache
def direction(tag: str) -> str:
    """Return "rtl" where the language *tag* is written from right to left, else "ltr"."""
    script = script_of(tag)
    locale = None if script else _parsed(tag)
    if locale:
        return locale.text_direction
    return "rtl" if (script or likely(tag)[1]) in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


@cache
def language_name(tag: str) -> str:
    """Return what its speakers call the language *tag*, as a heading; the tag where CLDR lacks it.

    The names of many languages begin with a small letter in the middle of a sentence.
    """
    locale = _parsed(tag)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else tag


def script_of(tag: str) -> str:
    """Return the script that *tag* names, such as "Arab"; empty where it names none."""
    found = (part.title() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha())
    return next(found, "")


def likely(tag: str) -> tuple[str, str]:
    """Return the territory and the script in which a language is mostly written; empty if unknown.

    The language is *tag* with its script or without
    (https://www.unicode.org/reports/tr35/#Likely_Subtags).
    """
    from babel.core import get_global, parse_locale

    language = tag.split("-")[0].lower()
    language = get_global("language_aliases").get(language, language)
    name = "_".join(filter(None, (language, script_of(tag))))
    found = get_global("likely_subtags").get(name)
    _, territory, script, *_ = parse_locale(found) if found else ("", "", "")
    return territory or "", script or ""


@cache
def _parsed(tag: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):  # CLDR lacks it, or it is no tag that Babel reads
        return None
