"""From a staged site to the published one, file by file."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

LEDGER = ".stet"
"""The file in output/ that knows which files there are the site's; all others are left alone."""

_PART = ".stet-part"


def publish(staged: Path, output: Path) -> tuple[int, int]:
    """Make *output* hold exactly the files of *staged*; return how many were written and removed.

    Each file is replaced atomically and only when its bytes differ, so that a reader never meets
    half a page and a time stamp changes only with the page. Files that the site did not put
    there stay. When this is cut off, the next call completes it.
    """
    output.mkdir(parents=True, exist_ok=True)
    names = sorted(_files(staged))
    ledger = {_mark(name) for name in names}
    before = _read(output / LEDGER)
    if before | ledger != before:
        _write(output / LEDGER, _listed(before | ledger))
    stale = [name for name in _files(output) if _is_stale(name, before - ledger)]
    blocking = _blocking(stale, names)
    _remove(output, blocking)
    written = sum(_place(staged / name, output / name) for name in names)
    _remove(output, set(stale) - blocking)
    if _read(output / LEDGER) != ledger:
        _write(output / LEDGER, _listed(ledger))
    return written, len(stale)


def _is_stale(name: str, marks: set[str]) -> bool:
    return name.endswith(_PART) or _mark(name) in marks


def _blocking(stale: Iterable[str], names: Iterable[str]) -> set[str]:
    """Return those of *stale* that stand where a folder of *names* is to be, or under a file."""
    files, folders = set(names), {folder for name in names for folder in _parents(name)}
    return {name for name in stale if name in folders or not files.isdisjoint(_parents(name))}


def _parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _files(folder: Path) -> Iterator[str]:
    """Yield the files below *folder* as paths with slashes."""
    for root, _, names in os.walk(folder):
        for name in names:
            yield Path(root, name).relative_to(folder).as_posix()


def _mark(name: str) -> str:
    """Return what stands for *name* in the ledger: a digest, for the ledger itself is public."""
    return hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def _read(ledger: Path) -> set[str]:
    return set(ledger.read_text("ascii", errors="replace").split()) if ledger.is_file() else set()


def _listed(marks: set[str]) -> bytes:
    return "".join(f"{mark}\n" for mark in sorted(marks)).encode("ascii")


def _place(source: Path, target: Path) -> bool:
    data = source.read_bytes()
    try:
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return False
    except (FileNotFoundError, NotADirectoryError):
        pass
    _write(target, data)
    return True


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name[:40]}{_PART}")
    part.write_bytes(data)
    os.replace(part, target)


def _remove(output: Path, names: Iterable[str]) -> None:
    """Remove *names*, and the folders that this leaves empty."""
    for name in names:
        (output / name).unlink(missing_ok=True)  # a part may have become a page just now
        for folder in reversed(_parents(name)):
            if os.listdir(output / folder):
                break
            os.rmdir(output / folder)
