"""Files that plugins make, beside the pages, and keep from build to build."""

import os
import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

KEPT_FOR = 60 * 24 * 3600
"""Seconds that a file is kept while no build uses it: branches and drafts come back."""


class MadeFile(NamedTuple):
    """A file that a plugin made; *fingerprint* changes with its bytes."""

    source_path: str
    save_as: str
    url: str
    fingerprint: str = "by its name"


def clear(folder: Path, used: Collection[str], seconds: float = KEPT_FOR) -> None:
    """Delete what is in *folder* and was not *used* by any build for so many *seconds*."""
    now = time.time()
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):  # another build was faster
            if entry.name in used:
                os.utime(entry.path)
            elif now - entry.stat().st_mtime <= seconds:
                continue
            elif entry.is_dir():
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)


def write_whole(path: Path, data: bytes, part: str = "") -> None:
    """Write *data* to *path* atomically; the unfinished file beside it ends in *part*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name[:40]}{part or f'.{os.getpid()}.part'}")
    unfinished.write_bytes(data)
    os.replace(unfinished, path)


def made(output_path: str, save_as: str, data: bytes) -> MadeFile:
    """Return a file that is published as *save_as* and holds *data*.

    Until then it lies beside the stage *output_path*, and goes with it.
    """
    folder = Path(output_path).with_name("made")
    folder.mkdir(exist_ok=True)
    fingerprint = blake2b(data, digest_size=16).hexdigest()
    path = folder / f"{fingerprint}{Path(save_as).suffix}"
    path.write_bytes(data)
    return MadeFile(str(path), save_as, quote(save_as, safe="/"), fingerprint)
