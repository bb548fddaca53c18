"""Where a build works: its cache folder, its lock, and the stage that pages are printed on."""

import os
import shutil
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import IO

from plugins.kernel.settings import Settings, cache_of


class Workplace:
    """The cache folder of *settings* and a stage of this build's own; one build at a time has it.

    *site* is the folder that pages are printed into, below the stage.
    """

    def __init__(self, settings: Settings) -> None:
        self.output = Path(str(settings["OUTPUT_PATH"]))
        self.cache = cache_of(settings)
        self.cache.mkdir(parents=True, exist_ok=True)
        self._name = blake2b(str(self.output).encode(), digest_size=8).hexdigest()
        self._lock = self.lock()
        for left in self.cache.glob(f"{self._name}-*"):  # the stage of a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        self._stage = self.new_stage()
        self.stage = Path(self._stage.name)
        self.site = os.path.join(os.path.abspath(self.stage), "site")
        os.mkdir(self.site)

    def new_stage(self) -> tempfile.TemporaryDirectory[str]:
        """Return a new folder to print into, on the disk of the cache."""
        return tempfile.TemporaryDirectory(prefix=f"{self._name}-", dir=self.cache)

    def lock(self) -> IO[str] | None:
        """Return a lock on output/ that one build at a time may have; wait for it, with a line."""
        waiting = f"Another build of {self.output.name}/ is running. Waiting for it."
        return locked(self.cache / f"{self._name}.lock", waiting)

    def leave(self) -> None:
        """Remove the stage, and let another build have output/."""
        self._stage.cleanup()
        if self._lock:
            self._lock.close()


def locked(file: Path, waiting: str = "") -> IO[str] | None:
    """Return a lock on *file*, for as long as it is open; while another has it, say *waiting*."""
    try:
        import fcntl
    except ImportError:
        return None  # no such locks on this system
    lock = file.open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if waiting:
            print(waiting, file=sys.stderr)
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock
