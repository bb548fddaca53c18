"""One address for each thing on the site."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from plugins.kernel.faults import Fault


class Claim(NamedTuple):
    """An address that a file claims, a path under output/, and who asks for the file and line."""

    address: str
    path: Callable[[], str]
    line: Callable[[], int]


MACHINES = frozenset({"robots.txt", "sitemap.xml", "sitemap-news.xml"})
"""Addresses of what only machines read."""

_SITEMAP = re.compile(r"sitemap-.+\.xml")

RESERVED = MACHINES | frozenset(
    """archive author authors corrections feeds pages photo-credits photos search section series
    social-cards stories theme topic index.html 404.html .stet _headers _hosting""".split()
)
"""First parts of addresses that belong to the house."""

FILE_FOLDERS = ("authors/", "pages/", "photos/", "stories/")
"""Where files that stories link to are published, as they lie in the content folder."""


def clashes(claims: Iterable[Claim]) -> Iterator[Fault]:
    """Yield a fault for each claim to an address that an earlier one holds, or stands in.

    Addresses that differ only in case, or in how an accent is written, are one on many disks.
    """
    claimed: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        claimed[_key(claim.address)].append(claim)
    holders = {}
    for address, claims_of_it in claimed.items():
        if len(claims_of_it) > 1:  # rare, and to find a line may take a look at the file
            claims_of_it.sort(key=_place)
        holders[address] = claims_of_it[0]
        for claim in claims_of_it[1:]:
            yield _clash(claim, holders[address])
    files_as_folders = _folders(holders) & holders.keys()
    for address, claim in holders.items() if files_as_folders else ():
        for folder in files_as_folders:
            if address.startswith(f"{folder}/"):
                yield _clash(claim, holders[folder])


def _place(claim: Claim) -> tuple[str, int]:
    return claim.path(), claim.line()


def _key(address: str) -> str:
    return (address if address.isascii() else unicodedata.normalize("NFC", address)).casefold()


def _folders(addresses: Iterable[str]) -> set[str]:
    """Return every folder that one of *addresses* lies in."""
    found: set[str] = set()
    for address in addresses:
        end = address.rfind("/")
        while end > 0 and address[:end] not in found:
            found.add(address[:end])
            end = address.rfind("/", 0, end)
    return found


def _clash(claim: Claim, holder: Claim) -> Fault:
    said = f"has the same address as {holder.path()}: {shown(claim.address)}."
    return Fault(claim.path(), claim.line(), f"{said} Give one of them another slug or date")


def reserved(address: str) -> bool:
    """Say whether a page at *address* would stand in the way of the site's own pages."""
    first = address.strip("/").split("/")[0].casefold()
    return first in RESERVED or bool(_SITEMAP.fullmatch(first))


def is_year(address: str) -> bool:
    """Say whether *address* begins as those of stories do."""
    first = address.strip("/").split("/")[0]
    return first.isdecimal() and len(first) == 4


def shown(save_as: str) -> str:
    """Return the path of a file under output/ as the address that readers see."""
    return "/" + save_as.removesuffix("index.html")
