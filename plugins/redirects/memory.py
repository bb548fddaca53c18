"""What is remembered of each owner of an address, and the record of addresses, as texts."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from plugins.markup.addresses import Remembered


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
