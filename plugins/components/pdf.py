"""The number of pages of a PDF, as its catalogue says (ISO 32000-1, 7.5 and 7.7)."""

import re
import zlib
from collections.abc import Iterator

MOST_UNPACKED = 32_000_000
"""Bytes of compressed objects that are looked into; a file with more is left alone."""

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_PAGES = re.compile(rb"/Pages\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,7})\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")


def is_pdf(data: bytes) -> bool:
    """Return whether *data* begins as a PDF does."""
    return b"%PDF-" in data[:1024]


def pages_of(data: bytes) -> int:
    """Return the number of pages of the PDF *data*; 0 if it does not tell, as an encrypted one."""
    roots = _ROOT.findall(data)
    if not roots or b"/Encrypt" in data:
        return 0
    objects = dict(_objects(data))
    for root in reversed(roots):
        if (pages := _PAGES.search(objects.get(int(root), b""))) and (
            count := _COUNT.search(objects.get(int(pages[1]), b""))
        ):
            return int(count[1])
    return 0


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each object of *data* by its number, those of earlier versions of the file first."""
    found = list(_OBJECT.finditer(data))
    left = MOST_UNPACKED
    packed: list[tuple[int, bytes]] = []
    for match, following in zip(found, [*found[1:], None], strict=True):
        body = data[match.end() : following.start() if following else len(data)]
        head, stream = _divided(body)
        yield int(match[1]), head
        if stream and left > 0 and _PACKED.search(head):
            text = _unpacked(stream, left)
            left -= len(text)
            packed += _within(head, text)
    yield from packed


def _divided(body: bytes) -> tuple[bytes, bytes]:
    """Return what stands before the stream of an object, and the stream."""
    stream = _STREAM.search(body)
    return (body[: stream.start()], body[stream.end() :]) if stream else (body, b"")


def _unpacked(stream: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:  # packed in another way, or damaged
        return b""


def _within(head: bytes, text: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects in *text*, those of a compressed stream with the dictionary *head*."""
    first = _FIRST.search(head)
    if first is None:
        return
    start = int(first[1])
    numbers = [int(each) for each in text[:start].split() if each.isdigit()]
    places = list(zip(numbers[::2], numbers[1::2], strict=False))
    ends = [*(place for _, place in places[1:]), len(text)]
    for (number, place), end in zip(places, ends, strict=True):
        yield number, text[start + place : start + end]
