"""The files of the content folder, from one look at it."""

import contextlib
import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from plugins.kernel.faults import Fault, printable, shown_path
from plugins.markup.front_matter import SUFFIXES
from plugins.photos.formats import FORMATS

from ..pelican_types import Content
from ..store.fingerprints import stamp


class ContentFolder:
    """The content folder at *path*; *status* holds what the system says of each file below it.

    Files are named by their paths below the folder, with slashes. Those whose names cannot be part
    of an address, a page or the cache are *faults*; *unnamed* has their paths by what is shown of
    these.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.unnamed: dict[str, str] = {}
        self.status = dict(self._files())
        self._by_photo_name: dict[str, list[str]] = defaultdict(list)
        for file in sorted(self.status):
            if file.endswith(SUFFIXES) and file.isascii():
                continue  # a link to such a story does not depend on how its name is spelt
            self._by_photo_name[photo_name(file)].append(file)

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        """Yield each file below the folder by its path with slashes, and its status."""
        waiting = [(self.path, "")]
        while waiting:
            place, before = waiting.pop()
            try:
                entries = sorted(os.scandir(place), key=lambda entry: entry.name)
            except OSError:
                continue  # a folder that cannot be entered
            for entry in entries:
                path = f"{before}{entry.name}"
                if not _is_text(entry.name):
                    self._refuse(path)
                elif not _is_folder(entry):
                    yield path, _status(entry)
                elif not (entry.is_symlink() and _leads_back(entry.path, place)):
                    waiting.append((entry.path, f"{path}/"))

    def _refuse(self, path: str) -> None:
        shown = printable(shown_path(f"{self.path}/{path}"))
        self.faults.append(Fault(shown, 1, "the file's name is not UTF-8 text. Rename it"))
        self.unnamed[printable(path)] = path

    def photo_files(self, names: Iterable[str]) -> list[str]:
        """Return the files with one of these photo *names*: photos and what describes them."""
        return [file for name in names for file in self._by_photo_name.get(name, ())]

    def files_called(self, names: Iterable[str]) -> list[tuple[str, int]]:
        """Return the files with one of these *names*, however they are spelt, and their sizes."""
        found = []
        for name in names:
            spelling = _spelling(name)
            for file in self._by_photo_name.get(photo_name(name), ()):
                if _spelling(file.rpartition("/")[2]) == spelling:
                    found.append((file, self.status[file].st_size))
        return found

    def knows(self, path: str) -> bool:
        """Say whether *path* was a file at that look, or a folder with files in it."""
        return any(each == path or each.startswith(f"{path}/") for each in self.status)

    def look_again(self, path: str) -> None:
        """Look at the file *path* once more. Raises OSError when it is gone."""
        self.status[path] = os.stat(f"{self.path}/{path}")

    def has_changed(self, path: str) -> bool:
        """Say whether the file *path* was changed since that look."""
        try:
            return stamp(os.stat(f"{self.path}/{path}")) != stamp(self.status[path])
        except OSError:
            return True

    def prefetch(self, paths: Iterable[str]) -> None:
        """Tell the system that the files *paths* will be read soon, so that a disk need not wait.

        Without this it is asked for one at a time, and a core waits for each
        (https://pubs.opengroup.org/onlinepubs/9699919799/functions/posix_fadvise.html).
        """
        if not hasattr(os, "posix_fadvise"):
            return
        for path in paths:
            with contextlib.suppress(OSError):  # the reader reports it
                file = os.open(f"{self.path}/{path}", os.O_RDONLY | os.O_NONBLOCK)
                try:
                    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_WILLNEED)
                finally:
                    os.close(file)


def photo_names(content: Content, files: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of the photos that *content* shows, for `ContentFolder.photo_files`.

    Other *files* whose bytes count are found in the same way.
    """
    paths = [*(photo.path for photo in content.photos), *files]
    return tuple(sorted(set(map(photo_name, paths))))


def photo_name(path: str) -> str:
    """Return the name that a photo has in common with the files that describe it."""
    name = PurePosixPath(path)
    if name.suffix.lower() == ".xmp" and name.stem.lower().endswith((*FORMATS, ".svg")):
        name = PurePosixPath(name.stem)  # night-bus.jpg.xmp
    return _spelling(name.stem)


def _spelling(name: str) -> str:
    """Return *name* in the spelling that all its spellings have in common."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_text(name: str) -> bool:
    return not any("\udc80" <= char <= "\udcff" for char in name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself: the reader reports it
        return False


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except OSError:  # a link that leads nowhere: the reader reports it
        return entry.stat(follow_symlinks=False)


def _leads_back(link: str, place: str) -> bool:
    """Say whether *link*, which lies in *place*, leads to a folder that *place* lies in."""
    return f"{os.path.realpath(place)}/".startswith(f"{os.path.realpath(link)}/")
