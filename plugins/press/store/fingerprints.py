"""Fingerprints: what decides whether something must be made again."""

import json
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.settings import Settings

WITHOUT_EFFECT = frozenset(
    """CACHE_PATH CHECK_FORMAT CHECK_ONLY DRAFTS KEEP_GOING LEFT_OUT NEXT NOW OUTPUT_PATH PATH
    PLUGIN_PATHS PRESS_CACHE PRESS_DASK PRESS_EXECUTOR PRESS_RESIDENT PREVIEW SETTINGS_FILE THEME
    WHY""".split()
)
"""Settings that say where things are or what to do, and do not change the site."""

ADDRESS = frozenset("ABSOLUTE_SITEURL FEED_DOMAIN SITEURL".split())
"""Settings that pages show; what is read depends only on the path of the address."""


def digest(*parts: str | bytes) -> str:
    """Return a digest of *parts* that also tells where one ends and the next begins."""
    data = [
        each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each for each in parts
    ]
    lengths = ",".join([str(len(each)) for each in data])
    return blake2b(b"".join([lengths.encode(), b":", *data]), digest_size=16).hexdigest()


def quick_digest(parts: Iterable[str]) -> str:
    """Return a digest of *parts*, none of which holds a null character; faster than `digest`."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).hexdigest()


def setting_digests(settings: Settings) -> dict[str, str]:
    """Return a digest of each setting that has an effect, by name, in order."""
    return {
        name: _short(json.dumps(settings[name], sort_keys=True, default=_by_name, skipkeys=True))
        for name in sorted(settings.keys() - WITHOUT_EFFECT)
    }


def _by_name(value: object) -> str:
    name = getattr(value, "__qualname__", None)
    return f"{value.__module__}.{name}" if name else repr(value)


def _short(data: str | bytes) -> str:
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return blake2b(data, digest_size=12).hexdigest()


class HashedFile(NamedTuple):
    """A file by its *name* below a *folder*, with slashes, and the *digest* of its bytes."""

    folder: str
    name: str
    digest: str


def hashed_files(folders: Iterable[Path], suffixes: tuple[str, ...] = ()) -> list[HashedFile]:
    """Return all files below *folders* with one of *suffixes*, or all; a folder may be a file."""
    found = []
    for folder in folders:
        top = str(folder)
        if folder.is_file():
            found.append(HashedFile(str(folder.parent), folder.name, _short(folder.read_bytes())))
        for root, names, files in os.walk(top):
            names[:] = sorted(name for name in names if name != "__pycache__")
            below = root[len(top) + 1 :].replace(os.sep, "/")
            for name in sorted(files):
                if not suffixes or name.endswith(suffixes):
                    data = Path(root, name).read_bytes()
                    found.append(HashedFile(top, f"{below}/{name}".lstrip("/"), _short(data)))
    return found


def files_digest(files: Iterable[HashedFile]) -> str:
    """Return a digest of the names and bytes of *files*, wherever their folders are."""
    return digest(*(part for file in files for part in (file.name, file.digest)))


def stamp(status: os.stat_result) -> str:
    """Return what changes whenever a file is written: size, times, inode.

    It includes the time of change, which no program can set: so an edit that keeps the size and
    the modification time is noticed, on every disk that records that time.
    """
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def file_stamp(folder: str, name: str) -> str:
    """Return the stamp of the file *name* below *folder*; empty where there is no such file."""
    try:
        return stamp(os.stat(f"{folder}/{name}"))
    except OSError:
        return ""
