"""The lines of a story's Markdown on which its images are."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from plugins.markup.typed import without_code

_ADDRESS = re.compile(r"(?:\]\(\s*+<?|\]:\s*+<?|\bsrc\s*+=\s*+[\"']?)", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"!\[[^\]\n]{0,500}\](?:\(\s*\)|\s)")
_ENDS = frozenset(["", *" \t\n)>\"'"])


def lines_of(source: str, images: Sequence[tuple[str, int]]) -> list[int]:
    """Return the line in *source*, counted from 1, of each of *images*.

    An image is given by its src and by which occurrence of this src it is.
    """
    if not images:
        return []
    shown = without_code(source)
    names = {src for src, _ in images if src}
    lengths = sorted({len(name) for name in names}, reverse=True)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for match in _ADDRESS.finditer(shown):
        at = match.end()
        for length in lengths:
            if shown[at : at + length] in names and shown[at + length : at + length + 1] in _ENDS:
                places[shown[at : at + length]].append(at)
                break
    places[""] = [match.end() for match in _NO_ADDRESS.finditer(shown)]
    breaks = [match.start() for match in re.finditer("\n", source)]
    ends = ((places[src], nth) for src, nth in images)
    return [1 + bisect_left(breaks, at[min(nth, len(at)) - 1]) if at else 1 for at, nth in ends]
