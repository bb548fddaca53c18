"""What is known of a language by its tag (BCP 47); the facts are CLDR's, by way of Babel.

Babel is imported when it is first needed: a build that prints nothing does without it.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Armi", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
"""For languages whose direction CLDR does not give; it has no table of scripts' directions."""


def is_tag(text: str) -> bool:
    """Return whether *text* can be a language's tag (BCP 47), such as "de" or "pt-BR"."""
    return _TAG.fullmatch(text) is not None


@cache
def direction(tag: str) -> str:
    """Return "rtl" where the language *tag* is written from right to left, else "ltr"."""
    script = script_of(tag)
    locale = None if script else parsed_locale(tag)
    if locale:
        return locale.text_direction
    return "rtl" if (script or likely(tag)[1]) in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


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
def parsed_locale(tag: str) -> "Locale | None":
    """Return what CLDR knows of exactly the language *tag*; None where it lacks it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):  # CLDR lacks it, or it is no tag that Babel reads
        return None
