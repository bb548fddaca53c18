"""What to publish in place of files that are broken: their last published bytes, or nothing."""

import contextlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.kernel.faults import Fault, printable, shown_path
from plugins.kernel.pelican_types import Context
from plugins.markup.addresses import recorded, remembered
from plugins.markup.front_matter import SUFFIXES

from ..pelican_types import Content
from ..read.content_folder import ContentFolder, photo_name
from ..store.fingerprints import digest
from .last_build import LeftOut, Shown
from .last_published import Kept, LastPublished
from .moved import moved_from

NO_FILE = ""
"""Stands for what is no file of the content folder: a setting, the theme."""

_SEEN: Mapping[Shown, str] = {
    "last published": "stays as it was last published",
    "nothing": "is left out",
}


@dataclass(frozen=True)
class Found:
    """The faults that stopped a build, by the paths of the content files that have them.

    *held* are the files that are held back by themselves, and *addresses* those of all stories and
    pages.
    """

    faults: Mapping[str, Sequence[Fault]]
    held: frozenset[str] = frozenset()
    addresses: Mapping[str, str] = field(default_factory=dict)


def found_in(context: Context, folder: Path) -> Found:
    """Return the faults that stopped the build of the content *folder*, by its *context*."""
    listed: Iterable[Content | None] = context["generated_content"].values()
    held: list[Content] = context.get("held", [])
    contents = {each.get_relative_source_path(): each for each in (*listed, *held) if each}
    by_shown = {each.shown_path: path for path, each in contents.items()}
    owners: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for path, content in contents.items():
        for fault in content.faults or ():
            owners[fault.path, fault.line, fault.text].append(path)
    faults: dict[str, list[Fault]] = defaultdict(list)
    for fault in context.get("reported", ()):
        if fault.severity == "fault":
            own = by_shown.get(fault.path) or _below(fault.path, folder)
            for path in owners.get((fault.path, fault.line, fault.text)) or [own]:
                faults[path].append(fault)
    addresses = {path: each.url for path, each in contents.items()}
    is_held = frozenset(each.get_relative_source_path() for each in held)
    return Found(faults, is_held, addresses)


def _below(shown: str, folder: Path) -> str:
    """Return the path of the *shown* file below the content *folder*; NO_FILE outside of it."""
    start = f"{shown_path(folder)}/"
    path = shown.removeprefix(start) if shown.startswith(start) else NO_FILE
    return NO_FILE if path.startswith(".") else path  # what Stet itself keeps there


class Repairs:
    """What is published *instead* of broken files: paths with a digest of kept bytes, or None.

    *folder* is the content folder, *last* what it was last published with. A story that *known*
    names was published once, wherever. *unlinked* are files that nothing may link to, with their
    addresses. *problems* say why a file cannot be repaired.
    """

    def __init__(self, folder: Path, last: LastPublished, known: frozenset[str]) -> None:
        self.folder, self.last, self.known = ContentFolder(str(folder)), last, known
        self.instead: dict[str, str | None] = {}
        self.unlinked: dict[str, tuple[str, ...]] = {}
        self.problems: list[str] = []
        self._reasons: dict[str, Sequence[Fault]] = {}
        self._tried: frozenset[str] = frozenset()  # what was replaced or unlinked in vain

    @property
    def files(self) -> dict[str, Path | None]:
        """The files to publish instead of others, by the paths of these."""
        return {path: self.last.file(kept) if kept else None for path, kept in self.instead.items()}

    @property
    def left_out(self) -> list[LeftOut]:
        """What is not published as it is, by file."""
        return [self._left_out(path, faults[0]) for path, faults in sorted(self._reasons.items())]

    def _left_out(self, path: str, fault: Fault) -> LeftOut:
        file, shown = self._shown(path), self.instead.get(path, "")
        readers_see: Shown = "nothing" if shown is None else "last published"
        if fault.path != file:
            return LeftOut(file, 1, str(fault), readers_see)
        return LeftOut(file, fault.line, fault.text, readers_see)

    @property
    def report(self) -> str:
        """All faults, what readers see instead, and that not everything is published."""
        faults = sorted({fault for each in self._reasons.values() for fault in each})
        files = self.left_out
        seen = [printable(f"{each.file} {_SEEN[each.shown]}.") for each in files]
        count = f"{len(files)} {'file is' if len(files) == 1 else 'files are'}"
        last = f"Not everything was published: {count} broken. Correct this and publish again."
        return "\n".join([*map(str, faults), *seen, last])

    def _shown(self, path: str) -> str:
        return printable(shown_path(f"{self.folder.path}/{path}"))

    def take(self, found: Found) -> bool:
        """Say whether each of the faults *found* has a repair that was not tried yet."""
        unnamed = self.folder.unnamed
        faults = {unnamed.get(path, path): each for path, each in found.faults.items()}
        found = replace(found, faults=faults)
        self._tried = frozenset({*self.instead, *self.unlinked})
        tried = [self._repair(path, found) for path in sorted(faults)]
        return bool(tried) and all(tried)

    def _repair(self, path: str, found: Found) -> bool:
        """Repair the file *path*, or what its faults come from; return whether that can be done."""
        faults = found.faults[path]
        if path == NO_FILE:
            return False
        culprit, its_faults = self._culprit(path, found)
        if self._replace(culprit, its_faults, found):
            return True
        return self._restore_needs(path, faults) or self._unlink(path, found)

    def _culprit(self, path: str, found: Found) -> tuple[str, Sequence[Fault]]:
        """Return which of the files that the faults of *path* are about must yield, and why.

        Of two stories with one address, it is the one that is held, or new, or has moved there.
        """
        faults = found.faults[path]
        about = {path: faults}
        for fault in faults:
            other = _below(fault.other, Path(self.folder.path))
            if other in self.folder.status:
                about.setdefault(other, [fault])
        culprit = min(about, key=lambda each: self._rights(each, found))
        return culprit, about[culprit]

    def _rights(self, path: str, found: Found) -> tuple[bool, ...]:
        kept = self.last.files.get(path)
        is_where_it_was = kept is not None and kept.address == found.addresses.get(path)
        return path in self._tried, path not in found.held, kept is not None, is_where_it_was

    def _replace(self, path: str, faults: Sequence[Fault], found: Found) -> bool:
        """Publish the file *path* as it last was, or not at all; return whether that is new."""
        if path in self.instead:
            return path not in self._tried
        kept = self._kept(path)
        if path in found.held:
            kept = None  # whatever it was before, it is to be out no more
        elif kept is not None and kept == self._digest(path):
            return False
        elif self._is_missing(path, kept):
            self._fail(path)
            return False
        elif kept is None and path.endswith(SUFFIXES) and not self._restore_moved(path):
            return False
        self._put(path, kept, faults)
        if kept is None:
            self.unlinked[path] = self._addresses(path, found)
        return True

    def _addresses(self, path: str, found: Found) -> tuple[str, ...]:
        """Return the addresses at which readers may have looked for *path*, without slashes."""
        kept = self.last.files.get(path)
        known = {found.addresses.get(path, ""), kept.address if kept else ""}
        return tuple(sorted(each.strip("/") for each in known if each))

    def _is_missing(self, path: str, kept: str | None) -> bool:
        name = unicodedata.normalize("NFC", path)
        return name in self.known if kept is None else self.last.file(kept) is None

    def _kept(self, path: str) -> str | None:
        known = self.last.files.get(path)
        return known.digest if known else self.last.needs.get(path)

    def _digest(self, path: str) -> str:
        with contextlib.suppress(OSError):
            return digest(Path(self.folder.path, path).read_bytes())
        return ""

    def _put(self, path: str, kept: str | None, faults: Sequence[Fault] = ()) -> None:
        self.instead[path] = kept
        if faults:
            self._reasons.setdefault(path, faults)

    def _fail(self, path: str) -> None:
        self.problems.append(
            f"{self._shown(path)}: was published before, but .stet/ does not have that version"
        )

    def _restore_needs(self, path: str, faults: Sequence[Fault]) -> bool:
        """Restore the photos and files that *path* was published with; return whether any changed.

        New files with the name of one of these photos, which would take its place, are left out.
        """
        own = self.last.files.get(path)
        if own is None:
            return False
        changed = [each for each, kept in own.needs.items() if self._digest(each) != kept]
        changed = [each for each in changed if each not in self._tried]
        lost = [each for each in changed if self.last.file(own.needs[each]) is None]
        if lost:
            self._fail(lost[0])
            return False
        new = [each for each in self._same_names(own) if each not in self._tried]
        for each in changed:
            self._put(each, own.needs[each])
        for each in new:
            self._put(each, None)
        if changed or new:
            self._reasons.setdefault(path, faults)
        return bool(changed or new)

    def _same_names(self, own: Kept) -> Iterator[str]:
        known = self.last.needs
        for name in sorted({photo_name(each) for each in own.needs}):
            yield from (each for each in self.folder.photo_files([name]) if each not in known)

    def _unlink(self, path: str, found: Found) -> bool:
        """Take out the links of *path* to files that are gone; return whether there are any."""
        folder = Path(self.folder.path)
        others = {each: _below(each.other, folder) for each in found.faults[path]}
        gone = {
            other: fault
            for fault, other in others.items()
            if other and self._is_gone(other) and other not in self._tried
        }
        for other, fault in gone.items():
            self.unlinked[other] = self._addresses(other, found)
            self._reasons.setdefault(path, [fault])
        return bool(gone)

    def _is_gone(self, path: str) -> bool:
        return self.instead.get(path, "") is None or path not in self.folder.status

    def _restore_moved(self, path: str) -> bool:
        """Let the story that *path* was, under another name, stay as it was.

        Return False if there may be one that is not known.
        """
        files = {unicodedata.normalize("NFC", each) for each in self.folder.status}
        lost = [each for each in self.known - files if each.endswith(SUFFIXES)]
        lost = [each for each in lost if each not in self._kept_names]
        if lost:
            self._fail(min(lost))
            return False
        former = moved_from(path, self.folder, self.last)
        if former:
            self.instead[former] = self.last.files[former].digest
        return True

    @property
    def _kept_names(self) -> set[str]:
        return {unicodedata.normalize("NFC", each) for each in self.last.files}


def published_once(folder: Path) -> frozenset[str]:
    """Return the files of the content *folder* that its record of addresses says are out."""
    try:
        owners = {line.owner for line in recorded(folder) if line.owner}
    except (OSError, UnicodeDecodeError):
        return frozenset()  # a fault, which stops everything
    gone = {owner for owner, each in remembered(folder).items() if each.gone}
    return frozenset(owners - gone)
