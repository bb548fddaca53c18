"""A chart of a CSV file: its drawing, what this shows in words, and its numbers in a table."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import NamedTuple

from plugins.markup.languages import direction
from plugins.markup.parts import begin, label, words

from .chart_bars import bars_drawing
from .chart_dots import dot, dots_drawing
from .chart_kinds import KINDS
from .chart_lines import lines_drawing
from .chart_parts import Look, colour, row_labels
from .chart_slopes import slopes_drawing, slopes_of
from .chart_svg import Drawing, Sides, element, picture
from .chart_text import Fonts
from .chart_words import Words
from .csv_data import Data, Series, chart_data
from .csv_files import CsvError
from .data_tables import data_columns, table_html

_DRAWINGS: Mapping[str, Callable[[Data, Look], Drawing]] = dict(
    zip(KINDS, (lines_drawing, bars_drawing, slopes_drawing, dots_drawing), strict=True)
)
"""What draws each kind of chart."""

MOST_SERIES, MOST_ROWS = 16, 60
"""The most columns of numbers in a chart, and rows in one that has a line of text for each."""

_SPOKEN = 12
"""The most values that a summary of our own tells."""


class Chart(NamedTuple):
    """What a story says of a chart: its *kind* is one of `KINDS`; the other texts may be empty."""

    kind: str = "line"
    title: str = ""
    source: str = ""
    summary: str = ""


def chart_html(data: bytes, chart: Chart, lang: str, fonts: Fonts) -> str:
    """Return the *chart* of *data*, the bytes of a CSV file, for a text in *lang*.

    Its text is measured with *fonts*, which are files. Raise `CsvError` if *data* is no such chart.
    """
    look = Look(Words(lang), fonts, Sides(direction(lang) == "rtl"))
    found = chart_data(data)
    if problem := _problem(found, chart.kind, look):
        raise CsvError(problem)
    drawn = picture(_DRAWINGS[chart.kind](found, look), _summary(found, chart, look), look.sides)
    title = f'<figcaption class="part-title">{words(chart.title)}</figcaption>'
    numbers = table_html(data_columns(found), look.words)
    return "\n".join(
        filter(
            None,
            (
                begin("figure", "chart"),
                title if chart.title else "",
                _key(found, chart.kind),
                drawn,
                source_html(chart.source),
                f'<details><summary class="label">{label("numbers")}</summary>',
                numbers,
                "</details>\n</figure>",
            ),
        )
    )


def source_html(source: str) -> str:
    """Return the line that names the *source* of a chart or a table; empty without one."""
    return f'<p class="part-source">{label("source", source=source)}</p>' if source else ""


def _problem(data: Data, kind: str, look: Look) -> str:
    """Return why *data* cannot be drawn as a chart of this *kind*, with the remedy."""
    rows, columns = len(data.labels), len(data.series)
    if columns > MOST_SERIES:
        return f"has {columns} columns of numbers. A chart has room for {MOST_SERIES}"
    if kind == "dot" and rows > MOST_ROWS:
        return f'has {rows} rows. A dot plot has room for {MOST_ROWS}; write "kind: line"'
    if kind != "slope":
        return ""
    if rows < 2:
        return "has one row. A slope needs two: where it begins, and where it ends"
    (first, last), slopes = slopes_of(data, look)
    if len(slopes) > MOST_ROWS:
        return f"has {len(slopes)} rows. A slope chart has room for {MOST_ROWS}"
    return "" if slopes else f'has no row or column with numbers for both "{first}" and "{last}"'


def _summary(data: Data, chart: Chart, look: Look) -> str:
    """Return what stands for the drawing where it cannot be seen: the story's words, or the values.

    Of many values, it tells the first and the last of each series.
    """
    if chart.summary:
        return chart.summary
    told = _slopes_told(data, look) if chart.kind == "slope" else _told(data, look)
    return " ".join(f"{each.rstrip('.')}." for each in (chart.title, *told) if each)


def _slopes_told(data: Data, look: Look) -> Iterable[str]:
    (first, last), slopes = slopes_of(data, look)
    for each in slopes:
        values = (look.words.short(value, each.series) for value in (each.first, each.last))
        begins, ends = values
        yield f"{each.name}: {first} {begins}, {last} {ends}"


def _told(data: Data, look: Look) -> Iterable[str]:
    rows = [*range(len(data.labels))]
    if data.dates:
        rows.sort(key=data.dates.days.__getitem__)
    shown = row_labels(data, look)
    is_short = len(rows) * len(data.series) <= _SPOKEN
    for series in data.series:
        known = [row for row in rows if series.values[row] is not None]
        chosen = known if is_short else [known[0], known[-1]]
        values = (f"{shown[row]} {_value(series, row, look)}" for row in dict.fromkeys(chosen))
        yield f"{series.name}: {', '.join(values)}"


def _value(series: Series, row: int, look: Look) -> str:
    value = series.values[row]
    return "" if value is None else look.words.short(value, series)


def _key(data: Data, kind: str) -> str:
    """Return which colour and shape each series of *data* has, where no label says it."""
    if kind not in ("bar", "dot") or len(data.series) < 2:
        return ""
    items = "".join(
        f"<li>{_swatch(nth, kind)}{escape(each.name)}</li>" for nth, each in enumerate(data.series)
    )
    return f'<ul class="chart-key">{items}</ul>'


def _swatch(nth: int, kind: str) -> str:
    box = element("rect", x=1, y=1, width=12, height=12, class_=f"bar {colour(nth)}")
    shape = dot(nth, "7", 7) if kind == "dot" else box
    return element("svg", shape, width=14, height=14, aria_hidden="true")
