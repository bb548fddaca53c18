"""Files of a line for each story: lines that are there already are not made again."""

from collections.abc import Iterable, Sequence

from .pages import Line

Around = tuple[bytes, bytes, bytes]
"""What stands before the lines of a file, between and after them."""


def mark(house: str, words: str, stories: Iterable[str]) -> str:
    """Return the fingerprint of a sheet: of all that every sheet shows, of its words, and of each
    of its stories, by their fingerprints."""
    return " ".join([house, words, *(f"{each[:12]}{each[32:44]}" for each in stories)])


def marks(sheet: str) -> list[str]:
    """Return what stands for each story in *sheet*, a fingerprint."""
    return sheet.split(" ")[2:]


def known(
    before: Sequence[tuple[str, bytes]], sheet: str, around: Sequence[Around]
) -> dict[str, Sequence[Line]]:
    """Return the lines of the files as they were printed *before*, by what stands for the story.

    *before* are fingerprints and bytes, one for each file. Lines hold only where that which every
    sheet shows is as it is in the fingerprint *sheet*.
    """
    house, columns = sheet.split(" ")[0], []
    for (mark_before, data), (head, between, tail) in zip(before, around, strict=True):
        if mark_before != before[0][0] or mark_before.split(" ")[0] != house:
            return {}
        stories = marks(mark_before)
        above, below = head.count(b"\n"), tail.count(b"\n")
        lines = data.split(b"\n")
        if not stories or len(lines) != above + len(stories) + below:
            return {}
        end = between.rstrip(b"\n")
        columns.append([(line.removesuffix(end),) for line in lines[above : above + len(stories)]])
    return dict(zip(marks(before[0][0]), zip(*columns, strict=True), strict=True))


def written(lines: Iterable[Line], around: Around) -> bytes:
    """Return the file of *lines*."""
    head, between, tail = around
    pieces, joint = [head], b""
    for line in lines:
        pieces += [joint, *line]
        joint = between
    return b"".join([*pieces, tail])
