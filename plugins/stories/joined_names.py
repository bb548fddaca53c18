"""Names in a byline that "and" joins: two people, or one firm, desk or family name."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from plugins.kernel.settings import Settings
from plugins.markup.front_matter import SUFFIXES
from plugins.markup.languages import parsed_locale
from plugins.markup.slugs import slugified

from .settings import AUTHOR_PATHS

_ALWAYS = ("and", "&")
_KNOWN = {"en": (), "de": ("und",), "fr": ("et",), "es": ("y", "e"), "ar": ("و",)}
"""The words of the languages that the theme has; those of others are CLDR's."""


def whole_names(content: str, folders: Sequence[str], lang: str) -> dict[str, str]:
    """Return the authors' files that are named for a name with "and", by the slugs of the names.

    They are looked for in *folders* of *content*. *lang* is the language of the site: its word
    counts, beside those of the languages that the theme has.
    """
    words = {"and", *_words(lang), *(word for known in _KNOWN.values() for word in known)}
    files = (file for folder in folders for file in sorted(Path(content, folder).glob("*-*-*")))
    return {
        slugified(file.stem): str(file)
        for file in files
        if file.suffix in SUFFIXES and words.intersection(file.stem.split("-")[1:-1])
    }


def whole_names_of(settings: Settings) -> dict[str, str]:
    """Return the authors' files that are named for a name with "and", by the slugs of the names."""
    lang = str(settings["DEFAULT_LANG"]).lower()
    return whole_names(str(settings["PATH"]), AUTHOR_PATHS.of(settings), lang)


def divided(name: str, lang: str, whole: frozenset[str]) -> tuple[list[str], bool]:
    """Return the names in *name*, and whether it may hold several and stays one.

    A name is divided at the word for "and" of English or of *lang* where two words or more stand
    on each side: "Ana Ruiz and Tom Okafor" are two people, "Smith and Sons" is one firm. After a
    comma, which came before *name*, the word may also begin it. A name whose slug is in *whole* is
    never divided.
    """
    if not (joiner := _joiner(lang)).search(name) or slugified(name) in whole:
        return [name], False
    parts = [part.strip() for part in joiner.split(name) if part.strip()]
    if all(" " in part for part in parts):
        return parts, False
    return [name], True


@cache
def _joiner(lang: str) -> re.Pattern[str]:
    words = (*_ALWAYS, *_words(lang))
    return re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, words))})\s", re.IGNORECASE)


def _words(lang: str) -> tuple[str, ...]:
    language = lang.split("-")[0]
    if language in _KNOWN:
        return _KNOWN[language]
    locale = parsed_locale(lang) or parsed_locale(language)
    between = locale.list_patterns["standard"]["2"] if locale else ""
    word = str(between).replace("{0}", "").replace("{1}", "")
    return (word.strip(),) if word != word.strip() and word.strip().isalpha() else ()
