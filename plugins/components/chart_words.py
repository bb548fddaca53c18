"""Writes the numbers and dates of charts and tables as the language of the page does (CLDR)."""

import datetime
from copy import copy
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from plugins.markup.languages import parsed_locale

from .csv_data import Series
from .csv_dates import Step

if TYPE_CHECKING:
    from babel import Locale

_SKELETONS = {"year": "y", "quarter": "yQQQ", "month": "yMMM", "day": "yMMMd"}
_SHORT = {**_SKELETONS, "day": "MMMd"}
_RAISED = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_DECIMALS = 8
_HUGE, _TINY = Decimal(1_000_000), Decimal("0.0001")


class Words:
    """Writes numbers and dates in the language *lang*; in English where CLDR does not have it."""

    def __init__(self, lang: str) -> None:
        self.locale = _locale(lang)

    def value(self, value: Decimal, series: Series) -> str:
        """Return *value* of *series* with the decimals and the unit of its column."""
        return self._with_unit(self._number(value, series.decimals), series)

    def short(self, value: Decimal, series: Series) -> str:
        """Return *value* of *series* for a chart: large numbers are rounded, as in "1.2M"."""
        if value and abs(value) < _TINY:
            from babel.numbers import format_scientific

            digits, _, power = str(
                format_scientific(_rounded(value), locale=self.locale)
            ).partition("E")
            text = f"{digits}\u202f×\u202f10{power.translate(_RAISED)}"
        elif abs(value) >= _HUGE:
            from babel.numbers import format_compact_decimal

            text = format_compact_decimal(value, locale=self.locale, fraction_digits=2)
        else:
            text = self._number(_rounded(value, 6), min(series.decimals, 6))
        return self._with_unit(text, series)

    def mark(self, value: Decimal, step: Decimal, series: Series) -> str:
        """Return *value* at a mark of an axis whose marks are a *step* apart."""
        decimals = max(0, -int(step.normalize().as_tuple().exponent))
        return self.short(value, series._replace(decimals=decimals if value else 0))

    def date(self, day: datetime.date, step: Step) -> str:
        """Return *day* as what it stands for: "2026", "Mar 2026", "14 Mar 2026"."""
        return self._date(day, _SKELETONS[step])

    def short_date(self, day: datetime.date, step: Step) -> str:
        """Return *day* at a mark of an axis: a day without its year."""
        return self._date(day, _SHORT[step])

    def _date(self, day: datetime.date, skeleton: str) -> str:
        from babel.dates import format_date, format_skeleton

        if skeleton == "y":
            return format_date(day, "y", self.locale)
        return format_skeleton(skeleton, day, locale=self.locale)

    def _number(self, value: Decimal, decimals: int) -> str:
        pattern = copy(self.locale.decimal_formats[None])
        kept = min(decimals, _MOST_DECIMALS if abs(value) > _TINY else decimals)
        pattern.frac_prec = (kept, kept)
        return str(pattern.apply(value, self.locale))

    def _with_unit(self, text: str, series: Series) -> str:
        """Return the number *text* with the unit of *series*, and a minus sign for its hyphen."""
        unit = series.unit
        if unit == "%":
            pattern = self.locale.percent_formats[None]
            text = f"{pattern.prefix[0].replace('%', unit)}{text}{pattern.suffix[0]}"
        elif unit:
            sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
            text = f"{sign}{unit}{digits}" if series.leads else f"{text}\u00a0{unit}"
        return text.replace("-", "\N{MINUS SIGN}")


def _rounded(value: Decimal, digits: int = 3) -> Decimal:
    """Return *value* with at most so many *digits* that count, and never fewer before its point."""
    exponent = value.adjusted() - digits + 1
    return round(value, -exponent) if exponent < 0 else value


@cache
def _locale(lang: str) -> "Locale":
    """Return what CLDR knows of the language *lang*, or of the widest that it belongs to."""
    tag = "en-GB" if lang.lower() == "en" else lang
    while tag:
        if found := parsed_locale(tag):
            return found
        tag = tag.rpartition("-")[0]
    return _locale("en")
