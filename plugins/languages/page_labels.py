"""The labels that a page shows, with the dates and lists of its language (CLDR, through Babel).

Babel takes about twenty microseconds for a date, and a site shows each date many times, so the
results are cached.
"""

from datetime import date, datetime, time
from functools import cached_property

from markupsafe import Markup, escape

from plugins.markup.languages import direction

from .cldr import language_name, locale_of
from .labels import Chain, Labels

_EVERY_FORM = (*range(201), 1_000_000)
"""Numbers that between them use every plural form of every language."""


Day = date
"""A day: in the class below, ``date`` is a method."""


class PageLabels(Labels):
    """The labels of one language, with its dates and lists."""

    def __init__(self, chain: Chain) -> None:
        super().__init__(chain)
        self._days: dict[date, Markup] = {}
        self._times: dict[tuple[int, int], str] = {}
        self._separators: dict[tuple[int, int], Markup] = {}

    def date(self, when: datetime) -> Markup:
        """Return the day of *when*, as in "14 March 2026"."""
        day = when.date()
        if day not in self._days:
            from babel.dates import format_date

            self._days[day] = escape(format_date(day, "long", self.locale))
        return self._days[day]

    def moment(self, when: datetime) -> Markup:
        """Return the day of *when*, with time and zone unless it is midnight."""
        day, clock = self.date(when), (when.hour, when.minute)
        if clock == (0, 0):
            return day
        at = escape(f"{self._time(*clock)} {when:%Z}".rstrip())
        text = str.replace(str.replace(self._moment_pattern, "{0}", at), "{1}", day)
        return Markup(text)  # noqa: S704 - all of it is escaped

    def short_moment(self, when: datetime, today: Day | None = None) -> Markup:
        """Return the hour of *when*, as in "18:30", if its day is *today*; else the day.

        Midnight is no hour: the story names none.
        """
        clock = when.hour, when.minute
        is_hour = when.date() == today and any(clock)
        return escape(self._time(*clock)) if is_hour else self.date(when)

    def month(self, number: int) -> Markup:
        """Return the name of the month *number*, from 1, in the form used without a day."""
        return escape(self.locale.months["stand-alone"]["wide"][number])

    def month_of_year(self, year: int, month: int) -> Markup:
        """Return a month with its year, as in "March 2026"."""
        from babel.dates import format_skeleton

        return escape(format_skeleton("yMMMM", date(year, month, 1), locale=self.locale))

    def separator(self, place: int, count: int) -> Markup:
        """Return what follows item *place*, from 1, of a list of *count* items: ", " or " and "."""
        if (place, count) not in self._separators:
            from babel.lists import format_list

            pieces = format_list(["\0"] * count, locale=self.locale).split("\0")
            self._separators[place, count] = escape(pieces[place])
        return self._separators[place, count]

    def plurals(self, one: str, many: str) -> dict[str, str]:
        """Return the forms of a label for numbers of things by CLDR's plural categories ("few").

        They are for scripts, which know the number only later; Intl.PluralRules gives its category.
        """
        label, lang = self.forms(one, many)
        category = (locale_of(lang) or self.locale).plural_form
        found: dict[str, str] = {}
        for number in _EVERY_FORM:
            found.setdefault(category(number), label.form(number))
        return found

    @staticmethod
    def name_of(lang: str) -> str:
        """Return the name of the language *lang* in that language; the tag if it is unknown."""
        return language_name(lang)

    @staticmethod
    def direction_of(lang: str) -> str:
        """Return "rtl" if the language *lang* is written from right to left, else "ltr"."""
        return direction(lang)

    def _time(self, hour: int, minute: int) -> str:
        """Return the time of day, as in "18:30"."""
        if (hour, minute) not in self._times:
            from babel.dates import format_time

            self._times[hour, minute] = format_time(time(hour, minute), "short", locale=self.locale)
        return self._times[hour, minute]

    @cached_property
    def _moment_pattern(self) -> str:
        from babel.dates import get_datetime_format

        pattern = get_datetime_format("medium", locale=self.locale)
        return str(escape(str(pattern).replace("'", "")))
