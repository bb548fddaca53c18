"""The labels of parts, in the language of the story that they stand in."""

import html
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from plugins.kernel.labels import Labels, gettext_noop
from plugins.markup.parts import LABEL, LABEL_VALUE
from plugins.markup.tags import opening_tag
from plugins.markup.text import plain

if TYPE_CHECKING:
    from babel import Locale

TEXTS: Mapping[str, str] = {
    # Translators: above a list of the most important facts of a story
    "key-points": gettext_noop("Key points"),
    # Translators: above a note by the newsroom in a story
    "note": gettext_noop("Editor’s note"),
    # Translators: above links to other stories, in a story
    "related": gettext_noop("Related"),
    # Translators: below a chart, above the table of its numbers, which a click opens
    "numbers": gettext_noop("The numbers"),
    # Translators: below a chart or a table: who gathered the numbers
    "source": gettext_noop("Source: {source}"),
    # Translators: the button that loads a film, a post or a map from the server {host}
    "embed-load": gettext_noop("Load from {host}"),
    # Translators: a click on it shows what is spoken in a recording
    "transcript": gettext_noop("Transcript"),
}
"""The labels by name; `plugins.markup.parts.label` stands for one in the HTML of a part."""

COUNTED: Mapping[str, tuple[str, str]] = {
    # Translators: how long a document is
    "pages": (gettext_noop("{number} page", "{number} pages"), "{number} pages"),
}
"""The labels for a *number* of things, by name, with their plurals."""

_LABELLED = rf'{LABEL}="(?P<name>[a-z-]+)"(?P<values>(?: {LABEL_VALUE}[a-z]+="[^"]*")*)'
_SPAN = re.compile(rf"<span {_LABELLED}></span>")
_ATTRIBUTE = re.compile(rf'(?P<attribute>data-[a-z]+)="" {_LABELLED}')
_VALUE = re.compile(rf'{LABEL_VALUE}(?P<name>[a-z]+)="(?P<value>[^"]*)"')
_UNITS = ("kilobyte", "megabyte", "gigabyte")


class StoryLabels(Labels, Protocol):
    """The labels as the plugin ``languages`` has them, with its *locale*."""

    locale: "Locale"
    count: Callable[..., str]
    """Returns a label for a number of things."""
    date: Callable[[datetime], str]
    """Returns a day, such as "14 March 2026"."""


def with_labels(text: str, labels: StoryLabels, lang: str) -> str:
    """Return *text*, HTML of a story in *lang*, with *labels* where parts left room for them."""

    def attribute(match: re.Match[str]) -> str:
        values = {each["name"]: html.unescape(each["value"]) for each in _VALUE.finditer(match[0])}
        label = plain(_words(match["name"], values, labels) or "")
        return f'{match["attribute"]}="{html.escape(label)}"'

    def words(match: re.Match[str]) -> str:
        values = {each["name"]: html.unescape(each["value"]) for each in _VALUE.finditer(match[0])}
        label = _words(match["name"], values, labels)
        if label is None:
            return match[0]
        if labels.lang == lang:
            return label
        return f"{opening_tag('span', {'lang': labels.lang, 'dir': labels.dir})}{label}</span>"

    return _SPAN.sub(words, _ATTRIBUTE.sub(attribute, text))


def _words(name: str, values: Mapping[str, str], labels: StoryLabels) -> str | None:
    """Return the label *name*, as HTML, with its *values*; None if there is no such label."""
    if name == "date":
        return _day(values.get("day", ""), labels)
    number = values.get("number", "")
    if name in TEXTS:
        return str(labels(TEXTS[name], **values))
    if not (number.isdecimal() and number.isascii()):
        return None
    if name in COUNTED:
        return str(labels.count(*COUNTED[name], int(number)))
    return html.escape(_size(int(number), labels.locale)) if name == "size" else None


def _day(day: str, labels: StoryLabels) -> str | None:
    """Return the *day*, "2026-03-14", as people say it; None if it is none."""
    try:
        return str(labels.date(datetime.fromisoformat(day)))
    except ValueError:
        return None


def _size(number: int, locale: "Locale") -> str:
    """Return a *number* of bytes as people say it, such as "1.2 MB"."""
    from babel.units import format_unit

    size, unit = max(number / 1000, 1), 0
    while size >= 999.5 and unit + 1 < len(_UNITS):
        size, unit = size / 1000, unit + 1
    shown = round(size, 1) if size < 10 and unit else round(size)
    return str(format_unit(shown, f"digital-{_UNITS[unit]}", "short", locale=locale))
