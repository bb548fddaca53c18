"""Reads the labels of CSV files as dates: years, quarters, months or days."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

Step = Literal["year", "quarter", "month", "day"]
"""What one label of a time axis stands for."""

_FORMS: tuple[tuple[Step, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?P<y>[12]\d{3})")),
    ("quarter", re.compile(r"(?P<y>[12]\d{3})[ -/]?[QTK](?P<q>[1-4])", re.IGNORECASE)),
    ("quarter", re.compile(r"[QTK](?P<q>[1-4])[ -/](?P<y>[12]\d{3})", re.IGNORECASE)),
    ("month", re.compile(r"(?P<y>[12]\d{3})[-/.](?P<m>\d{1,2})")),
    ("month", re.compile(r"(?P<m>\d{1,2})[/.](?P<y>[12]\d{3})")),
    (
        "day",
        re.compile(r"(?P<y>[12]\d{3})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"),
    ),
    ("day", re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>[12]\d{3})")),
    ("day", re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>[12]\d{3})")),
    ("day", re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>[12]\d{3})")),
)
"""The forms of dates. Between slashes the day comes first, unless only the other way is a date."""


class Dates(NamedTuple):
    """The dates of all rows, each the first day of its *step*."""

    days: tuple[date, ...]
    step: Step


def dates(labels: Sequence[str]) -> Dates | None:
    """Return *labels* as dates of one form; None if one of them is no such date.

    Days between slashes that give dates both ways, such as 3/4/2026, are no dates but labels.
    """
    readings = {}
    for step, form in _FORMS:
        found = _all(labels, form)
        if found:
            readings[found] = step
    if len(readings) != 1:
        return None
    ((days, step),) = readings.items()
    return Dates(days, step)


def number_of(day: date, step: Step) -> int:
    """Return the number of the *step*, such as a month, that begins on *day*."""
    months = day.year * 12 + day.month - 1
    return {"year": day.year, "quarter": months // 3, "month": months}.get(step, day.toordinal())


def _all(labels: Sequence[str], form: re.Pattern[str]) -> tuple[date, ...] | None:
    found = []
    for label in labels:
        match = form.fullmatch(label)
        day = _day(match.groupdict()) if match else None
        if day is None:
            return None
        found.append(day)
    return tuple(found)


def _day(parts: dict[str, str]) -> date | None:
    month = int(parts["m"]) if "m" in parts else 3 * int(parts.get("q", 1)) - 2
    try:
        return date(int(parts["y"]), month, int(parts.get("d", 1)))
    except ValueError:
        return None
