"""The words that the theme says, in the language of the page.

They stand in templates that hold nothing else: English in ``macros/words.html``, every other
language in ``words/<language>.html``. A newsroom's own templates may say some of them otherwise.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from markupsafe import Markup, escape

from .languages import direction

ENGLISH = "macros/words.html"
OTHERS = "words"
"""Where the words lie below a folder of templates: a file of English, a folder of the others."""

Said = Mapping[str, Any]
"""Words by their names: each a text, or a list of texts."""

_GAP = re.compile(r"\{(\w*)\}")


class Words:
    """The words of one language, as HTML; each is an attribute.

    Some have gaps: ``words.by.format(names=...)``. One that the language lacks is English, and
    marked as that; in *plain* none is, as attributes and titles need it.
    """

    def __init__(self, lang: str, said: Said, plain: Said) -> None:
        self.__dict__.update(said)
        self.lang, self.dir, self.plain = lang, direction(lang), SimpleNamespace(**plain)

    def name_of(self, lang: str) -> str:
        """Return what those who speak *lang* call it, where these are its words; else the code."""
        name: str = self.plain.own_name.unescape() if lang == self.lang else lang
        return f"{name} ({lang})" if "-" in lang and name != lang else name

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the theme has no word {name!r}")

    def date(self, when: datetime) -> Markup:
        """Return the day of *when* as it is written in a text."""
        day = self.first_day if when.day == 1 else when.day
        return _filled(self.date_pattern, day=day, month=self.months[when.month], year=when.year)

    def moment(self, when: datetime) -> Markup:
        """Return the day of *when*, and the time where that is not midnight."""
        date = self.date(when)
        if not (when.hour or when.minute):
            return date
        clock, zone = f"{when:%H:%M}", f"{when:%Z}"
        return _filled(self.moment_pattern, date=date, clock=clock, zone=zone)


class Dictionary:
    """The theme's words in every language that *folders*, of templates, have them in.

    What an earlier folder says counts before a later one.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self.folders = list(folders)
        self._made: dict[tuple[str, ...], Words] = {}

    def __call__(self, *langs: str) -> Words:
        """Return the words in the first of *langs*, codes by BCP 47, that there are words in.

        Those of ``de`` serve ``de-at``, which may have some of its own. Where there are none in
        any of *langs*, they are those of the last, all of them English. Raises SystemExit, with
        the remedy, where a file of words cannot be used.
        """
        if langs not in self._made:
            self._made[langs] = self._words(langs)
        return self._made[langs]

    def _words(self, langs: tuple[str, ...]) -> Words:
        english = self._said(ENGLISH)
        lang, own = "", {}
        for lang in (each.lower() for each in langs):
            own = dict(english) if lang.split("-")[0] == "en" else {}
            for name in reversed(list(_wider(lang))):
                own |= self._said(f"{OTHERS}/{name}.html", english)
            if own:
                break
        own.setdefault("own_name", escape(lang))
        missing = {name: _foreign(english[name]) for name in english.keys() - own.keys()}
        return Words(lang, {**missing, **own}, {**english, **own})

    def _said(self, name: str, english: Said | None = None) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for folder in reversed(self.folders):
            path = f"{folder}/{name}"
            if os.path.isfile(path):
                said |= _read(path, english or said)
        return said


def of_theme(settings: Mapping[str, Any]) -> Dictionary:
    """Return the words of the theme that Pelican's *settings* name, and of its overrides."""
    overrides = map(str, settings["THEME_TEMPLATES_OVERRIDES"])
    return Dictionary([*overrides, f"{settings['THEME']}/templates"])


def files(dictionary: Dictionary) -> list[str]:
    """Return the paths of all files that the words of *dictionary* stand in, in one order."""
    found = [f"{folder}/{ENGLISH}" for folder in dictionary.folders]
    for folder in dictionary.folders:
        if os.path.isdir(f"{folder}/{OTHERS}"):
            found += sorted(
                f"{folder}/{OTHERS}/{each}" for each in os.listdir(f"{folder}/{OTHERS}")
            )
    return [path for path in found if os.path.isfile(path)]


def _filled(pattern: Markup, **values: Any) -> Markup:
    """Return *pattern* with *values* that need no escaping, in a fifth of the time."""
    return Markup(str.format(pattern, **values))  # noqa: S704 - numbers, and words of the theme


def _wider(lang: str) -> Iterator[str]:
    """Yield *lang* and the languages that it belongs to: zh-hant-tw, zh-hant, zh."""
    while lang:
        yield lang
        lang = lang.rpartition("-")[0]


def _read(path: str, english: Said) -> dict[str, Any]:
    """Return the words in the file *path*; a gap must be one that the *english* word has."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    said: dict[str, Any] = {}
    try:
        tree = Environment(autoescape=True).parse(text)
        for word in tree.find_all(nodes.Assign):
            name, value = word.target.name, word.node.as_const()  # type: ignore[attr-defined]
            said[name] = (
                [escape(each) for each in value] if isinstance(value, list) else escape(value)
            )
            if unknown := _gaps(said[name]) - _gaps(english.get(name, said[name])):
                why = f'"{name}" has no {{{min(unknown)}}} to fill in'
                raise SystemExit(f"{path}:{word.lineno}: {why}. Take it out")
    except TemplateSyntaxError as error:
        raise SystemExit(f"{path}:{error.lineno}: {error.message}. Mend it") from None
    except (nodes.Impossible, AttributeError):
        why = 'a word is a text in quotation marks: {% set home = "Home" %}'
        raise SystemExit(f"{path}:{word.lineno}: {why}. Write it so") from None
    return said


def _gaps(value: Any) -> set[str]:
    return set(_GAP.findall(value if isinstance(value, str) else " ".join(value)))


def _foreign(value: Any) -> Any:
    if isinstance(value, list):
        return [_foreign(each) for each in value]
    return Markup('<span lang="en" dir="ltr">{}</span>').replace("{}", value)
