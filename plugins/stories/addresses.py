"""One address for each thing on the site."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.story import Content


class Claim(NamedTuple):
    """An address that a *file* claims, a path under output/; *fields* of its header decide it."""

    address: str
    file: Any
    fields: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The file, as its reporter knows it."""
        return shown_path(self.file.source_path)

    @property
    def line(self) -> int:
        """The line of the first of the fields that is there."""
        return line_of(self.file, *self.fields) if self.fields else 1

    @property
    def is_old(self) -> bool:
        """Whether it is an old address, which gives way to what stands there now."""
        return self.fields == ("aliases",)


def line_of(content: Content, *fields: str) -> int:
    """Return the line of the first of *fields* that the file of *content* has; 1 without any."""
    lines = content.field_lines
    return next((lines[field] for field in fields if field in lines), 1)


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
    holders: dict[str, Claim] = {}
    clashing: dict[str, list[Claim]] = {}
    for claim in claims:
        address = _key(claim.address)
        holder = holders.setdefault(address, claim)
        if holder is not claim:
            clashing.setdefault(address, [holder]).append(claim)
    for address, claims_of_it in clashing.items():
        holders[address], *others = sorted(claims_of_it, key=_place)
        for claim in others:
            yield _clash(claim, holders[address])
    files_as_folders = _folders(holders) & holders.keys()
    for address, claim in holders.items() if files_as_folders else ():
        for folder in files_as_folders:
            if address.startswith(f"{folder}/"):
                yield _clash(claim, holders[folder])


def _place(claim: Claim) -> tuple[bool, str, int]:
    return claim.is_old, claim.path, claim.line  # a line may take a look at the file


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
    if claim.is_old and not holder.is_old:
        said = f"the old address {shown(claim.address)} is that of {holder.path}."
        return Fault(claim.path, claim.line, f'{said} Take it out of "aliases"')
    said = f"has the same address as {holder.path}: {shown(claim.address)}."
    return Fault(claim.path, claim.line, f"{said} Give one of them another slug or date")


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
