"""Finds the photo or another file that a story names, or suggests which one was meant."""

import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote

from plugins.kernel.faults import nearest
from plugins.markup.text import shortened

from .containment import lies_within
from .errors import MissingPhotoError
from .formats import FORMATS, ORIGINALS
from .known_facts import known_facts
from .photo import Photo
from .spelling import on_disk

MOST_COMPARED = 200
"""How many names, around its own in the alphabet, a missing photo is compared with."""
MOST_HINTS = 50
"""How many missing photos of one story get a suggestion."""

PHOTOS, FILES = "photos", "files"
"""The folders of the content folder for photos, and for documents, sound and film."""

PICTURES = frozenset({*FORMATS, *ORIGINALS, ".svg"})
"""The suffixes of pictures, in lower case."""

_INDICATOR = re.compile(r"[{|](?:static|attach|filename)[|}]", re.IGNORECASE)


class _Finder:
    """What finders of photos and of other files have in common."""

    def __init__(self, story_folder: str, content_folder: str) -> None:
        self.story_folder, self.content_folder = story_folder, content_folder
        self._hints = MOST_HINTS

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of all files that may be meant, in order, and what to write for each."""
        return _names(self.story_folder, self.content_folder, (PHOTOS, FILES))

    def _absence(self, what: str, name: str, folders: Sequence[str], remedy: str) -> str:
        """Return the message that there is no *what* called *name* in the first of *folders*.

        It ends in the name that was probably meant, or else in the *remedy*.
        """
        content = os.path.basename(os.path.abspath(self.content_folder))
        shown = f'{what} "{shortened(name, 200)}"'
        paths = _candidates(name, self.story_folder, self.content_folder, folders)
        if any(_links_outside(path, self.content_folder) for path in paths):
            return f"{shown} is a link that leads outside {content}/. Put the file itself there"
        self._hints -= 1
        base = os.path.basename(unquote(_INDICATOR.sub("", name)))
        close = nearest(base, _neighbours(base, self._names)) if self._hints >= 0 else None
        meant = f'Did you mean "{self._names[close]}"?' if close else remedy
        return f"{shown} is not in {content}/{folders[0]}/. {meant}"


class PhotoFinder(_Finder):
    """Finds the photos that the stories in *story_folder* name, with texts in *lang*.

    The folders are listed once, when the first photo is missing. Facts about photos are cached in
    the folder *cache*, if one is given. *trust* is the path of the list of trusted certificates.
    """

    def __init__(
        self,
        story_folder: str,
        content_folder: str,
        lang: str = "",
        cache: str = "",
        trust: str = "",
    ) -> None:
        super().__init__(story_folder, content_folder)
        self.lang, self.cache, self.trust = lang, cache, trust

    def photo(self, src: str) -> Photo:
        """Return the photo that a story names *src*, or raise its `PhotoError`."""
        path = find(src, self.story_folder, self.content_folder)
        if path is None:
            raise MissingPhotoError(self._missing(src))
        return known_facts(path, self.content_folder, self.lang, self.cache, self.trust)

    def _missing(self, src: str) -> str:
        if not src.strip():
            return "an image names no photo. Write the name of its file between the parentheses."
        message = self._absence("photo", src, (PHOTOS,), "Put it there, or correct its name")
        return message if message.endswith("?") else f"{message}."

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of all photos, in order, and what to write for each."""
        names = _names(self.story_folder, self.content_folder, (PHOTOS,))
        return {name: path for name, path in names.items() if _suffix(name) in PICTURES}


class FileFinder(_Finder):
    """Finds the files that the stories in *story_folder* link to: documents, sound, film, pictures.

    Files are found as photos are, but documents, sound and film in ``files/`` before ``photos/``.
    """

    def path(self, name: str) -> str | None:
        """Return the path, below the content folder, of the file that is called *name*."""
        found = find(name, self.story_folder, self.content_folder, folders_for(name))
        if found is None:
            return None
        return os.path.relpath(found, self.content_folder).replace(os.sep, "/")

    def spelt(self, path: str) -> str:
        """Return *path*, below the content folder, in the Unicode form that it has there."""
        found = on_disk(os.path.join(self.content_folder, path), self.content_folder)
        return os.path.relpath(found, self.content_folder).replace(os.sep, "/")

    def missing(self, name: str) -> str:
        """Return the message that there is no file *name*, with the remedy."""
        return self._absence("file", name, folders_for(name), "Put it there, or correct the link")


def folders_for(name: str) -> tuple[str, ...]:
    """Return the folders, below the content folder, where a linked file called *name* may lie."""
    return (PHOTOS, FILES) if _suffix(name) in PICTURES else (FILES, PHOTOS)


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _names(story_folder: str, content_folder: str, folders: Sequence[str]) -> dict[str, str]:
    """Return the names of all files in *folders* and beside the story, and what to write for each.

    They are in order. Of two with one name, the one beside the story counts.
    """
    tops = (os.path.join(content_folder, folder) for folder in folders)
    places = [(root, top) for top in tops for root, _, _ in sorted(os.walk(top))]
    if os.path.isdir(story_folder):
        places.append((story_folder, story_folder))
    found = {
        entry.name: os.path.relpath(entry.path, base).replace(os.sep, "/")
        for place, base in places
        for entry in os.scandir(place)
        if _is_file(entry)
    }
    return dict(sorted(found.items(), key=lambda item: _alphabetically(item[0])))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def find(
    src: str, story_folder: str, content_folder: str, folders: Sequence[str] = (PHOTOS,)
) -> str | None:
    """Return the path of the file that *src* names, or None if the content folder has none.

    It is looked up beside the story, or from the content folder if *src* begins with a slash, then
    in *folders* of the content folder.
    """
    for path in _candidates(src, story_folder, content_folder, folders):
        if _is_file_within(path, content_folder):
            return path
    for path in (
        () if unquote(src).isascii() else _candidates(src, story_folder, content_folder, folders)
    ):
        spelt = on_disk(path, content_folder)
        if _is_file_within(spelt, content_folder):
            return spelt
    return None


def _is_file_within(path: str, content_folder: str) -> bool:
    # A pipe or a device would block the build, and a link may lead out of the content folder.
    return os.path.isfile(path) and lies_within(path, content_folder)


def _spellings(src: str) -> Iterator[str]:
    """Yield the names that *src* may mean: as typed, percent-decoded, in each Unicode form."""
    seen = set()
    for text in (src.strip(), unquote(src.strip())):
        for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            if form and form not in seen:
                seen.add(form)
                yield form


def _candidates(
    src: str, story_folder: str, content_folder: str, folders: Sequence[str] = (PHOTOS,)
) -> Iterator[str]:
    """Yield the paths where the file that *src* names may lie; the first that exists counts."""
    for name in _spellings(src):
        for place in _places(name, story_folder, content_folder, folders):
            yield os.path.normpath(place)


def _places(
    name: str, story_folder: str, content_folder: str, folders: Sequence[str]
) -> Iterator[str]:
    indicator = _INDICATOR.match(name)
    bare = name[indicator.end() :] if indicator else name
    rooted = bare.startswith("/")
    bare = bare.lstrip("/")
    while bare.startswith("./"):
        bare = bare[2:].lstrip("/")
    if not bare:
        return
    yield os.path.join(content_folder if rooted else story_folder, bare)
    for folder in folders:
        yield os.path.join(content_folder, folder, bare.removeprefix(f"{folder}/").lstrip("/"))


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
