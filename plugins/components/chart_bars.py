"""Draws bars from zero: beside their labels, or as columns over time and over short labels."""

from collections.abc import Iterator
from decimal import Decimal

from .chart_parts import (
    NARROW,
    Look,
    colour,
    ends,
    known,
    label_axis,
    shared_unit,
    value_axis,
    widest,
)
from .chart_scales import Scale, bare_scale, scale_of
from .chart_svg import Drawing, element, percent, text
from .chart_text import LINE, fitted, lines
from .csv_data import Data, Series
from .csv_dates import number_of

HEIGHT, BELOW, ABOVE = 240, 28, 10

BAR, BETWEEN_BARS, BETWEEN_ROWS = 16, 2, 12
"""Pixels of a bar that lies, and between bars and rows."""

BESIDE = 88
"""Up to so many pixels across, labels stand beside their bars; longer ones stand above them."""

MOST_COLUMNS, MOST_ROWS = 12, 40
"""Up to so many labels are columns, if they are short; beyond so many, long ones are too."""

_GAP = 0.3
"""How much of the place of a column, or of a group of them, is left free."""


def bars_drawing(data: Data, look: Look) -> Drawing:
    """Return *data* as columns over time or over short labels, else as bars that lie."""
    if data.dates or len(data.labels) > MOST_ROWS or _are_short(data, look):
        return _columns(data, look)
    return _rows(data, look)


def _are_short(data: Data, look: Look) -> bool:
    """Return whether all labels fit below columns on a phone, side by side."""
    count = len(data.labels)
    return 1 < count <= MOST_COLUMNS and widest(data.labels, look) + 6 < (NARROW - 40) / count


def _columns(data: Data, look: Look) -> Drawing:
    scale = scale_of(known(data.series), zero=True)
    axis = value_axis(scale, shared_unit(data.series), HEIGHT, look)
    slots, count = _slots(data)
    middles = [(slot + 0.5) / count for slot in slots]
    width = (1 - _GAP) / count / len(data.series)
    drawn = []
    for nth, series in enumerate(data.series):
        for middle, value in zip(middles, series.values, strict=True):
            if value is not None:
                left = middle + width * (nth - len(data.series) / 2)
                drawn.append(_column(left, width, value, scale, look, colour(nth)))
    reach = max(0, ends(data, look) - (NARROW - axis.room) / count / 2)
    before = max(axis.room, reach)
    labels = label_axis(data, middles, before + reach, HEIGHT, look)
    zero = _zero(scale)
    content = "".join([axis.content, *drawn, zero, labels])
    return Drawing(content, HEIGHT, before, max(reach, 8), ABOVE, BELOW)


def _slots(data: Data) -> tuple[list[int], int]:
    """Return the place of each row among the slots for columns, and how many slots there are."""
    if not data.dates:
        return [*range(len(data.labels))], len(data.labels)
    days, step = data.dates
    numbers = [number_of(day, step) for day in days]
    first = min(numbers)
    apart = min(
        (b - a for a, b in zip(sorted(numbers), sorted(numbers)[1:], strict=False)), default=1
    )
    slots = [(each - first) // apart for each in numbers]
    return slots, max(slots) + 1


def _column(
    left: float, width: float, value: Decimal, scale: Scale, look: Look, class_: str
) -> str:
    zero, end = ((1 - scale.place(each)) * HEIGHT for each in (Decimal(0), value))
    x = 1 - left - width if look.sides.rtl else left
    top, height = min(zero, end), max(abs(end - zero), 0.5)
    return element(
        "rect", x=percent(x), y=top, width=percent(width), height=height, class_=f"bar {class_}"
    )


def _zero(scale: Scale) -> str:
    y = (1 - scale.place(Decimal(0))) * HEIGHT
    return element("line", x1="0", x2="100%", y1=y, y2=y, class_="zero")


def _rows(data: Data, look: Look) -> Drawing:
    scale = bare_scale(known(data.series))
    beside = widest(data.labels, look) <= BESIDE and len(data.series) == 1
    values = [
        [_value(series, row, look) for series in data.series] for row in range(len(data.labels))
    ]
    negative = [
        shown
        for row, each in enumerate(values)
        for shown, series in zip(each, data.series, strict=True)
        if (series.values[row] or 0) < 0
    ]
    labels_room = widest(data.labels, look) + 10 if beside else 0
    before = labels_room + (widest(negative, look) + 6 if negative else 0)
    after = widest((shown for each in values for shown in each), look) + 8
    top, drawn = 0.0, [""]
    for row, label in enumerate(data.labels):
        words = _label(label, beside, look)
        if not beside:
            drawn.append(text(words, 0, top + len(words) * LINE / 2, look.sides, shift=-before))
            top += len(words) * LINE + 3
        else:
            drawn.append(text(words, 0, top + BAR / 2, look.sides, shift=-before))
        for nth, series in enumerate(data.series):
            drawn += _bar(series.values[row], values[row][nth], top, scale, look, colour(nth))
            top += BAR + BETWEEN_BARS
        top += BETWEEN_ROWS - BETWEEN_BARS
    height = top - BETWEEN_ROWS + BETWEEN_BARS
    zero = percent(look.sides.across(scale.place(Decimal(0))))
    drawn[0] = element("line", x1=zero, x2=zero, y1="-2", y2=height, class_="zero")
    return Drawing("".join(drawn), height, before, after, 4, 4)


def _label(label: str, beside: bool, look: Look) -> list[str]:
    """Return *label* as it stands beside its bar, or above its bars, within a phone's width."""
    return [label] if beside else lines(label, NARROW - 8, 2, look.fonts)


def _value(series: Series, row: int, look: Look) -> str:
    value = series.values[row]
    return "–" if value is None else fitted(look.words.short(value, series), 96, look.fonts)


def _bar(
    value: Decimal | None, shown: str, top: float, scale: Scale, look: Look, class_: str
) -> Iterator[str]:
    """Yield a bar that lies, and its value at its end."""
    zero, end = scale.place(Decimal(0)), scale.place(value or Decimal(0))
    if value is not None:
        left, right = sorted(map(look.sides.across, (zero, end)))
        width = percent(right - left)
        x = percent(left)
        yield element("rect", x=x, y=top, width=width, height=BAR, class_=f"bar {class_}")
    anchor, shift = ("end", -5) if (value or 0) < 0 else ("", 5)
    yield text([shown], end, top + BAR / 2, look.sides, anchor=anchor, shift=shift, class_="value")
