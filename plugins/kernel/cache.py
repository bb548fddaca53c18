"""Where builds keep what the next one need not find out again."""

import os
import shutil
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

KEPT_FOR = 60 * 24 * 3600
"""Seconds for which what was made is kept when no build asks for it: branches and drafts come
back."""


class MadeFile(NamedTuple):
    """A file that was made, as Pelican copies files; its name tells its bytes."""

    source_path: str
    save_as: str
    url: str
    fingerprint: str = "by its name"


def cache_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder that *settings* name for it; it may be deleted at any time."""
    return Path(settings.get("PRESS_CACHE", ".stet"))


def clear(folder: Path, used: Collection[str]) -> None:
    """Delete what in *folder* no build has asked for in a long time; this one asks for *used*."""
    now = time.time()
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):  # another build was faster
            if entry.name in used:
                os.utime(entry.path)
            elif now - entry.stat().st_mtime <= KEPT_FOR:
                continue
            elif entry.is_dir():
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)
