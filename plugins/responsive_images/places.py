"""How wide a photo is in each place of the theme.

The places repeat the theme's layout.css and components.css; tests in a real browser compare them.
"""

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from plugins.photos.plans import Plan


class Width(NamedTuple):
    """The width of a place in windows from *start* rem on: *percent* of the window, plus *rem*."""

    start: float
    percent: float
    rem: float

    def part(self, factor: float) -> "Width":
        """Return this width times *factor*."""
        return Width(self.start, self.percent * factor, self.rem * factor)

    def less(self, rem: float) -> "Width":
        """Return this width minus *rem*."""
        return Width(self.start, self.percent, self.rem - rem)


Place = tuple[Width, ...]
"""The widths of a place, from wide windows to narrow ones."""


def _from(start: float, place: Place) -> Place:
    """Return the widths of *place* in windows from *start* rem on."""
    above = [width for width in place if width.start > start]
    first = next(width for width in place if width.start <= start)
    return (*above, first._replace(start=start))


def _below(start: float, place: Place) -> Place:
    """Return the widths of *place* in windows narrower than *start* rem."""
    return tuple(width for width in place if width.start < start)


_NARROW = (Width(50, 100, -4), Width(25, 92, 0), Width(0, 100, -2))  # the gutter: 1 to 2 rem
PAGE = (Width(82, 0, 78), *_NARROW)
WIDE = (Width(64, 0, 60), *_NARROW)
TEXT = (Width(41.31, 0, 38), *_below(41.31, _NARROW))

_MAIN = tuple(width.less(3).part(2.15 / 3.15) for width in _from(60, PAGE))
_ASIDE = tuple(width.less(3).part(1 / 3.15).less(1.5625) for width in _from(60, PAGE))
_HALVES = tuple(width.less(3).part(0.5) for width in _from(60, PAGE))
_THUMBNAIL = (Width(0, 0, 7),)
"""Beside the text of a card on phones."""


def _beside_text(place: Place) -> Place:
    """Return the place of a picture that takes 52 % of a card."""
    return (*(width.part(0.52) for width in place), *_THUMBNAIL)


_TABLET = tuple(width for width in _from(40, PAGE) if width.start < 60)
_QUARTERS = tuple(width.less(4.5).part(0.25) for width in _from(60, WIDE))


def _row(number: int) -> Place:
    """Return the place of one of *number* cards in a row; on tablets there are two in each."""
    columns = tuple(width.less(2 * (number - 1)).part(1 / number) for width in _from(60, PAGE))
    return (*columns, *(width.less(2).part(0.5) for width in _TABLET), *_THUMBNAIL)


PLACES: Mapping[str, Place] = {
    "full": (Width(0, 100, 0),),
    "essay": (Width(0, 100, 0),),
    "wide": WIDE,
    "text": TEXT,
    "tall": TEXT,
    "lead": (*_MAIN, *_below(60, PAGE)),
    "top": (*_ASIDE, *(width.less(2).part(0.5) for width in _TABLET), *_THUMBNAIL),
    "rail": _beside_text((*_HALVES, *_TABLET)),
    "first-rail": _beside_text((*_MAIN, *_TABLET)),
    "only-rail": _beside_text(_from(40, PAGE)),
    "river": (Width(40, 0, 14), *_THUMBNAIL),
    "related": (*_QUARTERS, *(width.less(1.5).part(0.5) for width in _TABLET), *_THUMBNAIL),
    "row-2": _row(2),
    "row-3": _row(3),
    "row-4": _row(4),
    "small": (Width(40, 0, 6), *_THUMBNAIL),
    "portrait": (Width(40, 0, 7), Width(0, 0, 5)),
    "byline": (Width(0, 0, 3),),
    "opinion": (Width(0, 0, 5),),
    "thumbnail": (Width(0, 0, 7),),
}
"""The theme's places for a photo, by name."""

_CARDS = ("lead", "top", "rail", "first-rail", "only-rail", "river", "related", "small")
_ROWS = ("row-2", "row-3", "row-4")

SHAPES = {**dict.fromkeys((*_CARDS, *_ROWS), 3 / 2), "portrait": 4 / 5, "byline": 1, "opinion": 1}
"""Width by height of the places that crop the photo."""

_DENSEST = 3
"""The most pixels of a screen per CSS pixel."""

_DESKTOP = (1280, 800)

_TALLEST = {"wide": 88, "essay": 88, "tall": 88}
"""The most of the window's height that a picture takes, in percent."""


def group(number: int) -> Place:
    """Return the place of each of *number* photos side by side across the column."""
    places: list[Width] = []
    for columns in range(min(number, 3), 0, -1):
        enough = 17 * columns - 1  # 16 rem each, and 1 between them
        for width in _from(_window(enough), WIDE) if columns > 1 else WIDE:
            if not places or width.start < places[-1].start:
                places.append(width.less(columns - 1).part(1 / columns))
    return tuple(places)


def _window(rem: float) -> float:
    """Return the width of the window, in rem, from which on the place WIDE is *rem* wide."""
    growing = (width for width in WIDE if width.percent)
    starts = ((width, (rem - width.rem) * 100 / width.percent) for width in growing)
    return next(start for width, start in starts if start >= width.start)


def sizes(plan: Plan, place: str, number: int = 1) -> str:
    """Return the attribute ``sizes`` of the photo of *plan* in a *place*: how wide it is shown.

    In the place "group", *number* photos are side by side. If the place crops the photo, the width
    is that of the uncropped photo.
    """
    widths = _widths(place, number)
    wider, tallest = _wider(plan, place), _TALLEST.get(place, 0) * plan.width / plan.height
    lengths = [_length(width.part(wider), tallest) for width in widths]
    starts = [f"(min-width: {_number(width.start)}rem) " if width.start else "" for width in widths]
    return ", ".join(map("".join, zip(starts, lengths, strict=True)))


def most_pixels(plan: Plan, place: str) -> float:
    """Return the most pixels across that a small *place* needs; infinity for other places."""
    widths = PLACES.get(place, ())
    if not widths or any(width.percent for width in widths):
        return math.inf
    return _DENSEST * 16 * max(width.rem for width in widths) * _wider(plan, place)


def desktop_width(place: str, number: int, shape: float) -> float:
    """Return how many CSS pixels wide a *place* is in a window of 1280 by 800.

    In the place "group", *number* photos are side by side. *shape* is a photo's width by height.
    """
    width = next(each for each in _widths(place, number) if each.start * 16 <= _DESKTOP[0])
    across = width.percent / 100 * _DESKTOP[0] + width.rem * 16
    tallest = _TALLEST.get(place, math.inf) / 100 * _DESKTOP[1]
    return min(across, tallest * shape)


@cache
def widest(place: str) -> float:
    """Return the most CSS pixels across that a *place* has in windows of up to 1440 pixels."""
    windows = range(20, 91)  # rem
    return max(
        next(
            each.percent / 100 * window + each.rem for each in PLACES[place] if each.start <= window
        )
        * 16
        for window in windows
    )


def _widths(place: str, number: int) -> Place:
    return group(number) if place == "group" else PLACES[place]


def _wider(plan: Plan, place: str) -> float:
    """Return how many times wider the photo of *plan* is than the crop that a *place* shows."""
    shape = plan.width / plan.height
    return max(1.0, shape / SHAPES.get(place, shape))


def _length(width: Width, tallest: float) -> str:
    window, rem = f"{_number(width.percent)}vw", f"{_number(abs(width.rem))}rem"
    if not width.percent:
        length = rem
    elif not width.rem:
        length = window
    else:
        length = f"{window} {'-' if width.rem < 0 else '+'} {rem}"
    if tallest:
        return f"min({length}, {_number(tallest)}vh)"
    return f"calc({length})" if " " in length else length


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
