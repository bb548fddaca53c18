"""The stories that were read before, and what became of them since."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.kernel.front_matter import SUFFIXES

from .fingerprints import joined, seen, stamp
from .known_story import KnownStory, parted
from .pickles import Shared, dumped, loaded
from .store import Reading, SeenFile, Store

WRITTEN_AT_ONCE = 500
"""Readings that are held in memory before they are written down."""


class Archive:
    """What was read from the files of a content folder, for as long as they stay as they are.

    A reading is good while the bytes of its file, and of every file with the name of a photo it
    shows, are the same, and *realm*, which stands for settings, plugins and libraries.
    """

    def __init__(self, folder: Path, store: Store, realm: str) -> None:
        self.folder, self.store, self.realm = str(folder), store, realm
        self.status = dict(_files(self.folder))
        self.named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(path for path in self.status if not path.endswith(SUFFIXES)):
            self.named[_name(path)].append(path)
        self.looked: dict[str, SeenFile] = {}
        self.read: dict[str, Reading] = {}
        self.sets: dict[str, frozenset[str]] = {}

    def known(self, path: str, shared: Shared, anew: Callable[[str], Any]) -> Any:
        """Return what was read from *path* when that still holds, else None.

        *anew* reads it again, should what is remembered turn out to be damaged.
        """
        reading = self.store.readings.get(path)
        if reading is None or path not in self.status:
            return None
        if reading.key != self.key(path, reading.names):
            return None
        return self.revived(path, reading, shared, anew)

    def revived(
        self, path: str, reading: Reading, shared: Shared, anew: Callable[[str], Any]
    ) -> Any:
        """Return the content that *reading* of *path* holds, or None when it is damaged."""

        def fetch() -> dict[str, Any]:
            data = self.read[path].rest if path in self.read else self.store.rest(path, reading.key)
            try:
                return loaded(data, shared)  # type: ignore[no-any-return]
            except Exception:  # whatever a damaged or foreign pickle raises
                again = vars(anew(path))
            if reading.key != self.key(path, reading.names, look_again=True):
                said = "was changed while the site was being built. Build again"
                raise SystemExit(f"{content.shown_path}: {said}")
            return parted(again)[1]

        try:
            kind, near, names = loaded(reading.near, shared)
        except Exception:  # the same: it is read anew
            return None
        elsewhere = self.sets.get(names)
        if elsewhere is None:
            elsewhere = self.sets[names] = frozenset(names.split())
        near["source_path"] = f"{self.folder}/{path}"
        near["settings"], near["_context"] = shared["settings"], shared["context"]
        content: Any
        if kind is KnownStory:
            content = KnownStory(near, elsewhere, fetch)
        else:
            content = kind.__new__(kind)
            content.__dict__.update(near)
            content.get_static_links = content.kept_links.copy
        return content

    def reading(self, path: str, content: Any, shared: Shared) -> Reading | None:
        """Return *content*, just read from *path*, as it is kept; None where it has faults."""
        if any(not fault.warning for fault in content.faults) or path not in self.status:
            return None
        if not content.is_valid():
            return None
        names = tuple(sorted({_name(photo.path) for photo in content.photos}))
        if any(self._changed(file) for name in names for file in self.named.get(name, ())):
            return None  # since the build began: what was read may be older than its key
        content.kept_links = content.get_static_links()
        if content.status != "draft":
            content.override_url, content.override_save_as = content.url, content.save_as
        key = self.key(path, names)
        content.press_key = "" if "attach}" in content._content else key
        attributes = {
            name: value
            for name, value in vars(content).items()
            if name not in {"source_path", "settings", "_context"}
        }
        kind, near = type(content), attributes
        rest: dict[str, Any] = {}
        if kind is KnownStory.__base__:
            kind, (near, rest) = KnownStory, parted(attributes)
        listed = " ".join(sorted(rest))
        return Reading(key, names, dumped((kind, near, listed), shared), dumped(rest, shared))

    def note(self, path: str, reading: Reading) -> None:
        """Remember *reading* of *path*; write down what came together, when it is much."""
        self.read[path] = reading
        if len(self.read) >= WRITTEN_AT_ONCE:
            self._write_down()

    def keep(self) -> None:
        """Write down what was read and looked at in this build, and forget what is gone."""
        self._write_down()
        gone = [path for path in self.store.readings if path not in self.status]
        if gone:
            self.store.forget_readings(gone)
        before = self.store.files
        news = {path: file for path, file in self.looked.items() if before.get(path) != file}
        gone = [path for path in before if path not in self.status]
        if news or gone:
            self.store.keep_files(news, gone)

    def _write_down(self) -> None:
        if self.read:
            self.store.keep_readings(self.read)
            self.read.clear()

    def key(self, path: str, names: Iterable[str], *, look_again: bool = False) -> str:
        """Return what a reading of *path* that shows photos of these *names* is kept under."""
        if look_again:
            self.looked.pop(path, None)
            self.status[path] = os.stat(f"{self.folder}/{path}")
        parts = [self.realm, path, self.digest(path)]
        for name in names:
            for file in self.named.get(name, ()):
                parts += [file, self.digest(file)]
        return joined(parts)

    def digest(self, path: str) -> str:
        """Return the digest of the bytes of the file *path*, which is read when it may be new."""
        file = self.looked.get(path)
        if file is None:
            status, before = self.status[path], self.store.files.get(path)
            try:
                file = seen(f"{self.folder}/{path}", status, before)
            except OSError:  # it is there and cannot be read: the reader says so
                file = SeenFile(stamp(status), "", 0)
            self.looked[path] = file
        return file.digest

    def _changed(self, path: str) -> bool:
        try:
            return stamp(os.stat(f"{self.folder}/{path}")) != stamp(self.status[path])
        except OSError:
            return True


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield each file below *folder* by its path with slashes, and its status."""
    waiting = [(folder, "")]
    while waiting:
        place, before = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            continue  # a folder that cannot be entered
        for entry in entries:
            if not entry.is_dir():
                yield f"{before}{entry.name}", _status(entry)
            elif not (entry.is_symlink() and _leads_back(entry.path, place)):
                waiting.append((entry.path, f"{before}{entry.name}/"))


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except OSError:  # a link that leads nowhere: the reader says so
        return entry.stat(follow_symlinks=False)


def _leads_back(link: str, place: str) -> bool:
    """Say whether *link*, which lies in *place*, leads to a folder that *place* lies in."""
    return f"{os.path.realpath(place)}/".startswith(f"{os.path.realpath(link)}/")


def _name(path: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(path).stem).casefold()
