"""The documents, sound and films that a text links to, with their media types and sizes."""

import os
from collections.abc import Iterable

from plugins.markup.media_types import OTHER, TYPES
from plugins.photos.finder import PICTURES

_PARTS_OF_A_PAGE = PICTURES | {".htm", ".html", ".srt", ".vtt"}


def linked_files(paths: Iterable[str], content_folder: str) -> tuple[tuple[str, str, int], ...]:
    """Return those of *paths* that readers may open by themselves: no pictures or subtitles.

    Each is returned with its media type and its size in bytes. *paths* are below *content_folder*.
    """
    found = []
    for path in paths:
        suffix = os.path.splitext(path)[1].lower()
        if suffix not in _PARTS_OF_A_PAGE:
            size = os.path.getsize(f"{content_folder}/{path}")
            found.append((path, TYPES.get(suffix, OTHER), size))
    return tuple(found)
