"""The boxes that an AVIF is made of."""

from collections.abc import Iterator

from .errors import ENDS_EARLY, BrokenFileError


def boxes(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each box from *at* to *end*, and where its content begins and ends."""
    while at < end:
        if at + 8 > end:
            raise BrokenFileError(ENDS_EARLY)
        size, name, start = number(data, at, 4), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, start = number(data, at + 8, 8), at + 16
        last = end if size == 0 else at + size
        if not start <= last <= end:
            raise BrokenFileError(ENDS_EARLY)
        yield name, start, last
        at = last


def number(data: bytes | bytearray, at: int, size: int) -> int:
    """Return the number in *size* bytes of *data*; raise `BrokenFileError` behind its end."""
    if at + size > len(data):
        raise BrokenFileError(ENDS_EARLY)
    return int.from_bytes(data[at : at + size])
