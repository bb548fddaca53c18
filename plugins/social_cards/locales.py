"""The language of a page as Open Graph names it: with a territory."""

from functools import cache

from plugins.markup.languages import likely, script_of

_BY_CUSTOM = {"ar": "ar_AR"}
"""What social networks write for a language that is of no one territory."""


@cache
def social_locale(lang: str) -> str:
    """Return *lang*, such as "en" or "pt-br", as in "en_US"; empty where no territory is known.

    Where *lang* names none, it is the one where the language is mostly spoken.
    """
    language, *rest = lang.split("-")
    for part in rest:
        if len(part) == 2 and part.isalpha():
            return f"{language.lower()}_{part.upper()}"
    if language.lower() in _BY_CUSTOM and not script_of(lang):
        return _BY_CUSTOM[language.lower()]
    territory, _ = likely(lang)
    return f"{language.lower()}_{territory}" if len(territory) == 2 else ""
