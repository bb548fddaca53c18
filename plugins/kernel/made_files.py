"""Files that plugins make, beside the pages, and keep from build to build."""

import os
import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

KEPT_FOR = 60 * 24 * 3600
"""Seconds for which what was made is kept when no build asks for it: branches and drafts come
back."""


class MadeFile(NamedTuple):
    """A file that was made, as Pelican copies files; *fingerprint* tells what it holds."""

    source_path: str
    save_as: str
    url: str
    fingerprint: str = "by its name"


def clear(folder: Path, used: Collection[str], seconds: float = KEPT_FOR) -> None:
    """Delete what lies in *folder* and no build has *used* for so many *seconds*."""
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
