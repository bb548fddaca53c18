"""A folder that stands in for the content folder while some of its files are left out."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from plugins.kernel.faults import IN_PLACE_OF

Instead = Mapping[str, Path | None]
"""Files that stand in for those at paths below the content folder; None stands for no file."""


def stand_in(cache: Path, folder: Path, instead: Instead) -> Path:
    """Return a folder with the files of the content *folder* and those *instead* of some of them.

    It lies below *cache*, and its files are links: they are as they were, and only the folders
    with other files in them are made. Messages name its files by those that they stand for.
    """
    top = cache.absolute() / Path(IN_PLACE_OF).name
    shutil.rmtree(top, ignore_errors=True)
    place = Path(f"{top}{os.path.abspath(folder)}")
    changed = {str(parent) for path in instead for parent in PurePosixPath(path).parents}
    for below in sorted(changed):  # outer folders first
        made, original = place / below, Path(os.path.abspath(folder)) / below
        made.mkdir(parents=True, exist_ok=True)
        names = {*_names(original), *_in(below, instead)}
        for name in names:
            path = name if below == "." else f"{below}/{name}"
            source = instead[path] if path in instead else original / name
            if source is not None and path not in changed:
                os.symlink(source, made / name)
    return place


def _names(folder: Path) -> Iterable[str]:
    with contextlib.suppress(OSError):  # it is gone
        return os.listdir(folder)
    return ()


def _in(folder: str, paths: Iterable[str]) -> Iterable[str]:
    """Return the names of those of *paths* that lie in *folder* itself."""
    return (PurePosixPath(path).name for path in paths if str(PurePosixPath(path).parent) == folder)
