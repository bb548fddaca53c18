"""What the next build need not find out again: the log of a commit, and the shown versions."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.kernel.made_files import write_whole

from .git_log import Log, Text
from .versions import Change, Version

Kept = dict[str, tuple[str, tuple[Version, ...]]]
"""The versions of each story, by its path, after the key that they are kept under."""


def kept_log(folder: Path, key: str) -> Log | None:
    """Return the log that is kept in *folder* under *key*, or None."""
    kept = _read(folder / "log.json")
    if kept.get("key") != key:
        return None
    return {path: [Text(*each) for each in texts] for path, texts in kept["log"].items()}


def keep_log(folder: Path, key: str, log: Log) -> None:
    """Keep *log* in *folder* under *key*, in place of what was there."""
    _write(folder / "log.json", {"key": key, "log": log})


def kept_versions(folder: Path) -> Kept:
    """Return the versions that are kept in *folder*."""
    kept = _read(folder / "versions.json")
    return {path: (key, tuple(map(_version, found))) for path, (key, found) in kept.items()}


def keep_versions(folder: Path, kept: Kept) -> None:
    """Keep the versions of all stories in *folder*."""
    plain = {path: (key, list(map(_plain, found))) for path, (key, found) in kept.items()}
    _write(folder / "versions.json", plain)


def _plain(version: Version) -> Iterable[object]:
    return (version.moment.isoformat(), *version[1:])


def _version(plain: Iterable[Any]) -> Version:
    moment, title, is_retitled, changes, has_more = plain
    changed = tuple(Change(*each) for each in changes)
    return Version(datetime.fromisoformat(moment), title, is_retitled, changed, has_more)


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(path.read_text("ascii"))
        return found
    return {}


def _write(path: Path, value: Mapping[str, object]) -> None:
    write_whole(path, json.dumps(value).encode("ascii"))
