"""Addresses of the site as the newsroom writes them: in headers, and in its record of them all.

An address begins with a slash, below that of the site, and ends with one or with ``.html``. In it
letters of all scripts (NFC) stand as they are; blanks, commas and what steers an address do not.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_plus, urlsplit

RECORD = ".addresses"
"""The record of every address that the site has published, in the content folder."""

TEXTS = ".addresses-texts"
"""What is remembered of each owner of an address, in the content folder: one line an owner, with a
sketch of its text, its field "Id", and whether it is hidden or gone. It is a file for machines.
Lines that cannot be read are left out; a build is right without them, and only recognises fewer
files that were renamed."""

_PAGE_SUFFIXES = {"", ".html", ".htm"}
"""The endings of addresses that a server sends as a page."""

_PLAIN = re.compile(r"/(?:[a-z0-9][a-z0-9-]*/)+")
"""Most addresses, which need no closer look."""

_ENCODED = re.compile(r'[\s%?#,"<>`{|}]')


class Redirect(NamedTuple):
    """An old *address*, and the *url* below that of the site to which it leads.

    The *url* is None where the address is gone. *page* is the file below output/ that readers get
    there; it is empty where no file can be there. Of what is not *listed*, such as a hidden story,
    no file may say that it exists. *title* and *lang* are those of what it leads to.
    """

    address: str
    url: str | None = None
    page: str = ""
    listed: bool = True
    title: str = ""
    lang: str = ""


class Recorded(NamedTuple):
    """A line of the record: an *address* and its *owner*, both empty where the *text* has not both.

    The owner is a file, by its path (NFC) below the content folder, or a list: ``topic:budget``.
    """

    address: str
    owner: str
    text: str


class Remembered(NamedTuple):
    """What was known of an owner when it was last published; *gone* says that editors know so."""

    sketch: str = ""
    id: str = ""
    hidden: bool = False
    gone: bool = False


def recorded(content: Path) -> list[Recorded]:
    """Return the lines of the record in the folder *content*, in order; none without a record.

    Raises OSError where it cannot be read, and UnicodeDecodeError.
    """
    return [*map(recorded_line, lines_of_record(content))]


def lines_of_record(content: Path) -> list[str]:
    """Return the lines of the record in the folder *content* as they are. Raises as `recorded`."""
    try:
        return (content / RECORD).read_text("utf-8-sig").split("\n")
    except FileNotFoundError:
        return []


def recorded_line(text: str) -> Recorded:
    """Return what the line *text* of the record says."""
    address, _, owner = text.replace("\t", " ").strip().partition(" ")
    if not (address.startswith("/") and owner):
        return Recorded("", "", text)
    owner = owner.strip() if owner.isascii() else unicodedata.normalize("NFC", owner.strip())
    return Recorded(address.rstrip(","), unquote(owner) if "%" in owner else owner, text)


def remembered(content: Path) -> dict[str, Remembered]:
    """Return what is remembered of each owner, from the folder *content*."""
    return memory_in(lines_of_memory(content))


def lines_of_memory(content: Path) -> list[str]:
    """Return the lines of what is remembered in *content*; none where they cannot be read."""
    try:
        return (content / TEXTS).read_text("utf-8-sig", "replace").split("\n")
    except OSError:
        return []


def memory_in(lines: Iterable[str]) -> dict[str, Remembered]:
    """Return what is remembered of each owner in *lines*."""
    rows = (line.split("\t") for line in lines)
    return {
        unquote(owner): Remembered(sketch, unquote(id_), "hidden" in flags, "gone" in flags)
        for owner, sketch, id_, flags in (row for row in rows if len(row) == 4)
    }


def address_of(typed: str) -> str | None:
    """Return the address that an editor *typed*, in one spelling; None if it is none of this site.

    It is that of a page, or one with a query, whose path may end in anything.
    """
    if _PLAIN.fullmatch(typed):
        return typed
    try:
        parts = urlsplit(typed)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.fragment or "\\" in typed:
        return None
    path = unicodedata.normalize("NFC", unquote(parts.path)).lstrip("/")
    if parts.query:
        query = _query(parts.query)
        return f"{_spelt(path)}?{query}" if query and (not path or _is_path(path)) else None
    suffix = "" if path.endswith("/") else PurePosixPath(path).suffix
    if not _is_path(path) or suffix not in _PAGE_SUFFIXES:
        return None
    return _spelt(path if suffix else f"{path.rstrip('/')}/")


def file_of(address: str) -> str:
    """Return the file below output/ that answers *address*; it is empty for one with a query."""
    if "?" in address:
        return ""
    path = (unquote(address) if "%" in address else address).lstrip("/")
    return f"{path}index.html" if path.endswith("/") else path


def address_of_file(file: str) -> str:
    """Return the address of the *file* below output/, in the spelling of `address_of`."""
    path = file.removesuffix("index.html")
    return f"/{path}" if _PLAIN.fullmatch(f"/{path}") else _spelt(path)


def _query(typed: str) -> str:
    """Return the query *typed* in one spelling; empty if it cannot be one."""
    if not typed.isprintable() or len(typed) > 1000:
        return ""
    pairs = (each.partition("=") for each in typed.split("&") if each.strip("="))
    return "&".join(f"{_part(name)}{equals}{_part(value)}" for name, equals, value in pairs)


def _part(typed: str) -> str:
    return quote(unicodedata.normalize("NFC", unquote_plus(typed)), safe="")


def _is_path(path: str) -> bool:
    steps = path.rstrip("/").split("/")
    return (
        all(step.strip() == step and step.strip(".") for step in steps)
        and path.isprintable()
        and len(path.encode()) <= 1000
        and max(len(step.encode()) for step in steps) <= 250
    )


def _spelt(path: str) -> str:
    path = unicodedata.normalize("NFC", path)
    return "/" + _ENCODED.sub(lambda found: quote(found[0], safe=""), path)
