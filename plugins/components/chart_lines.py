"""Draws lines over time, or over labels in their order, each with its name at its end."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .chart_parts import (
    Label,
    Look,
    apart,
    colour,
    ends,
    known,
    label_axis,
    row_places,
    shared_unit,
    value_axis,
    widest,
    wrapped,
)
from .chart_scales import Scale, scale_of
from .chart_svg import ACROSS, Drawing, Sides, element, number, percent, stretched, text
from .chart_text import LINE
from .csv_data import Data, Series

HEIGHT, BELOW, ABOVE = 260, 28, 10

MOST_DOTS = 14
"""Up to so many rows, each value has a dot."""


def lines_drawing(data: Data, look: Look) -> Drawing:
    """Return *data* as lines; a gap in the values is a gap in the line."""
    data = _in_order(data)
    names = [_end_words(each, data, look) for each in data.series]
    height = max(HEIGHT, sum(len(each) for each in names) * LINE)
    scale = scale_of(known(data.series))
    axis = value_axis(scale, shared_unit(data.series), height, look)
    places = row_places(data)
    reach = ends(data, look)
    before = max(axis.room, reach)
    after = max(widest((line for each in names for line in each), look) + 18, reach)
    content = [axis.content, label_axis(data, places, before + after, height, look)]
    content.append(stretched(_paths(data.series, places, scale, height, look.sides), height))
    content += _dots(data.series, places, scale, height, look.sides)
    content.append(_end_labels(data.series, names, places, scale, height, look))
    return Drawing("".join(content), height, before, after, ABOVE, BELOW)


def _in_order(data: Data) -> Data:
    """Return *data* with its dates from the first to the last."""
    if not data.dates:
        return data
    order = sorted(range(len(data.labels)), key=data.dates.days.__getitem__)
    series = tuple(
        each._replace(values=tuple(each.values[place] for place in order)) for each in data.series
    )
    days = tuple(data.dates.days[place] for place in order)
    labels = tuple(data.labels[place] for place in order)
    return Data(data.head, labels, data.dates._replace(days=days), series)


def _end_words(series: Series, data: Data, look: Look) -> list[str]:
    """Return the label at the end of a line: its name, or its last value where it is alone."""
    if len(data.series) > 1:
        return wrapped(series.name, look)
    _, value = _last(series)
    return [look.words.short(value, series)]


def _last(series: Series) -> tuple[int, Decimal]:
    """Return the last row in which *series* has a value, and that value."""
    found = ((place, value) for place, value in enumerate(series.values) if value is not None)
    return max(found, key=lambda item: item[0])


def _paths(
    series: Sequence[Series], places: Sequence[float], scale: Scale, height: float, sides: Sides
) -> Iterator[str]:
    for nth, each in reversed([*enumerate(series)]):  # the first lies above the others
        drawn = "".join(
            "M"
            + "L".join(
                f"{number(sides.across(places[row]) * ACROSS)} {number(_y(value, scale, height))}"
                for row, value in run
            )
            for run in _runs(each)
            if len(run) > 1
        )
        if drawn:
            yield element("path", d=drawn, class_=f"line {colour(nth)}")


def _y(value: Decimal, scale: Scale, height: float) -> float:
    return (1 - scale.place(value)) * height


def _runs(series: Series) -> list[list[tuple[int, Decimal]]]:
    """Return the rows and values of *series* between its gaps."""
    found: list[list[tuple[int, Decimal]]] = [[]]
    for row, value in enumerate(series.values):
        if value is not None:
            found[-1].append((row, value))
        elif found[-1]:
            found.append([])
    return found


def _dots(
    series: Sequence[Series], places: Sequence[float], scale: Scale, height: float, sides: Sides
) -> Iterator[str]:
    """Yield a dot for each value, where there are few; else for those that stand alone or last."""
    for nth, each in enumerate(series):
        last, _ = _last(each)
        for run in _runs(each):
            for row, value in run:
                if len(places) <= MOST_DOTS or len(run) == 1 or row == last:
                    yield element(
                        "circle",
                        cx=percent(sides.across(places[row])),
                        cy=float(_y(value, scale, height)),
                        r=4 if row == last else 2.5,
                        class_=colour(nth),
                    )


def _end_labels(
    series: Sequence[Series],
    names: Sequence[Sequence[str]],
    places: Sequence[float],
    scale: Scale,
    height: float,
    look: Look,
) -> str:
    """Return the names of lines at their ends, each led to by a thin line where it had to move."""
    last = [_last(each) for each in series]
    labels = [
        Label(words, _y(value, scale, height), colour(nth))
        for nth, (words, (_, value)) in enumerate(zip(names, last, strict=True))
    ]
    drawn, end = [], max(places)
    for label, y, (row, _) in zip(labels, apart(labels, -6, height + 6), last, strict=True):
        if places[row] < end:  # it ended before the others
            drawn.append(
                element(
                    "line",
                    x1=percent(look.sides.across(places[row])),
                    x2=percent(look.sides.across(end)),
                    y1=label.y,
                    y2=label.y,
                    class_=f"lead {label.class_}",
                )
            )
        if abs(y - label.y) > 3 or places[row] < end:
            drawn.append(_leader(label, y, end, look.sides))
        drawn.append(text(label.words, end, y, look.sides, shift=14, class_=f"name {label.class_}"))
    return "".join(drawn)


def _leader(label: Label, y: float, end: float, sides: Sides) -> str:
    points = f"{number(sides.shift(4))},{number(label.y)} {number(sides.shift(11))},{number(y)}"
    line = element("polyline", points=points, class_=f"lead {label.class_}")
    return element("svg", line, x=percent(sides.across(end)), overflow="visible")
