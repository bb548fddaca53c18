"""WebP files without private metadata."""

from collections.abc import Iterator

from .errors import ENDS_EARLY, GARBLED, BrokenFileError
from .exif import EXIF_HEADER, with_orientation_of

_WEBP_KEPT = {b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"}
_PICTURES = {b"VP8 ", b"VP8L", b"ANMF"}
_HAS_XMP, _HAS_EXIF, _HAS_ALPHA = 0x04, 0x08, 0x10


def stripped_webp(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return the WebP *data* with *packet* (XMP) and *exif* as its only metadata."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise BrokenFileError("it does not begin as a WebP does")
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise BrokenFileError(ENDS_EARLY)
    kept, former = [], b""
    for name, body in _riff_chunks(data, 12, end):
        if name == b"EXIF":
            former = former or body
        elif name == b"ANMF" and len(body) >= 16:
            kept.append((name, body[:16] + _frame(body)))
        elif name in _WEBP_KEPT:
            kept.append((name, body))
    if not any(name in _PICTURES for name, _ in kept):
        raise BrokenFileError("it holds no picture")
    has_metadata = kept[0][0] == b"VP8X" and _flags(kept) & (_HAS_XMP | _HAS_EXIF)
    if _webp(kept) == data and not has_metadata and not packet and not exif:
        return data
    if kept[0][0] != b"VP8X":  # a file without that chunk cannot hold metadata
        if not packet and not exif:
            return _webp(kept)
        kept.insert(0, (b"VP8X", _extended_header(*kept[0])))
    if len(kept[0][1]) < 10:
        raise BrokenFileError(GARBLED)
    kept_exif = with_orientation_of(former, exif).removeprefix(EXIF_HEADER)
    flags = _flags(kept) & ~(_HAS_XMP | _HAS_EXIF)
    flags |= (_HAS_XMP if packet else 0) | (_HAS_EXIF if kept_exif else 0)
    kept[0] = (b"VP8X", bytes([flags]) + kept[0][1][1:])
    kept += [(name, body) for name, body in ((b"EXIF", kept_exif), (b"XMP ", packet)) if body]
    return _webp(kept)


def _extended_header(name: bytes, body: bytes) -> bytes:
    """Return the content of the chunk VP8X for the one picture in the chunk *name*."""
    if name == b"VP8L":
        sizes = int.from_bytes(body[1:5], "little")
        across, down, alpha = sizes & 0x3FFF, sizes >> 14 & 0x3FFF, sizes >> 28 & 1
    elif name == b"VP8 ":
        across, down = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        across, down, alpha = across - 1, down - 1, 0
    else:
        raise BrokenFileError(GARBLED)
    if len(body) < 10 or min(across, down) < 0:
        raise BrokenFileError(GARBLED)
    sides = across.to_bytes(3, "little") + down.to_bytes(3, "little")
    return bytes([alpha * _HAS_ALPHA, 0, 0, 0]) + sides


def _flags(chunks: list[tuple[bytes, bytes]]) -> int:
    return (chunks[0][1] or b"\0")[0]


def _frame(body: bytes) -> bytes:
    """Return the chunks of an animation's frame that its picture needs."""
    inner = _riff_chunks(body, 16, len(body))
    return b"".join(_riff(name, part) for name, part in inner if name in _WEBP_KEPT)


def _webp(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"WEBP" + b"".join(_riff(name, part) for name, part in chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _riff(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _riff_chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise BrokenFileError(ENDS_EARLY)
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
