"""The labels of the theme in the language of a page or a story.

A label is identified by its English text; translations are in gettext catalogues. Those of the
newsroom (``WORDS_PATHS``) take precedence over the theme's (``locale``).
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from markupsafe import Markup, escape

from plugins.markup.languages import direction

from .catalogues import ENDING, Label, key_of, language_of, read
from .cldr import locale_of, wider

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
TRANSLATIONS = "locale"
"""The folder of a theme that holds its catalogues."""

Chain = Sequence[tuple[str, Mapping[str, Label]]]
"""Languages with their labels by key: a label is taken from the first that has it. One of them is
English."""


class PlainLabels:
    """The labels of one language as plain text, for attributes, titles and feeds.

    Called with an English label and the values of its placeholders, they return the label in their
    language; if that does not have it, in the next of *chain*.
    """

    def __init__(self, chain: Chain) -> None:
        self.lang = chain[0][0]
        self._chain = chain
        self._english = next(lang for lang, _ in chain if is_english(lang))
        self._patterns: dict[str, str] = {}

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the label *text* with its placeholders, such as ``{names}``, filled in."""
        pattern = self._patterns.get(text)
        if pattern is None:
            pattern = self._pattern(text, text)
        return self._fill(pattern, values) if values else pattern

    def context(self, context: str, text: str, /, **values: object) -> str:
        """Return the label *text* in the sense of *context*: "Review" as a kind of story."""
        key = key_of(text, context)
        pattern = self._patterns.get(key) or self._pattern(key, text)
        return self._fill(pattern, values) if values else pattern

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the label for a *number* of things; ``{number}`` is filled in."""
        label, lang = self.forms(one, many)
        pattern = self._shown(label.form(number), lang)
        return self._fill(pattern, {"number": self.number(number), **values})

    def forms(self, one: str, many: str) -> tuple[Label, str]:
        """Return the label for numbers of things, with all its forms, and its language."""
        english = (one, many)
        for lang, labels in self._chain:
            label = labels.get(one)
            if label and label.english == english and all(label.forms):
                return label, lang
        return Label(english, "n != 1", english), self._english

    def number(self, number: int) -> str:
        """Return *number* with the separators of the language."""
        if number < 1000:  # no language separates fewer digits
            return str(number)
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)

    @cached_property
    def dir(self) -> str:
        """The direction of the language, "rtl" or "ltr"; asked for, because Babel loads slowly."""
        return direction(self.lang)

    @cached_property
    def locale(self) -> "Locale":
        """How dates, numbers and lists are written, in the first language that CLDR has."""
        found = (locale_of(lang) for lang, _ in self._chain)
        return next(locale for locale in found if locale)

    def _pattern(self, key: str, text: str) -> str:
        for lang, labels in self._chain:
            if key in labels:
                pattern = self._shown(labels[key].forms[0], lang)
                break
        else:
            pattern = self._shown(text, self._english)
        self._patterns[key] = pattern
        return pattern

    def _shown(self, text: str, lang: str) -> str:
        return text

    def _fill(self, pattern: str, values: Mapping[str, object]) -> str:
        try:
            return pattern.format(**values)
        except (LookupError, ValueError):  # a fault in the catalogue, which is reported
            return pattern


class Labels(PlainLabels):
    """The labels of one language as HTML; a label in another language has a ``lang`` attribute.

    ``plain`` are the same labels as plain text.
    """

    def __init__(self, chain: Chain) -> None:
        super().__init__(chain)
        self.plain = PlainLabels(chain)

    def _shown(self, text: str, lang: str) -> str:
        if lang == self.lang:
            return escape(text)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(lang, direction(lang), text)

    def _fill(self, pattern: str, values: Mapping[str, object]) -> str:
        safe = {name: str(escape(value)) for name, value in values.items()}
        return Markup(super()._fill(str(pattern), safe))  # noqa: S704 - all of it is escaped


Kind = TypeVar("Kind", bound=Labels)


class Translations(Generic[Kind]):
    """The labels, as one *kind* of class, in every language that has a catalogue in *folders*.

    Earlier folders take precedence.
    """

    def __init__(self, folders: Sequence[str], kind: type[Kind]) -> None:
        self.folders, self.kind = folders, kind
        self._made: dict[tuple[str, ...], Kind] = {}

    def __call__(self, *langs: str) -> Kind:
        """Return the labels in the first of *langs*, BCP 47 tags, that has any.

        A label that it does not have is taken from the next of *langs*. ``de-at`` uses the labels
        of ``de``, so its catalogue needs only what differs. If none of *langs* has labels, all are
        in English, under the last of *langs*.
        """
        if langs not in self._made:
            self._made[langs] = self.kind(self._chain([lang.lower() for lang in langs]))
        return self._made[langs]

    @cached_property
    def files(self) -> list[str]:
        """The paths of all catalogues, in order of precedence."""
        found: list[str] = []
        for folder in self.folders:
            names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
            found += [f"{folder}/{name}" for name in names if name.endswith(ENDING)]
        return found

    def used(self, lang: str) -> Iterator[str]:
        """Yield the paths of the catalogues that the labels in *lang* come from."""
        for name in wider(lang.lower()):
            yield from (path for path in self.files if language_of(path) == name)

    def _chain(self, langs: Sequence[str]) -> Chain:
        every = [(lang, self._labels(lang)) for lang in langs]
        chain = [(lang, labels) for lang, labels in every if labels or is_english(lang)]
        chain = chain or [(langs[-1], {})]
        if any(is_english(lang) for lang, _ in chain):
            return chain
        return [*chain, (ENGLISH, self._labels(ENGLISH))]

    def _labels(self, lang: str) -> Mapping[str, Label]:
        labels: dict[str, Label] = {}
        for path in reversed(list(self.used(lang))):
            labels |= read(path).labels
        return labels


def is_english(lang: str) -> bool:
    """Return whether *lang* is English, of any country."""
    return lang.split("-")[0] == ENGLISH


def translations_of(settings: Mapping[str, object], kind: type[Kind]) -> Translations[Kind]:
    """Return the labels of the theme in *settings*, and the newsroom's own."""
    own = settings.get("WORDS_PATHS")
    folders = list(map(str, own)) if isinstance(own, list | tuple) else []
    return Translations([*folders, f"{settings['THEME']}/{TRANSLATIONS}"], kind)
