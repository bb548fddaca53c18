"""What is remembered of each owner of an address, beside the record of addresses.

`.addresses-texts` is a file for machines: one line an owner, with a sketch of its text, its field
"Id", and whether it is hidden or gone. Lines that cannot be read are left out; a build is right
without them, and only recognises fewer files that were renamed.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

TEXTS = ".addresses-texts"


class Remembered(NamedTuple):
    """What was known of an owner when it was last published; *gone* says that editors know so."""

    sketch: str = ""
    id: str = ""
    hidden: bool = False
    gone: bool = False


def remembered(content: Path) -> dict[str, Remembered]:
    """Return what is remembered of each owner, from the folder *content*."""
    try:
        text = (content / TEXTS).read_text("utf-8-sig", "replace")
    except OSError:
        return {}
    rows = (line.split("\t") for line in text.split("\n"))
    return {
        unquote(owner): Remembered(sketch, unquote(id_), "hidden" in flags, "gone" in flags)
        for owner, sketch, id_, flags in (row for row in rows if len(row) == 4)
    }


def as_text(memory: Mapping[str, Remembered]) -> str:
    """Return *memory* as the text of its file."""
    return _lines(
        "\t".join((encoded(owner), each.sketch, encoded(each.id), _flags(each)))
        for owner, each in memory.items()
    )


def record_as_text(owners: Mapping[str, str]) -> str:
    """Return the record: the *owners* of addresses, by address."""
    return _lines(f"{address} {encoded(owner)}" for address, owner in owners.items())


def encoded(owner: str) -> str:
    """Return *owner* without characters that would divide its line."""
    if owner.isprintable() and "%" not in owner and owner.strip() == owner:
        return owner
    kept = (each if each.isprintable() and each != "%" else quote(each) for each in owner)
    text = "".join(kept)
    return text if text.strip() == text else quote(owner, safe="/")


def _flags(each: Remembered) -> str:
    return " ".join(["hidden"] * each.hidden + ["gone"] * each.gone)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(lines))
