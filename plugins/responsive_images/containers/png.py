"""PNG files without private metadata."""

from collections.abc import Iterator
from zlib import crc32

from .errors import ENDS_EARLY, GARBLED, BrokenFileError
from .exif import EXIF_HEADER, with_orientation_of

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT".split()
)


def stripped_png(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return the PNG *data* with *packet* (XMP) and *exif* as its only metadata."""
    kept, former = [], b""
    for name, chunk in _png_chunks(data):
        if name == b"eXIf":
            former = former or chunk[8:-4]
        elif name in _PNG_KEPT:
            kept.append(chunk)
    bare = b"".join([_PNG, *kept])
    if bare == data and not packet and not exif:
        return data
    added = []
    if kept_exif := with_orientation_of(former, exif):
        added.append(_png_chunk(b"eXIf", kept_exif.removeprefix(EXIF_HEADER)))
    if packet:
        added.append(_png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet))
    return b"".join([_PNG, kept[0], *added, *kept[1:]])


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + crc32(name + body).to_bytes(4)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG, each with its name, to the one that ends it.

    If only that one is missing or cut, as browsers allow, it is yielded complete.
    """
    if data[:16] != _PNG + b"\0\0\0\x0dIHDR":
        raise BrokenFileError("it does not begin as a PNG does")
    at, pictured = 8, False
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data):
            break
        if name == b"IEND":
            break
        pictured = pictured or name == b"IDAT"
        yield name, data[at:end]
        at = end
    if not pictured and data[at + 4 : at + 8] == b"IEND":
        raise BrokenFileError(GARBLED)
    if not pictured or not _ends(data, at):
        raise BrokenFileError(ENDS_EARLY)
    yield b"IEND", _png_chunk(b"IEND", b"")


def _ends(data: bytes, at: int) -> bool:
    """Return whether nothing but the end of a PNG, or a part of it, stands in *data* from *at*."""
    end = _png_chunk(b"IEND", b"")
    return data[at : at + 12] == end[: len(data) - at] or data[at + 4 : at + 8] == b"IEND"
