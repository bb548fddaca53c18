"""What several forms of charts have in common: their look, axes, and labels that keep apart."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from .chart_scales import Mark, Scale, time_marks, time_places
from .chart_svg import Sides, element, percent, text
from .chart_text import LINE, Fonts, fitted, lines, width
from .chart_words import Words
from .csv_data import Data, Series

NARROW, WIDE = 288, 448
"""Pixels across a chart on the smallest phone, and from which css/parts.css shows more labels."""

LABEL_ROOM, LABEL_LINES = 104, 3
"""The most pixels across, and lines, of a label beside the plot."""

_LEAST_LABEL = 72
"""Pixels to which a label below the plot is shortened at most."""

COLOURS, DASHES = 8, 4
"""How many colours and kinds of lines css/parts.css has."""


class Look(NamedTuple):
    """How a chart is drawn: its language, its fonts and its direction."""

    words: Words
    fonts: Fonts
    sides: Sides


class Label(NamedTuple):
    """A label beside the plot: its lines, where it should be, and the class of its colour."""

    words: Sequence[str]
    y: float
    class_: str = ""

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return len(self.words) * LINE


def colour(place: int) -> str:
    """Return the class of the colour of the series at *place*, and of its kind of line or fill."""
    return f"c{place % COLOURS + 1} d{place % DASHES + 1}"


def known(series: Iterable[Series]) -> list[Decimal]:
    """Return all values of *series*, without gaps."""
    return [value for each in series for value in each.values if value is not None]


def shared_unit(series: Sequence[Series]) -> Series:
    """Return a series with the unit that all *series* share, for the marks of their axis."""
    first = series[0]
    return first if len({each.unit for each in series}) == 1 else first._replace(unit="")


def apart(labels: Sequence[Label], low: float, high: float) -> list[float]:
    """Return where the middle of each of *labels* is, so that none lies upon another.

    Each is as near as it can be to where it should be, and between *low* and *high* if they fit.
    """
    order = sorted(range(len(labels)), key=lambda place: (labels[place].y, place))
    blocks: list[tuple[float, float, list[int]]] = []  # the middle, the height, and whose
    for place in order:
        middle, height, members = labels[place].y, labels[place].height, [place]
        middle = _within(middle, height, low, high)
        while blocks and blocks[-1][0] + blocks[-1][1] / 2 > middle - height / 2:
            above, taller, others = blocks.pop()
            total = taller + height
            middle = (above * len(others) + middle * len(members)) / (len(others) + len(members))
            height, members = total, others + members
            middle = _within(middle, height, low, high)
        blocks.append((middle, height, members))
    found = [0.0] * len(labels)
    for middle, height, members in blocks:
        top = middle - height / 2
        for place in members:
            found[place] = top + labels[place].height / 2
            top += labels[place].height
    return found


def _within(middle: float, height: float, low: float, high: float) -> float:
    return max(low + height / 2, min(middle, high - height / 2))


def wrapped(words: str, look: Look) -> list[str]:
    """Return *words* as the lines of a label beside the plot."""
    return lines(words, LABEL_ROOM, LABEL_LINES, look.fonts)


def widest(words: Iterable[str], look: Look) -> float:
    """Return the width of the widest of *words* in pixels."""
    return max((width(each, look.fonts) for each in words), default=0)


class Axis(NamedTuple):
    """The lines and labels of an axis, and the pixels that its labels take."""

    content: str
    room: float


def value_axis(scale: Scale, series: Series, height: float, look: Look) -> Axis:
    """Return the lines across the plot at the marks of *scale*, with labels before them."""
    step = scale.ticks[1] - scale.ticks[0]
    drawn, labels = [], []
    for tick in scale.ticks:
        y = (1 - scale.place(tick)) * height
        labels.append(look.words.mark(tick, step, series))
        kind = "zero" if tick == 0 else "rule"
        drawn.append(element("line", x1="0", x2="100%", y1=y, y2=y, class_=kind))
        drawn.append(text([labels[-1]], 0, y, look.sides, anchor="end", shift=-8))
    return Axis("".join(drawn), widest(labels, look) + 8)


def label_axis(data: Data, places: Sequence[float], room: float, height: float, look: Look) -> str:
    """Return the labels below the plot, at *places* across, for phones and for wider screens.

    *room* is what labels beside the plot take from its width.
    """
    drawn: dict[tuple[float, str], list[str]] = {}
    for kind, across in (("wide", WIDE), ("narrow", NARROW)):
        for mark in _marks(data, places, across - room, look):
            drawn.setdefault(mark, []).append(kind)
    parts = []
    for (place, words), kinds in drawn.items():
        only = "" if len(kinds) == 2 else f"{kinds[0]}-only"
        x = percent(look.sides.across(place))
        parts.append(
            element("line", x1=x, x2=x, y1=height, y2=height + 5, class_=f"rule {only}".strip())
        )
        parts.append(text([words], place, height + 17, look.sides, anchor="middle", class_=only))
    return "".join(parts)


def _marks(
    data: Data, places: Sequence[float], across: float, look: Look
) -> list[tuple[float, str]]:
    """Return the places and words of as many labels as fit *across* the plot."""
    if data.dates:
        return _dates(data, places, across, look)
    room = max(_LEAST_LABEL, across / len(places) - 10)
    words = [fitted(each, room, look.fonts) for each in data.labels]
    every = 1
    while every < len(places) and not _fit(
        [*zip(places, words, strict=True)][::every], across, look
    ):
        every += 1
    return [*zip(places, words, strict=True)][::every]


def _dates(
    data: Data, places: Sequence[float], across: float, look: Look
) -> list[tuple[float, str]]:
    days, step = data.dates or ((), "year")
    low, high = min(places), max(places)
    for most in range(10, 1, -1):
        found = [
            (low + mark.place * (high - low), _date(mark, look))
            for mark in time_marks(days, step, most)
        ]
        if _fit(found, across, look):
            return found
    return found[:1]


def _date(mark: Mark, look: Look) -> str:
    return look.words.short_date(mark.day, mark.step)


def _fit(marks: Sequence[tuple[float, str]], across: float, look: Look) -> bool:
    """Return whether labels, each in the middle of its place, leave room between them."""
    spans = [(place * across, width(words, look.fonts) / 2 + 5) for place, words in marks]
    return all(left + half <= right - other for (left, half), (right, other) in pairwise(spans))


def ends(data: Data, look: Look) -> float:
    """Return how many pixels the labels at both ends may reach beyond the plot."""
    if data.dates:
        shown = [look.words.short_date(day, data.dates.step) for day in data.dates.days]
        return min(widest([min(shown, key=len), max(shown, key=len)], look), LABEL_ROOM) / 2
    return min(widest((data.labels[0], data.labels[-1]), look), LABEL_ROOM) / 2


def even_places(count: int) -> list[float]:
    """Return so many places across, from end to end."""
    return [place / (count - 1) for place in range(count)] if count > 1 else [0.5]


def row_places(data: Data) -> list[float]:
    """Return how far across each row of *data* is: by its date, or one after the other."""
    if data.dates:
        return time_places(*data.dates)
    return even_places(len(data.labels))


def row_labels(data: Data, look: Look) -> list[str]:
    """Return the labels of the rows of *data*; dates as the language writes them."""
    if not data.dates:
        return [*data.labels]
    return [look.words.date(day, data.dates.step) for day in data.dates.days]
