"""Find the stories and photos that the file of the front page names, and what is wrong with it."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import cast

from plugins.kernel.dates import written_out
from plugins.kernel.faults import Fault, did_you_mean, nearest, shown_path
from plugins.kernel.story import Content, Story
from plugins.markup.front_matter import SUFFIXES
from plugins.markup.text import shortened
from plugins.photos.errors import PhotoError
from plugins.photos.finder import PhotoFinder
from plugins.photos.photo import Photo
from plugins.photos.rules import ALT_MISSING, CREDIT_MISSING, PHOTO_METADATA, PHOTO_MISSING
from plugins.photos.spelling import on_disk

from .choices import Choice, lasts
from .front_file import NAME, Entry, FrontFile, Problem
from .rules import FRONT_ENDED, FRONT_SECTION, FRONT_STORY, FRONT_TWICE

LONG_AGO = timedelta(days=30)
"""How long an entry may stay in the file after its end, without a warning."""

MOST_HINTS = 20
"""How many missing stories get a suggestion: each is compared with all names of files."""

FinderFor = Callable[[str], PhotoFinder]
"""Returns what finds the photos of a story in the folder at a path."""


@dataclass
class Newsroom:
    """What the entries may name, in the content *folder*.

    *out* are the contents that are out, and *held* those held back, by their paths; *left_out* the
    paths of those that are left out because they are broken. Stories lie below *story_folders*.
    *finder_for* makes finders of photos, *with_plan* plans their sizes, and *typeset* sets the
    punctuation of a text in a language. *lang* is that of the front page.
    """

    folder: Path
    out: Mapping[str, Content | None]
    held: Mapping[str, Content]
    left_out: Collection[str]
    story_folders: Collection[str]
    finder_for: FinderFor
    with_plan: Callable[[Photo], Photo]
    typeset: Callable[[str, str], str]
    lang: str
    photos: dict[str, Photo | PhotoError] = field(default_factory=dict)
    hints: int = MOST_HINTS

    def choice(self, entry: Entry) -> Choice | None:
        """Return the story of *entry* with what it has on the front page; None if it is not out."""
        story = self.story(entry)
        if story is None:
            return None
        photo = self._photo(entry)
        own = self._own(photo, entry.alt) if isinstance(photo, Photo) else None
        title = self.typeset(entry.title, story.lang) if entry.title else ""
        return Choice(story, title, own, entry.alt, entry.until)

    def _own(self, photo: Photo, alt: str) -> Photo:
        """Return *photo* as the front page shows it, described by *alt* where that is given."""
        return replace(self.with_plan(photo), alt=alt or photo.alt)

    def text(self, typed: str) -> str:
        """Return a text of the front page itself, with the punctuation of its language."""
        return self.typeset(typed, self.lang)

    def story(self, entry: Entry) -> Story | None:
        """Return the story of *entry* if it is out, and not hidden."""
        content = self.out.get(self._spelt(entry.path))
        if content is None or content.kind != "story" or content.status == "hidden":
            return None
        return cast(Story, content)

    def problems(
        self, file: FrontFile, now: datetime, sections: Collection[str]
    ) -> Iterator[Problem]:
        """Yield what is wrong with the entries of *file* at the moment *now*.

        *sections* are the names of those that exist.
        """
        if file.breaking:
            yield from self._band(file, now)
        for _, entry in file.entries():
            yield from self._entry(entry, now)
        yield from _twice(file, now)
        for section in file.sections:
            if section.name.casefold() not in {each.casefold() for each in sections}:
                remedy = did_you_mean(section.name, sections) or f" There are {_list(sections)}."
                text = f'the section "{shortened(section.name, 100)}" does not exist.{remedy}'
                yield Problem(FRONT_SECTION, section.line, text)

    def photo_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with files beside the photos that were found."""
        for photo in self.photos.values():
            if isinstance(photo, Photo):
                yield from (fault for fault in photo.faults if fault not in photo.doubts)

    def _band(self, file: FrontFile, now: datetime) -> Iterator[Problem]:
        assert file.breaking  # noqa: S101 - asked for above
        if file.breaking.story:
            yield from self._story_problems(file.breaking.story)
        yield from _ended(file.breaking.until, file.breaking.line, now)

    def _entry(self, entry: Entry, now: datetime) -> Iterator[Problem]:
        yield from self._story_problems(entry)
        yield from _ended(entry.until, entry.lines.get("until", entry.line), now)
        if entry.image:
            yield from self._photo_problems(entry)

    def _story_problems(self, entry: Entry) -> Iterator[Problem]:
        path = self._spelt(entry.path)
        content = self.out.get(path) or self.held.get(path)
        what = f'the story "{shortened(entry.path, 200)}"'
        gone = shown_path(self.folder / path) if "\0" not in path else ""
        if content is None and (path in self.left_out or self._is_unread_story(path)):
            return  # it is broken, which is reported elsewhere
        if (content and content.kind != "story") or (
            content is None and os.path.isfile(self.folder / path)
        ):
            text = f'"{shortened(entry.path, 200)}" is not a story. Name a file below '
            yield Problem(FRONT_STORY, entry.line, f"{text}{_list(self.story_folders)}/")
        elif content is None:
            text = f"{what} does not exist.{self._remedy(path)}"
            yield Problem(FRONT_STORY, entry.line, text, gone)
        elif content.status == "hidden":
            text = f"{what} is hidden, so nothing may lead to it. Take it out here"
            yield Problem(FRONT_STORY, entry.line, text, gone)

    def _is_unread_story(self, path: str) -> bool:
        """Say whether *path* is the file of a story, which could not be read."""
        below = any(path.startswith(f"{each}/") for each in self.story_folders)
        return below and path.endswith(SUFFIXES) and os.path.isfile(self.folder / path)

    def _remedy(self, path: str) -> str:
        self.hints -= 1
        close = nearest(PurePosixPath(path).name, self._names) if self.hints >= 0 else None
        meant = f' Did you mean "{self._names[close]}"?' if close else ""
        return meant or " Correct its path, or take it out"

    @cached_property
    def _names(self) -> dict[str, str]:
        """The paths of all stories by the names of their files."""
        contents = [*self.out.values(), *self.held.values()]
        paths = (each.relative_source_path for each in contents if each and each.kind == "story")
        return {PurePosixPath(path).name: path for path in paths}

    def _spelt(self, path: str) -> str:
        """Return *path* in the Unicode form that it has on the disk."""
        if path.isascii():
            return path
        found = on_disk(str(self.folder / path), str(self.folder))
        return os.path.relpath(found, self.folder).replace(os.sep, "/")

    def _photo(self, entry: Entry) -> Photo | PhotoError | None:
        """Return the photo that *entry* names, or why it cannot be shown; None if it names none.

        It is looked up beside the story, then in photos/.
        """
        if not entry.image:
            return None
        folder = str((self.folder / self._spelt(entry.path)).parent)
        key = f"{folder}\n{entry.image}"
        if key not in self.photos:
            try:
                self.photos[key] = self.finder_for(folder).photo(entry.image)
            except PhotoError as problem:
                self.photos[key] = problem
        return self.photos[key]

    def _photo_problems(self, entry: Entry) -> Iterator[Problem]:
        photo, line = self._photo(entry), entry.lines["image"]
        if isinstance(photo, PhotoError):
            yield Problem(PHOTO_MISSING, line, str(photo))
        elif photo:
            name = PurePosixPath(photo.path).name
            yield from (Problem(PHOTO_METADATA, line, each.text) for each in photo.doubts)
            if not (entry.alt or photo.alt):
                text = f'photo "{name}" has no alternative text. Write "alt: ..." on a line below'
                yield Problem(ALT_MISSING, line, text)
            if not photo.credit and photo.path not in self._credited:
                beside = PurePosixPath(photo.path).with_suffix(".yml")
                text = f'photo "{name}" has no credit. Write "credit: Name" in {beside}'
                yield Problem(CREDIT_MISSING, line, text)

    @cached_property
    def _credited(self) -> set[str]:
        """The photos that a story credits, by path."""
        contents = (each for each in self.out.values() if each)
        return {path for each in contents for path, _ in each.credits or ()}


def _twice(file: FrontFile, now: datetime) -> Iterator[Problem]:
    """Yield each entry of *file* whose story has another place above it."""
    seen: dict[str, tuple[str, int]] = {}
    for place, entry in file.entries():
        if not lasts(entry.until, now):
            continue
        if entry.path in seen:
            first, line = seen[entry.path]
            what = f'the story "{entry.path}" stands in {first} already, by line {line}.'
            yield Problem(FRONT_TWICE, entry.line, f"{what} Take one of them out")
        seen.setdefault(entry.path, (place, entry.line))


def _ended(until: datetime | None, line: int, now: datetime) -> Iterator[Problem]:
    if until and now - until >= LONG_AGO:
        text = f"this ended on {written_out(until)}. Take it out of {NAME}"
        yield Problem(FRONT_ENDED, line, text)


def _list(names: Collection[str]) -> str:
    return ", ".join(names) or "none"
