"""The language of a page as Open Graph names it: with a territory."""

import locale
from functools import cache

_WITHOUT_TERRITORY = {"ar": "ar_AR"}
"""What social networks say for a language that is of no one territory."""


@cache
def social_locale(lang: str) -> str:
    """Return *lang*, such as "en" or "pt-br", as in "en_US"; empty where no territory is known.

    Where *lang* names none it is the one that Python's table of locales has for it.
    """
    language, *rest = lang.split("-")
    for part in rest:
        if len(part) == 2 and part.isalpha():
            return f"{language.lower()}_{part.upper()}"
    if any(len(part) == 4 for part in rest):
        return ""  # a script, which may be that of another territory than most
    if language.lower() in _WITHOUT_TERRITORY:
        return _WITHOUT_TERRITORY[language.lower()]
    name, _, territory = locale.normalize(language.lower()).partition(".")[0].partition("_")
    return f"{name}_{territory}" if len(territory) == 2 and territory.isupper() else ""
