"""Each address on the site belongs to one file only."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.pelican_types import PublishedFile
from plugins.kernel.story import Content

from .rules import ADDRESS_TAKEN

_FIELDS = ("slug", "date")
"""The fields that decide the address of a story."""


class Claim(NamedTuple):
    """A *file*'s claim to an address, a path below output/; *fields* of its header decide it."""

    address: str
    file: Any
    fields: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file as messages name it."""
        return shown_path(self.file.source_path)

    @property
    def line(self) -> int:
        """The line of the first of the fields that the header has, else 1."""
        return line_of(self.file, *self.fields) if self.fields else 1

    @property
    def is_old(self) -> bool:
        """Whether it is an old address, which gives way to a current one."""
        return self.fields == ("aliases",)


def claims(
    contents: Iterable[Content], held: Iterable[Content], files: Iterable[PublishedFile]
) -> Iterator[Claim]:
    """Yield the claims of published *contents*, of stories that are *held* back, and of *files*."""
    for content in contents:
        yield Claim(content.save_as, content, _FIELDS)
        for page in getattr(content, "redirects", ()):
            yield Claim(page, content, ("aliases",))
    for content in held:  # so that a future story does not meet an older one on its day
        if content.kind == "story" and content.status != "draft":
            yield Claim(content.save_as, content, _FIELDS)
    for file in files:
        yield Claim(file.save_as, file)


def line_of(content: Content, *fields: str) -> int:
    """Return the line of the first of *fields* that the header of *content* has; 1 without any."""
    lines = content.field_lines
    return next((lines[field] for field in fields if field in lines), 1)


def clashes(claims: Iterable[Claim]) -> Iterator[Fault]:
    """Yield a fault for each claim to an address that another claim has, or uses as a folder.

    Addresses that differ only in case, or in how an accent is encoded, are the same on many disks.
    """
    holders: dict[str, Claim] = {}
    clashing: dict[str, list[Claim]] = {}
    for claim in claims:
        address = _key(claim.address)
        holder = holders.setdefault(address, claim)
        if holder is not claim:
            clashing.setdefault(address, [holder]).append(claim)
    for address, claims_of_it in clashing.items():
        holders[address], *others = sorted(claims_of_it, key=_rank)
        for claim in others:
            yield _clash(claim, holders[address])
    files_as_folders = _folders(holders) & holders.keys()
    for address, claim in holders.items() if files_as_folders else ():
        for folder in files_as_folders:
            if address.startswith(f"{folder}/"):
                yield _clash(claim, holders[folder])


def _rank(claim: Claim) -> tuple[bool, str, int]:
    return claim.is_old, claim.path, claim.line  # only for clashes: a line may need the file read


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
        problem = f"the old address {shown(claim.address)} is the address of {holder.path}."
        text = f'{problem} Remove it from "aliases"'
        return ADDRESS_TAKEN.at(claim.path, claim.line, text, other=holder.path)
    problem = f"has the same address as {holder.path}: {shown(claim.address)}."
    text = f"{problem} Give one of them another slug or date"
    return ADDRESS_TAKEN.at(claim.path, claim.line, text, other=holder.path)


def shown(save_as: str) -> str:
    """Return the path of a file below output/ as the address that readers see."""
    return "/" + save_as.removesuffix("index.html")
