"""The colour of a photo, shown in its place until it is there."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

RECORD = "record.json"
"""The file beside what was made of a photo: its colour, "rrggbb", and the sizes of its files."""

_TONE = re.compile(r"\btone-([0-9a-f]{12})\b")


def toned(folder: Path) -> Callable[[str], str]:
    """Return what gives each picture of a text the class of its colour.

    *folder* holds what was made of the photos, and their colours.
    """

    @cache
    def tone(key: str) -> str:
        try:
            return tone_class(json.loads((folder / key / RECORD).read_bytes())["tone"])
        except (OSError, ValueError, LookupError, TypeError):  # not there, or damaged
            return "tone"

    def text_toned(text: str) -> str:
        return _TONE.sub(lambda match: tone(match[1]), text) if "tone-" in text else text

    return text_toned


def tone_class(colour: str) -> str:
    """Return the class of the theme's colour that is nearest to *colour*, "rrggbb".

    There are 64 of them, four steps of each of red, green and blue, for a page may bear no styles
    of its own: a strict content policy forbids them.
    """
    steps = (round(int(colour[at : at + 2], 16) / 85) for at in (0, 2, 4))
    return f"tone-{''.join(map(str, steps))}"
