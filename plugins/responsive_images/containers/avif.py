"""AVIF files without private metadata."""

from collections.abc import Iterator
from typing import NamedTuple

from .errors import ENDS_EARLY, GARBLED, BrokenFileError
from .exif import EXIF_HEADER, with_orientation_of

_AVIF_KEPT = {b"ftyp", b"meta", b"mdat", b"moov"}
_MOVIE_BOXES = {b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl"}
_MOVIE_KEPT = _MOVIE_BOXES | set(
    b"mvhd tkhd tref elst mdhd hdlr vmhd nmhd dref stsd stts ctts stsc stsz stz2 stco co64 stss "
    b"sdtp sbgp sgpd cslg meta".split()
)
_ITEMS_KEPT = {b"av01", b"grid", b"iovl", b"iden", b"tmap", b"sato"}
_RDF = b"application/rdf+xml"
_MOST_ITEMS = 4096

Span = tuple[int, int]
"""Where something begins and ends."""


class _Item(NamedTuple):
    """An item of an AVIF: a picture, part of one, or metadata."""

    kind: bytes
    is_xmp: bool


def stripped_avif(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return the AVIF *data* with its metadata replaced by *packet* (XMP) and *exif*, if they fit.

    Nothing is moved, because the parts of an AVIF are found by their distance from its beginning.
    """
    if data[4:8] != b"ftyp":
        raise BrokenFileError("it does not begin as an AVIF does")
    boxes = list(_boxes(data, 0, len(data)))
    if not {b"meta", b"moov"} & {name for name, _, _ in boxes}:
        raise BrokenFileError("it holds no picture")
    while boxes[-1][0] not in _AVIF_KEPT:
        boxes.pop()  # such as the video that a phone adds
    clean = bytearray(data[: boxes[-1][2]])
    for name, start, end in boxes:
        if name == b"meta":
            _overwrite_items(clean, start + 4, end, packet, exif)
        elif name == b"moov":
            _overwrite_movie(clean, start, end, packet, exif)
        elif name not in _AVIF_KEPT:
            clean[start:end] = bytes(end - start)  # in place, so that nothing moves
    return data if clean == data else bytes(clean)


def _overwrite_movie(clean: bytearray, start: int, end: int, packet: bytes, exif: bytes) -> None:
    todo = [(start, end)]
    while todo:
        for name, first, last in _boxes(clean, *todo.pop()):
            if name == b"meta":
                _overwrite_items(clean, first + 4, last, packet, exif)
            elif name in _MOVIE_BOXES:
                todo.append((first, last))
            elif name not in _MOVIE_KEPT:
                clean[first:last] = bytes(last - first)
                clean[first - 4 : first] = b"free"


def _boxes(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each box from *at* to *end*, and where its content begins and ends."""
    while at < end:
        if at + 8 > end:
            raise BrokenFileError(ENDS_EARLY)
        size, name, start = _number(data, at, 4), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, start = _number(data, at + 8, 8), at + 16
        last = end if size == 0 else at + size
        if not start <= last <= end:
            raise BrokenFileError(ENDS_EARLY)
        yield name, start, last
        at = last


def _number(data: bytes | bytearray, at: int, size: int) -> int:
    if at + size > len(data):
        raise BrokenFileError(ENDS_EARLY)
    return int.from_bytes(data[at : at + size])


def _overwrite_items(clean: bytearray, start: int, end: int, packet: bytes, exif: bytes) -> None:
    """Overwrite each item of the box from *start* to *end* that is not part of the picture."""
    inside = {name: (first, last) for name, first, last in _boxes(clean, start, end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    items = dict(_items(clean, *inside[b"iinf"]))
    places = dict(_places(clean, inside[b"iloc"][0], inside.get(b"idat", (0, 0))))
    small = set(_thumbnails(clean, *inside[b"iref"])) if b"iref" in inside else set()
    for number, item in items.items():
        if item.kind in _ITEMS_KEPT and number not in small:
            continue
        spans = places.get(number, [])
        room = sum(last - first for first, last in spans)
        _write(clean, spans, _replacement(item, room, packet, exif))


def _replacement(item: _Item, room: int, packet: bytes, exif: bytes) -> bytes:
    """Return the new content of *item*, exactly *room* bytes long."""
    if item.is_xmp:
        return (packet if len(packet) <= room else b"").ljust(room, b" ")
    if item.kind == b"Exif":
        content = bytes(4) + with_orientation_of(b"", exif).removeprefix(EXIF_HEADER)
        bare = bytes(4) + b"MM\0\x2a\0\0\0\x08"  # and an empty directory
        return (content if 4 < len(content) <= room else bare)[:room].ljust(room, b"\0")
    return bytes(room)


def _write(clean: bytearray, spans: list[Span], content: bytes) -> None:
    for first, last in spans:
        clean[first:last] = content[: last - first]
        content = content[last - first :]


def _items(data: bytearray, start: int, end: int) -> Iterator[tuple[int, _Item]]:
    """Yield the number of each item, and the item."""
    first = start + (8 if _number(data, start, 1) else 6)
    for name, at, last in _boxes(data, first, end):
        version = _number(data, at, 1)
        if name != b"infe":
            continue
        if version < 2:
            raise BrokenFileError(GARBLED)
        wide = 4 if version > 2 else 2
        number, at = _number(data, at + 4, wide), at + 4 + wide + 2
        kind = bytes(data[at : at + 4])
        words = bytes(data[at + 4 : last]).split(b"\0")
        is_xmp = kind == b"mime" and words[1:2] == [_RDF] and not any(words[2:])
        yield number, _Item(kind, is_xmp)


def _places(data: bytearray, at: int, idat: Span) -> Iterator[tuple[int, list[Span]]]:
    """Yield the number of each item, and where its parts lie in the file."""
    version, sizes = _number(data, at, 1), _number(data, at + 4, 2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version > 1 else 2
    count, at = _number(data, at + 6, wide), at + 6 + wide
    if count > _MOST_ITEMS:
        raise BrokenFileError(GARBLED)
    for _ in range(count):
        number, at = _number(data, at, wide), at + wide
        method = _number(data, at, 2) & 15 if version else 0
        at += 4 if version else 2
        begin, parts, at = _number(data, at, base), _number(data, at + base, 2), at + base + 2
        if parts > _MOST_ITEMS:
            raise BrokenFileError(GARBLED)
        within = idat if method == 1 else (0, len(data))
        spans = []
        for _ in range(parts):
            at += index if version else 0
            first = within[0] + begin + _number(data, at, offset)
            last = first + _number(data, at + offset, length)
            at += offset + length
            spans.append((first, last))
        yield number, _checked(spans, method, within)


def _checked(spans: list[Span], method: int, within: Span) -> list[Span]:
    for first, last in spans:
        if method > 1 or not within[0] <= first < last <= within[1]:
            raise BrokenFileError(GARBLED)
    return spans


def _thumbnails(data: bytearray, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the items that are thumbnails of others."""
    wide = 4 if _number(data, start, 1) else 2
    for name, at, _ in _boxes(data, start + 4, end):
        if name == b"thmb":
            yield _number(data, at, wide)
