"""Digests of the files of the content folder, each read only when it may have changed."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..store.database import SeenFile, Store
from ..store.fingerprints import digest, stamp
from .content_folder import ContentFolder

_SAME_STAMP = 2_000_000_000
"""Nanoseconds within which two writes of a file may leave the same time stamp."""


class FileDigests:
    """Digests of the files of *folder*, from this build and, by *store*, from earlier ones."""

    def __init__(self, folder: ContentFolder, store: Store) -> None:
        self._folder, self._store = folder, store
        self._seen: dict[str, SeenFile] = {}
        self._before: dict[str, SeenFile] = {}

    def of(self, path: str) -> str:
        """Return a digest of the bytes of the file *path*; empty where it cannot be read."""
        file = self._seen.get(path)
        if file is None:
            status, before = self._folder.status[path], self._store.files.get(path)
            try:
                file = seen(f"{self._folder.path}/{path}", status, before)
            except OSError:  # it is there and cannot be read: the reader reports it
                file = SeenFile(stamp(status), "", 0)
            self._seen[path] = file
        return file.digest

    def forget(self, path: str) -> None:
        """Look at the file *path* once more when its digest is asked for."""
        if path in self._seen:
            self._before[path] = self._seen.pop(path)

    def has_changed(self, path: str) -> bool:
        """Say whether the file *path* holds other bytes than when it was last seen, or is new."""
        before = self._before.get(path) or self._store.files.get(path)
        return before is None or before.digest != self.of(path)

    def seen_files(self, paths: Iterable[str]) -> dict[str, SeenFile]:
        """Return what was seen of the files *paths*, whose digests were asked for."""
        return {path: self._seen[path] for path in paths}

    def add(self, files: Mapping[str, SeenFile]) -> None:
        """Take over what another process saw of *files*."""
        self._seen |= files

    def keep(self) -> None:
        """Remember what was seen in this build, and forget the files that are gone."""
        before = self._store.files
        news = {path: file for path, file in self._seen.items() if before.get(path) != file}
        gone = [path for path in before if path not in self._folder.status]
        if news or gone:
            self._store.keep_files(news, gone)


def seen(path: str, status: os.stat_result, before: SeenFile | None) -> SeenFile:
    """Return the file at *path* as it is now; it is read only when its stamp may have changed.

    A file that was seen within two seconds of its last change is read again, for it may have
    changed since and kept its stamp. After a fresh checkout every file is read once; none counts
    as changed when its bytes are the same.
    """
    now = stamp(status)
    if before and before.stamp == now and before.seen - status.st_ctime_ns > _SAME_STAMP:
        return before
    return SeenFile(now, digest(Path(path).read_bytes()), time.time_ns())
