"""Removes private metadata from a picture file of any format; the picture stays the same.

Only the container is rewritten; nothing is decoded or encoded. Every length in a file may be wrong,
so each is checked before it is used.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping

from plugins.photos.errors import UnreadablePhotoError

from .avif import stripped_avif
from .errors import GARBLED, BrokenFileError
from .gif import stripped_gif
from .jpeg import stripped_jpeg
from .png import stripped_png
from .webp import stripped_webp


def stripped(data: bytes, kind: str, packet: bytes, exif: bytes, name: str = "") -> bytes:
    """Return the file *data* of a *kind* with the same picture and without private metadata.

    All metadata is removed: position, serial numbers, maker notes, thumbnails, and whatever
    follows the end of the picture; *packet* (XMP) and *exif* replace it. The orientation of the
    camera stays. A file without metadata is returned as it is. Raise `UnreadablePhotoError`, with
    the photo's *name*, for a damaged file.
    """
    shown = f'photo "{name}"' if name else "the photo"
    try:
        return _STRIPPED[kind](data, packet, exif)
    except BrokenFileError as problem:
        raise UnreadablePhotoError(
            f"{shown} is damaged: {problem}. Copy the original again."
        ) from problem


_EMBEDDED = re.compile(
    rb"data:image/(jpe?g|png|webp|avif|gif)\s*;\s*base64\s*,([A-Za-z0-9+/=\s]+)", re.IGNORECASE
)


def _stripped_svg(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return a drawing whose embedded photos are stripped; its own metadata stays."""

    def clean(match: re.Match[bytes]) -> bytes:
        kind = match[1].decode().upper().replace("JPG", "JPEG")
        try:
            photo = b64decode(match[2])
        except ValueError as problem:
            raise BrokenFileError(GARBLED) from problem
        return match[0].replace(match[2], b64encode(_STRIPPED[kind](photo, b"", b"")))

    return _EMBEDDED.sub(clean, data)


_STRIPPED: Mapping[str, Callable[[bytes, bytes, bytes], bytes]] = {
    "JPEG": stripped_jpeg,
    "PNG": stripped_png,
    "WEBP": stripped_webp,
    "AVIF": stripped_avif,
    "GIF": stripped_gif,
    "SVG": _stripped_svg,
}
