"""The manifest of output/: which files the last build left there, and which are unchanged."""

from collections.abc import Callable, Collection, KeysView, Mapping, Sequence
from functools import partial
from pathlib import Path

from plugins.kernel.workers import cores, in_background

from .database import Store
from .fingerprints import file_stamp

MANY = 2_000
"""From this many files on, another process looks at them while this one reads and relates."""


class Manifest:
    """The files that the last build left in the *folder* output/, as *store* remembers them.

    *endings* are those of the compressed copies that this build makes, without the dot.
    """

    def __init__(self, store: Store, folder: str, endings: Sequence[str]) -> None:
        self.folder, self._store, self._endings = folder, store, endings
        stamps = {name: stamp for name, (_, stamp) in store.manifest.items()}
        self._is_unchanged = unchanged_files(folder, stamps)

    @property
    def names(self) -> KeysView[str]:
        """The names of the files in it."""
        return self._store.manifest.keys()

    def up_to_date(self, name: str, fingerprint: str) -> bool:
        """Say whether output/ holds *name* as a build with this fingerprint left it.

        So it is in the manifest with the same fingerprint, and unchanged on the disk, as are its
        compressed copies.
        """
        published = self._store.manifest.get(name)
        if not fingerprint or published is None or published[0] != fingerprint:
            return False
        if not self._is_unchanged(name):
            return False
        return not self._endings or all(map(self._is_unchanged, self.compressed_copies(name)))

    def fingerprint(self, name: str) -> str:
        """Return the fingerprint of *name* in the last build; empty where it left none."""
        return self._store.manifest.get(name, ("", ""))[0]

    def compressed_copies(self, name: str) -> list[str]:
        """Return the compressed copies of *name* that are in the manifest."""
        copies = [f"{name}.{ending}" for ending in self._endings]
        return [copy for copy in copies if copy in self._store.manifest]

    def published_before(self, name: str) -> tuple[str, bytes]:
        """Return the fingerprint and the bytes of *name* as the last build left it.

        Both are empty where it is not in the manifest or was changed since.
        """
        fingerprint, stamp = self._store.manifest.get(name, ("", ""))
        if not fingerprint or file_stamp(self.folder, name) != stamp:
            return "", b""
        try:
            return fingerprint, Path(self.folder, name).read_bytes()
        except OSError:
            return "", b""

    def keep(
        self, names: Collection[str], fingerprints: Mapping[str, str], gone: Collection[str] = ()
    ) -> None:
        """Remember the files *names* as they are now, by their *fingerprints*; forget those *gone*.

        What is remembered alike already is not written again.
        """
        before = self._store.manifest
        now = {name: (fingerprints.get(name, ""), file_stamp(self.folder, name)) for name in names}
        news = {name: file for name, file in now.items() if before.get(name) != file}
        if news or gone:
            self._store.keep_manifest(news, gone)


def unchanged_files(folder: str, stamps: Mapping[str, str]) -> Callable[[str], bool]:
    """Return what says of each file in *stamps* whether it still has that stamp below *folder*."""

    def is_unchanged(name: str) -> bool:
        return file_stamp(folder, name) == stamps[name]

    if len(stamps) < MANY or cores() < 2:
        return is_unchanged
    results = in_background(partial(_changed, folder), [stamps])
    changed: set[str] | None = None

    def was_found_unchanged(name: str) -> bool:
        nonlocal changed
        if changed is None:
            try:
                (changed,) = results
            except EOFError:  # the process was killed
                changed = {each for each in stamps if not is_unchanged(each)}
        return name not in changed

    return was_found_unchanged


def _changed(folder: str, stamps: Mapping[str, str]) -> set[str]:
    return {name for name, stamp in stamps.items() if file_stamp(folder, name) != stamp}
