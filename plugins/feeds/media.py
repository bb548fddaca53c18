"""The pictures of a story in its feeds, with their credits."""

from typing import NamedTuple

from plugins.photos.formats import TYPES
from plugins.photos.photo import Photo
from plugins.photos.plans import Rendition


class Picture(NamedTuple):
    """A picture: its address, type and size, credit and description; empty if unknown."""

    url: str
    type: str
    width: int
    height: int
    credit: str
    description: str


def picture(photo: Photo, site: str) -> Picture:
    """Return *photo* as it is published below the address *site*."""
    shown: Photo | Rendition = photo.plan.renditions()[-1] if photo.plan else photo
    kind, description = TYPES.get(shown.kind, ""), photo.caption or photo.alt
    url = f"{site}/{photo.url}"
    return Picture(url, kind, shown.width, shown.height, photo.credit, description)
