"""Removes private metadata from pictures that are published without being resized."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from plugins.kernel.code_digest import code_digest
from plugins.kernel.faults import Fault, Rule
from plugins.kernel.made_files import write_whole
from plugins.kernel.story import Content
from plugins.photos.errors import PhotoError
from plugins.photos.formats import FORMATS
from plugins.photos.known_facts import known_facts
from plugins.photos.rules import PHOTO_METADATA
from plugins.photos.stamps import sidecar_paths, stamp_of

from .collection import LICENCE_ENDED, PHOTO_DAMAGED, ended, line_of
from .pool import CHANGED

_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"8BPS", b"FUJIFILM")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"IIRO", b"IIU\0")
_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"crx ")


class PublishedFile(Protocol):
    """A file that is copied to the site as it is; *fingerprint* changes with its bytes."""

    source_path: str
    fingerprint: str


class MetadataRemoval:
    """Replaces pictures in the folder *content* with clean copies before they are published.

    *contents* show them or link to them. The copies are cached in *folder*; *used* are the names
    there of the copies that this build publishes.
    """

    def __init__(self, content: Path, folder: Path, contents: Sequence[Content]) -> None:
        self.content, self.folder, self.contents = str(content), folder, contents
        self.used: set[str] = set()

    def replace(self, files: Iterable[PublishedFile], today: date) -> Iterator[Fault]:
        """Replace those of *files* that are pictures with clean copies.

        Yield what is wrong with them, and warnings about those that stories only link to.
        """
        shown = set[str]().union(*(content.photo_paths for content in self.contents))
        for file in files:
            if not _is_picture(file.source_path):
                continue
            path = os.path.relpath(file.source_path, self.content).replace(os.sep, "/")
            try:
                if path not in shown:
                    yield from self._doubts(path, file.source_path, today)
                name = self._copied(file.source_path)
            except (PhotoError, FileNotFoundError) as problem:
                yield from self._faults(PHOTO_DAMAGED, path, str(problem))
                continue
            except OSError as problem:
                where = problem.filename or self.folder
                reason = f"{where}: {problem.strerror}. Fix this and build again"
                raise SystemExit(reason) from None
            self.used.add(name)
            file.source_path, file.fingerprint = str(self.folder / name), name

    def _doubts(self, path: str, original: str, today: date) -> Iterator[Fault]:
        photo = known_facts(original, self.content, "", str(self.folder / "facts"))
        yield from (fault for fault in photo.faults if fault not in photo.doubts)
        for fault in photo.doubts:
            yield from self._faults(PHOTO_METADATA, path, fault.text)
        if photo.expires and photo.expires < today:
            yield from self._faults(LICENCE_ENDED, path, ended(path, photo.expires))

    def _faults(self, rule: Rule, path: str, message: str) -> Iterator[Fault]:
        """Yield the *message* of a *rule* for each content that publishes the file *path*."""
        for content in self.contents:
            if path in content.photo_paths or path in content.linked.published:
                yield rule.at(content.shown_path, line_of(content, path), message)

    def _copied(self, original: str) -> str:
        """Return the name of the clean copy of *original*, made now or earlier."""
        name = self._name(original)
        if (self.folder / name).exists():
            return name
        from .clean_copies import clean_copy  # imported late: most builds make no copy

        data = clean_copy(original, self.content)
        if self._name(original) != name:
            raise PhotoError(f'photo "{os.path.basename(original)}" {CHANGED}')
        write_whole(self.folder / name, data)
        return name

    def _name(self, original: str) -> str:
        stamps = [stamp_of(path) for path in (original, *sidecar_paths(original))]
        code = code_digest(f"{__package__}.clean_copies")
        parts = f"{original} {stamps} {code}".encode("utf-8", "surrogateescape")
        key = blake2b(parts, digest_size=12).hexdigest()
        return f"clean-{key}{os.path.splitext(original)[1].lower()}"


def _is_picture(path: str) -> bool:
    """Return whether the file at *path* is a picture, by its suffix or else its first bytes."""
    if os.path.splitext(path)[1].lower() in {*FORMATS, ".svg"}:
        return True
    try:
        with open(path, "rb") as file:
            start = file.read(16)
    except OSError:
        return False  # whatever copies it reports this
    webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    film = start[4:8] == b"ftyp" and start[8:12] in _BRANDS
    return start.startswith((*_STARTS, *_TIFF)) or webp or film
