"""Recognise a text in another file: a short sketch of each, and how much of two is the same."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from heapq import nsmallest
from zlib import crc32

SIZE = 16
"""Numbers in a sketch: enough to tell half the same from nearly the same."""

_WIDTH = 3  # bytes of each number, which is four characters as text
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
"""A word; a single letter of scripts that have no blanks between words."""


def sketch(html: str) -> str:
    """Return a sketch of the words of *html*; it is empty without words.

    It holds the smallest of the numbers that stand for each two neighbouring words: a sample of
    the text that is the same for the same text, whatever surrounds it (MinHash, Broder 1997).
    """
    words = _WORD.findall(_TAG.sub(" ", html).casefold())
    known = {word: crc32(word.encode()) for word in set(words)}
    found = [known[word] for word in words]
    pairs = {
        (one * 0x85EBCA6B ^ other) * 0x9E3779B1 >> 16 & 0xFFFFFF
        for one, other in zip([0, *found], found, strict=False)
    }
    numbers = b"".join(each.to_bytes(_WIDTH) for each in nsmallest(SIZE, pairs))
    return b64encode(numbers).decode("ascii")


def similarity(one: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 1, by the sketches *one* and *other*."""
    first, second = set(numbers(one)), set(numbers(other))
    sample = nsmallest(SIZE, first | second)
    return sum(each in first and each in second for each in sample) / len(sample) if sample else 0


def numbers(sketch: str) -> Iterator[bytes]:
    """Yield the numbers in a *sketch*; none if it is damaged."""
    try:
        data = b64decode(sketch, validate=True)
    except ValueError:
        return
    for start in range(0, len(data) - _WIDTH + 1, _WIDTH):
        yield data[start : start + _WIDTH]
