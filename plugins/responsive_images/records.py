"""The record beside the files of a photo: their sizes, and the photo's average colour."""

import json
import os
from pathlib import Path
from typing import NamedTuple

RECORD = "record.json"


class Record(NamedTuple):
    """The sizes in bytes of a photo's files, by name, and its average colour, "rrggbb"."""

    files: dict[str, int]
    colour: str

    def as_json(self) -> bytes:
        """Return the record as it is written to its file."""
        return json.dumps(self._asdict()).encode()


def record_in(folder: Path) -> Record | None:
    """Return the record in *folder*; None if there is none or it is damaged."""
    try:
        found = json.loads((folder / RECORD).read_bytes())
        return Record(dict(found["files"]), str(found["colour"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def sizes_in(folder: Path) -> dict[str, int]:
    """Return the actual sizes in bytes of the files in *folder*; none if it does not exist."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries}
    except OSError:
        return {}
