"""Files that are published as they are, without what is private in them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.kernel.faults import Fault
from plugins.kernel.photo_sidecars import candidates
from plugins.kernel.photos import FORMATS, Photo, PhotoError, facts, remembered, stamp_of

from .collection import ended, line_of
from .laboratory import CHANGED

_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"8BPS", b"FUJIFILM")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"IIRO", b"IIU\0")
_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"crx ")


class Laundry:
    """Washes photos of the folder *content*, whose *contents* show or link to them.

    What is clean is kept in *folder*; *used* are the names there of what this build publishes.
    """

    def __init__(self, content: Path, folder: Path, contents: Sequence[Any]) -> None:
        self.content, self.folder, self.contents = str(content), folder, contents
        self.used: set[str] = set()

    def wash(self, files: Iterable[Any], today: date) -> Iterator[Fault]:
        """Let those of *files* that are pictures be published without what is private.

        Yield what is wrong with them, and what no story says of them that only link to one.
        """
        shown = set[str]().union(*(content.photo_paths for content in self.contents))
        for file in files:
            if not _is_picture(file.source_path):
                continue
            path = os.path.relpath(file.source_path, self.content).replace(os.sep, "/")
            try:
                if path not in shown:
                    yield from self._doubts(path, file.source_path, today)
                name = self._washed(file.source_path)
            except (PhotoError, FileNotFoundError) as problem:
                yield from self._said(path, str(problem))
                continue
            except OSError as problem:
                where = problem.filename or self.folder
                reason = f"{where}: {problem.strerror}. Mend this and build again"
                raise SystemExit(reason) from None
            self.used.add(name)
            file.source_path, file.fingerprint = str(self.folder / name), name

    def _doubts(self, path: str, original: str, today: date) -> Iterator[Fault]:
        photo = remembered(original, self.content, "", str(self.folder / "facts"))
        yield from photo.remarks
        if photo.expires and photo.expires < today:
            yield from self._said(path, ended(path, photo.expires))

    def _said(self, path: str, words: str) -> Iterator[Fault]:
        """Yield a fault with these *words* for each content that publishes the file *path*."""
        for content in self.contents:
            if path in content.photo_paths or path in content.get_static_links():
                yield Fault(content.shown_path, line_of(content, path), words)

    def _washed(self, original: str) -> str:
        """Return the name of the washed copy of *original*, made now or before."""
        name = self._name(original)
        if (self.folder / name).exists():
            return name
        from plugins.kernel.photo_privacy import washed  # most builds wash nothing

        from .rights import exif, packet  # and do without these

        photo: Photo = facts(original, self.content)
        rights = packet(photo.said), exif(photo.said)
        data = Path(original).read_bytes()
        clean = washed(data, photo.kind, *rights, os.path.basename(original))
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{name}.{os.getpid()}"
        part.write_bytes(clean)
        if self._name(original) != name:
            part.unlink()
            raise PhotoError(f'photo "{os.path.basename(original)}" {CHANGED}')
        os.replace(part, self.folder / name)
        return name

    def _name(self, original: str) -> str:
        stamps = [stamp_of(path) for path in (original, *candidates(original))]
        said = f"{original} {stamps} {_ways()}".encode("utf-8", "surrogateescape")
        key = blake2b(said, digest_size=12).hexdigest()
        return f"washed-{key}{os.path.splitext(original)[1].lower()}"


def _is_picture(path: str) -> bool:
    """Say whether the file at *path* is a picture, by its name or, under another, its beginning."""
    if os.path.splitext(path)[1].lower() in {*FORMATS, ".svg"}:
        return True
    try:
        with open(path, "rb") as file:
            start = file.read(16)
    except OSError:
        return False  # who copies it says so
    webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    film = start[4:8] == b"ftyp" and start[8:12] in _BRANDS
    return start.startswith((*_STARTS, *_TIFF)) or webp or film


@cache
def _ways() -> str:
    """Return what changes when files may be washed otherwise."""
    here = Path(__file__).parent
    modules = (here.parent / "kernel/photo_privacy.py", here / "rights.py")
    data = b"".join(module.read_bytes() for module in modules)
    return blake2b(data, digest_size=8).hexdigest()
