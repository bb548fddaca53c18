"""AVIF files without private metadata."""

from collections.abc import Iterator
from typing import NamedTuple

from .avif_items import RDF, with_packet
from .boxes import boxes, number
from .errors import GARBLED, BrokenFileError
from .exif import EXIF_HEADER, with_orientation_of

_AVIF_KEPT = {b"ftyp", b"meta", b"mdat", b"moov"}
_MOVIE_BOXES = {b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl"}
_MOVIE_KEPT = _MOVIE_BOXES | set(
    b"mvhd tkhd tref elst mdhd hdlr vmhd nmhd dref stsd stts ctts stsc stsz stz2 stco co64 stss "
    b"sdtp sbgp sgpd cslg meta".split()
)
_ITEMS_KEPT = {b"av01", b"grid", b"iovl", b"iden", b"tmap", b"sato"}
_MOST_ITEMS = 4096

Span = tuple[int, int]
"""Where something begins and ends."""


class _Item(NamedTuple):
    """An item of an AVIF: a picture, part of one, or metadata."""

    kind: bytes
    is_xmp: bool


def stripped_avif(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return the AVIF *data* with its metadata replaced by *packet* (XMP), and *exif* if it fits.

    Nothing is moved, because the parts of an AVIF are found by their distance from its beginning.
    """
    if data[4:8] != b"ftyp":
        raise BrokenFileError("it does not begin as an AVIF does")
    found = list(boxes(data, 0, len(data)))
    if not {b"meta", b"moov"} & {name for name, _, _ in found}:
        raise BrokenFileError("it holds no picture")
    while found[-1][0] not in _AVIF_KEPT:
        found.pop()  # such as the video that a phone adds
    clean = bytearray(data[: found[-1][2]])
    unplaced: list[int] = []
    has_xmp = False
    for name, start, end in found:
        if name == b"meta":
            has_xmp, unplaced = _overwrite_items(clean, start + 4, end, packet, exif)
        elif name == b"moov":
            _overwrite_movie(clean, start, end, packet, exif)
        elif name not in _AVIF_KEPT:
            clean[start:end] = bytes(end - start)  # in place, so that nothing moves
    if packet and (unplaced or not has_xmp):
        return with_packet(bytes(clean), packet, unplaced[0] if unplaced else None)
    return data if clean == data else bytes(clean)


def _overwrite_movie(clean: bytearray, start: int, end: int, packet: bytes, exif: bytes) -> None:
    todo = [(start, end)]
    while todo:
        for name, first, last in boxes(clean, *todo.pop()):
            if name == b"meta":
                _overwrite_items(clean, first + 4, last, packet, exif)
            elif name in _MOVIE_BOXES:
                todo.append((first, last))
            elif name not in _MOVIE_KEPT:
                clean[first:last] = bytes(last - first)
                clean[first - 4 : first] = b"free"


def _overwrite_items(
    clean: bytearray, start: int, end: int, packet: bytes, exif: bytes
) -> tuple[bool, list[int]]:
    """Overwrite each item of the box from *start* to *end* that is not part of the picture.

    Return whether one of them is XMP, and the numbers of those in which *packet* has no room.
    """
    inside = {name: (first, last) for name, first, last in boxes(clean, start, end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return False, []
    items = dict(_items(clean, *inside[b"iinf"]))
    places = dict(_places(clean, inside[b"iloc"][0], inside.get(b"idat", (0, 0))))
    small = set(_thumbnails(clean, *inside[b"iref"])) if b"iref" in inside else set()
    unplaced = []
    for item_number, item in items.items():
        if item.kind in _ITEMS_KEPT and item_number not in small:
            continue
        spans = places.get(item_number, [])
        room = sum(last - first for first, last in spans)
        _write(clean, spans, _replacement(item, room, packet, exif))
        if item.is_xmp and room < len(packet):
            unplaced.append(item_number)
    return any(item.is_xmp for item in items.values()), unplaced


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
    first = start + (8 if number(data, start, 1) else 6)
    for name, at, last in boxes(data, first, end):
        version = number(data, at, 1)
        if name != b"infe":
            continue
        if version < 2:
            raise BrokenFileError(GARBLED)
        wide = 4 if version > 2 else 2
        item, at = number(data, at + 4, wide), at + 4 + wide + 2
        kind = bytes(data[at : at + 4])
        words = bytes(data[at + 4 : last]).split(b"\0")
        is_xmp = kind == b"mime" and words[1:2] == [RDF] and not any(words[2:])
        yield item, _Item(kind, is_xmp)


def _places(data: bytearray, at: int, idat: Span) -> Iterator[tuple[int, list[Span]]]:
    """Yield the number of each item, and where its parts lie in the file."""
    version, sizes = number(data, at, 1), number(data, at + 4, 2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version > 1 else 2
    count, at = number(data, at + 6, wide), at + 6 + wide
    if count > _MOST_ITEMS:
        raise BrokenFileError(GARBLED)
    for _ in range(count):
        item, at = number(data, at, wide), at + wide
        method = number(data, at, 2) & 15 if version else 0
        at += 4 if version else 2
        begin, parts, at = number(data, at, base), number(data, at + base, 2), at + base + 2
        if parts > _MOST_ITEMS:
            raise BrokenFileError(GARBLED)
        within = idat if method == 1 else (0, len(data))
        spans = []
        for _ in range(parts):
            at += index if version else 0
            first = within[0] + begin + number(data, at, offset)
            last = first + number(data, at + offset, length)
            at += offset + length
            spans.append((first, last))
        yield item, _checked(spans, method, within)


def _checked(spans: list[Span], method: int, within: Span) -> list[Span]:
    for first, last in spans:
        if method > 1 or not within[0] <= first < last <= within[1]:
            raise BrokenFileError(GARBLED)
    return spans


def _thumbnails(data: bytearray, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the items that are thumbnails of others."""
    wide = 4 if number(data, start, 1) else 2
    for name, at, _ in boxes(data, start + 4, end):
        if name == b"thmb":
            yield number(data, at, wide)
