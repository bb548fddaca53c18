"""From a staged site to the published one, file by file."""

import errno
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from plugins.kernel.made_files import write_whole

NAMES_FILE = ".stet"
"""The file in output/ that lists which files there are the site's; all others are left alone.

It holds digests of the names, because it is published with the site."""

IN_THE_WAY = "this did not come from the site and is where one of its pages belongs"

FIRST = ("photos", "theme")
"""Folders of what pages show: they are published before the pages."""

_PART = ".stet-part"


def publish(
    staged: Path,
    output: Path,
    kept: Collection[str] = (),
    before: Collection[str] = (),
    *,
    names_file_is_known: bool = False,
) -> tuple[set[str], int]:
    """Make *output* hold the files of *staged* and those *kept*, and no others of the site.

    Return the names of all its files, and how many were written. Each file is moved there
    atomically and only when its bytes differ, so that a reader never gets half a page and a time
    stamp changes only with the page; a folder that is not there yet is moved as a whole. Files
    that the site did not put there stay. When this is interrupted, the next call completes it.
    *before* are the names that the last call returned, where they are known; with
    *names_file_is_known*, the file of names is as that call left it.
    """
    output.mkdir(parents=True, exist_ok=True)
    staged_names = sorted(files_below(staged))
    names = {*staged_names, *kept}
    if names_file_is_known and names == set(before):
        _check_for_obstacles(output, staged_names, set())
        return names, len(staged_names) - move(str(staged), str(output))
    listed, last = _digests(names), _read(output / NAMES_FILE)
    known = (listed - _digests(names.difference(before))) | _digests(set(before) - names)
    there = before if before and known == last else list(files_below(output))
    gone = last - listed
    stale = [name for name in there if name.endswith(_PART) or (gone and _digest(name) in gone)]
    _check_for_obstacles(output, staged_names, set(stale))
    if last | listed != last:
        write_whole(output / NAMES_FILE, _lines(last | listed), _PART)
    blocking = _blocking(stale, staged_names)
    _remove(output, blocking)
    equal = move(str(staged), str(output))
    _remove(output, set(stale) - blocking)
    if _read(output / NAMES_FILE) != listed:
        write_whole(output / NAMES_FILE, _lines(listed), _PART)
    return names, len(staged_names) - equal


def _check_for_obstacles(output: Path, names: Iterable[str], stale: set[str]) -> None:
    """Raise FileExistsError where something that is not the site's own is in the way of *names*."""
    there = {""}
    for folder in sorted({folder for name in names for folder in _parents(name)}):  # outer first
        if folder.rpartition("/")[0] in there and os.path.lexists(output / folder):
            there.add(folder)
    for name in names:
        if name.rpartition("/")[0] not in there or not (output / name).is_dir():
            continue
        if any(f"{name}/{each}" not in stale for each in files_below(output / name)):
            raise FileExistsError(errno.EEXIST, IN_THE_WAY, str(output / name))
    for folder in there - stale:
        if (output / folder).is_file():
            raise FileExistsError(errno.EEXIST, IN_THE_WAY, str(output / folder))


def _blocking(stale: Collection[str], names: Iterable[str]) -> set[str]:
    """Return those of *stale* that are in the way of a folder of *names*, or of a file."""
    if not stale:
        return set()
    files, folders = set(names), {folder for name in names for folder in _parents(name)}
    return {name for name in stale if name in folders or not files.isdisjoint(_parents(name))}


def _parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def files_below(folder: Path) -> Iterator[str]:
    """Yield the files below *folder* as paths with slashes."""
    return (name for name, _ in entries_below(folder))


def entries_below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield each file below *folder*, or link to one, by its path with slashes, and its entry."""
    waiting = [(os.fspath(folder), "")]
    while waiting:
        place, before = waiting.pop()
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{before}{entry.name}/"))
                elif not (entry.is_symlink() and os.path.isdir(entry.path)):
                    yield f"{before}{entry.name}", entry


def _digests(names: Iterable[str]) -> set[str]:
    return {_digest(name) for name in names}


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def _read(names_file: Path) -> set[str]:
    if not names_file.is_file():
        return set()
    return set(names_file.read_text("ascii", errors="replace").split())


def _lines(digests: set[str]) -> bytes:
    return "".join(f"{digest}\n" for digest in sorted(digests)).encode("ascii")


def move(staged: str, target: str) -> int:
    """Move what is in the folder *staged* into *target*; return how many files were equal there."""
    equal = 0
    with os.scandir(staged) as entries:
        for entry in sorted(entries, key=lambda entry: (entry.name not in FIRST, entry.name)):
            goal = f"{target}/{entry.name}"
            if entry.is_dir():
                if not os.path.isdir(goal) and _moved(entry.path, goal):
                    continue
                os.makedirs(goal, exist_ok=True)
                equal += move(entry.path, goal)
            elif _same(entry.path, goal):
                equal += 1
            elif not _moved(entry.path, goal):
                write_whole(Path(goal), Path(entry.path).read_bytes(), _PART)
    return equal


def _moved(source: str, target: str) -> bool:
    """Move *source* to *target* atomically; return False where they are on different disks."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def _same(one: str, other: str) -> bool:
    try:
        return os.path.getsize(one) == os.path.getsize(other) and (
            Path(one).read_bytes() == Path(other).read_bytes()
        )
    except (FileNotFoundError, NotADirectoryError):
        return False


def _remove(output: Path, names: Iterable[str]) -> None:
    """Remove *names*, and the folders that this leaves empty."""
    for name in names:
        (output / name).unlink(missing_ok=True)  # a part may have become a page just now
        with suppress(OSError):  # something else is in it
            for folder in reversed(_parents(name)):
                os.rmdir(output / folder)
