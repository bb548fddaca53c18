"""What is remembered of each file with an address, beside the record of addresses."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from plugins.markup.addresses import Remembered, memory_in

from .sketches import similarity

STILL_THE_SAME = 0.75
"""From which similarity on a sketch is kept as it is, so that small edits change no file."""


def memory_of(lines: Iterable[str], owners: Iterable[str]) -> dict[str, Remembered]:
    """Return what is remembered in *lines* of each of *owners*; most lines need no closer look."""
    wanted = set(map(encoded, owners))
    return memory_in(line for line in lines if line.partition("\t")[0] in wanted)


def memory_lines(
    now: Mapping[str, Remembered], gone: Iterable[str], before: Sequence[str]
) -> list[str]:
    """Return the lines that remember what is published *now* and what is *gone*.

    Of the lines *before* those stay whose text is nearly the same now.
    """
    kept, lines = set(before), {owner: _line(owner, each) for owner, each in now.items()}
    changed = [owner for owner, line in lines.items() if line not in kept]
    earlier = memory_of(before, [*changed, *gone])
    for owner in changed:
        sketch = _steady(now[owner], earlier.get(owner, Remembered()))
        lines[owner] = _line(owner, now[owner]._replace(sketch=sketch))
    for owner in gone:
        lines[owner] = _line(owner, earlier.get(owner, Remembered())._replace(gone=True))
    return sorted(lines.values())


def _steady(now: Remembered, before: Remembered) -> str:
    is_same = similarity(now.sketch, before.sketch) >= STILL_THE_SAME
    return before.sketch if is_same else now.sketch


def _line(owner: str, each: Remembered) -> str:
    flags = " ".join(["hidden"] * each.hidden + ["gone"] * each.gone)
    return f"{encoded(owner)}\t{each.sketch}\t{encoded(each.id)}\t{flags}"


def encoded(owner: str) -> str:
    """Return *owner* without characters that would divide its line."""
    if owner.isprintable() and "%" not in owner and owner.strip() == owner:
        return owner
    kept = (each if each.isprintable() and each != "%" else quote(each) for each in owner)
    text = "".join(kept)
    return text if text.strip() == text else quote(owner, safe="/")
