"""The file that arranges the front page, as it was typed."""

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.dates import parsed_date
from plugins.kernel.faults import Rule, did_you_mean, origin
from plugins.markup.front_matter import decoded
from plugins.markup.header_fields import Value, control_problem, normal_name
from plugins.markup.text import shortened
from plugins.markup.typed_dates import TIME_UNCLEAR, doubt
from plugins.markup.yaml_file import yaml_file
from plugins.photos.containment import lies_within

from .rules import FRONT_FILE

NAME = "front.yml"
"""The name of the file, in the content folder."""

MISNAMED = "front.yaml"
"""What the file may be called by mistake."""

LARGEST = 1_000_000
"""The most bytes of the file that are read."""

_EXAMPLE = "lead: [stories/2026/flood.md]"
_STORY = '"story: stories/2026/flood.md"'
_MOMENT = 'Write it as "2026-03-15 12:00"'


class Problem(NamedTuple):
    """What a *rule* found on a *line* of the file; *other* is the path of another file."""

    rule: Rule
    line: int
    text: str
    other: str = ""


@dataclass(frozen=True)
class Entry:
    """A story that the file names by its *path*, and what it has on the front page alone.

    *lines* has the line of each of its fields.
    """

    path: str
    line: int
    title: str = ""
    image: str = ""
    alt: str = ""
    until: datetime | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class BreakingNews:
    """The *text* of the band over the page, the *story* that it may lead to, and its end."""

    text: str
    line: int
    story: Entry | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Package:
    """Stories on one matter under a *label*: a *lead*, and *links* to others."""

    label: str
    lead: Entry
    links: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class SectionEntries:
    """The *entries* of the rail of the section *name*, which is typed on a *line*."""

    name: str
    line: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class FrontFile:
    """The whole file."""

    breaking: BreakingNews | None = None
    lead: tuple[Entry, ...] = ()
    top: tuple[Entry, ...] = ()
    packages: tuple[Package, ...] = ()
    sections: tuple[SectionEntries, ...] = ()

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield each entry that may have a card or a link, with its place, as on the page."""
        yield from (("lead", each) for each in self.lead)
        yield from (("top", each) for each in self.top)
        for package in self.packages:
            place = f'the package "{package.label}"'
            yield from ((place, each) for each in (package.lead, *package.links))
        for section in self.sections:
            yield from ((f'the rail "{section.name}"', each) for each in section.entries)


def read_front_file(folder: Path, zone: tzinfo) -> tuple[FrontFile, list[Problem]]:
    """Return the file in the content *folder*, and what is wrong with it; nothing if there is none.

    A moment without a zone is one of *zone*.
    """
    file = folder / NAME
    if file.is_symlink() and not os.path.exists(file):
        text = "the file is a broken link. Put the file itself here, or delete the link"
        return FrontFile(), [Problem(FRONT_FILE, 1, text)]
    if not file.is_file():
        return FrontFile(), []
    if not lies_within(str(file), str(folder)):
        text = "is a link that leads outside the content folder. Put the file itself there"
        return FrontFile(), [Problem(FRONT_FILE, 1, text)]
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        text = f"the file cannot be read: {error.strerror}. Change its permissions"
        return FrontFile(), [Problem(FRONT_FILE, 1, text)]
    if len(data) > LARGEST:
        text = f"the file is larger than {LARGEST} bytes. Keep what stands on the front page"
        return FrontFile(), [Problem(FRONT_FILE, 1, text)]
    return parsed_front_file(data, zone, Path(origin(folder)).name)


def parsed_front_file(
    data: bytes, zone: tzinfo, folder: str = "content"
) -> tuple[FrontFile, list[Problem]]:
    """Return what *data*, the bytes of the file, say, and what is wrong with them.

    *folder* is the name of the content folder, with which paths may begin.
    """
    text, problems = decoded(data)
    front = yaml_file(text, _EXAMPLE)
    reader = _Reader(zone, ("content", folder))
    for line, problem in problems:
        reader.report(line, f"the file {problem}")
    for line, problem in front.problems:
        reader.report(line, problem)
    top = reader.fields(Value(1, pairs=front.fields), _PLACES, "a place on the front page")
    return reader.front_file(top), reader.problems


_PLACES = ("breaking", "lead", "top", "packages", "sections")
_OF_ENTRY = ("story", "title", "image", "alt", "until")
_OF_BREAKING = ("text", "story", "until")
_OF_PACKAGE = ("label", "lead", "links")


class _Reader:
    """Reads the values of the file; what is wrong with them is added to *problems*."""

    def __init__(self, zone: tzinfo, folders: Collection[str]) -> None:
        self.zone, self.folders = zone, folders
        self.problems: list[Problem] = []

    def report(self, line: int, text: str, rule: Rule = FRONT_FILE) -> None:
        self.problems.append(Problem(rule, line, text))

    def front_file(self, found: Mapping[str, Value]) -> FrontFile:
        """Return the file with the places *found*."""
        return FrontFile(
            self._breaking(found.get("breaking")),
            self._entries(found.get("lead"), "lead"),
            self._entries(found.get("top"), "top"),
            tuple(self._packages(found.get("packages"))),
            tuple(self._sections(found.get("sections"))),
        )

    def fields(self, value: Value, known: Collection[str], what: str) -> dict[str, Value]:
        """Return the fields of the mapping *value* that are *known* and not empty, by name.

        *what* is what such a field is.
        """
        found: dict[str, Value] = {}
        seen: dict[str, int] = {}
        for typed, part in value.pairs or ():
            name = normal_name(typed)
            if name not in known:
                remedy = did_you_mean(name, known) or f" Write one of {', '.join(known)}."
                self.report(part.line, f'"{_short(typed)}" is not {what}.{remedy}')
            elif name in seen:
                text = f'"{name}" appears twice, first on line {seen[name]}. Keep one'
                self.report(part.line, text)
            else:
                seen[name] = part.line
                if not part.is_empty:
                    found[name] = part
        return found

    def _breaking(self, value: Value | None) -> BreakingNews | None:
        if value is None:
            return None
        if value.pairs is None:
            text = '"breaking" takes fields. Write "text: What has happened" on a line below it'
            self.report(value.line, text)
            return None
        found = self.fields(value, _OF_BREAKING, "a field of breaking news")
        text = self._text(found, "text")
        if not text and "text" not in found and any(not each.is_empty for _, each in value.pairs):
            self.report(value.line, '"breaking" has no text. Write "text: What has happened"')
        if not text:
            return None
        entry = self._entry(found["story"], "the story") if "story" in found else None
        return BreakingNews(text, found["text"].line, entry, self._until(found))

    def _entries(self, value: Value | None, place: str) -> tuple[Entry, ...]:
        entries = (self._entry(each, f'"{place}"') for each in self._items(value, place))
        return tuple(each for each in entries if each)

    def _items(self, value: Value | None, place: str) -> tuple[Value, ...]:
        """Return the items of the list *value* of a *place*."""
        if value is None:
            return ()
        if value.items is None:
            text = f'"{_short(place)}" takes a list. Write "- " before each of its parts'
            self.report(value.line, text)
            return ()
        return value.items

    def _entry(self, value: Value, place: str) -> Entry | None:
        """Return the story that *value* names in a *place*, or None where it names none."""
        if value.items is not None:
            text = f"{place} has a list where a story belongs. Name one story"
            self.report(value.line, text)
            return None
        found = {"story": value}
        if value.pairs is not None:
            found = self.fields(value, _OF_ENTRY, "a field of a story on the front page")
            if "story" not in found:
                text = f"{place} has an entry that names no story. Write {_STORY}"
                self.report(value.line, text)
        elif value.is_empty:
            text = f"{place} has an entry without a story. Write its path, or delete the line"
            self.report(value.line, text)
        path = self._path(found)
        words = {name: self._text(found, name) for name in ("title", "image", "alt")}
        until = self._until(found)
        if not path:
            return None
        lines = {name: each.line for name, each in found.items()}
        return Entry(path, found["story"].line, until=until, lines=lines, **words)

    def _text(self, found: Mapping[str, Value], name: str) -> str:
        """Return the text of the field *name*; the empty string where it has none, or another kind.

        A text with a control character, which only an escape can bring, has been reported.
        """
        value = found.get(name)
        if value is None:
            return ""
        if not value.is_text:
            self.report(value.line, f'"{name}" is not text. Write it after the colon')
            return ""
        return "" if control_problem(value.text) else value.text

    def _path(self, found: Mapping[str, Value]) -> str:
        """Return the path, below the content folder, of the story that an entry names."""
        typed = self._text(found, "story")
        if not typed:
            return ""
        path = posixpath.normpath(typed)
        folder, _, below = path.partition("/")
        if folder in self.folders and below:
            path = below
        if path.startswith("/") or path.split("/")[0] == "..":
            text = f'the path "{_short(typed)}" leads out of the content folder.'
            remedy = 'Write it as "stories/2026/flood.md"'
            self.report(found["story"].line, f"{text} {remedy}")
            return ""
        return path

    def _until(self, found: Mapping[str, Value]) -> datetime | None:
        typed = self._text(found, "until")
        if not typed:
            return None
        line = found["until"].line
        try:
            moment = parsed_date(typed, self.zone)
        except ValueError as error:
            why = f", but {error}" if "zone" in str(error) else ", which is not a date"
            self.report(line, f'"until" contains "{_short(typed)}"{why}. {_MOMENT}')
            return None
        if why := doubt(typed, self.zone):
            self.report(line, f'"until" contains "{_short(typed)}", {why}', TIME_UNCLEAR)
        return moment

    def _packages(self, value: Value | None) -> Iterator[Package]:
        for item in self._items(value, "packages"):
            if item.pairs is None:
                text = '"packages" has an entry without fields. Write its label, lead and links'
                self.report(item.line, text)
                continue
            found = self.fields(item, _OF_PACKAGE, "a field of a package")
            label = self._text(found, "label")
            for name in ("label", "lead"):
                if name not in found:
                    self.report(item.line, f'a package has no {name}. Write "{name}: ..."')
            lead = self._entry(found["lead"], '"lead"') if "lead" in found else None
            links = self._entries(found.get("links"), "links")
            if label and lead:
                yield Package(label, lead, links)

    def _sections(self, value: Value | None) -> Iterator[SectionEntries]:
        if value is not None and value.pairs is None:
            text = '"sections" takes names. Write "Sport: [stories/2026/derby.md]" below it'
            self.report(value.line, text)
            return
        seen: dict[str, int] = {}
        for name, part in value.pairs or () if value else ():
            key = name.strip().casefold()
            if key in seen:
                text = f'"{_short(name)}" appears twice, first on line {seen[key]}. Keep one'
                self.report(part.line, text)
                continue
            seen[key] = part.line
            entries = () if part.is_empty else self._entries(part, name)
            yield SectionEntries(name.strip(), part.line, entries)


def _short(text: str) -> str:
    return shortened(text, 100)
