"""JPEG files without private metadata."""

import re
from collections.abc import Iterator

from .errors import ENDS_EARLY, GARBLED, BrokenFileError
from .exif import EXIF_HEADER, with_orientation_of

XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
"""The bytes before XMP in a JPEG."""

_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_BARE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length."""


def stripped_jpeg(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return the JPEG *data* with *packet* (XMP) and *exif* as its only metadata."""
    if data[:2] != b"\xff\xd8":
        raise BrokenFileError("it does not begin as a JPEG does")
    head, body, former = b"", [], b""
    for marker, segment in _segments(data):
        if marker == _APP1 and segment[4:].startswith(EXIF_HEADER) and not former:
            former = segment[4:]
        elif marker == _APP0 and segment[4:9] == b"JFIF\0" and len(segment) >= 18 and not head:
            # Without the thumbnail that some programs write.
            head = segment[:2] + b"\0\x10" + segment[4:16] + b"\0\0"
        elif not _is_private(marker, segment):
            body.append(segment)
    bare = b"".join([b"\xff\xd8", head, *body])
    if bare == data and not packet and not exif:
        return data
    kept_exif = with_orientation_of(former, exif)
    added = [_app1(block) for block in (kept_exif, packet and XMP_HEADER + packet) if block]
    return b"".join([b"\xff\xd8", head, *added, *body])


def _is_private(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return segment[4:16] != b"ICC_PROFILE\0"
    if marker == _APP14:
        return segment[4:9] != b"Adobe"
    return marker in range(0xE0, 0xFF)  # applications, unused extensions, comments


def _app1(block: bytes) -> bytes:
    return b"\xff\xe1" + (len(block) + 2).to_bytes(2) + block


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG, each with its marker, to the end of the first picture."""
    at, framed, scanned = 2, False, False
    while match := _MARKER.search(data, at):
        marker, at = match[1][0], match.end()
        if marker == _EOI:
            if not (framed and scanned):
                break
            yield marker, b"\xff\xd9"
            return
        if marker in _BARE:
            continue
        size = int.from_bytes(data[at : at + 2])
        end = at + size
        if size < 2 or end > len(data):
            raise BrokenFileError(ENDS_EARLY if size >= 2 or at + 2 > len(data) else GARBLED)
        framed, scanned = framed or marker in _FRAMES, scanned or marker == _SOS
        if marker == _SOS:
            following = _AFTER_SCAN.search(data, end)
            if following is None:
                raise BrokenFileError(ENDS_EARLY)
            end = following.start()
        yield marker, data[match.end() - 2 : end]
        at = end
    raise BrokenFileError(ENDS_EARLY)
