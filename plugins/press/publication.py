"""From a staged site to the published one, file by file."""

import hashlib
import os
from collections.abc import Iterator
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
    written = sum(_place(staged / name, output / name) for name in names)
    removed = _remove(output, before - ledger)
    if _read(output / LEDGER) != ledger:
        _write(output / LEDGER, _listed(ledger))
    return written, removed


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
    _make_folder(target.parent)
    if target.is_dir() and not target.is_symlink():
        _empty(target)  # a page's address became a file's
    part = target.with_name(f"{target.name[:40]}{_PART}")
    part.write_bytes(data)
    os.replace(part, target)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        blocking = next(each for each in (folder, *folder.parents) if each.is_file())
        blocking.unlink()  # a file's address became a folder's
        folder.mkdir(parents=True, exist_ok=True)


def _empty(folder: Path) -> None:
    for root, _, names in os.walk(folder, topdown=False):
        if names:
            raise IsADirectoryError(f"{root} holds files that the site did not put there")
        os.rmdir(root)


def _remove(output: Path, marks: set[str]) -> int:
    """Remove the files with *marks*, parts that a broken build left, and folders that are empty."""
    removed = 0
    for root, _, names in os.walk(output, topdown=False):
        for name in names:
            path = Path(root, name)
            if name.endswith(_PART) or _mark(path.relative_to(output).as_posix()) in marks:
                path.unlink()
                removed += 1
        if Path(root) != output and not os.listdir(root):
            os.rmdir(root)
    return removed
