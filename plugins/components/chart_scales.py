"""Turns the values of a chart into places along its axes, and chooses the marks on these."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .csv_dates import Step, number_of

_STEPS = (1, 2, 5, 10)
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MONTHS = (1, 2, 3, 6)
_DAYS = (1, 2, 7, 14)


class Scale(NamedTuple):
    """The values at both ends of an axis, and those at its marks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...] = ()

    def place(self, value: Decimal) -> float:
        """Return how far along the axis *value* is: 0 at its low end, 1 at its high one."""
        return float((value - self.low) / (self.high - self.low))


def scale_of(values: Iterable[Decimal], marks: int = 5, *, zero: bool = False) -> Scale:
    """Return an axis for *values* with about so many *marks*, at 1, 2 or 5 times a power of ten.

    It begins at zero if *zero* is wanted, or if zero is near. Values that are all the same get an
    axis with room around them.
    """
    found = [*values]
    low, high = min(found), max(found)
    if zero or (low > 0 and low <= (high - low) / 2) or (high < 0 and -high <= (high - low) / 2):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if zero and low == high == 0:
        high = Decimal(1)
    if low == high:
        around = abs(low) / 10 or Decimal(1)
        low, high = low - around, high + around
    step = _step((high - low) / marks)
    first, last = (
        (low / step).to_integral_value("ROUND_FLOOR"),
        (high / step).to_integral_value("ROUND_CEILING"),
    )
    ticks = tuple(step * number for number in range(int(first), int(last) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def bare_scale(values: Iterable[Decimal]) -> Scale:
    """Return an axis from zero to the furthest of *values* on each side, without marks."""
    found = [*values, Decimal(0)]
    low, high = min(found), max(found)
    return Scale(low, high if high > low else low + 1)


def _step(rough: Decimal) -> Decimal:
    """Return the least of 1, 2 or 5 times a power of ten that is not below *rough*."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * each for each in _STEPS if power * each >= rough)


class Mark(NamedTuple):
    """A date at a time axis: how far along it is, and the step that its label shows."""

    place: float
    day: date
    step: Step


def time_marks(days: Sequence[date], step: Step, most: int) -> list[Mark]:
    """Return at most so many dates, at round steps, for an axis from the first of *days* on.

    *step* is what one date stands for: a year has no months.
    """
    first, last = min(days), max(days)
    at = time_places(days, step)
    if first == last:
        return [Mark(at[0], first, step)]
    for unit, width in _choices(step):
        found = [*_round_dates(first, last, unit, width)]
        if 2 <= len(found) <= most:
            return [Mark(time_place(day, first, last, step), day, unit) for day in found]
    return [Mark(time_place(day, first, last, step), day, step) for day in (first, last)][:most]


def time_places(days: Sequence[date], step: Step) -> list[float]:
    """Return how far along a time axis each of *days* is: 0 for the first, 1 for the last."""
    first, last = min(days), max(days)
    return [time_place(day, first, last, step) for day in days]


def time_place(day: date, first: date, last: date, step: Step) -> float:
    """Return how far *day* is along the way from *first* to *last*, in whole steps."""
    start, end = number_of(first, step), number_of(last, step)
    return (number_of(day, step) - start) / (end - start) if end > start else 0.5


def _choices(step: Step) -> Iterable[tuple[Step, int]]:
    if step == "day":
        yield from (("day", each) for each in _DAYS)
    if step == "quarter":
        yield from (("quarter", each) for each in (1, 2))
    elif step != "year":
        yield from (("month", each) for each in _MONTHS)
    yield from (("year", each) for each in _YEARS)


def _round_dates(first: date, last: date, unit: Step, width: int) -> Iterable[date]:
    """Yield the dates between *first* and *last* at which a *width* of *units* begins."""
    if unit == "day":
        start = first.toordinal() if width < 7 else first.toordinal() + -first.weekday() % 7
        yield from map(date.fromordinal, range(start, last.toordinal() + 1, width))
        return
    months = width * {"year": 12, "quarter": 3}.get(unit, 1)
    begin = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(begin + -begin % months, last.year * 12 + last.month, months):
        yield date(month // 12, month % 12 + 1, 1)
