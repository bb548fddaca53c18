"""What the press remembers from one build to the next; it may be deleted at any time."""

import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

_SCHEMA = """
create table if not exists files (
    folder text, path text, stamp text, digest text, seen integer, primary key (folder, path)
) without rowid;
create table if not exists shelves (folder text, number integer, shelf blob,
    primary key (folder, number));
create table if not exists rests (
    folder text, path text, key text, rest blob, primary key (folder, path)
);
create table if not exists prints (
    output text, name text, fingerprint text, stamp text, primary key (output, name)
) without rowid;
create table if not exists notes (folder text, name text, text text, primary key (folder, name));
"""
VERSION = 5


class SeenFile(NamedTuple):
    """A file as it was last seen: its stamp, the digest of its bytes, and when, in nanoseconds."""

    stamp: str
    digest: str
    seen: int


Print = tuple[str, str]
"""A printed page: the fingerprint of all it shows, and the stamp of its file in output/."""


class Store:
    """The press's memory, in one SQLite file. What cannot be read is forgotten, with one line."""

    def __init__(self, path: Path, folder: str, output: str) -> None:
        self.path, self.folder, self.output = path, folder, output
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
        self._process = os.getpid()
        self._database = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._database.execute("pragma synchronous = off")  # what a crash spoils is made anew
        (version,) = self._database.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        self._database.executescript(f"{_SCHEMA} pragma user_version = {VERSION};")
        self._forget_gone()
        self.files = {
            path: SeenFile(stamp, digest, seen)
            for path, stamp, digest, seen in self._rows("files", "path, stamp, digest, seen")
        }
        self.shelves = dict(self._rows("shelves", "number, shelf"))
        self.prints = {
            name: (mark, stamp)
            for name, mark, stamp in self._rows("prints", "name, fingerprint, stamp")
        }

    def _forget_gone(self) -> None:
        """Forget content and output folders that are no more."""
        for table in ("files", "shelves", "rests", "notes", "prints"):
            place, _ = self._place(table)
            query = f"select min({place}) from {table} where {place} > ?"  # noqa: S608 - our words
            folder = ""
            while folder := self._database.execute(query, (folder,)).fetchone()[0]:
                if not os.path.isdir(folder):
                    self._database.execute(f"delete from {table} where {place} = ?", (folder,))  # noqa: S608

    def _rows(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        place, value = self._place(table)
        query = f"select {columns} from {table} where {place} = ?"  # noqa: S608 - our own words
        return self._database.execute(query, (value,)).fetchall()

    def _place(self, table: str) -> tuple[str, str]:
        return ("output", self.output) if table == "prints" else ("folder", self.folder)

    def rest(self, path: str, key: str) -> bytes:
        """Return the rest of the reading of *path* under *key*; none where it is not known."""
        if self._process != os.getpid():  # a connection does not outlive a fork
            self._process = os.getpid()
            self._database = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        return rest_of(self._database, self.folder, path, key)

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

    def keep_shelf(self, number: int, shelf: bytes) -> None:
        """Remember *shelf*, the readings of one part of the files."""
        self.shelves[number] = shelf
        row = (self.folder, number, shelf)
        self._database.execute("insert or replace into shelves values (?, ?, ?)", row)

    def keep_rests(self, rests: Mapping[str, tuple[str, bytes]]) -> None:
        """Remember *rests*, each under the key of its reading, by the paths of their files."""
        self._replace("rests", ((path, *each) for path, each in rests.items()), ())

    def forget_rests(self, gone: Iterable[str]) -> None:
        """Forget the rests of the files *gone*."""
        self._replace("rests", (), gone)

    def keep_prints(self, prints: Mapping[str, Print], gone: Collection[str]) -> None:
        """Remember *prints* and forget those *gone*."""
        self._replace("prints", ((name, *each) for name, each in prints.items()), gone)
        self.prints.update(prints)
        for name in gone:
            self.prints.pop(name, None)

    def _replace(self, table: str, rows: Iterable[tuple[object, ...]], gone: Iterable[str]) -> None:
        rows, gone = list(rows), list(gone)
        if not rows and not gone:
            return
        place, value = self._place(table)
        name = "name" if table == "prints" else "path"
        width = {"files": 5, "rests": 4, "prints": 4}[table]
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


def rest_of(database: sqlite3.Connection, folder: str, path: str, key: str) -> bytes:
    """Return what *database* has of the rest of a reading; none where it is not known."""
    query = "select rest from rests where folder = ? and path = ? and key = ?"
    try:
        row = database.execute(query, (folder, path, key)).fetchone()
    except sqlite3.DatabaseError:
        return b""  # damaged
    return bytes(row[0]) if row else b""
