"""Finds the metadata that lies in a photo's file where Pillow does not look.

That is metadata in several parts of a JPEG, in texts of a PNG or after its pixels, and XMP in a
GIF. Every length in a file may be wrong; what was found before the damage counts.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from .encodings import utf_8_or_windows_1252

PACKETS, TEXTS = "xmp packets", "png texts"
"""The names of metadata that Pillow does not know: all XMP of a file, and texts by keywords."""

LARGEST_EXTENSION = 16 * 1024 * 1024
"""Bytes of the XMP that does not fit into one part of a JPEG, such as a map of depths."""

LARGEST_TEXT = 4 * 1024 * 1024
MOST_PARTS = 10_000
"""How many parts of one file are looked at."""

Found = dict[str | tuple[int, int], object]


def embedded(file: BinaryIO, kind: str) -> Found:
    """Return metadata in *file*, which is of a *kind*, by the names that Pillow uses for it."""
    read = _READERS.get(kind)
    try:
        return read(file) if read else {}
    except (OSError, ValueError, OverflowError):
        return {}


def photoshop_resources(data: bytes) -> dict[int, bytes]:
    """Return Photoshop's resources in *data* by their numbers; those of one number are joined."""
    found: dict[int, bytes] = {}
    at = 0
    while data[at : at + 4] == b"8BIM":
        number = int.from_bytes(data[at + 4 : at + 6])
        name = data[at + 6] + 1 if at + 6 < len(data) else 1
        at += 6 + name + name % 2
        size = int.from_bytes(data[at : at + 4])
        found[number] = found.get(number, b"") + data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return found


# JPEG

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = re.compile(rb"Photoshop 3\.0\0|Adobe_Photoshop2\.5:")
_EXTENDS = re.compile(rb"HasExtendedXMP(?:\s*=\s*[\"']|>)\s*([0-9A-Fa-f]{32})")


def _jpeg(file: BinaryIO) -> Found:
    packets: list[bytes] = []
    resources, extensions = b"", dict[bytes, bytearray]()
    for marker, body in _segments(file):
        if marker == 0xED and (header := _PHOTOSHOP.match(body)):
            resources += body[header.end() :]
        elif marker == 0xE1 and body.startswith(_XMP):
            packets.append(body[len(_XMP) :])
        elif marker == 0xE1 and body.startswith(_XMP_EXTENSION):
            _extend(extensions, body[len(_XMP_EXTENSION) :])
    wanted = {match[1].upper() for each in packets for match in _EXTENDS.finditer(each)}
    packets += [bytes(whole) for name, whole in extensions.items() if name in wanted]
    found: Found = {PACKETS: tuple(packets)} if packets else {}
    return {**found, "photoshop": photoshop_resources(resources)} if resources else found


def _extend(extensions: dict[bytes, bytearray], part: bytes) -> None:
    """Put *part*, with its id, the size of the whole and its place in it, into *extensions*."""
    size, start = int.from_bytes(part[32:36]), int.from_bytes(part[36:40])
    whole = extensions.setdefault(part[:32].upper(), bytearray())
    end = start + len(part) - 40
    if len(part) > 40 and end <= size <= LARGEST_EXTENSION:
        whole.extend(bytes(max(0, end - len(whole))))
        whole[start:end] = part[40:]


def _segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and the content of each segment of a JPEG before its pixels."""
    file.seek(2)
    for _ in range(MOST_PARTS):
        head = file.read(2)
        while head[1:] == b"\xff":  # filling between segments
            head = head[1:] + file.read(1)
        if len(head) < 2 or head[0] != 0xFF or head[1] in {0xD9, 0xDA}:
            return
        size = int.from_bytes(file.read(2))
        if size < 2:
            return
        yield head[1], file.read(size - 2)


# PNG

_PROFILE = re.compile(r"Raw profile type (exif|APP1|xmp|iptc|8bim)", re.IGNORECASE)


def _png(file: BinaryIO) -> Found:
    found: Found = {}
    packets: list[bytes] = []
    texts: dict[str, str] = {}
    for name, body in _chunks(file):
        if name == b"eXIf":
            found.setdefault("exif", body if body.startswith(b"Exif\0\0") else b"Exif\0\0" + body)
        elif name in {b"tEXt", b"zTXt", b"iTXt"}:
            keyword, data = _text(name, body)
            profile = _PROFILE.fullmatch(keyword)
            if keyword == "XML:com.adobe.xmp":
                packets.append(data)
            elif profile:
                for key, value in _profile(profile[1].lower(), data).items():
                    found.setdefault(key, value)
            elif keyword not in texts:
                texts[keyword] = utf_8_or_windows_1252(data)
    if packets:
        found[PACKETS] = tuple(packets)
    return {**found, TEXTS: texts} if texts else found


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the content of each chunk of a PNG but its pixels."""
    file.seek(8)
    for _ in range(MOST_PARTS):
        head = file.read(8)
        size = int.from_bytes(head[:4])
        if len(head) < 8 or head[4:] == b"IEND":
            return
        if head[4:] in {b"eXIf", b"tEXt", b"zTXt", b"iTXt"} and size <= LARGEST_TEXT:
            yield head[4:], file.read(size)
            file.seek(4, 1)
        else:
            file.seek(size + 4, 1)


def _text(name: bytes, body: bytes) -> tuple[str, bytes]:
    """Return the keyword and the bytes of a text in a PNG."""
    keyword, _, data = body.partition(b"\0")
    packed = name == b"zTXt"
    if name == b"iTXt":
        packed = data[:1] == b"\1"
        data = data[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif packed:
        data = data[1:]
    return keyword.decode("latin-1"), _unpacked(data) if packed else data


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, LARGEST_TEXT)
    except zlib.error:
        return b""


def _profile(kind: str, text: bytes) -> Found:
    """Return the metadata in a raw profile: lines with its kind, its size, and its bytes in hex."""
    lines = text.strip().split(b"\n", 2)
    try:
        data = bytes.fromhex(lines[2].decode("ascii")) if len(lines) == 3 else b""
    except ValueError:
        return {}
    if data.startswith(_XMP):
        return {PACKETS: (data[len(_XMP) :],)}
    if kind == "xmp":
        return {PACKETS: (data,)}
    if kind in {"exif", "app1"}:
        return {"exif": data if data.startswith(b"Exif\0\0") else b"Exif\0\0" + data}
    header = _PHOTOSHOP.match(data)
    if data[:1] == b"\x1c":
        return {"photoshop": {0x0404: data}}
    return {"photoshop": photoshop_resources(data[header.end() :] if header else data)}


# GIF

_MAGIC = b"\x01\xff\xfe\xfd"


def _gif(file: BinaryIO) -> Found:
    file.seek(0)
    head = file.read(13)
    file.seek(_colours(head[10:11]), 1)
    for _ in range(MOST_PARTS):
        kind = file.read(1)
        if kind == b",":
            file.seek(_colours(file.read(9)[8:]) + 1, 1)
            _skip(file)
        elif kind == b"!":
            label, size = file.read(1), file.read(1)
            application = file.read(size[0] if size else 0)
            begin = file.tell()
            _skip(file)
            if label == b"\xff" and application == b"XMP DataXMP":
                size_of_all = min(file.tell() - begin, LARGEST_TEXT)
                file.seek(begin)
                return {PACKETS: (file.read(size_of_all).rpartition(_MAGIC)[0],)}
        else:
            break
    return {}


def _colours(packed: bytes) -> int:
    """Return the size of the colour table that a *packed* field of a GIF announces."""
    return 3 << (packed[0] & 7) + 1 if packed and packed[0] & 0x80 else 0


def _skip(file: BinaryIO) -> None:
    """Go behind the blocks that begin here, each with its size before it."""
    while size := file.read(1).strip(b"\0"):
        file.seek(size[0], 1)


_READERS: Mapping[str, Callable[[BinaryIO], Found]] = {"GIF": _gif, "JPEG": _jpeg, "PNG": _png}
