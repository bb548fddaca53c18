"""Reads the CSV files of charts and tables: rows of cells, with the line of each row.

Spreadsheets write them in many ways: UTF-8 or cp1252; commas, semicolons or tabs; any line ends.
"""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plugins.markup.text import shortened

LARGEST, MOST_ROWS, MOST_COLUMNS = 1_000_000, 2_000, 40
"""The most bytes, rows and columns of a file: more is no chart that anybody could read."""

MOST_PROBLEMS = 5
"""How many problems of one file are reported at a time."""

_DELIMITERS = "\t;,"  # of two that divide a file equally well, the one that is rarer in text
_INVISIBLE = {"Cc", "Cs", "Co", "Cn"}
_STEERING = frozenset("\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\ufeff\u200b")


class CsvError(Exception):
    """A CSV file that cannot be used: *problems*, each with the remedy, name the lines of it."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


class Row(NamedTuple):
    """A row of a file: its line, from 1, and its cells."""

    line: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """A file: the names of its columns, its rows, each as long as these, and its delimiter."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ","

    def column(self, place: int) -> list[str]:
        """Return the cells of the column at *place*, from 0."""
        return [row.cells[place] for row in self.rows]


def read(data: bytes) -> Sheet:
    """Return the sheet in *data*, the bytes of a CSV file; raise `CsvError` if there is none.

    Rows and columns without a word are left out. Every name is there once; the first may be empty.
    """
    text = _decoded(data)
    delimiter = _delimiter(text)
    rows = list(_filled(_rows(text, delimiter)))
    if not rows or not text.strip(f'{_DELIMITERS}" \r\n'):
        raise CsvError("is empty. Write names of columns, then rows with a label and numbers")
    head, *body = _without_empty_columns(rows)
    if len(head.cells) < 2:
        raise CsvError("has one column. Put commas, semicolons or tabs between labels and numbers")
    problems = [*_name_problems(head), *_row_problems(head, body)]
    if problems:
        raise CsvError(*problems[:MOST_PROBLEMS])
    return Sheet(head.cells, tuple(body), delimiter)


def quoted(text: str) -> str:
    """Return *text*, of a cell, as messages show it."""
    return f'"{shortened(text, 60)}"'


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise CsvError(f"is larger than {LARGEST:,} bytes. Keep the rows that the story needs")
    if b"\0" in data:
        raise CsvError('is no CSV file. Save the sheet as "CSV (UTF-8)"')
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CsvError('is neither UTF-8 nor cp1252. Save the sheet as "CSV (UTF-8)"')


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most rows of *text* into as many cells as its head."""
    return max(_DELIMITERS, key=lambda each: _fit(text, each))


def _fit(text: str, delimiter: str) -> float:
    widths = []
    try:
        for row in _filled(_rows(text, delimiter)):
            widths.append(len(row.cells))
            if len(widths) > 50:
                break
    except CsvError:
        pass  # it is reported when the rows are read
    if not widths or widths[0] < 2:
        return 0
    return widths.count(widths[0]) / len(widths)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(map(_clean, cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            remedy = "Shorten it, or close its quotation mark"
            raise CsvError(f"line {line}: a cell is too long. {remedy}") from None
        raise CsvError(
            f"line {line}: a quotation mark is not closed, or has text behind it."
            " Write a quotation mark within a cell twice"
        ) from None


def _clean(cell: str) -> str:
    """Return *cell* on one line, without characters that nobody sees."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    kept = (
        " " if char in "\t\n" else char
        for char in cell
        if char in "\t\n"
        or (unicodedata.category(char) not in _INVISIBLE and char not in _STEERING)
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split(" ")).strip()


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    count = 0
    for row in rows:
        if any(row.cells):
            count += 1
            if count > MOST_ROWS + 1:
                raise CsvError(f"has more than {MOST_ROWS:,} rows. Keep those that the story needs")
            yield row


def _without_empty_columns(rows: Sequence[Row]) -> list[Row]:
    """Return *rows* without the empty cells that spreadsheets add at the end of each."""
    width = max(_width(row.cells) for row in rows)
    if width > MOST_COLUMNS:
        raise CsvError(f"has more than {MOST_COLUMNS} columns. Keep those that the story needs")
    return [Row(row.line, row.cells[:width]) for row in rows]


def _width(cells: Sequence[str]) -> int:
    """Return the number of *cells* without the empty ones at the end."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1]), 0)


def _name_problems(head: Row) -> Iterator[str]:
    for place, name in enumerate(head.cells[1:], 2):
        if not name:
            yield f"line {head.line}: the column {place} has no name. Write it in the first row"
        elif name in head.cells[1 : place - 1]:
            yield f"line {head.line}: two columns have the name {quoted(name)}. Rename one"


def _row_problems(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        yield "has a first row with names, and no row with numbers below it. Add one"
    for row in rows:
        if len(row.cells) != len(head.cells):
            found, wanted = len(row.cells), len(head.cells)
            cells = "one cell" if found == 1 else f"{found} cells"
            yield f"line {row.line}: the row has {cells}, the first row {wanted}. Give each as many"
