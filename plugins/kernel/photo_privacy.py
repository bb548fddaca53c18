"""A photo that is published as it is, without what its file tells of its photographer's life.

Only the container is worked on: no picture is decoded, none is encoded again. Every length in a
file may be a lie, so each is held against what is there before it is believed.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

from .photos import UnreadablePhotoError

ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
EXIF_MARK, XMP_MARK = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"

_SHORT = "it ends too early"
_GARBLED = "its parts do not fit together"


class _BrokenError(Exception):
    """A file that is not made as its kind is; its text says how."""


def washed(data: bytes, kind: str, packet: bytes, exif: bytes, name: str = "") -> bytes:
    """Return the file *data* of a *kind* with the same picture and nothing private.

    What it said is gone, with position, serial numbers, maker notes, thumbnails and whatever
    stands behind the picture's end; *packet* (XMP) and *exif* say instead whose it is. How the
    camera was held stays. A file that holds nothing of the sort comes back as it is. Raise
    `UnreadablePhotoError`, with the photo's *name*, for a damaged one.
    """
    shown = f'photo "{name}"' if name else "the photo"
    try:
        return _WASHERS[kind](data, packet, exif)
    except _BrokenError as problem:
        raise UnreadablePhotoError(
            f"{shown} is damaged: {problem}. Copy the original again."
        ) from problem


def written_exif(artist: str, copyright_notice: str, orientation: int = 1) -> bytes:
    """Return EXIF that names an *artist*, a *copyright_notice* and an *orientation*, or b""."""
    texts = {ARTIST: artist.encode(), COPYRIGHT: copyright_notice.encode()}
    return _written({tag: text for tag, text in texts.items() if text}, orientation)


def _written(texts: Mapping[int, bytes], orientation: int) -> bytes:
    fields = [(tag, 2, text + b"\0") for tag, text in texts.items()]
    if orientation in range(2, 9):
        fields.append((ORIENTATION, 3, orientation.to_bytes(2)))
    if not fields:
        return b""
    behind = 8 + 2 + 12 * len(fields) + 4
    entries, values = b"", b""
    for tag, kind, value in sorted(fields):
        count = 1 if kind == 3 else len(value)
        entries += tag.to_bytes(2) + kind.to_bytes(2) + count.to_bytes(4)
        if len(value) <= 4:
            entries += value.ljust(4, b"\0")
        else:
            entries += (behind + len(values)).to_bytes(4)
            values += value + b"\0" * (len(value) % 2)
    first = b"MM\0\x2a\0\0\0\x08" + len(fields).to_bytes(2) + entries + bytes(4)
    return EXIF_MARK + first + values


class _Exif(NamedTuple):
    """What is kept of EXIF: the texts that say whose the photo is, and how the camera was held."""

    texts: Mapping[int, bytes]
    orientation: int


def _read_exif(block: bytes) -> _Exif:
    """Return what *block* says in its first directory; nothing of what is damaged."""
    tiff = block.removeprefix(EXIF_MARK)
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    texts: dict[int, bytes] = {}
    turned = 1
    if order is None:
        return _Exif(texts, turned)

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    start = number(4, 4)
    for at in range(start + 2, min(start + 2 + 12 * number(start, 2), len(tiff) - 11), 12):
        tag, kind, count = number(at, 2), number(at + 2, 2), number(at + 4, 4)
        if tag == ORIENTATION and kind == 3 and count == 1:
            turned = number(at + 8, 2)
        elif tag in {ARTIST, COPYRIGHT} and kind == 2:
            where = at + 8 if count <= 4 else number(at + 8, 4)
            texts[tag] = tiff[where : where + count].rstrip(b"\0")
    return _Exif(texts, turned if turned in range(1, 9) else 1)


def _fresh(exif: bytes, former: bytes) -> bytes:
    """Return *exif* with the orientation of the *former* one."""
    return _written(_read_exif(exif).texts, _read_exif(former).orientation)


# JPEG

_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_BARE = {0x01, *range(0xD0, 0xD9)}
"""Markers that no length follows."""


def _washed_jpeg(data: bytes, packet: bytes, exif: bytes) -> bytes:
    if data[:2] != b"\xff\xd8":
        raise _BrokenError("it does not begin as a JPEG does")
    head, body, former = b"", [], b""
    for marker, segment in _segments(data):
        if marker == _APP1 and segment[4:].startswith(EXIF_MARK) and not former:
            former = segment[4:]
        elif marker == _APP0 and segment[4:9] == b"JFIF\0" and len(segment) >= 18 and not head:
            # Its thumbnail, which some programs write, is left behind.
            head = segment[:2] + b"\0\x10" + segment[4:16] + b"\0\0"
        elif not _is_private(marker, segment):
            body.append(segment)
    bare = b"".join([b"\xff\xd8", head, *body])
    if bare == data and not packet and not exif:
        return data
    said = _fresh(exif, former)
    added = [_app1(block) for block in (said, packet and XMP_MARK + packet) if block]
    return b"".join([b"\xff\xd8", head, *added, *body])


def _is_private(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return segment[4:16] != b"ICC_PROFILE\0"
    if marker == _APP14:
        return segment[4:9] != b"Adobe"
    return marker in range(0xE0, 0xFF)  # applications, extensions without use, comments


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
            raise _BrokenError(_SHORT if size >= 2 or at + 2 > len(data) else _GARBLED)
        framed, scanned = framed or marker in _FRAMES, scanned or marker == _SOS
        if marker == _SOS:
            following = _AFTER_SCAN.search(data, end)
            if following is None:
                raise _BrokenError(_SHORT)
            end = following.start()
        yield marker, data[match.end() - 2 : end]
        at = end
    raise _BrokenError(_SHORT)


# PNG

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT".split()
)


def _washed_png(data: bytes, packet: bytes, exif: bytes) -> bytes:
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
    if said := _fresh(exif, former):
        added.append(_png_chunk(b"eXIf", said.removeprefix(EXIF_MARK)))
    if packet:
        added.append(_png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet))
    return b"".join([_PNG, kept[0], *added, *kept[1:]])


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + crc32(name + body).to_bytes(4)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG, each with its name, to the one that ends it."""
    if data[:16] != _PNG + b"\0\0\0\x0dIHDR":
        raise _BrokenError("it does not begin as a PNG does")
    at, pictured = 8, False
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data):
            break
        pictured = pictured or name == b"IDAT"
        yield name, data[at:end]
        if name == b"IEND":
            if not pictured:
                raise _BrokenError(_GARBLED)
            return
        at = end
    raise _BrokenError(_SHORT)


# WebP

_WEBP_KEPT = {b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"}
_PICTURES = {b"VP8 ", b"VP8L", b"ANMF"}
_HAS_XMP, _HAS_EXIF = 0x04, 0x08


def _washed_webp(data: bytes, packet: bytes, exif: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise _BrokenError("it does not begin as a WebP does")
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise _BrokenError(_SHORT)
    kept, former = [], b""
    for name, body in _riff_chunks(data, 12, end):
        if name == b"EXIF":
            former = former or body
        elif name == b"ANMF" and len(body) >= 16:
            kept.append((name, body[:16] + _frame(body)))
        elif name in _WEBP_KEPT:
            kept.append((name, body))
    if not any(name in _PICTURES for name, _ in kept):
        raise _BrokenError("it holds no picture")
    told = kept[0][0] == b"VP8X" and _flags(kept) & (_HAS_XMP | _HAS_EXIF)
    if _webp(kept) == data and not told and not packet and not exif:
        return data
    if kept[0][0] != b"VP8X":
        return _webp(kept)  # without that chunk there is no place for what a file says
    if len(kept[0][1]) < 10:
        raise _BrokenError(_GARBLED)
    said = _fresh(exif, former).removeprefix(EXIF_MARK)
    flags = _flags(kept) & ~(_HAS_XMP | _HAS_EXIF)
    flags |= (_HAS_XMP if packet else 0) | (_HAS_EXIF if said else 0)
    kept[0] = (b"VP8X", bytes([flags]) + kept[0][1][1:])
    kept += [(name, body) for name, body in ((b"EXIF", said), (b"XMP ", packet)) if body]
    return _webp(kept)


def _flags(chunks: list[tuple[bytes, bytes]]) -> int:
    return (chunks[0][1] or b"\0")[0]


def _frame(body: bytes) -> bytes:
    """Return the chunks of an animation's frame that make its picture."""
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
            raise _BrokenError(_SHORT)
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


# GIF

_LOOPS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
_XMP_END = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\0"
"""What leads a program that takes an XMP packet for blocks with lengths to its end."""


def _washed_gif(data: bytes, packet: bytes, exif: bytes) -> bytes:
    if data[:6] not in {b"GIF87a", b"GIF89a"} or len(data) < 13:
        raise _BrokenError("it does not begin as a GIF does")
    at = 13 + _colours(data[10])
    kept, pictured = [data[:at]], False
    while data[at : at + 1] not in {b";", b""}:
        block, end = _gif_block(data, at)
        pictured = pictured or block[:1] == b","
        if block[:1] == b"," or block[1:2] == b"\xf9" or block[3:14] in _LOOPS:
            kept.append(block)
        at = end
    if not pictured:
        raise _BrokenError(_SHORT)
    kept.append(b";")
    bare = b"".join(kept)
    if not packet:
        return bare
    said = b"!\xff\x0bXMP DataXMP" + packet + _XMP_END
    return b"".join([b"GIF89a", kept[0][6:], *kept[1:-1], said, b";"])


def _colours(packed: int) -> int:
    """Return how many bytes of colours the *packed* field announces."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _gif_block(data: bytes, start: int) -> tuple[bytes, int]:
    """Return a picture or an extension, and where it ends."""
    if data[start] == 0x2C:
        packed = data[start + 9 : start + 10] or b"\0"
        at = start + 10 + _colours(packed[0]) + 1
    elif data[start] == 0x21:
        at = start + 2
    else:
        raise _BrokenError(_GARBLED)
    while size := (data[at : at + 1] or b"\0")[0]:
        at += 1 + size
    if at >= len(data):
        raise _BrokenError(_SHORT)
    return data[start : at + 1], at + 1


# AVIF

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
    """Something that an AVIF holds: a picture, part of one, or what is said of it."""

    kind: bytes
    is_xmp: bool


def _washed_avif(data: bytes, packet: bytes, exif: bytes) -> bytes:
    if data[4:8] != b"ftyp":
        raise _BrokenError("it does not begin as an AVIF does")
    boxes = list(_boxes(data, 0, len(data)))
    if not {b"meta", b"moov"} & {name for name, _, _ in boxes}:
        raise _BrokenError("it holds no picture")
    while boxes[-1][0] not in _AVIF_KEPT:
        boxes.pop()  # such as the film that a telephone adds
    clean = bytearray(data[: boxes[-1][2]])
    for name, start, end in boxes:
        if name == b"meta":
            _wash_items(clean, start + 4, end, packet, exif)
        elif name == b"moov":
            _wash_movie(clean, start, end, packet, exif)
        elif name not in _AVIF_KEPT:
            clean[start:end] = bytes(end - start)  # in place: others are found by their distance
    return data if clean == data else bytes(clean)


def _wash_movie(clean: bytearray, start: int, end: int, packet: bytes, exif: bytes) -> None:
    todo = [(start, end)]
    while todo:
        for name, first, last in _boxes(clean, *todo.pop()):
            if name == b"meta":
                _wash_items(clean, first + 4, last, packet, exif)
            elif name in _MOVIE_BOXES:
                todo.append((first, last))
            elif name not in _MOVIE_KEPT:
                clean[first:last] = bytes(last - first)
                clean[first - 4 : first] = b"free"


def _boxes(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each box from *at* to *end*, and where its content begins and ends."""
    while at < end:
        if at + 8 > end:
            raise _BrokenError(_SHORT)
        size, name, start = _number(data, at, 4), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, start = _number(data, at + 8, 8), at + 16
        last = end if size == 0 else at + size
        if not start <= last <= end:
            raise _BrokenError(_SHORT)
        yield name, start, last
        at = last


def _number(data: bytes | bytearray, at: int, size: int) -> int:
    if at + size > len(data):
        raise _BrokenError(_SHORT)
    return int.from_bytes(data[at : at + size])


def _wash_items(clean: bytearray, start: int, end: int, packet: bytes, exif: bytes) -> None:
    """Write over each item of the box from *start* to *end* that is no part of the picture."""
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
        _lay(clean, spans, _said(item, room, packet, exif))


def _said(item: _Item, room: int, packet: bytes, exif: bytes) -> bytes:
    """Return what the *item* is to say instead, as long as the *room* that it has."""
    if item.is_xmp:
        return (packet if len(packet) <= room else b"").ljust(room, b" ")
    if item.kind == b"Exif":
        said = bytes(4) + _fresh(exif, b"").removeprefix(EXIF_MARK)
        bare = bytes(4) + b"MM\0\x2a\0\0\0\x08"  # and a directory of no fields
        return (said if 4 < len(said) <= room else bare)[:room].ljust(room, b"\0")
    return bytes(room)


def _lay(clean: bytearray, spans: list[Span], said: bytes) -> None:
    for first, last in spans:
        clean[first:last] = said[: last - first]
        said = said[last - first :]


def _items(data: bytearray, start: int, end: int) -> Iterator[tuple[int, _Item]]:
    """Yield the number of each item, and what it is."""
    first = start + (8 if _number(data, start, 1) else 6)
    for name, at, last in _boxes(data, first, end):
        version = _number(data, at, 1)
        if name != b"infe":
            continue
        if version < 2:
            raise _BrokenError(_GARBLED)
        wide = 4 if version > 2 else 2
        number, at = _number(data, at + 4, wide), at + 4 + wide + 2
        kind = bytes(data[at : at + 4])
        words = bytes(data[at + 4 : last]).split(b"\0")
        plain = kind == b"mime" and words[1:2] == [_RDF] and not any(words[2:])
        yield number, _Item(kind, plain)


def _places(data: bytearray, at: int, idat: Span) -> Iterator[tuple[int, list[Span]]]:
    """Yield the number of each item, and where in the file its parts are."""
    version, sizes = _number(data, at, 1), _number(data, at + 4, 2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version > 1 else 2
    count, at = _number(data, at + 6, wide), at + 6 + wide
    if count > _MOST_ITEMS:
        raise _BrokenError(_GARBLED)
    for _ in range(count):
        number, at = _number(data, at, wide), at + wide
        method = _number(data, at, 2) & 15 if version else 0
        at += 4 if version else 2
        begin, parts, at = _number(data, at, base), _number(data, at + base, 2), at + base + 2
        if parts > _MOST_ITEMS:
            raise _BrokenError(_GARBLED)
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
            raise _BrokenError(_GARBLED)
    return spans


def _thumbnails(data: bytearray, start: int, end: int) -> Iterator[int]:
    """Yield the numbers of the items that are a small copy of another."""
    wide = 4 if _number(data, start, 1) else 2
    for name, at, _ in _boxes(data, start + 4, end):
        if name == b"thmb":
            yield _number(data, at, wide)


_EMBEDDED = re.compile(
    rb"data:image/(jpe?g|png|webp|avif|gif)\s*;\s*base64\s*,([A-Za-z0-9+/=\s]+)", re.IGNORECASE
)


def _washed_svg(data: bytes, packet: bytes, exif: bytes) -> bytes:
    """Return a drawing with the photos in it washed; what it says of itself stays."""

    def clean(match: re.Match[bytes]) -> bytes:
        kind = match[1].decode().upper().replace("JPG", "JPEG")
        try:
            photo = b64decode(match[2])
        except ValueError as problem:
            raise _BrokenError(_GARBLED) from problem
        return match[0].replace(match[2], b64encode(_WASHERS[kind](photo, b"", b"")))

    return _EMBEDDED.sub(clean, data)


_WASHERS: Mapping[str, Callable[[bytes, bytes, bytes], bytes]] = {
    "JPEG": _washed_jpeg,
    "PNG": _washed_png,
    "WEBP": _washed_webp,
    "AVIF": _washed_avif,
    "GIF": _washed_gif,
    "SVG": _washed_svg,
}
