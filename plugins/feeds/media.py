"""The pictures of a story in its feeds, with their credits; its documents, sound and films."""

from typing import NamedTuple
from urllib.parse import quote

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


class Enclosure(NamedTuple):
    """A document, sound or film: its address, its type, and its size in bytes."""

    url: str
    type: str
    size: int

    @property
    def medium(self) -> str:
        """What it is in the words of Media RSS: ``audio``, ``video`` or ``document``."""
        kind = self.type.partition("/")[0]
        return kind if kind in {"audio", "video"} else "document"


def enclosure(path: str, kind: str, size: int, site: str) -> Enclosure:
    """Return the file *path* of a media type *kind* as it is published below the address *site*."""
    return Enclosure(f"{site}/{quote(path)}", kind, size)


def foremost(enclosures: tuple[Enclosure, ...]) -> Enclosure | None:
    """Return the first sound or film of *enclosures*, else the first document, else None.

    An item of RSS has one enclosure, and programs for podcasts play it.
    """
    heard = (each for each in enclosures if each.medium != "document")
    return next(heard, None) or next(iter(enclosures), None)


def picture(photo: Photo, site: str) -> Picture:
    """Return *photo* as it is published below the address *site*."""
    shown: Photo | Rendition = photo.plan.renditions()[-1] if photo.plan else photo
    kind, description = TYPES.get(shown.kind, ""), photo.caption or photo.alt
    url = f"{site}/{photo.url}"
    return Picture(url, kind, shown.width, shown.height, photo.credit, description)
