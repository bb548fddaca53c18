"""Draws slopes: a line for each name, from its value at a first moment to that at a last one."""

from decimal import Decimal
from typing import NamedTuple

from .chart_parts import Label, Look, apart, colour, widest, wrapped
from .chart_scales import Scale, scale_of
from .chart_svg import ACROSS, Drawing, element, number, percent, stretched, text
from .chart_text import LINE
from .csv_data import Data, Series

HEIGHT, ABOVE = 260, 30


class Slope(NamedTuple):
    """A line: its name, its two values, and how they are written."""

    name: str
    first: Decimal
    last: Decimal
    series: Series


def slopes_drawing(data: Data, look: Look) -> Drawing:
    """Return *data* as slopes, with the values at both ends and the names at the last."""
    heads, slopes = slopes_of(data, look)
    names = [_named(each, look) for each in slopes]
    firsts = [[look.words.short(each.first, each.series)] for each in slopes]
    needed = max(sum(map(len, names)), len(firsts)) * LINE
    height = max(HEIGHT, needed)
    scale = scale_of(value for each in slopes for value in (each.first, each.last))
    scale = Scale(*_bounds(slopes)) if len(slopes) > 1 and _differ(slopes) else scale
    before = max(
        widest((line for each in firsts for line in each), look), widest(heads[:1], look) / 2
    )
    after = max(
        widest((line for each in names for line in each), look), widest(heads[1:], look) / 2
    )
    content = _posts(heads, height, look)
    content += _lines(slopes, scale, height, look)
    for words, values, at_end in (
        (firsts, [each.first for each in slopes], False),
        (names, [each.last for each in slopes], True),
    ):
        labels = [
            Label(each, (1 - scale.place(value)) * height, colour(nth))
            for nth, (each, value) in enumerate(zip(words, values, strict=True))
        ]
        content += _labels(labels, height, look, at_end=at_end)
    return Drawing("".join(content), height, before + 14, after + 14, ABOVE, 10)


def slopes_of(data: Data, look: Look) -> tuple[tuple[str, str], list[Slope]]:
    """Return what the two ends are called, and the slopes.

    With two columns and more rows, each row is a slope between the columns; otherwise each column
    is one, from its first row to its last. One that lacks a value has no slope.
    """
    if len(data.series) == 2 and len(data.labels) > 2 and not data.dates:
        first, last = data.series
        rows = zip(data.labels, first.values, last.values, strict=True)
        ends = (first.name, last.name)
        return ends, [Slope(name, *_pair(a, b), first) for name, a, b in rows if _both(a, b)]
    days = data.dates.days if data.dates else range(len(data.labels))
    start, end = (pick(range(len(data.labels)), key=days.__getitem__) for pick in (min, max))
    ends = _end_name(data, start, look), _end_name(data, end, look)
    found = ((each.values[start], each.values[end], each) for each in data.series)
    return ends, [Slope(each.name, *_pair(a, b), each) for a, b, each in found if _both(a, b)]


def _both(first: Decimal | None, last: Decimal | None) -> bool:
    return first is not None and last is not None


def _pair(first: Decimal | None, last: Decimal | None) -> tuple[Decimal, Decimal]:
    return first or Decimal(0), last or Decimal(0)


def _end_name(data: Data, row: int, look: Look) -> str:
    if data.dates:
        return look.words.date(data.dates.days[row], data.dates.step)
    return data.labels[row]


def _named(slope: Slope, look: Look) -> list[str]:
    """Return the label at the end of *slope*: its value, then its name."""
    return wrapped(f"{look.words.short(slope.last, slope.series)} {slope.name}", look)


def _bounds(slopes: list[Slope]) -> tuple[Decimal, Decimal]:
    values = [value for each in slopes for value in (each.first, each.last)]
    return min(values), max(values)


def _differ(slopes: list[Slope]) -> bool:
    low, high = _bounds(slopes)
    return low < high


def _posts(heads: tuple[str, str], height: float, look: Look) -> list[str]:
    drawn = []
    for place, head, anchor in ((0.0, heads[0], "middle"), (1.0, heads[1], "middle")):
        x = percent(look.sides.across(place))
        drawn.append(element("line", x1=x, x2=x, y1="-8", y2=height + 6, class_="post"))
        words = [wrapped(head, look)[0]]
        drawn.append(text(words, place, -20, look.sides, anchor=anchor, class_="name"))
    return drawn


def _lines(slopes: list[Slope], scale: Scale, height: float, look: Look) -> list[str]:
    drawn, dots = [], []
    for nth, slope in enumerate(slopes):
        ends = [(1 - scale.place(value)) * height for value in (slope.first, slope.last)]
        left, right = (look.sides.across(place) * ACROSS for place in (0, 1))
        path = f"M{number(left)} {number(ends[0])}L{number(right)} {number(ends[1])}"
        drawn.append(element("path", d=path, class_=f"line {colour(nth)}"))
        for place, y in zip((0, 1), ends, strict=True):
            x = percent(look.sides.across(place))
            dots.append(element("circle", cx=x, cy=float(y), r=4, class_=colour(nth)))
    return [stretched(drawn, height), *dots]


def _labels(labels: list[Label], height: float, look: Look, *, at_end: bool) -> list[str]:
    place, anchor, shift = (1.0, "", 10) if at_end else (0.0, "end", -10)
    return [
        text(
            label.words,
            place,
            y,
            look.sides,
            anchor=anchor,
            shift=shift,
            class_=f"name {label.class_}" if at_end else "",
        )
        for label, y in zip(labels, apart(labels, -6, height + 6), strict=True)
    ]
