"""Whose a photo is, as bytes that are embedded in every file that is made of it."""

from typing import NamedTuple


class Rights(NamedTuple):
    """An XMP packet and EXIF; either may be b""."""

    packet: bytes = b""
    exif: bytes = b""
