"""Finds the photo that a story names, or suggests which one the reporter may have meant."""

import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from plugins.kernel.faults import nearest
from plugins.markup.text import shortened

from .containment import lies_within
from .errors import MissingPhotoError
from .facts import known_facts
from .formats import FORMATS
from .photo import Photo

MOST_COMPARED = 200
"""How many names, around its own in the alphabet, a missing photo is compared with."""
MOST_HINTS = 50
"""How many missing photos of one story get a suggestion."""

_INDICATOR = re.compile(r"[{|](?:static|attach|filename)[|}]", re.IGNORECASE)


class PhotoFinder:
    """Finds the photos that the stories in *story_folder* name, with texts in *lang*.

    The folders are listed once, when the first photo is missing. Facts about photos are cached in
    the folder *cache*, if one is given.
    """

    def __init__(
        self, story_folder: str, content_folder: str, lang: str = "", cache: str = ""
    ) -> None:
        self.story_folder = story_folder
        self.content_folder = content_folder
        self.lang, self.cache = lang, cache
        self._hints = MOST_HINTS

    def photo(self, src: str) -> Photo:
        """Return the photo that a story names *src*, or raise its `PhotoError`."""
        path = find(src, self.story_folder, self.content_folder)
        if path is None:
            raise MissingPhotoError(self._missing(src))
        return known_facts(path, self.content_folder, self.lang, self.cache)

    def _missing(self, src: str) -> str:
        if not src.strip():
            return "an image names no photo. Write the name of its file between the parentheses."
        folder = os.path.basename(os.path.abspath(self.content_folder))
        shown = f'photo "{shortened(src, 200)}"'
        paths = _candidates(src, self.story_folder, self.content_folder)
        if any(_links_outside(path, self.content_folder) for path in paths):
            return f"{shown} is a link that leads outside {folder}/. Put the file itself there."
        self._hints -= 1
        name = os.path.basename(unquote(_INDICATOR.sub("", src)))
        close = nearest(name, _neighbours(name, self._names)) if self._hints >= 0 else None
        meant = f'Did you mean "{self._names[close]}"?' if close else ""
        remedy = meant or "Put it there, or correct its name."
        return f"{shown} is not in {folder}/photos/. {remedy}"

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of all photos, in order, and what to write for each."""
        photos = os.path.join(self.content_folder, "photos")
        folders = [(root, photos) for root, _, _ in sorted(os.walk(photos))]
        if os.path.isdir(self.story_folder):
            folders.append((self.story_folder, self.story_folder))
        found = {
            entry.name: os.path.relpath(entry.path, base).replace(os.sep, "/")
            for folder, base in folders
            for entry in os.scandir(folder)
            if os.path.splitext(entry.name)[1].lower() in {*FORMATS, ".svg"} and entry.is_file()
        }
        return dict(sorted(found.items(), key=lambda item: _alphabetically(item[0])))


def find(src: str, story_folder: str, content_folder: str) -> str | None:
    """Return the path of the file that *src* names, or None if the content folder has none."""
    for path in _candidates(src, story_folder, content_folder):
        # A pipe or a device would block the build, and a link may lead out of the content folder.
        if os.path.isfile(path) and lies_within(path, content_folder):
            return path
    return None


def _spellings(src: str) -> Iterator[str]:
    """Yield the names that *src* may mean: as typed, percent-decoded, in each Unicode form."""
    seen = set()
    for text in (src.strip(), unquote(src.strip())):
        for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            if form and form not in seen:
                seen.add(form)
                yield form


def _candidates(src: str, story_folder: str, content_folder: str) -> Iterator[str]:
    """Yield the paths where the file that *src* names may lie; the first that exists counts."""
    for name in _spellings(src):
        for place in _places(name, story_folder, content_folder):
            yield os.path.normpath(place)


def _places(name: str, story_folder: str, content_folder: str) -> Iterator[str]:
    indicator = _INDICATOR.match(name)
    bare = name[indicator.end() :] if indicator else name
    rooted = bare.startswith("/")
    bare = bare.lstrip("/")
    while bare.startswith("./"):
        bare = bare[2:].lstrip("/")
    if not bare:
        return
    yield os.path.join(content_folder if rooted else story_folder, bare)
    yield os.path.join(content_folder, "photos", bare.removeprefix("photos/").lstrip("/"))


def _links_outside(path: str, content_folder: str) -> bool:
    """Return whether *path*, which lies in the content folder, is a link to a file elsewhere."""
    return (
        os.path.isfile(path)
        and path.startswith(os.path.normpath(content_folder).rstrip(os.sep) + os.sep)
        and not lies_within(path, content_folder)
    )


def _neighbours(name: str, names: Mapping[str, str]) -> list[str]:
    """Return those of *names*, which are sorted, that stand around *name*."""
    ordered = list(names)
    at = bisect_left(ordered, _alphabetically(name), key=_alphabetically)
    return ordered[max(0, at - MOST_COMPARED // 2) : at + MOST_COMPARED // 2]


def _alphabetically(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
