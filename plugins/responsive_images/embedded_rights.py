"""The rights to a photo, as the bytes that are embedded in every file made from it."""

from typing import NamedTuple


class Rights(NamedTuple):
    """An XMP packet and EXIF; either may be b""."""

    packet: bytes = b""
    exif: bytes = b""
