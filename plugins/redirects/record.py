"""The record of addresses as editors meet it: its faults, its warnings, and how it is kept."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plugins.kernel.faults import Fault, Rule, shown_path
from plugins.kernel.made_files import write_whole
from plugins.markup.addresses import (
    RECORD,
    TEXTS,
    Recorded,
    Remembered,
    address_of,
    file_of,
    recorded,
)

from .aliases import IsReserved
from .memory import as_text, record_as_text
from .moves import Addresses
from .published import LISTS

UNREADABLE = Rule(
    "address-record", "fault", "A line of content/.addresses that cannot be used.", fixed=True
)
GONE = Rule("address-gone", "warning", "A published address that leads nowhere any more.")

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_EXAMPLE = "/2026/03/14/flood/ stories/2026/flood.md"


class Record:
    """The record in the folder *content*: the *owners* of addresses, and the *faults* of its lines.

    *is_reserved* says of a page's file whether its place belongs to the site's own pages, *lists*
    are the patterns of those at which lists are.
    """

    def __init__(self, content: Path, is_reserved: IsReserved, lists: Iterable[str]) -> None:
        self.path = shown_path(content / RECORD)
        self.content, self.faults = content, list[Fault]()
        self.owners: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self._is_reserved, self._lists = is_reserved, re.compile("|".join(map(_pattern, lists)))
        for number, line in enumerate(self._read(), 1):
            if line.text.strip():
                self._add(number, line)

    def _read(self) -> list[Recorded]:
        try:
            return recorded(self.content)
        except UnicodeDecodeError:
            self._report(1, "is not UTF-8 text. Take it from the repository's last commit")
        except OSError as error:
            self._report(1, f"cannot be read: {error.strerror}. Take it from the last commit")
        return []

    def _add(self, number: int, line: Recorded) -> None:
        address = address_of(line.address) if line.address else None
        if _CONFLICT.fullmatch(line.text.strip()):
            remedy = "Keep the lines of both sides, and delete this one"
            self._report(number, f'is left over from a merge: "{line.text[:20]}". {remedy}')
        elif address is None:
            remedy = f'Write it as "{_EXAMPLE}", or delete it'
            self._report(number, f'has no address with its file: "{line.text[:80]}". {remedy}')
        elif self._is_misplaced(address, line.owner):
            self._report(number, f"{address} belongs to the site's own pages. Delete this line")
        elif self.owners.setdefault(address, line.owner) != line.owner:
            first = f"line {self.lines[address]} gives it to {self.owners[address]}"
            self._report(number, f"{address} is given to {line.owner}, but {first}. Keep one")
        else:
            self.lines.setdefault(address, number)

    def _is_misplaced(self, address: str, owner: str) -> bool:
        page = file_of(address) or address.partition("?")[0].lstrip("/")
        return self._is_reserved(page) and not self._lists.fullmatch(address)

    def _report(self, line: int, text: str) -> None:
        self.faults.append(UNREADABLE.at(self.path, line, text))

    def warnings(self, found: Addresses, memory: Mapping[str, Remembered]) -> Iterator[Fault]:
        """Yield a warning for each owner that is gone and not yet *remembered* as gone.

        None is due for a file that is there and is not published because of its faults, nor while
        the record itself has faults.
        """
        for owner, lost in found.gone.items() if not self.faults else ():
            known = memory.get(owner, Remembered()).gone
            if not known and (owner in found.held or not os.path.exists(self.content / owner)):
                line = min(self.lines.get(address, 1) for address in lost)
                yield GONE.at(self.path, line, _gone(owner, sorted(lost)))

    def keep(self, found: Addresses, memory: Mapping[str, Remembered]) -> str:
        """Write the record of *found*, and what to remember; return what changed, in a sentence.

        The sentence is empty where nothing did. Raises OSError.
        """
        _write(self.content / RECORD, record_as_text(found.record))
        _write(self.content / TEXTS, as_text(memory))
        return _changes(self.path, self.owners, found.record)


def _pattern(address: str) -> str:
    """Return a pattern of the addresses that follow the setting *address*: "topic/{slug}/"."""
    return "/" + re.escape(address.strip("/")).replace(r"\{slug\}", "[^/]+") + "/"


def _gone(owner: str, lost: list[str]) -> str:
    kind, _, name = owner.partition(":")
    if kind in LISTS:
        problem = f'no story is in the {kind} "{name}" any more: {", ".join(lost)} leads nowhere.'
        other = f"{lost[0]} {kind}:another"
        return f'{problem} To lead its readers to another {kind}, write here: "{other}"'
    problem = f"{owner} is not published any more: {', '.join(lost)} leads nowhere."
    remedy = "To lead its readers to another story, add to that one's header"
    return f'{problem} {remedy}: "Aliases: {", ".join(lost)}"'


def _changes(path: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    new = sum(address not in before for address in now)
    moved = sum(before.get(address, owner) != owner for address, owner in now.items())
    if not new and not moved:
        return ""
    counts = [f"{new} new"] * bool(new) + [f"{moved} with another file"] * bool(moved)
    total = f"{' and '.join(counts)} of {len(now)} addresses"
    return f"{path} changed: {total}. Commit it, so that none is ever lost."


def _write(path: Path, text: str) -> None:
    """Write *text* to the file at *path*, whole or not at all, unless it is there already."""
    try:
        if path.read_text("utf-8") == text:  # of any line ends, as git may have set them
            return
    except (OSError, UnicodeDecodeError):
        if not text:
            return
    write_whole(path, text.encode(), ".part")
