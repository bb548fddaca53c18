"""The details and bodies of stories: of those just read, and of those that the store has."""

from ..store.database import Store
from ..store.pickles import Shared
from .cached_story import Details
from .fresh import as_loaded
from .readings import Parts, Reading, loaded_details

WRITTEN_AT_ONCE = 500
"""Readings that are held in memory before they are written down."""


class KeptDetails:
    """Gives stories their details and bodies, and writes down those of new readings."""

    def __init__(self, store: Store, shared: Shared) -> None:
        self._store, self._shared = store, shared
        self._waiting: dict[str, tuple[str, bytes]] = {}
        self._fresh: dict[str, tuple[str, Parts]] = {}

    def add(self, path: str, reading: Reading) -> None:
        """Keep what was just read of *path*; write down what has come together when it is much."""
        self._waiting[path] = reading.key, reading.details
        if reading.parts is not None:
            if len(self._fresh) >= WRITTEN_AT_ONCE:
                self._fresh.clear()
            self._fresh[path] = reading.key, reading.parts
        if len(self._waiting) >= WRITTEN_AT_ONCE:
            self.keep()

    def keep(self) -> None:
        """Write down what waits for it."""
        self._store.keep_details(self._waiting)
        self._waiting.clear()

    def forget(self, gone: list[str]) -> None:
        """Forget the details of the files *gone*."""
        self._store.forget_details(gone)

    def of(self, path: str, key: str) -> Details:
        """Return the details of the story at *path* that was read under *key*.

        What this process read itself is used as it is, once: a plugin may change something of it.
        Raises what damaged pickles raise.
        """
        fresh_key, parts = self._fresh.pop(path, ("", None))
        if parts is not None and fresh_key == key:
            body = parts.body
            return as_loaded(parts.details, self._shared), lambda: as_loaded(body, self._shared)
        _, data = self._waiting.get(path) or (key, self._store.details(path, key))
        return loaded_details(data, self._shared)
