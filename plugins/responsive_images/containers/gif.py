"""GIF files without private metadata."""

from .errors import ENDS_EARLY, GARBLED, BrokenFileError

_PICTURE, _EXTENSION = 0x2C, 0x21
_LOOPS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
_XMP_END = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\0"
"""Takes programs that read an XMP packet as blocks with lengths to its end."""


def stripped_gif(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return the GIF *data* with *packet* (XMP) as its only metadata; a GIF has no *exif*."""
    if data[:6] not in {b"GIF87a", b"GIF89a"} or len(data) < 13:
        raise BrokenFileError("it does not begin as a GIF does")
    at = 13 + _colours(data[10])
    kept, pictured = [data[:at]], False
    while data[at : at + 1] not in {b";", b""}:
        if pictured and data[at] not in {_PICTURE, _EXTENSION}:
            break  # browsers too take anything else for the end: some programs write a NUL
        block, end = _gif_block(data, at)
        pictured = pictured or block[:1] == b","
        if block[:1] == b"," or block[1:2] == b"\xf9" or block[3:14] in _LOOPS:
            kept.append(block)
        at = end
    if not pictured:
        raise BrokenFileError(ENDS_EARLY)
    kept.append(b";")
    bare = b"".join(kept)
    if not packet:
        return bare
    extension = b"!\xff\x0bXMP DataXMP" + packet + _XMP_END
    return b"".join([b"GIF89a", kept[0][6:], *kept[1:-1], extension, b";"])


def _colours(packed: int) -> int:
    """Return the size in bytes of the colour table that the *packed* field announces."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _gif_block(data: bytes, start: int) -> tuple[bytes, int]:
    """Return a picture or an extension, and where it ends."""
    if data[start] == _PICTURE:
        packed = data[start + 9 : start + 10] or b"\0"
        at = start + 10 + _colours(packed[0]) + 1
    elif data[start] == _EXTENSION:
        at = start + 2
    else:
        raise BrokenFileError(GARBLED)
    while size := (data[at : at + 1] or b"\0")[0]:
        at += 1 + size
    if at >= len(data):
        raise BrokenFileError(ENDS_EARLY)
    return data[start : at + 1], at + 1
