"""One address for each thing on the site."""

import unicodedata
from collections.abc import Iterable, Iterator

from plugins.kernel.faults import Fault

Claim = tuple[str, str, int]
"""An address that a file claims: the path under output/, the file as shown, the line."""

RESERVED = frozenset(
    """archive author authors corrections feeds pages photos search section series stories theme
    topic index.html 404.html robots.txt sitemap.xml sitemap-news.xml .stet""".split()
)
"""First parts of addresses that belong to the house."""

FILE_FOLDERS = ("authors/", "pages/", "photos/", "stories/")
"""Where files that stories link to are published, as they lie in the content folder."""


def clashes(claims: Iterable[Claim]) -> Iterator[Fault]:
    """Yield a fault for each claim to an address that an earlier one holds, or stands in.

    Addresses that differ only in case, or in how an accent is written, are one on many disks.
    """
    holders: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim[1], claim[2])):
        holder = holders.setdefault(_key(claim[0]), claim)
        if holder is not claim:
            yield _clash(claim, holder)
    for claim in holders.values():
        steps = claim[0].split("/")
        for end in range(1, len(steps)):
            if file := holders.get(_key("/".join(steps[:end]))):
                yield _clash(claim, file)


def _key(address: str) -> str:
    return unicodedata.normalize("NFC", address).casefold()


def _clash(claim: Claim, holder: Claim) -> Fault:
    said = f"has the same address as {holder[1]}: {shown(claim[0])}."
    return Fault(claim[1], claim[2], f"{said} Give one of them another slug or date")


def reserved(address: str) -> bool:
    """Say whether a page at *address* would stand in the way of the site's own pages."""
    return address.strip("/").split("/")[0].casefold() in RESERVED


def is_year(address: str) -> bool:
    """Say whether *address* begins as those of stories do."""
    first = address.strip("/").split("/")[0]
    return first.isdecimal() and len(first) == 4


def shown(save_as: str) -> str:
    """Return the path of a file under output/ as the address that readers see."""
    return "/" + save_as.removesuffix("index.html")
