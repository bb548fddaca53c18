"""What readers find at each old address."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import cast

from plugins.kernel.story import Name
from plugins.markup.addresses import Redirect, Remembered, file_of

from .moves import Addresses
from .published import is_content


def redirects(
    found: Addresses, memory: Mapping[str, Remembered], files: Iterable[str], lang: str
) -> list[Redirect]:
    """Return where each old address of *found* leads: the newest first, those that are gone last.

    *lang* is the language of lists.

    No page is where the site has another, or one of the *files*, or would need a folder of its
    name; names that differ only in case are the same on many disks.
    """
    pages = _free_pages(found.old, [*map(file_of, found.taken), *files])
    newest = sorted(found.old, key=lambda address: (-_age(found, address), address))
    return [_redirect(found, memory, each, pages.get(each, ""), lang) for each in newest]


def _age(found: Addresses, address: str) -> float:
    """Return the moment of what *address* leads to; lists and pages have none and come first."""
    owner = found.owners.get(found.old[address])
    if owner is None:
        return float("-inf")
    if is_content(owner) and owner.kind == "story":
        return owner.date.timestamp()
    return float("inf")


def _redirect(
    found: Addresses, memory: Mapping[str, Remembered], address: str, page: str, lang: str
) -> Redirect:
    owner = found.old[address]
    target = found.owners.get(owner)
    if target is None:
        return Redirect(address, None, page, not memory.get(owner, Remembered()).hidden)
    if is_content(target):
        listed = target.status != "hidden"
        return Redirect(address, target.url, page, listed, str(target.title), target.lang)
    name = cast(Name, target).name
    return Redirect(address, target.url, page, title=name, lang=lang)


def _free_pages(addresses: Collection[str], files: Iterable[str]) -> dict[str, str]:
    """Return the file of each of *addresses* that is not in the way of *files* or of another."""
    if not addresses:
        return {}
    taken = set(map(_key, files))
    folders = {folder for file in taken if ".htm" in file for folder in _folders(file)}
    free = {}
    for address in sorted(addresses):
        page, key = file_of(address), _key(file_of(address))
        is_taken = key in taken or key in folders or not taken.isdisjoint(_folders(key))
        if page and not is_taken:
            free[address] = page
            taken.add(key)
            folders.update(_folders(key))
    return free


def _key(file: str) -> str:
    return (file if file.isascii() else unicodedata.normalize("NFC", file)).casefold()


def _folders(file: str) -> list[str]:
    ends = (place for place, char in enumerate(file) if char == "/")
    return [file[:end] for end in ends]
