"""Turns a CSV file into what charts and tables show: labels or dates, and series of numbers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .csv_dates import Dates, dates
from .csv_files import MOST_PROBLEMS, CsvError, Sheet, quoted, read
from .csv_numbers import Number, decimal_sign, number


class Series(NamedTuple):
    """A column of numbers: its name, its values with None for a gap, and how they are written."""

    name: str
    values: tuple[Decimal | None, ...]
    decimals: int = 0
    unit: str = ""
    leads: bool = False


class Data(NamedTuple):
    """What a chart shows: a label for each row, their dates if they are dates, and the series."""

    head: str
    labels: tuple[str, ...]
    dates: Dates | None
    series: tuple[Series, ...]


class Text(NamedTuple):
    """A column of a table that is no series of numbers: its name, its cells, and their dates."""

    name: str
    cells: tuple[str, ...]
    dates: Dates | None = None


def chart_data(data: bytes) -> Data:
    """Return what the bytes of a CSV file say; raise `CsvError` where they are no chart."""
    sheet = read(data)
    sign = _decimal_sign(sheet)
    problems = list(_problems(sheet, sign))
    if problems:
        raise CsvError(*problems[:MOST_PROBLEMS])
    labels = tuple(sheet.column(0))
    found = dates(labels)
    if found and (twice := _twice(found.days)):
        first, second = (sheet.rows[place].line for place in twice)
        raise CsvError(
            f"line {second}: the row has the same date as line {first}. Keep one row of a date"
        )
    series = (_series(sheet, place, sign) for place in range(1, len(sheet.names)))
    return Data(sheet.names[0], labels, found, tuple(series))


def table_columns(data: bytes) -> tuple[Text | Series, ...]:
    """Return the columns of the bytes of a CSV file; raise `CsvError` if it cannot be read.

    The first column has labels, whatever they are; a further one that is not all numbers is text.
    """
    sheet = read(data)
    sign = _decimal_sign(sheet)
    labels = tuple(sheet.column(0))
    first = Text(sheet.names[0], labels, dates(labels))
    columns = (
        Text(sheet.names[place], tuple(sheet.column(place)))
        if _is_text(sheet.column(place), sign)
        else _series(sheet, place, sign)
        for place in range(1, len(sheet.names))
    )
    return (first, *columns)


def _decimal_sign(sheet: Sheet) -> str:
    cells = (cell for row in sheet.rows for cell in row.cells[1:])
    return decimal_sign(cells, sheet.delimiter)


def _is_text(cells: Sequence[str], sign: str) -> bool:
    found = [number(cell, sign) for cell in cells if cell]
    return not found or None in found or len({each.unit for each in found if each}) > 1


def _series(sheet: Sheet, place: int, sign: str) -> Series:
    found = [number(cell, sign) for cell in sheet.column(place)]
    known = [each for each in found if each]
    with_unit = next((each for each in known if each.unit), known[0])
    values = tuple(each.value if each else None for each in found)
    decimals = max(each.decimals for each in known)
    return Series(sheet.names[place], values, decimals, with_unit.unit, with_unit.leads)


def _problems(sheet: Sheet, sign: str) -> Iterator[str]:
    if _is_headless(sheet, sign):
        yield (
            f"line 1: {quoted(sheet.names[1])} is no name of a column."
            " Write the names of the columns into a first row"
        )
        return
    for row in sheet.rows:
        if not row.cells[0]:
            yield f"line {row.line}: the row has no label. Write it into the first column"
        yield from _no_numbers(sheet, row.line, row.cells, sign)
    for place, name in enumerate(sheet.names[1:], 1):
        yield from _column_problems(name, sheet, place, sign)


def _no_numbers(sheet: Sheet, line: int, cells: Sequence[str], sign: str) -> Iterator[str]:
    for name, cell in zip(sheet.names[1:], cells[1:], strict=True):
        if cell and number(cell, sign) is None:
            yield (
                f"line {line}: {quoted(cell)} in the column {quoted(name)} is no number."
                " Write a number, or leave the cell empty"
            )


def _column_problems(name: str, sheet: Sheet, place: int, sign: str) -> Iterator[str]:
    found: list[tuple[int, Number]] = []
    for row in sheet.rows:
        if each := number(row.cells[place], sign):
            found.append((row.line, each))
    if not any(sheet.column(place)):
        line = sheet.rows[0].line
        yield f"line {line}: the column {quoted(name)} has no number. Fill it, or remove it"
    units = {each.unit: line for line, each in reversed(found) if each.unit}
    if len(units) > 1:
        (first, _), (second, line) = sorted(units.items(), key=lambda item: item[1])[:2]
        yield f"line {line}: the column {quoted(name)} has both {first} and {second}. Keep one"


def _is_headless(sheet: Sheet, sign: str) -> bool:
    """Return whether the first row of *sheet* has no names, but a label and numbers."""
    label, *others = sheet.names
    if not all(number(each, sign) for each in others):
        return False
    return not dates(others) or dates([label, *sheet.column(0)]) is not None


def _twice(days: Sequence[object]) -> tuple[int, int] | None:
    """Return the places of the first two of *days* that are the same."""
    seen: dict[object, int] = {}
    for place, day in enumerate(days):
        if day in seen:
            return seen[day], place
        seen[day] = place
    return None
