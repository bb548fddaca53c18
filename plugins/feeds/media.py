"""The pictures of a story in its feeds, with who made them."""

from typing import Any, NamedTuple

from plugins.kernel.photos import Photo
from plugins.kernel.renditions import TYPES

_OTHER_TYPES = {"GIF": "image/gif", "SVG": "image/svg+xml"}


class Picture(NamedTuple):
    """A picture: its address, its type and size, and what is said of it; empty where unknown."""

    url: str
    type: str
    width: int
    height: int
    credit: str
    description: str


def picture(photo: Photo, site: str) -> Picture:
    """Return *photo* as it is published below the address *site*."""
    shown: Any = photo.plan.renditions()[-1] if photo.plan else photo
    kind = {**TYPES, **_OTHER_TYPES}.get(shown.kind, "")
    said = photo.caption or photo.alt
    return Picture(f"{site}/{photo.url}", kind, shown.width, shown.height, photo.credit, said)
