"""Tables of the numbers in a CSV file, in the language of the page."""

from collections.abc import Sequence
from html import escape

from plugins.markup.text import shortened

from .chart_words import Words
from .csv_data import Data, Series, Text

Columns = Sequence[Text | Series]


def data_columns(data: Data) -> list[Text | Series]:
    """Return what a chart of *data* shows as columns of a table."""
    return [Text(data.head, data.labels, data.dates), *data.series]


def table_html(columns: Columns, words: Words, caption: str = "") -> str:
    """Return *columns* as a table in a box that scrolls, with its *caption*, which is HTML.

    Numbers are aligned at their ends; the first column names the rows.
    """
    names = [each.name for each in columns]
    heads = "".join(map(_head, columns))
    rows = "".join(_row(columns, row, words) for row in range(_count(columns)))
    label = shortened(", ".join(filter(None, names)), 100)
    top = f"<caption>{caption}</caption>" if caption else ""
    box = f'<div class="table" role="group" tabindex="0" aria-label="{escape(label)}">'
    return f"{box}<table>{top}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"


def _count(columns: Columns) -> int:
    first = columns[0]
    return len(first.cells if isinstance(first, Text) else first.values)


def _head(column: Text | Series) -> str:
    if not column.name:
        return "<td></td>"
    class_ = ' class="number"' if isinstance(column, Series) else ""
    return f'<th scope="col"{class_}>{escape(column.name)}</th>'


def _row(columns: Columns, row: int, words: Words) -> str:
    label, *others = columns
    cells = (_cell(each, row, words) for each in others)
    return f"<tr>{_cell(label, row, words, is_label=True)}{''.join(cells)}</tr>"


def _cell(column: Text | Series, row: int, words: Words, *, is_label: bool = False) -> str:
    if isinstance(column, Series):
        value = column.values[row]
        shown = "" if value is None else words.value(value, column)
        return f'<td class="number">{escape(shown)}</td>'
    cell = escape(_text(column, row, words))
    return f'<th scope="row">{cell}</th>' if is_label and cell else f"<td>{cell}</td>"


def _text(column: Text, row: int, words: Words) -> str:
    """Return a cell of text; a date is written as the language does, and in one line."""
    if column.dates is None:
        return column.cells[row]
    return words.date(column.dates.days[row], column.dates.step).replace(" ", "\u00a0")
