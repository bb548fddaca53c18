"""What the press remembers from one build to the next, in SQLite; it may be deleted at any time."""

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
create table if not exists details (
    folder text, path text, key text, details blob, primary key (folder, path)
);
create table if not exists manifest (
    output text, name text, fingerprint text, stamp text, primary key (output, name)
) without rowid;
create table if not exists notes (folder text, name text, text text, primary key (folder, name));
"""
VERSION = 7


class SeenFile(NamedTuple):
    """A file as it was last seen: its stamp, the digest of its bytes, and when, in nanoseconds."""

    stamp: str
    digest: str
    seen: int


PublishedFile = tuple[str, str]
"""A file of output/: the fingerprint of all it shows, and its stamp when it was published."""


class Store:
    """The press's cache, in one SQLite file. An unreadable one is replaced, with one line."""

    def __init__(self, path: Path, folder: str, output: str) -> None:
        self.path, self.folder, self.output = path, folder, output
        try:
            self._open(path)
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise  # another build is writing; its cache is sound
            print(f"{path}: cannot be used and is replaced.", file=sys.stderr)
            path.unlink(missing_ok=True)
            self._open(path)

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._process = os.getpid()
        self._database = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._database.execute("pragma synchronous = off")  # what a crash spoils is made again
        (version,) = self._database.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        self._database.executescript(f"{_SCHEMA} pragma user_version = {VERSION};")
        self._forget_missing_folders()
        self.files = {
            path: SeenFile(stamp, digest, seen)
            for path, stamp, digest, seen in self._rows("files", "path, stamp, digest, seen")
        }
        self.shelves: dict[int, bytes] = dict(self._rows("shelves", "number, shelf"))
        self.manifest: dict[str, PublishedFile] = {
            name: (fingerprint, stamp)
            for name, fingerprint, stamp in self._rows("manifest", "name, fingerprint, stamp")
        }

    def _forget_missing_folders(self) -> None:
        """Forget content and output folders that no longer exist."""
        for table in ("files", "shelves", "details", "notes", "manifest"):
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
        return ("output", self.output) if table == "manifest" else ("folder", self.folder)

    def details(self, path: str, key: str) -> bytes:
        """Return the details of the story at *path* read under *key*; empty when unknown."""
        if self._process != os.getpid():  # a connection does not outlive a fork
            self._process = os.getpid()
            self._database = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        return details_in(self._database, self.folder, path, key)

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
        """Remember *shelf*, the stories of one part of the files."""
        self.shelves[number] = shelf
        row = (self.folder, number, shelf)
        self._database.execute("insert or replace into shelves values (?, ?, ?)", row)

    def keep_details(self, details: Mapping[str, tuple[str, bytes]]) -> None:
        """Remember *details*, by the paths of their files, each with the key of its reading."""
        self._replace("details", ((path, *each) for path, each in details.items()), ())

    def forget_details(self, gone: Iterable[str]) -> None:
        """Forget the details of the files *gone*."""
        self._replace("details", (), gone)

    def keep_manifest(self, files: Mapping[str, PublishedFile], gone: Collection[str]) -> None:
        """Remember *files* of output/ and forget those *gone*."""
        self._replace("manifest", ((name, *each) for name, each in files.items()), gone)
        self.manifest.update(files)
        for name in gone:
            self.manifest.pop(name, None)

    def _replace(self, table: str, rows: Iterable[tuple[object, ...]], gone: Iterable[str]) -> None:
        rows, gone = list(rows), list(gone)
        if not rows and not gone:
            return
        place, value = self._place(table)
        name = "name" if table == "manifest" else "path"
        width = {"files": 5, "details": 4, "manifest": 4}[table]
        placeholders = ", ".join("?" * width)
        self._database.execute("begin")
        delete = f"delete from {table} where {place} = ? and {name} = ?"  # noqa: S608
        self._database.executemany(delete, ((value, each) for each in gone))
        insert = f"insert or replace into {table} values ({placeholders})"  # noqa: S608
        self._database.executemany(insert, ((value, *row) for row in rows))
        self._database.execute("commit")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def details_in(database: sqlite3.Connection, folder: str, path: str, key: str) -> bytes:
    """Return what *database* has of a story's details; empty when unknown."""
    query = "select details from details where folder = ? and path = ? and key = ?"
    try:
        row = database.execute(query, (folder, path, key)).fetchone()
    except sqlite3.DatabaseError:
        return b""  # damaged
    return bytes(row[0]) if row else b""
