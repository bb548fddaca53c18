"""What decides whether something must be made again."""

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .store import SeenFile

ELSEWHERE = frozenset(
    """CACHE_PATH CHECK_ONLY DRAFTS NOW OUTPUT_PATH PATH PLUGIN_PATHS PRESS_CACHE PRESS_DASK
    PRESS_EXECUTOR PRESS_RESIDENT SETTINGS_FILE THEME""".split()
)
"""Settings that say where things are or what is to be done, not what comes out."""

ADDRESS = frozenset("ABSOLUTE_SITEURL FEED_DOMAIN SITEURL".split())
"""Settings that show on pages, and not in what is read, but for the path of an address."""

_RACY = 2_000_000_000
"""Nanoseconds within which two writes of a file may bear one time stamp."""


def digest(*parts: str | bytes) -> str:
    """Return a digest of *parts*, which tells apart where one ends and the next begins."""
    data = [
        each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each for each in parts
    ]
    lengths = ",".join([str(len(each)) for each in data])
    return blake2b(b"".join([lengths.encode(), b":", *data]), digest_size=16).hexdigest()


def joined(parts: Iterable[str]) -> str:
    """Return a digest of *parts*, none of which holds a null character; quicker than `digest`."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).hexdigest()


def of_settings(settings: Mapping[str, Any], without: frozenset[str]) -> str:
    """Return a digest of all settings but those *without* an effect."""
    shown = {name: value for name, value in settings.items() if name not in without}
    return digest(json.dumps(shown, sort_keys=True, default=_named, skipkeys=True))


def _named(value: Any) -> str:
    name = getattr(value, "__qualname__", None)
    return f"{value.__module__}.{name}" if name else repr(value)


def of_files(folders: Iterable[Path], suffixes: tuple[str, ...] = ()) -> str:
    """Return a digest of the names and bytes of all files below *folders*; one may be a file."""
    parts: list[str | bytes] = []
    for folder in folders:
        if folder.is_file():
            parts += [folder.name, folder.read_bytes()]
        for root, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if name != "__pycache__")
            for name in sorted(files):
                if not suffixes or name.endswith(suffixes):
                    path = Path(root, name)
                    parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)


def of_libraries(installed: Path) -> str:
    """Return a digest of the versions of Python and of the libraries *installed* in a folder.

    Each library has a folder there that is named for it and its version: Markdown-3.8.dist-info
    (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
    """
    names = sorted(name for name in os.listdir(installed) if name.endswith(".dist-info"))
    return digest(sys.version, *names)


def stamp(status: os.stat_result) -> str:
    """Return what changes when a file is written: size, times, inode.

    The time of change is in it, which no program sets: so an edit that keeps size and time of
    modification is seen, on every disk that keeps that time.
    """
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def seen(path: str, status: os.stat_result, before: SeenFile | None) -> SeenFile:
    """Return the file at *path* as it is now, reading it only when its stamp may have changed.

    A file that was looked at within two seconds of its last change is read again, for it may have
    changed since without another stamp. After a fresh checkout every file is read once; none is
    taken for changed when its bytes are the same.
    """
    mark = stamp(status)
    if before and before.stamp == mark and before.seen - status.st_ctime_ns > _RACY:
        return before
    return SeenFile(mark, digest(Path(path).read_bytes()), time.time_ns())
