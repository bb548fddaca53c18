"""The records of what was read, in parts: a new one costs the writing of its part alone."""

from collections import defaultdict
from collections.abc import Container
from sys import intern
from typing import Any
from zlib import crc32

from ..store.database import Store
from ..store.pickles import Shared, dumped, loaded
from .readings import Record, loaded_record

SHELVES = 64

STATIC_FILES = -1
"""The shelf of the files that are copied as they are."""


class Shelves:
    """The records of *store*, and those of this build; *shared* is what contents share."""

    def __init__(self, store: Store, shared: Shared) -> None:
        self._store, self._shared = store, shared
        self._before: dict[str, tuple[Any, ...]] | None = None
        self._new: dict[str, bytes] = {}

    def record(self, path: str) -> Record | None:
        """Return what an earlier build recorded of the file *path*."""
        found = self._earlier.get(path)
        return Record(*found) if found else None

    @property
    def are_empty(self) -> bool:
        """Whether no earlier build recorded anything."""
        return not self._earlier

    @property
    def _earlier(self) -> dict[str, tuple[Any, ...]]:
        if self._before is None:
            self._before = {}
            for number, shelf in self._store.shelves.items():
                if number != STATIC_FILES:
                    self._before |= opened(shelf, self._shared)
        return self._before

    def untouched(self, path: str) -> Record | None:
        """Return the newest record of *path*, with values that no plugin can have changed."""
        shared = self._shared.without_wrappers()
        if path in self._new:
            return loaded_record(self._new[path], shared)
        found = opened(self._store.shelves.get(_number(path), b""), shared).get(path)
        return Record(*found) if found else None

    def add(self, path: str, record: bytes) -> None:
        """Record what was just read of the file *path*."""
        self._new[path] = record

    def keep(self, files: Container[str]) -> list[str]:
        """Write down what is new, and forget all but *files*; return the paths forgotten."""
        gone = [path for path in self._earlier if path not in files]
        shelves: dict[int, dict[str, None]] = defaultdict(dict)
        for path in (*gone, *self._new):
            shelves[_number(path)][path] = None
        for number, changed in shelves.items():
            shared = self._shared.without_wrappers()
            shelf = opened(self._store.shelves.get(number, b""), shared)
            for path in changed:
                shelf.pop(path, None)
                if path in self._new:
                    shelf[path] = _with_shared_names(loaded_record(self._new[path], shared))
            self._store.keep_shelf(number, dumped(shelf))
        self._new.clear()
        return gone

    def release(self) -> None:
        """Free the memory of all records, once everything is read and written down."""
        self._before = {}
        self._store.shelves = {}


def opened(shelf: bytes, shared: Shared) -> dict[str, Any]:
    """Return what *shelf* holds, by path; nothing where it is damaged."""
    try:
        return loaded(shelf, shared) if shelf else {}
    except Exception:  # whatever a damaged or foreign pickle raises: all is read again
        return {}


def _with_shared_names(record: Record) -> tuple[Any, ...]:
    """Return *record* as it is kept, with one text for names that many have in common."""
    return tuple(
        record._replace(names=intern(record.names), loaded_later=intern(record.loaded_later))
    )


def _number(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogateescape")) % SHELVES
