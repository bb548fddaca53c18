"""What the press remembers from one build to the next; it may be deleted at any time."""

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

_SCHEMA = """
create table if not exists files (
    folder text, path text, stamp text, digest text, seen integer, primary key (folder, path)
) without rowid;
create table if not exists readings (
    folder text, path text, key text, names text, content blob, primary key (folder, path)
);
create table if not exists prints (
    output text, name text, fingerprint text, stamp text, primary key (output, name)
) without rowid;
create table if not exists notes (folder text, name text, text text, primary key (folder, name));
"""
VERSION = 2


class SeenFile(NamedTuple):
    """A file as it was last seen: its stamp, the digest of its bytes, and when, in nanoseconds."""

    stamp: str
    digest: str
    seen: int


class Reading(NamedTuple):
    """What was read from a content file: under which key, with which files beside it, and what.

    The content of a reading that the store remembers is fetched only when it is wanted.
    """

    key: str
    names: tuple[str, ...]
    content: bytes = b""


class Print(NamedTuple):
    """A printed page: the fingerprint of all it shows, and the stamp of its file in output/."""

    fingerprint: str
    stamp: str


class Store:
    """The press's memory, in one SQLite file. What cannot be read is forgotten, with one line."""

    def __init__(self, path: Path, folder: str, output: str) -> None:
        self.folder, self.output = folder, output
        try:
            self._open(path)
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise  # another build is writing; its memory is sound
            print(f"{path}: cannot be used and is made anew.", file=sys.stderr)
            path.unlink(missing_ok=True)
            self._open(path)

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._database.execute("pragma synchronous = off")  # what a crash spoils is made anew
        (version,) = self._database.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        self._database.executescript(f"{_SCHEMA} pragma user_version = {VERSION};")
        self._forget_gone()
        self.files = {
            path: SeenFile(*row) for path, *row in self._rows("files", "path, stamp, digest, seen")
        }
        self.readings = {
            path: Reading(key, tuple(json.loads(names)))
            for path, key, names in self._rows("readings", "path, key, names")
        }
        self.prints = {
            name: Print(*row) for name, *row in self._rows("prints", "name, fingerprint, stamp")
        }

    def _forget_gone(self) -> None:
        """Forget content and output folders that are no more."""
        for table in ("files", "readings", "notes", "prints"):
            place, _ = self._place(table)
            query = f"select distinct {place} from {table}"  # noqa: S608 - our own words
            for (folder,) in self._database.execute(query).fetchall():
                if not os.path.isdir(folder):
                    self._database.execute(f"delete from {table} where {place} = ?", (folder,))  # noqa: S608

    def _rows(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        place, value = self._place(table)
        query = f"select {columns} from {table} where {place} = ?"  # noqa: S608 - our own words
        return self._database.execute(query, (value,)).fetchall()

    def _place(self, table: str) -> tuple[str, str]:
        return ("output", self.output) if table == "prints" else ("folder", self.folder)

    def content(self, path: str) -> bytes:
        """Return what was read from *path*, as bytes; none where it is not known."""
        query = "select content from readings where folder = ? and path = ?"
        row = self._database.execute(query, (self.folder, path)).fetchone()
        return bytes(row[0]) if row else b""

    def note(self, name: str) -> str:
        """Return what was noted under *name*, or the empty string."""
        query = "select text from notes where folder = ? and name = ?"
        row = self._database.execute(query, (self.folder, name)).fetchone()
        return str(row[0]) if row else ""

    def keep_note(self, name: str, text: str) -> None:
        """Note *text* under *name*."""
        row = (self.folder, name, text)
        self._database.execute("insert or replace into notes values (?, ?, ?)", row)

    def keep_files(self, files: Mapping[str, SeenFile], gone: Iterable[str]) -> None:
        """Remember *files* and forget those *gone*."""
        self._replace("files", ((path, *seen) for path, seen in files.items()), gone)

    def keep_readings(self, readings: Mapping[str, Reading], gone: Iterable[str]) -> None:
        """Remember *readings* and forget those *gone*."""
        rows = (
            (path, each.key, json.dumps(each.names), each.content)
            for path, each in readings.items()
        )
        self._replace("readings", rows, gone)

    def keep_prints(self, prints: Mapping[str, Print], gone: Iterable[str]) -> None:
        """Remember *prints* and forget those *gone*."""
        self._replace("prints", ((name, *each) for name, each in prints.items()), gone)

    def _replace(self, table: str, rows: Iterable[tuple[object, ...]], gone: Iterable[str]) -> None:
        place, value = self._place(table)
        name = "name" if table == "prints" else "path"
        width = {"files": 5, "readings": 5, "prints": 4}[table]
        marks = ", ".join("?" * width)
        self._database.execute("begin")
        delete = f"delete from {table} where {place} = ? and {name} = ?"  # noqa: S608
        self._database.executemany(delete, ((value, each) for each in gone))
        insert = f"insert or replace into {table} values ({marks})"  # noqa: S608
        self._database.executemany(insert, ((value, *row) for row in rows))
        self._database.execute("commit")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
