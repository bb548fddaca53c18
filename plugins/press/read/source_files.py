"""The files that Pelican's generators read, from one look at the content folder."""

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Sequence
from fnmatch import translate
from typing import Literal

from ..pelican_types import Generator


def selected(
    paths: Iterable[str],
    folders: Iterable[str],
    excluded: Iterable[str],
    extensions: Iterable[str] | Literal[False],
    ignored: str,
) -> list[str]:
    """Return those of *paths* that lie below one of *folders* and have one of *extensions*, or any.

    A folder may also be a file, or "" for all. What lies below an *excluded* folder is left out,
    and so are files and folders whose name matches the pattern *ignored*.
    """
    endings = ("",) if extensions is False else tuple(f".{each}" for each in extensions)
    is_ignored = re.compile(ignored).fullmatch
    places = {posixpath.normpath(folder) for folder in folders}
    below = tuple("" if place == "." else f"{place}/" for place in places)
    without = tuple(f"{posixpath.normpath(folder)}/" for folder in excluded)
    left_out: dict[str, bool] = {}
    found = []
    for path in paths:
        if path in places or path.startswith(below):
            folder, _, name = path.rpartition("/")
            if folder not in left_out:
                left_out[folder] = f"{folder}/".startswith(without) or any(
                    is_ignored(part) for part in folder.split("/")
                )
            if path.endswith(endings) and not left_out[folder] and not is_ignored(name):
                found.append(path)
    return found


def select_files(generator: Generator, paths: Collection[str]) -> None:
    """Let *generator* find its files among *paths*, those of the whole content folder.

    It finds them in order, which Pelican's sets have not: pages dated alike depend on it. It also
    saves 3 % of a build of 10,000 stories of which one changed.
    """
    ignored = "|".join(map(translate, generator.settings["IGNORE_FILES"])) or "(?!)"

    def get_files(
        folders: str | Sequence[str],
        exclude: Sequence[str] | None = None,
        extensions: Sequence[str] | Literal[False] | None = None,
    ) -> list[str]:
        folders = [folders] if isinstance(folders, str) else folders
        if extensions is None:
            extensions = [*generator.readers.extensions]
        found = selected(paths, folders, exclude or (), extensions, ignored)
        return found if os.sep == "/" else [path.replace("/", os.sep) for path in found]

    generator.get_files = get_files
    # Needed because Pelican's cache knows nothing of photos and plugins; looking at each file for
    # it takes another 4 %.
    generator.get_cached_data = lambda path, default=None: default
    generator.cache_data = lambda path, data: None
