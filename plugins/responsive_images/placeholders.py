"""Placeholder colours: the average colour of a photo, shown in its place until it has loaded.

A photo's colour is known only once its renditions are made, after stories are read. Until then a
temporary class stands for it in the HTML.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from .records import record_in

_TEMPORARY = re.compile(r"\btone-([0-9a-f]{12})\b")


def temporary_class(key: str) -> str:
    """Return the class of a photo, by its *key*, until its colour is known."""
    return f"tone-{key}"


def placeholder_colours(folder: Path) -> Callable[[str], str]:
    """Return a function that replaces temporary classes in HTML with those of the colours.

    *folder* has the renditions of the photos, and their records.
    """

    @cache
    def colour_class(key: str) -> str:
        record = record_in(folder / key)
        try:
            return placeholder_class(record.colour) if record else "tone"
        except ValueError:  # the record is damaged
            return "tone"

    def replaced(text: str) -> str:
        if "tone-" not in text:
            return text
        return _TEMPORARY.sub(lambda match: colour_class(match[1]), text)

    return replaced


def placeholder_class(colour: str) -> str:
    """Return the class of the theme's colour that is nearest to *colour*, "rrggbb".

    There are 64 of them, four steps each of red, green and blue, because pages hold no inline
    styles: a strict content policy forbids them.
    """
    steps = (round(int(colour[at : at + 2], 16) / 85) for at in (0, 2, 4))
    return f"tone-{''.join(map(str, steps))}"
