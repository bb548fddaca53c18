"""The files that Pelican's generators take, from one look at the content folder."""

import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterable
from fnmatch import translate
from typing import Any, Literal


def taken(
    paths: Iterable[str],
    folders: Iterable[str],
    excluded: Iterable[str],
    extensions: Iterable[str] | Literal[False],
    ignored: str,
) -> list[str]:
    """Return those of *paths* that lie below one of *folders* and have one of *extensions*, or any.

    A folder may also be a file, or "", for all. What lies below an *excluded* folder is passed
    over, and names, of files and of folders, that the pattern *ignored* matches.
    """
    endings = ("",) if extensions is False else tuple(f".{each}" for each in extensions)
    passed = re.compile(ignored)
    places = {posixpath.normpath(folder) for folder in folders}
    below = tuple("" if place == "." else f"{place}/" for place in places)
    without = tuple(f"{posixpath.normpath(folder)}/" for folder in excluded)
    quiet: dict[str, bool] = {}
    found = []
    for path in paths:
        if path in places or path.startswith(below):
            folder, _, name = path.rpartition("/")
            if folder not in quiet:
                quiet[folder] = f"{folder}/".startswith(without) or any(
                    passed.fullmatch(part) for part in folder.split("/")
                )
            if path.endswith(endings) and not quiet[folder] and not passed.fullmatch(name):
                found.append(path)
    return found


def take_files(generator: Any, paths: Collection[str]) -> None:
    """Let *generator* find its files among *paths*, those of the whole content folder.

    Pelican walks through the folders once for each kind of file, and again for files that no
    reader reads, which the copy desk finds; and it looks into a cache that the press replaces.
    """
    ignored = "|".join(map(translate, generator.settings["IGNORE_FILES"])) or "(?!)"

    def get_files(folders: Any, exclude: Any = None, extensions: Any = None) -> Any:
        folders = [folders] if isinstance(folders, str) else folders
        if extensions is None:
            extensions = generator.readers.extensions
        found = taken(paths, folders, exclude or (), extensions, ignored)
        return found if os.sep == "/" else [path.replace("/", os.sep) for path in found]

    generator.get_files = get_files
    generator.check_disabled_readers = lambda: None
    generator.get_cached_data = lambda path, default=None: default
    generator.cache_data = lambda path, data: None


def stage_new_files(generator: Any, stands: Callable[[Any], bool]) -> None:
    """Let *generator*, Pelican's for files that are copied, stage those alone that are new.

    *stands* says of a file whether it is in output/ as it is to be. They are staged as links: the
    press copies them, and minds every failure.
    """
    generator.fallback_to_symlinks = True
    generator._file_update_required = lambda file: not stands(file)
