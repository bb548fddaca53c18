"""The language of a page for Open Graph, which adds a territory."""

from functools import cache

from plugins.markup.languages import likely, script_of

_CONVENTIONAL = {"ar": "ar_AR"}
"""What social networks use for a language that has no single territory."""


@cache
def social_locale(lang: str) -> str:
    """Return *lang*, such as "en" or "pt-br", with a territory, as in "en_US".

    If *lang* has none, it is the one where most speakers of the language live; if that is unknown,
    the result is empty.
    """
    language, *rest = lang.split("-")
    for part in rest:
        if len(part) == 2 and part.isalpha():
            return f"{language.lower()}_{part.upper()}"
    if language.lower() in _CONVENTIONAL and not script_of(lang):
        return _CONVENTIONAL[language.lower()]
    territory, _ = likely(lang)
    return f"{language.lower()}_{territory}" if len(territory) == 2 else ""
