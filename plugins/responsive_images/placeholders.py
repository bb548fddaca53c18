"""Placeholder colours: the average colour of a photo, shown in its place until it is loaded."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from .records import record_in

_MARK = re.compile(r"\btone-([0-9a-f]{12})\b")


def placeholder_mark(key: str) -> str:
    """Return the class that stands for the colour of a photo until that is known, by its *key*."""
    return f"tone-{key}"


def with_placeholders(folder: Path) -> Callable[[str], str]:
    """Return a function that replaces the marks in a page's text with the classes of the colours.

    *folder* holds what was made of the photos, and their records.
    """

    @cache
    def colour_class(key: str) -> str:
        record = record_in(folder / key)
        try:
            return placeholder_class(record.colour) if record else "tone"
        except ValueError:  # the record is damaged
            return "tone"

    def replaced(text: str) -> str:
        return _MARK.sub(lambda mark: colour_class(mark[1]), text) if "tone-" in text else text

    return replaced


def placeholder_class(colour: str) -> str:
    """Return the class of the theme's colour that is nearest to *colour*, "rrggbb".

    There are 64 of them, four steps each of red, green and blue, because pages hold no inline
    styles: a strict content policy forbids them.
    """
    steps = (round(int(colour[at : at + 2], 16) / 85) for at in (0, 2, 4))
    return f"tone-{''.join(map(str, steps))}"
