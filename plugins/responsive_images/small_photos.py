"""Finds photos that are too small for the place where a story shows them."""

import os
from collections.abc import Iterator, Mapping

from plugins.kernel.faults import Rule
from plugins.photos.photo import Photo

from .markup import Shown, images
from .places import desktop_width

PHOTO_SMALL = Rule("photo-small", "warning", "A photo that is far smaller than its place.")

LEAST_PART = 1 / 2
"""The part of its place on a desktop that a photo has to fill."""

LARGEST_ICON = 128
"""Pixels across. A picture with no more is an icon or an emblem, and is meant to be small."""

_NAMES = {"full": "a photo as wide as the window", "wide": "a wide photo", "text": "the text"}


def small_photos(
    text: str, photos: Mapping[str, Photo], lead: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield path and message of each of *photos*, by their paths, that is too small in *text*.

    *lead* means that *text* is the figure above a story. Drawings (SVG) fill any place.
    """
    pixels = {path: photo for path, photo in photos.items() if photo.kind != "SVG"}
    for shown in images(text, pixels, lead):
        photo = pixels[shown.path]
        if shown.framed and photo.width and photo.height:
            place = desktop_width(shown.place, shown.number, photo.width / photo.height)
            if LARGEST_ICON < photo.width < LEAST_PART * place:
                yield shown.path, _message(photo, shown, place)


def _message(photo: Photo, shown: Shown, place: float) -> str:
    name, where = os.path.basename(photo.path), _NAMES.get(shown.place, "a gallery")
    return (
        f'photo "{name}" is {photo.width} pixels wide and is shown no wider; {where} has '
        f"{place:.0f}. Use a larger original, or another place."
    )
