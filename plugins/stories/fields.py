"""The fields of a content file, checked one by one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from plugins.kernel.dates import names_zone, parsed_date
from plugins.kernel.faults import Fault, did_you_mean, nearest
from plugins.kernel.languages import is_tag
from plugins.kernel.slugs import LONGEST, is_slug, slugified
from plugins.kernel.story import Correction
from plugins.markup.header_fields import FrontMatter, Value
from plugins.markup.text import plain

STATUSES = ("published", "draft", "hidden")
PLACEMENTS = ("lead", "top")
KINDS = {"story": ("news", "opinion", "analysis", "review"), "author": ("person", "desk")}
"""What a story, and who signs it, may be; the first is what goes without saying."""

LONGEST_HEADLINE = 110
"""Characters of a headline that search engines and social networks show."""

_STORY = {
    "title": "text",
    "deck": "text",
    "kicker": "text",
    "dateline": "text",
    "category": "name",
    "tags": "names",
    "authors": "names",
    "date": "date",
    "modified": "date",
    "slug": "slug",
    "summary": "text",
    "status": "status",
    "embargo": "date",
    "corrections": "corrections",
    "series": "name",
    "aliases": "list",
    "image": "text",
    "placement": "placement",
    "lang": "lang",
    "id": "text",
    "kind": "kind of story",
}
_PAGE = ("title", "slug", "summary", "status", "date", "modified", "image", "aliases", "lang")
_AUTHOR = {
    "role": "text",
    "portrait": "text",
    "email": "text",
    "links": "links",
    "kind": "kind of author",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "story": _STORY,
    "page": {name: _STORY[name] for name in _PAGE},
    "author": {"title": "text", "slug": "slug", "summary": "text", "lang": "lang", **_AUTHOR},
}
"""The fields of each kind of content file, and how each is read."""

REQUIRED = {"story": ("title", "date"), "page": ("title",), "author": ("title",)}
EXTRA_KINDS = ("text", "list")
"""How a field that a newsroom adds may be read."""

_DATED = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?)"
    r"(?::\s+|\s+(?:[-–—]+\s+)?)(?P<text>\S.*)",
    re.DOTALL,
)


@dataclass
class Checked:
    """The fields that could be read, the line of each, and the faults of those that could not."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class House:
    """What a newsroom's settings say of its fields: its time zone, sections and own fields."""

    zone: ZoneInfo
    sections: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def checked(front: FrontMatter, kind: str, path: str, house: House) -> Checked:
    """Return the fields of *front*, the header of a *kind* of file ("story", "page", "author").

    *path* is the file as its faults name it.
    """
    result = Checked()
    known = dict(FIELDS[kind]) | (dict(house.extra) if kind == "story" else {})

    def blame(line: int, text: str, *, warning: bool = False) -> None:
        result.faults.append(Fault(path, line, text, warning))

    for line, problem in front.problems:
        blame(line, problem)
    for name, value in front.fields:
        if name not in known:
            one = "an author" if kind == "author" else f"a {kind}"
            blame(value.line, f'"{name}" is not a field of {one}.{_meant(name, known)}')
        elif name in result.lines:
            blame(
                value.line, f'"{name}" stands twice, first on line {result.lines[name]}. Keep one'
            )
        else:
            result.lines[name] = value.line
            if not value.is_empty:
                _read(result, known[name], name, value, house, blame)
    if front.fields or not front.problems:
        misspelt = {nearest(name, known) for name, _ in front.fields if name not in known}
        for name in REQUIRED[kind]:
            if not (name in result.values or name in misspelt or _was_blamed(result, name)):
                line = result.lines.get(name, 1)
                blame(line, f'the field "{name.capitalize()}" is missing. Add {_EXAMPLES[name]}')
    _check_together(result, blame)
    return result


Blame = Callable[..., None]

_EXAMPLES = {"title": '"Title: The headline"', "date": '"Date: 2026-03-14 18:30"'}


def _was_blamed(result: Checked, name: str) -> bool:
    return any(
        fault.line == result.lines.get(name) and not fault.warning for fault in result.faults
    )


def _meant(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return did_you_mean(name, known) or f" The fields are {', '.join(known)}."


def _read(result: Checked, how: str, name: str, value: Value, house: House, blame: Blame) -> None:
    try:
        result.values[name] = _READERS[how](value, house)
    except _UnfitError as error:
        blame(error.line, f'"{name}" {error}')
        return
    if how == "date" and name == "embargo" and not names_zone(value.text):
        said = f'"embargo" names no time zone, so it ends by the clock of {house.zone.key}.'
        blame(value.line, f'{said} Write it as "2026-03-14 06:00 +01:00"', warning=True)
    if name == "category" and house.sections and result.values[name] not in house.sections:
        meant = did_you_mean(result.values[name], house.sections)
        remedy = meant or " Add it to SECTIONS in pelicanconf.py."
        said = f'section "{result.values[name]}" is not among the sections of the navigation.'
        blame(value.line, said + remedy, warning=True)


class _UnfitError(Exception):
    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def _text(value: Value, house: House) -> str:
    if not value.is_text:
        raise _UnfitError(value.line, "takes one text, not a list. Write it on one line")
    return value.text


def _list(value: Value, house: House) -> list[str]:
    """Split a text at its commas; one that starts below its field's name, at its lines as well.

    A text that starts beside the name goes on in the next line: ``Authors: Ana`` and, indented
    below it, ``Ruiz`` are one name. YAML's lists are what they are.
    """
    if value.pairs is not None:
        raise _UnfitError(value.line, 'takes a list, such as "one, two"')
    if value.items is None:
        parts = [text for _, text in value.lines] if value.is_below else [value.text]
        items = [" ".join(item.split()) for part in parts for item in part.split(",")]
    else:
        items = [_text(item, house) for item in value.items]
    return list(dict.fromkeys(item.strip() for item in items if item.strip()))


def _name(value: Value, house: House) -> str:
    name = _text(value, house)
    if not is_slug(slugified(name)):
        raise _UnfitError(value.line, f'cannot be "{name}": an address needs a letter or a digit')
    return name


def _names(value: Value, house: House) -> list[str]:
    """Return the names of a list, one for each address; of two spellings the first stays."""
    names: dict[str, str] = {}
    for name in _list(value, house):
        slug = slugified(name)
        if not is_slug(slug):
            why = f'cannot hold "{name}": an address needs a letter or a digit'
            raise _UnfitError(value.line, why)
        names.setdefault(slug, name)
    return list(names.values())


def _date(value: Value, house: House) -> datetime:
    text = _text(value, house)
    try:
        return parsed_date(text, house.zone)
    except ValueError as error:
        reason = str(error) if "zone" in str(error) else f'"{text}" is no date'
        raise _UnfitError(value.line, f'{reason}. Write it as "2026-03-14 18:30"') from None


def _slug(value: Value, house: House) -> str:
    text = _text(value, house)
    if not is_slug(text):
        meant = slugified(text)
        remedy = f' Write "{meant}"' if meant else ""
        takes = f"it takes letters, digits and hyphens, at most {LONGEST} bytes."
        why = f'cannot be "{text}": {takes}{remedy}'
        raise _UnfitError(value.line, why)
    return text


def _choice(choices: tuple[str, ...]) -> Callable[[Value, House], str]:
    def read(value: Value, house: House) -> str:
        text = _text(value, house)
        if text.lower() not in choices:
            meant = did_you_mean(text, choices)
            raise _UnfitError(value.line, f'cannot be "{text}": it is {_or(choices)}.{meant}')
        return text.lower()

    return read


def _or(words: tuple[str, ...]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]])


def _lang(value: Value, house: House) -> str:
    text = _text(value, house)
    if not is_tag(text):
        raise _UnfitError(
            value.line, f'"{text}" is no language code. Write one such as "en" or "es"'
        )
    return text.lower()


def _corrections(value: Value, house: House) -> list[Correction]:
    if value.pairs is not None:
        entries: Iterable[Value] = [value]
    else:
        entries = value.items if value.items is not None else _entries(value)
    given = [_correction(entry, house) for entry in entries]
    return sorted(given, key=lambda each: each.date, reverse=True)


def _entries(value: Value) -> Iterable[Value]:
    """Split a plain value into entries: a line that starts with a date starts the next."""
    entry: list[tuple[int, str]] = []
    for line, text in value.lines:
        if entry and _DATED.match(text):
            yield Value(entry[0][0], tuple(entry))
            entry = []
        entry.append((line, text))
    yield Value(entry[0][0], tuple(entry))


def _correction(value: Value, house: House) -> Correction:
    example = 'Write it as "2026-03-15: what was wrong and what is right"'
    if value.is_text:
        match = _DATED.fullmatch(value.text)
        if not match:
            raise _UnfitError(value.line, f"need a date and a text. {example}")
        when = Value(value.line, ((value.line, match["date"]),))
        return Correction(_date(when, house), match["text"].strip())
    parts = dict(value.pairs or ())
    unknown = next((name for name in parts if name.lower() not in {"date", "text"}), None)
    if unknown is not None:
        raise _UnfitError(parts[unknown].line, f'have no "{unknown}": each has date and text')
    named = {name.lower(): part for name, part in parts.items()}
    if len(named) < len(value.pairs or ()) or any(
        name not in named or named[name].is_empty for name in ("date", "text")
    ):
        raise _UnfitError(value.line, f"need a date and a text. {example}")
    return Correction(_date(named["date"], house), _text(named["text"], house))


def _links(value: Value, house: House) -> list[tuple[str, str]]:
    if value.pairs is not None:
        pairs = [(name, _text(part, house), part.line) for name, part in value.pairs]
    else:
        texts = (
            value.items
            if value.items is not None
            else [
                Value(line, ((line, part),))
                for line, text in value.lines
                for part in text.split(",")
            ]
        )
        pairs = [pair for item in texts if not item.is_empty for pair in _link(item, house)]
    for _, address, line in pairs:
        if not re.match(r"(?:https?://|mailto:|/(?!/))\S+$", address, re.IGNORECASE):
            raise _UnfitError(line, f'hold "{address}", which is no web address')
    return [(label, address) for label, address, _ in pairs]


def _link(value: Value, house: House) -> list[tuple[str, str, int]]:
    if value.pairs is not None:
        return [(name, _text(part, house), part.line) for name, part in value.pairs]
    label, colon, address = value.text.partition(": ")
    if not colon:
        raise _UnfitError(value.line, 'need a name and an address, as in "Blog: https://..."')
    return [(label.strip(), address.strip(), value.line)]


_READERS: Mapping[str, Callable[[Value, House], Any]] = {
    "text": _text,
    "list": _list,
    "name": _name,
    "names": _names,
    "date": _date,
    "slug": _slug,
    "status": _choice(STATUSES),
    "placement": _choice(PLACEMENTS),
    "lang": _lang,
    "corrections": _corrections,
    "links": _links,
    "kind of story": _choice(KINDS["story"]),
    "kind of author": _choice(KINDS["author"]),
}


def _check_together(result: Checked, blame: Blame) -> None:
    published, modified = result.values.get("date"), result.values.get("modified")
    if published and modified and modified < published:
        if modified.date() == published.date() and modified.time() == datetime.min.time():
            result.values["modified"] = published  # a day without a time: later on that day
        else:
            line = result.lines["modified"]
            blame(line, '"modified" is before "date". Correct one of them')
    title = result.values.get("title", "")
    if len(title) > LONGEST_HEADLINE and len(headline := plain(title)) > LONGEST_HEADLINE:
        said = f"the headline has {len(headline)} characters, and will be cut where it is shared."
        remedy = f"Keep it to {LONGEST_HEADLINE}"
        blame(result.lines["title"], f"{said} {remedy}", warning=True)
    for name in result.values.get("authors", ()):
        if name.casefold().startswith("by "):
            said = f'"authors" holds "{name}": the page adds "By" itself.'
            blame(result.lines["authors"], f'{said} Write "{name[3:].strip()}"', warning=True)
