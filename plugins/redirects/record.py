"""The record of addresses as editors meet it: its faults, its warnings, and how it is kept."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from plugins.kernel.faults import Fault, Rule, shown_path
from plugins.kernel.made_files import write_whole
from plugins.kernel.settings import Settings
from plugins.markup.addresses import (
    RECORD,
    TEXTS,
    Recorded,
    Remembered,
    address_of,
    file_of,
    lines_of_memory,
    lines_of_record,
    recorded_line,
)

from .aliases import IsReserved
from .memory import encoded
from .moves import Addresses
from .published import LISTS

UNREADABLE = Rule(
    "address-record", "fault", "A line of content/.addresses that cannot be used.", fixed=True
)
GONE = Rule("address-gone", "warning", "A published address that leads nowhere any more.")

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_EXAMPLE = "/2026/03/14/flood/ stories/2026/flood.md"


def is_publication(settings: Settings) -> bool:
    """Say whether a build with *settings* is one of `make publish`, which alone writes the record.

    A newsroom's publishconf.py may do without ABSOLUTE_SITEURL. A preview of drafts is none.
    """
    file = Path(str(settings.get("SETTINGS_FILE", "")))
    is_meant = file.name == "publishconf.py" or bool(settings.get("ABSOLUTE_SITEURL"))
    return is_meant and not settings.get("DRAFTS")


class Record:
    """The record in the folder *content*, beside the addresses that are *taken*, by their owners.

    *owners* are those of all other addresses, and *faults* are those of their lines. *lists* are
    the patterns of addresses at which lists are; *is_reserved* says of a page's file whether its
    place belongs to the site's own pages.
    """

    def __init__(
        self,
        content: Path,
        taken: Mapping[str, str],
        is_reserved: IsReserved,
        lists: Iterable[str],
    ) -> None:
        self.path = shown_path(content / RECORD)
        self.content, self.taken, self.faults = content, taken, list[Fault]()
        self.owners: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._is_reserved, self._lists = is_reserved, re.compile("|".join(map(_pattern, lists)))
        lines, current = self._read(), set(map(_line, taken.items()))
        self._lines = set(lines)
        for number, line in enumerate(lines, 1):
            if line not in current and line.strip():  # few: what is as it was needs no look
                self._add(number, recorded_line(line))

    @property
    def files(self) -> set[str]:
        """The owners in all lines."""
        current = {each[1] for each in self.taken.items() if _line(each) in self._lines}
        return current | set(self.owners.values())

    def _read(self) -> list[str]:
        try:
            return lines_of_record(self.content)
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
            first = f"line {self._places[address]} gives it to {self.owners[address]}"
            self._report(number, f"{address} is given to {line.owner}, but {first}. Keep one")
        else:
            self._places.setdefault(address, number)

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
                line = min(self._places.get(address, 1) for address in lost)
                yield GONE.at(self.path, line, _gone(owner, sorted(lost)))

    def keep(self, found: Addresses, memory: Callable[[Sequence[str]], Sequence[str]]) -> str:
        """Write the record of *found*; return what changed, in a sentence, or nothing.

        *memory* returns the lines that remember the owners, given those of the last time. Raises
        OSError.
        """
        lines = sorted(map(_line, found.record.items()))
        _write(self.content / RECORD, lines)
        _write(self.content / TEXTS, memory(lines_of_memory(self.content)))
        changed = [recorded_line(each).address for each in {*lines} - self._lines]
        moved = sum(address in self.owners for address in changed)
        counts = [f"{len(changed) - moved} new"] * (len(changed) > moved)
        counts += [f"{moved} with another file"] * (moved > 0)
        total = f"{' and '.join(counts)} of {len(lines)} addresses"
        return f"{self.path} changed: {total}. Commit it, so that none is ever lost." * bool(counts)


def _line(address_and_owner: tuple[str, str]) -> str:
    address, owner = address_and_owner
    return f"{address} {encoded(owner)}"


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


def _write(path: Path, lines: Sequence[str]) -> None:
    """Write *lines* to the file at *path*, whole or not at all, unless they are there already."""
    text = "".join(f"{line}\n" for line in lines)
    try:
        if path.read_text("utf-8") == text:  # of any line ends, as git may have set them
            return
    except (OSError, UnicodeDecodeError):
        if not text:
            return
    write_whole(path, text.encode(), ".part")
