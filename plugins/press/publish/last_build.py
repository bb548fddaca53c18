"""What the last build came to, for monitors and workflows: ``.stet/last-build.json``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from plugins.kernel.made_files import write_whole

FILE = Path(".stet/last-build.json")
"""Below the folder of the Makefile, wherever the content, the site and the cache lie."""

Shown = Literal["last published", "nothing"]
"""What readers see of a broken story."""


class LeftOut(NamedTuple):
    """A *file* with a fault, and what readers see instead of it.

    *line* and *message* are those of its first fault.
    """

    file: str
    line: int
    message: str
    shown: Shown


def write_last_build(status: int, stories: int = 0, left_out: Sequence[LeftOut] = ()) -> None:
    """Note the exit *status* of a build, how many *stories* it published and what it *left out*."""
    found = {
        "status": status,
        "stories": stories,
        "left_out": [each._asdict() for each in left_out],
    }
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    write_whole(FILE, text.encode("utf-8", "backslashreplace"))
