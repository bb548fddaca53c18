"""The stories that were read before, and what became of them since."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.kernel.front_matter import SUFFIXES

from .fingerprints import digest, seen, stamp
from .pickles import dumped, loaded
from .store import Reading, SeenFile, Store


class Archive:
    """What was read from the files of a content folder, for as long as they stay as they are.

    A reading is good while the bytes of its file, and of every file with the name of a photo it
    shows, are the same, and *realm*, which stands for settings, plugins and libraries.
    """

    def __init__(self, folder: Path, store: Store, realm: str) -> None:
        self.folder, self.store, self.realm = folder, store, realm
        self.status = dict(_files(folder))
        self.named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.status):
            if not path.endswith(SUFFIXES):
                self.named[_name(path)].append(path)
        self.looked: dict[str, SeenFile] = {}
        self.read: dict[str, Reading] = {}

    def known(self, path: str, shared: Mapping[str, Any]) -> Any:
        """Return what was read from *path* when that still holds, else None."""
        reading = self.store.readings.get(path)
        if reading is None or path not in self.status:
            return None
        if reading.key != self._key(path, reading.names):
            return None
        return self.revived(path, reading._replace(content=self.store.content(path)), shared)

    def revived(self, path: str, reading: Reading, shared: Mapping[str, Any]) -> Any:
        """Return the content that *reading* of *path* holds, or None when it is damaged."""
        try:
            content = loaded(reading.content, shared)
        except Exception:  # whatever a damaged or foreign pickle raises: it is read anew
            return None
        content.source_path = os.path.join(self.folder, path)
        content.press_key = reading.key
        content.get_static_links = content.kept_links.copy
        return content

    def reading(self, path: str, content: Any, shared: Mapping[str, Any]) -> Reading | None:
        """Return *content*, just read from *path*, as it is kept; None where it has faults."""
        if any(not fault.warning for fault in content.faults) or path not in self.status:
            return None
        content.kept_links = content.get_static_links()
        if content.status != "draft":
            content.override_url, content.override_save_as = content.url, content.save_as
        names = tuple(sorted({_name(photo.path) for photo in content.photos}))
        key = self._key(path, names)
        content.press_key = key
        return Reading(key, names, dumped(content, shared))

    def keep(self) -> None:
        """Write down what was read and looked at in this build."""
        gone = [path for path in self.store.readings if path not in self.status]
        if self.read or gone:
            self.store.keep_readings(self.read, gone)
        before = self.store.files
        news = {path: file for path, file in self.looked.items() if before.get(path) != file}
        gone = [path for path in before if path not in self.status]
        if news or gone:
            self.store.keep_files(news, gone)

    def _key(self, path: str, names: Iterable[str]) -> str:
        parts = [self.realm, path, self._digest(path)]
        for name in names:
            for file in self.named.get(name, ()):
                parts += [file, self._digest(file)]
        return digest(*parts)

    def _digest(self, path: str) -> str:
        if path not in self.looked:
            status, before = self.status[path], self.store.files.get(path)
            try:
                self.looked[path] = seen(os.path.join(self.folder, path), status, before)
            except OSError:  # it is there and cannot be read: the reader says so
                self.looked[path] = SeenFile(stamp(status), "", 0)
        return self.looked[path].digest


def _files(folder: Path) -> Iterable[tuple[str, os.stat_result]]:
    """Yield each file below *folder* by its path with slashes, and its status."""
    for root, _, names in os.walk(folder, followlinks=True):
        relative = PurePosixPath(Path(root).relative_to(folder).as_posix())
        for name in names:
            try:
                yield str(relative / name), os.stat(os.path.join(root, name))
            except OSError:
                continue  # a link that leads nowhere: the reader says so


def _name(path: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(path).stem).casefold()
