"""One address for each thing on the site."""

import unicodedata
from collections.abc import Iterable, Iterator

from plugins.kernel.faults import Fault

Claim = tuple[str, str, int]
"""An address that a file claims: the path under output/, the file as shown, the line."""

RESERVED = frozenset(
    "archive author feeds pagefind photos search section series stories theme topic".split()
)
"""First parts of addresses that belong to the house, beside the years."""


def clashes(claims: Iterable[Claim]) -> Iterator[Fault]:
    """Yield a fault for each claim to an address that an earlier one holds.

    Addresses that differ only in case, or in how an accent is written, are one on many disks.
    """
    holders: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim[1], claim[2])):
        address, path, line = claim
        key = unicodedata.normalize("NFC", address).casefold()
        holder = holders.setdefault(key, claim)
        if holder is not claim:
            said = f"has the same address as {holder[1]}: {shown(address)}."
            yield Fault(path, line, f"{said} Give one of them another slug or date")


def reserved(address: str) -> bool:
    """Say whether a page at *address* would stand in the way of the site's own pages."""
    first = address.strip("/").split("/")[0].casefold()
    return first in RESERVED or (first.isdecimal() and len(first) == 4)


def shown(save_as: str) -> str:
    """Return the path of a file under output/ as the address that readers see."""
    return "/" + save_as.removesuffix("index.html")
