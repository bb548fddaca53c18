"""Draws dots: a row for each label, with a dot of its own shape for each series."""

from typing import NamedTuple

from .chart_bars import BESIDE
from .chart_parts import NARROW, WIDE, Look, colour, known, row_labels, shared_unit, widest
from .chart_scales import Scale, scale_of
from .chart_svg import Drawing, element, number, percent, text
from .chart_text import LINE, lines, width
from .csv_data import Data

ROW, EXTRA, ABOVE, BELOW = 30, 4, 4, 26
"""Pixels of a row, those below a row with its label above, and those above and below the plot."""

_SHAPES = (
    "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z",
    "M-4.5-4.5H4.5V4.5H-4.5Z",
    "M0-6.5L6.5 0L0 6.5L-6.5 0Z",
    "M0-6L6 5H-6Z",
)
"""A circle, a square, a diamond and a triangle, around zero."""


class _Row(NamedTuple):
    """A row: its label, the pixels from the top to it and to its line."""

    words: list[str]
    top: float
    line: float


def dots_drawing(data: Data, look: Look) -> Drawing:
    """Return *data* as dots along an axis that need not begin at zero."""
    scale = scale_of(known(data.series))
    ticks = _ticks(data, scale, look)
    labels = row_labels(data, look)
    beside = widest(labels, look) <= BESIDE
    half = widest((ticks[0], ticks[-1]), look) / 2 + 2
    before = max(widest(labels, look) + 18 if beside else 12, half)
    after = max(half, 14)
    rows, height = _rows(labels, look, beside=beside)
    content = _marks(ticks, scale, height, before + after, look)
    for nth, row in enumerate(rows):
        content.append(text(row.words, 0, row.top, look.sides, shift=-before))
        content += _dots(data, nth, row.line, scale, look)
    return Drawing("".join(content), height, before, after, ABOVE, BELOW)


def dot(nth: int, x: str, y: float) -> str:
    """Return the dot of the series with the number *nth*, from 0, at *x* and *y*."""
    shape = element("path", d=_SHAPES[nth % len(_SHAPES)], class_=f"dot {colour(nth)}")
    return element("svg", shape, x=x, y=number(y), overflow="visible")


def _ticks(data: Data, scale: Scale, look: Look) -> list[str]:
    step = scale.ticks[1] - scale.ticks[0]
    return [look.words.mark(tick, step, shared_unit(data.series)) for tick in scale.ticks]


def _rows(labels: list[str], look: Look, *, beside: bool) -> tuple[list[_Row], float]:
    """Return the rows with these *labels*, *beside* their lines or above them, and their height."""
    rows, top = [], 0.0
    for label in labels:
        words = [label] if beside else lines(label, NARROW - 8, 2, look.fonts)
        room = 0 if beside else len(words) * LINE
        middle = top + room + ROW / 2
        rows.append(_Row(words, middle if beside else top + room / 2 + 4, middle))
        top += room + ROW + (0 if beside else EXTRA)
    return rows, top


def _dots(data: Data, row: int, y: float, scale: Scale, look: Look) -> list[str]:
    """Return the line of a *row*, the way between its dots, and the dots."""
    places = [
        (nth, look.sides.across(scale.place(value)))
        for nth, each in enumerate(data.series)
        if (value := each.values[row]) is not None
    ]
    drawn = [element("line", x1="0", x2="100%", y1=y, y2=y, class_="rule")]
    if len(places) > 1:
        left, *_, right = sorted(place for _, place in places)
        ends = {"x1": percent(left), "x2": percent(right)}
        drawn.append(element("line", **ends, y1=y, y2=y, class_="span"))
    return [*drawn, *(dot(nth, percent(place), y) for nth, place in places)]


def _marks(ticks: list[str], scale: Scale, height: float, room: float, look: Look) -> list[str]:
    """Return the lines down the plot with their labels below, fewer of them on phones."""
    narrow, wide = (_every(ticks, across - room, look) for across in (NARROW, WIDE))
    drawn = []
    for nth, (words, tick) in enumerate(zip(ticks, scale.ticks, strict=True)):
        if nth % narrow and nth % wide:
            continue
        only = "" if nth % narrow == 0 else "wide-only"
        place = scale.place(tick)
        at = percent(look.sides.across(place))
        line = element("line", x1=at, x2=at, y1="0", y2=height, class_=f"rule {only}".strip())
        label = text([words], place, height + 14, look.sides, anchor="middle", class_=only)
        drawn += [line, label]
    return drawn


def _every(ticks: list[str], across: float, look: Look) -> int:
    """Return 1 if all *ticks* fit *across* the plot, 2 if every second one does, and so on."""
    needed = (max(width(each, look.fonts) for each in ticks) + 10) * (len(ticks) - 1)
    return max(1, -(-int(needed) // max(int(across), 1)))
