"""Names of files in the Unicode form that they have on the disk, which may not be the typed one."""

import os
import unicodedata
from contextlib import suppress


def on_disk(path: str, folder: str) -> str:
    """Return *path*, which lies below *folder*, with its names in the Unicode form that they have.

    Return *path* itself where there is nothing of this name in any form.
    """
    if path.isascii() or os.path.lexists(path):
        return path
    place = folder
    for part in os.path.relpath(path, folder).split(os.sep):
        spelt = _spelt_in(place, part)
        if part == os.pardir or spelt is None:
            return path
        place = os.path.join(place, spelt)
    return place


def _spelt_in(place: str, name: str) -> str | None:
    """Return how the file or folder *name* in *place* is spelt; None if it is missing."""
    if os.path.lexists(os.path.join(place, name)):
        return name
    wanted = unicodedata.normalize("NFC", name)
    with suppress(OSError):
        alike = (each for each in sorted(os.listdir(place)) if not each.isascii())
        return next((each for each in alike if unicodedata.normalize("NFC", each) == wanted), None)
    return None
