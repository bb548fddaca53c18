"""The files that are copied as they are, as Pelican describes them, remembered between builds."""

import contextlib
from collections.abc import Callable, Container

from ..pelican_types import StaticFile
from ..store.database import Store
from ..store.pickles import Shared, dumped
from .cached_file import CachedFile
from .kept_attributes import Attributes, kept
from .revival import Revival
from .shelves import STATIC_FILES, opened


class KnownStaticFiles:
    """The attributes of the files that are copied as they are.

    They depend on the path of the file and on *realm*, a digest of settings and plugins.
    """

    def __init__(self, store: Store, shared: Shared, revival: Revival, realm: str) -> None:
        self._store, self._shared, self._revival, self._realm = store, shared, revival, realm
        self._files: dict[str, Attributes] | None = None
        self._is_changed = False

    def file(self, path: str, read: Callable[[str], StaticFile]) -> StaticFile:
        """Return the file *path*, which *read* has Pelican describe when it is new."""
        if self._files is None:
            shelf = opened(self._store.shelves.get(STATIC_FILES, b""), self._shared)
            self._files = shelf["files"] if shelf.get("realm") == self._realm else {}
        attributes = self._files.get(path)
        if attributes is None:
            file = read(path)
            attributes = kept(vars(file))
            attributes |= {"override_url": file.url, "override_save_as": file.save_as}
            self._files[path] = attributes
            self._is_changed = True
        return CachedFile({**attributes, **self._revival.of_this_build(path)})

    def keep(self, files: Container[str]) -> None:
        """Write down what is new, without files that are not among *files* any more."""
        if self._is_changed and self._files is not None:
            there = {path: each for path, each in self._files.items() if path in files}
            with contextlib.suppress(Exception):  # a plugin left on one what cannot be kept
                shelf = dumped({"realm": self._realm, "files": there})
                self._store.keep_shelf(STATIC_FILES, shelf)
