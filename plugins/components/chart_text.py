"""Measures the text of charts with the fonts of house/fonts/ or theme/fonts/, and breaks lines.

No font of the system is asked, so every machine draws the same chart.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SIZE, LINE = 13, 16
"""The size of a chart's text and the height of its lines, in pixels."""

_ROOM = 1.22
"""How much wider a reader's own font may be than the one that measures."""

_JOINED = 0.75
"""How much narrower letters are that join; they are measured one by one."""

_WIDE, _USUAL = 1.0, 0.62
"""Widths, in parts of the font's size, of characters that no font has."""

Fonts = Sequence[str]
"""The paths of font files, in the order in which they are asked for a character."""


def width(text: str, fonts: Fonts) -> float:
    """Return how many pixels *text* may take in a chart, by the first of *fonts* that has it."""
    for font in fonts:
        if all(map(_known(font), text)):
            joined = _JOINED if any(map(_joins, text)) else 1
            return _length(font, text) * _ROOM * joined
    return sum(_guess(char) for char in text)


def fitted(text: str, room: float, fonts: Fonts) -> str:
    """Return *text*, shortened with an ellipsis to fit into so many pixels."""
    if width(text, fonts) <= room:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if width(f"{text[:middle]}…", fonts) <= room else (low, middle - 1)
        )
    return f"{text[:low].rstrip()}…"


def lines(text: str, room: float, most: int, fonts: Fonts) -> list[str]:
    """Return *text* in at most so many lines, each fitting into so many pixels."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and (width(joined, fonts) <= room or len(found) == most):
            found[-1] = joined
        else:
            found.append(word)
    return [fitted(each, room, fonts) for each in found]


@cache
def _font(path: str) -> "FreeTypeFont":
    from PIL import ImageFont  # imported late: most builds draw no chart

    return ImageFont.truetype(path, 64, layout_engine=ImageFont.Layout.BASIC)


@cache
def _known(path: str) -> "_Known":
    return _Known(path)


class _Known(dict[str, bool]):
    """Whether the font at *path* has a character."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.missing = self._picture("\uffff")

    def __call__(self, char: str) -> bool:
        return char.isspace() or self[char]

    def __missing__(self, char: str) -> bool:
        self[char] = self._picture(char) != self.missing
        return self[char]

    def _picture(self, char: str) -> tuple[bytes, float]:
        mask = _font(self.path).getmask(char)
        return bytes(mask), _font(self.path).getlength(char)


@cache
def _length(path: str, text: str) -> float:
    return _font(path).getlength(text) * SIZE / 64


def _joins(char: str) -> bool:
    return unicodedata.bidirectional(char) == "AL"


def _guess(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    return SIZE * (_WIDE if unicodedata.east_asian_width(char) in "WF" else _USUAL)
