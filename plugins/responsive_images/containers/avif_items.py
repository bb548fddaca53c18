"""Adds an XMP packet to an AVIF that has no room for it.

The parts of an AVIF are found by their distance from its beginning, so nothing is moved: the packet
is written behind everything else, and the list of places is changed to name it there.
"""

from typing import NamedTuple

from .boxes import boxes, number

RDF = b"application/rdf+xml"
_REFERENCES, _PLACES, _ITEMS, _PRIMARY = b"iref", b"iloc", b"iinf", b"pitm"


class _Sizes(NamedTuple):
    """How many bytes the numbers in a list of places have, and its version."""

    version: int
    offset: int
    length: int
    base: int
    number: int

    @property
    def wide(self) -> int:
        """The bytes of an item's number."""
        return 4 if self.version > 1 else 2


def with_packet(data: bytes, packet: bytes, item: int | None) -> bytes:
    """Return the AVIF *data* with *packet* as its XMP, in place of the *item* that is its XMP now.

    It is returned as it is if its lists have no room for one more place.
    """
    clean = bytearray(data)
    *_, (_, start, end) = (each for each in boxes(clean, 0, len(clean)))
    if number(clean, start - 8, 4) == 0:  # a box that goes on to the end of the file
        clean[start - 8 : start - 4] = (end - start + 8).to_bytes(4)
    meta = next((each for each in boxes(clean, 0, len(clean)) if each[0] == b"meta"), None)
    if meta is None:
        return data
    if item is None:
        return _added(clean, meta[1], meta[2], packet) or data
    place = len(clean) + 8
    if not _repointed(clean, meta[1] + 4, meta[2], item, place, len(packet)):
        return data
    return bytes(clean) + _box(b"mdat", packet)


def _repointed(clean: bytearray, start: int, end: int, item: int, place: int, size: int) -> bool:
    """Say in the list of places that *item* is at *place*, *size* bytes long; False if it cannot.

    The box from *start* to *end* holds the list.
    """
    at = next((first for name, first, _ in boxes(clean, start, end) if name == _PLACES), None)
    if at is None:
        return False
    sizes = _sizes(clean, at)
    at += 6
    count, at = number(clean, at, sizes.wide), at + sizes.wide
    for _ in range(count):
        this, at = number(clean, at, sizes.wide), at + sizes.wide
        method = at if sizes.version else 0
        at += 4 if sizes.version else 2
        base, at = number(clean, at, sizes.base), at + sizes.base
        parts, at = number(clean, at, 2), at + 2
        part = sizes.number + sizes.offset + sizes.length
        if this == item:
            offset = place - base
            fits = 0 <= offset < 256**sizes.offset and size < 256**sizes.length
            if parts != 1 or not fits:
                return False
            if method:
                clean[method : method + 2] = bytes(2)  # a place in the file
            at += sizes.number
            clean[at : at + sizes.offset] = offset.to_bytes(sizes.offset)
            at += sizes.offset
            clean[at : at + sizes.length] = size.to_bytes(sizes.length)
            return True
        at += parts * part
    return False


def _added(clean: bytearray, start: int, end: int, packet: bytes) -> bytes:
    """Return the AVIF with one more item; b"" if that is not possible.

    The list of items becomes longer, so it moves to the end: what stands there now is blanked.
    """
    children = {name: (first, last) for name, first, last in boxes(clean, start + 4, end)}
    if not {_PRIMARY, _ITEMS, _PLACES} <= set(children) or clean[start - 4 : start] != b"meta":
        return b""
    parts = {name: bytes(clean[first:last]) for name, (first, last) in children.items()}
    sizes = _sizes(clean, children[_PLACES][0])
    version = parts[_ITEMS][0]
    item = 1 + _highest(clean, *children[_ITEMS])
    if item > 0xFFFF or sizes.offset < 4 or sizes.length < 4 or sizes.version > 2:
        return b""
    entry = _box(b"infe", b"\2\0\0\0" + item.to_bytes(2) + b"\0\0mime\0" + RDF + b"\0")
    wide = 4 if version else 2
    many = int.from_bytes(parts[_ITEMS][4 : 4 + wide]) + 1
    parts[_ITEMS] = parts[_ITEMS][:4] + many.to_bytes(wide) + parts[_ITEMS][4 + wide :] + entry
    parts[_REFERENCES] = _described(parts.get(_REFERENCES, bytes(4)), parts[_PRIMARY], item)
    made = b""
    for guess in (0, 1):  # the second time, the size of all is known
        place = len(clean) + len(made) + 8 if guess else 0
        places = _one_more(parts[_PLACES], sizes, item, place, len(packet))
        inner = parts | {_PLACES: places}
        made = _box(
            b"meta", bytes(clean[start : start + 4]) + b"".join(map(_box, inner, inner.values()))
        )
    clean[start - 4 : start] = b"free"
    clean[start:end] = bytes(end - start)
    return bytes(clean) + made + _box(b"mdat", packet)


def _one_more(places: bytes, sizes: _Sizes, item: int, place: int, size: int) -> bytes:
    """Return the list of *places* with that of one more *item*."""
    many = int.from_bytes(places[6 : 6 + sizes.wide]) + 1
    entry = item.to_bytes(sizes.wide) + bytes(4 if sizes.version else 2) + bytes(sizes.base)
    entry += (1).to_bytes(2) + bytes(sizes.number)
    entry += place.to_bytes(sizes.offset) + size.to_bytes(sizes.length)
    return places[:6] + many.to_bytes(sizes.wide) + places[6 + sizes.wide :] + entry


def _described(references: bytes, primary: bytes, item: int) -> bytes:
    """Return the list of *references* with one more: *item* describes the *primary* one."""
    shown = int.from_bytes(primary[4:8] if primary[0] else primary[4:6])
    wide = 4 if references[0] else 2
    return references + _box(b"cdsc", item.to_bytes(wide) + (1).to_bytes(2) + shown.to_bytes(wide))


def _highest(clean: bytearray, start: int, end: int) -> int:
    """Return the highest number of an item in the list from *start* to *end*."""
    first = start + (8 if clean[start] else 6)
    found = [0]
    for name, at, _ in boxes(clean, first, end):
        if name == b"infe":
            found.append(number(clean, at + 4, 4 if clean[at] > 2 else 2))
    return max(found)


def _sizes(clean: bytearray, at: int) -> _Sizes:
    packed = number(clean, at + 4, 2)
    offset, length, base, index = (packed >> shift & 15 for shift in (12, 8, 4, 0))
    version = number(clean, at, 1)
    return _Sizes(version, offset, length, base, index if version else 0)


def _box(name: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4) + name + body
