"""Where the files beside a photo would lie, and what changes when a file is written."""

import os

from .spelling import on_disk

Stamp = tuple[int, ...]


def sidecar_paths(path: str) -> tuple[str, str, str]:
    """Return where the sidecars of the photo at *path* would lie, whether they exist or not.

    The editor's file comes first; of the others, the first that exists counts.
    """
    stem, folder = os.path.splitext(path)[0], os.path.dirname(path)
    yaml, full, short = (
        on_disk(each, folder) for each in (f"{stem}.yml", f"{path}.xmp", f"{stem}.xmp")
    )
    return yaml, full, short


def stamp_of(path: str) -> Stamp:
    """Return size, times and inode of the file at *path*; an empty tuple if there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
