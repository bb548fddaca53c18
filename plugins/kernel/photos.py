"""The photos of a newsroom: where a file is found, and what it says of itself.

A photo costs one reading of its header; nothing is decoded. Files come from anywhere, so whatever
is wrong with one ends as a `PhotoError` in an editor's words.
"""

import os
import re
import unicodedata
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote, unquote

from PIL import Image, UnidentifiedImageError

from plugins.kernel import content_credentials, photo_metadata, photo_sidecars
from plugins.kernel.content_credentials import Provenance
from plugins.kernel.drawings import DrawingError, drawing
from plugins.kernel.faults import Fault, nearest, shown_path
from plugins.kernel.photo_memory import recalled
from plugins.kernel.photo_metadata import (
    LONGEST_ALT,
    LONGEST_CREDIT,
    Conflict,
    Metadata,
    in_language,
    tamed,
)
from plugins.kernel.photo_sidecars import Beside, Sidecar
from plugins.kernel.renditions import Plan
from plugins.kernel.text import shortened

LARGEST_FILE = 256 * 1024 * 1024
LARGEST_SVG = 16 * 1024 * 1024
MOST_COMPARED = 200
"""How many names, around its own in the alphabet, a missing photo is compared with."""
MOST_HINTS = 50
"""How many missing photos of one story are compared with those that are there."""

FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
}
"""What browsers show, by the suffix that a server tells them by; `.svg` beside these."""

_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
_CHUNK = 1024 * 1024
_UNSAFE = re.compile(r'["#?%&;<>{}|\\\x00-\x1f\x7f]')
_INDICATOR = re.compile(r"[{|](?:static|attach|filename)[|}]", re.IGNORECASE)

_SETTLED_BY = {"caption": "caption", "creator": "credit", "credit line": "credit"}
"""The field of the newsroom's own file beside a photo that settles what its file leaves open."""


class PhotoError(Exception):
    """A photo that cannot be shown, and the remedy, in an editor's words."""


class MissingPhotoError(PhotoError):
    """A photo that is not there."""


class UnreadablePhotoError(PhotoError):
    """A file that is there and is no photo that a browser shows."""


@dataclass(frozen=True)
class Photo:
    """A photo, and what its file and the newsroom say of it; empty where nothing is said.

    *path* is relative to the content folder, with slashes: `photos/night-bus.jpg`. *width* and
    *height* are those that the reader sees. *caption*, *credit*, *alt* and *description* are in
    the language of the story.
    """

    path: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    alt: str = ""
    description: str = ""
    kind: str = ""
    """JPEG, PNG, WEBP, AVIF, GIF or SVG."""
    digest: str = ""
    """What changes with any byte of the file, or of those beside it."""
    bytes: int = 0
    flat: bool = False
    """Whether a JPEG would harm it: it lets its ground through, or has few colours."""
    animated: bool = False
    focus: tuple[int, int] = (50, 50)
    """What must stay in sight when it is cropped: percent from the left and the top."""
    expires: date | None = None
    """The last day on which it may be shown."""
    said: Metadata = field(default_factory=Metadata)
    provenance: Provenance | None = None
    """What its content credentials, or IPTC's word for how it came to be, say of the original."""
    remarks: tuple[Fault, ...] = ()
    """What is wrong with what is said of it, for the copy desk."""
    plan: Plan | None = None
    """How it is shown in several sizes; None when it is shown as it is."""

    @property
    def url(self) -> str:
        """The photo's address below the site's, percent-encoded."""
        return self.plan.url if self.plan else quote(self.path, safe="/")


class Shelf:
    """The photos that the stories in *story_folder* may name, their texts in *lang*.

    It looks through the folders once, when the first photo is missing. What it finds out of photos
    it keeps in the folder *memory*, where there is one.
    """

    def __init__(
        self, story_folder: str, content_folder: str, lang: str = "", memory: str = ""
    ) -> None:
        self.story_folder = story_folder
        self.content_folder = content_folder
        self.lang, self.memory = lang, memory
        self._hints = MOST_HINTS

    def photo(self, src: str) -> Photo:
        """Return the photo that a story names *src*, or raise its `PhotoError`."""
        path = find(src, self.story_folder, self.content_folder)
        if path is None:
            raise MissingPhotoError(self._missing(src))
        return remembered(path, self.content_folder, self.lang, self.memory)

    def _missing(self, src: str) -> str:
        if not src.strip():
            return "an image names no photo. Write the name of its file between the parentheses."
        folder = os.path.basename(os.path.abspath(self.content_folder))
        shown = f'photo "{shortened(src, 200)}"'
        paths = _candidates(src, self.story_folder, self.content_folder)
        if any(_leads_out(path, self.content_folder) for path in paths):
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


def remembered(path: str, content_folder: str, lang: str, memory: str) -> Photo:
    """Return the facts of the photo at *path*, without opening it where *memory* knows them."""
    stamps = tuple(stamp_of(each) for each in (path, *photo_sidecars.candidates(path)))
    if not stamps[0]:
        raise UnreadablePhotoError(f'photo "{os.path.basename(path)}" is gone. Build again.')
    return _known(path, content_folder, lang, stamps, memory)


@lru_cache(maxsize=256)
def _known(
    path: str, content_folder: str, lang: str, stamps: tuple[tuple[int, ...], ...], memory: str
) -> Photo:
    """Return the facts of a photo, which many stories may show.

    *stamps* are those of its file and of those beside it; *memory* the folder of what is known.
    """
    name = f"{path} in {lang}"
    return recalled(memory, name, stamps, partial(facts, path, content_folder, lang))


def stamp_of(path: str) -> tuple[int, ...]:
    """Return what changes when the file at *path* is written; nothing where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def find(src: str, story_folder: str, content_folder: str) -> str | None:
    """Return the path of the file that *src* names, or None where the content folder has none."""
    root = os.path.realpath(content_folder)
    for path in _candidates(src, story_folder, content_folder):
        # A pipe or a device would keep the build waiting, and a link may lead out of the house.
        if os.path.isfile(path) and _within(os.path.realpath(path), root):
            return path
    return None


def facts(path: str, content_folder: str, lang: str = "") -> Photo:
    """Return the photo at *path*, its texts in *lang* where the file has them in several languages.

    Raise `UnreadablePhotoError` when no browser, or no web address, could take the file.
    """
    relative = os.path.relpath(path, content_folder).replace(os.sep, "/")
    name = os.path.basename(path)
    if unsafe := _UNSAFE.search(relative):
        renamed = re.sub(r"-+", "-", _UNSAFE.sub("-", name))
        shown = unsafe[0] if unsafe[0].isprintable() else "a control character"
        raise UnreadablePhotoError(
            f'photo "{name}" has {shown} in its name or folder, which web addresses cannot hold. '
            f'Rename it, to "{renamed}" for example.'
        )
    suffix = os.path.splitext(name)[1].lower()
    if suffix != ".svg" and suffix not in FORMATS:
        raise UnreadablePhotoError(
            f'photo "{name}" is in a format that browsers do not show. '
            "Save it as JPEG, PNG, WebP, AVIF, GIF or SVG."
        )
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if not size:
                raise UnreadablePhotoError(f'photo "{name}" is empty. Copy the original again.')
            if size > (LARGEST_SVG if suffix == ".svg" else LARGEST_FILE):
                raise UnreadablePhotoError(
                    f'photo "{name}" is too large a file. Save a smaller one.'
                )
            look = (
                _drawn(file, name)
                if suffix == ".svg"
                else _photographed(file, name, FORMATS[suffix])
            )
            beside = photo_sidecars.beside(path, content_folder)
            digest = _digest(file, beside.data)
    except OSError as problem:
        reason = problem.strerror or "it is damaged"
        raise UnreadablePhotoError(f'photo "{name}" cannot be read: {reason}.') from problem
    photo = Photo(
        relative,
        look.width,
        look.height,
        kind=look.kind,
        digest=digest,
        bytes=size,
        flat=look.flat,
        animated=look.animated,
    )
    return _told(photo, look, beside, path, lang)


# Finding


def _spellings(src: str) -> Iterator[str]:
    """Yield the names that *src* may mean: as typed, percent-decoded, in each Unicode form."""
    seen = set()
    for text in (src.strip(), unquote(src.strip())):
        for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            if form and form not in seen:
                seen.add(form)
                yield form


def _candidates(src: str, story_folder: str, content_folder: str) -> Iterator[str]:
    """Yield the paths where the file that *src* names may lie, in the order in which they count."""
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


def _within(path: str, root: str) -> bool:
    return path.startswith(root.rstrip(os.sep) + os.sep)


def _leads_out(path: str, content_folder: str) -> bool:
    """Return whether *path*, which lies in the content folder, is a file elsewhere."""
    return (
        os.path.isfile(path)
        and _within(path, os.path.normpath(content_folder))
        and not _within(os.path.realpath(path), os.path.realpath(content_folder))
    )


def _neighbours(name: str, names: Mapping[str, str]) -> list[str]:
    """Return those of *names*, which are in order, that stand around *name*."""
    ordered = list(names)
    at = bisect_left(ordered, _alphabetically(name), key=_alphabetically)
    return ordered[max(0, at - MOST_COMPARED // 2) : at + MOST_COMPARED // 2]


def _alphabetically(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


# Looking


class _Look(NamedTuple):
    """What the header of a file shows: its kind and size, and the texts in it."""

    kind: str
    width: int
    height: int
    info: Mapping[Any, object] = {}
    flat: bool = False
    animated: bool = False
    title: str = ""


def _drawn(file: BinaryIO, name: str) -> _Look:
    try:
        found = drawing(file, name)
    except DrawingError as problem:
        raise UnreadablePhotoError(str(problem)) from problem
    return _Look("SVG", found.width, found.height, title=tamed(found.title, LONGEST_ALT))


def _photographed(file: BinaryIO, name: str, kind: str) -> _Look:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's doubts are for programmers
            with Image.open(file, formats=(kind,)) as image:
                width, height = image.size
                info, flat = dict(image.info), _is_flat(image, kind)
                return _Look(kind, width, height, info, flat, _is_animated(image, kind))
    except UnidentifiedImageError as problem:
        raise UnreadablePhotoError(_mislabelled(file, name, kind)) from problem
    except Image.DecompressionBombError as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" has too many pixels. Save it smaller.'
        ) from problem
    except Exception as problem:  # a damaged file raises whatever its reader stumbled over
        raise UnreadablePhotoError(
            f'photo "{name}" is damaged. Copy the original again.'
        ) from problem


def _is_flat(image: Image.Image, kind: str) -> bool:
    if kind == "JPEG":
        return False
    few_colours = image.mode in {"1", "P"} or (kind == "PNG" and image.mode in {"L", "I", "I;16"})
    return few_colours or image.mode[-1] in "Aa" or "transparency" in image.info


def _is_animated(image: Image.Image, kind: str) -> bool:
    if kind == "JPEG":
        return False  # a telephone's JPEG may hold more pictures than the one that browsers show
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception:  # the first picture is whole, so there is something to show
        return False


def _digest(file: BinaryIO, beside: Iterable[bytes]) -> str:
    """Return a digest of the bytes of a *file* and of those *beside* it."""
    digest = blake2b(digest_size=20)
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    for data in beside:
        digest.update(b"\0" + len(data).to_bytes(8) + data)
    return digest.hexdigest()


def _mislabelled(file: BinaryIO, name: str, kind: str) -> str:
    others = tuple(other for other in _SUFFIXES if other != kind)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=others) as image:
                actual = str(image.format)
    except Exception:  # no photo of any kind, or one damaged beyond telling
        return f'photo "{name}" is damaged, or no photo at all. Copy the original again.'
    renamed = os.path.splitext(name)[0] + _SUFFIXES.get(actual, ".jpg")
    return f'photo "{name}" holds {actual}, not {kind}. Rename it to "{renamed}".'


# What is said


def _told(photo: Photo, look: _Look, beside: Beside, path: str, lang: str) -> Photo:
    """Return *photo* with what its file, and those beside it, say of it in *lang*."""
    read = photo_metadata.read(look.info, beside.xmp)
    said = _with_newsroom(read.metadata, look.title, beside.said)
    creators = tamed(", ".join(said.creators), LONGEST_CREDIT)
    width, height = (photo.height, photo.width) if read.turned else (photo.width, photo.height)
    return replace(
        photo,
        width=width,
        height=height,
        caption=in_language(said.caption, lang),
        credit=beside.said.credit or _credited(creators, said.credit_line),
        alt=in_language(said.alt, lang),
        description=in_language(said.description, lang),
        focus=beside.said.focus or (50, 50),
        expires=beside.said.expires,
        provenance=content_credentials.provenance(content_credentials.read(path), said.source_type),
        said=said,
        remarks=(*_doubts(read.conflicts, beside.said, path), *beside.faults),
    )


def _with_newsroom(said: Metadata, title: str, ours: Sidecar) -> Metadata:
    """Return what a file *said*, and a drawing's *title*, below what the newsroom says."""
    alt = ours.alt or ("" if said.alt else title)
    return replace(
        said,
        caption=(("", ours.caption),) if ours.caption else said.caption,
        credit_line=ours.credit or said.credit_line,
        alt=(("", alt),) if alt else said.alt,
        licence=ours.licence or said.licence,
    )


def _doubts(conflicts: Iterable[Conflict], ours: Sidecar, path: str) -> Iterator[Fault]:
    """Yield what an editor should know of *conflicts* in a file that the newsroom has not settled.

    One line is enough for a field, however many places say it otherwise.
    """
    where, sidecar = shown_path(path), shown_path(photo_sidecars.candidates(path)[0])
    seen = set()
    for each in conflicts:
        settles = _SETTLED_BY.get(each.field)
        if each.field in seen or (settles and getattr(ours, settles)):
            continue
        seen.add(each.field)
        verb = "has" if settles == "caption" or " " in each.field else "names"
        plural = f"{each.field[:-1]}ies" if each.field.endswith("y") else f"{each.field}s"
        shown, other = _apart(each.shown, each.other)
        write = f', or write "{settles}: ..." in {sidecar}' if settles else ""
        yield Fault(
            where,
            1,
            f'photo "{os.path.basename(path)}" {verb} two {plural}: "{shown}" ({each.shown_in}) '
            f'and "{other}" ({each.other_in}). "{shown}" is shown. Correct the file{write}.',
            warning=True,
        )


def _apart(shown: str, other: str) -> tuple[str, str]:
    """Return two texts short enough for a message, from near where they part."""
    pairs = enumerate(zip(shown, other, strict=False))
    common = next((at for at, (one, two) in pairs if one != two), min(len(shown), len(other)))
    start = shown.rfind(" ", 0, max(0, common - 20)) + 1 if common > 50 else 0
    mark = "…" if start else ""
    return mark + shortened(shown[start:], 80), mark + shortened(other[start:], 80)


def _credited(creator: str, credit_line: str) -> str:
    credit = tamed(credit_line, LONGEST_CREDIT)
    if not creator or not credit:
        return creator or credit
    if re.search(rf"(?<!\w){re.escape(creator.casefold())}(?!\w)", credit.casefold()):
        return credit  # the credit line names the creator already
    return f"{creator}/{credit}"
