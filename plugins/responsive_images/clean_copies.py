"""A copy of a photo that is published as it is: the same picture, its rights, nothing private."""

import os
import warnings
from pathlib import Path

from plugins.photos.errors import UnreadablePhotoError
from plugins.photos.facts import facts, not_shown
from plugins.photos.formats import ORIGINALS

from .animations import turned_upright
from .containers.kinds import stripped
from .damage import errors_named
from .decoding import opened
from .rights import rights_of

MOST_DECODED = 100_000_000
"""Pixels. What follows in an animation is not decoded to find damage."""


def clean_copy(original: str, content_folder: str) -> bytes:
    """Return the bytes of the photo *original* without private metadata.

    Raise `PhotoError` for a photo that cannot be shown or takes too much memory, and `OSError` for
    one that cannot be read.
    """
    photo = facts(original, content_folder)
    if photo.kind in ORIGINALS.values():
        raise UnreadablePhotoError(not_shown(original))
    if photo.kind != "SVG":
        _decode(original, photo.kind)
    turned = photo.kind == "WEBP" and photo.animated and turned_upright(original)
    data = turned or Path(original).read_bytes()
    rights = rights_of(photo.metadata)
    return stripped(data, photo.kind, *rights, os.path.basename(original))


def _decode(original: str, kind: str) -> None:
    """Decode each picture of the file *original*; raise `UnreadablePhotoError` for a damaged one.

    A JPEG is decoded at an eighth of its size, which finds the same damage.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with errors_named(original), opened(original) as image:
            image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
            frames = 1 if kind == "JPEG" else getattr(image, "n_frames", 1)
            for number in range(1, min(frames, MOST_DECODED // (image.width * image.height))):
                image.seek(number)
                image.load()
