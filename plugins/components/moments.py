"""Dates as they stand in a text, in its language, as HTML's ``<time>`` has them."""

import re
import unicodedata
from datetime import date
from functools import cache

_ISO = re.compile(r"(?P<day>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ](?P<time>\d\d:\d\d))?")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = frozenset("de del of the er st nd rd th le el den".split())


def moment_of(text: str, lang: str) -> str:
    """Return what *text*, such as "14 March 2026", is in the attribute ``datetime``; else "".

    It may be a year, a month, a day with or without a year, or a time of the day.
    """
    text = _digits(" ".join(text.split()))
    if match := _ISO.fullmatch(text):
        year, month, day = (*map(int, match["day"].split("-")), 0, 0)[:3]
        found = _written(year, month, day)
        return f"{found}T{match['time']}" if found and day and match["time"] else found
    if _CLOCK.fullmatch(text):
        return text.rjust(5, "0")
    if match := _DOTTED.fullmatch(text):
        return _written(int(match["year"]), int(match["month"]), int(match["day"]))
    return _in_words(text, lang)


def _in_words(text: str, lang: str) -> str:
    names, weekdays = _names(lang.lower())
    months, numbers = [], []
    for token in _TOKEN.findall(text.casefold()):
        if token.isdecimal():
            numbers.append(token)
        elif token in names:
            months.append(names[token])
        elif token not in _FILLERS and token not in weekdays:
            return ""
    if len(months) != 1 or len(numbers) not in {1, 2}:
        return ""
    years = [int(each) for each in numbers if len(each) == 4]
    days = [int(each) for each in numbers if len(each) < 3]
    if len(years) + len(days) != len(numbers) or len(years) > 1 or len(days) > 1:
        return ""
    return _written(years[0] if years else 0, months[0], days[0] if days else 0)


def _written(year: int, month: int, day: int) -> str:
    """Return a date, of which parts may be 0, as HTML has it; empty if there is no such day."""
    try:
        date(year or 2000, month or 1, day or 1)  # 29 February has a year that fits
    except ValueError:
        return ""
    parts = [f"{year:04}"] if year else []
    parts += [f"{each:02}" for each in (month, day) if each]
    return "-".join(parts)


@cache
def _names(lang: str) -> tuple[dict[str, int], frozenset[str]]:
    """Return the months by their names in *lang*, and in English, and the names of weekdays."""
    from babel import Locale, UnknownLocaleError

    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for tag in ("en", lang):
        try:
            locale = Locale.parse(tag.split("-")[0])
        except (UnknownLocaleError, ValueError):
            continue
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[use][width].items():
                    months[_word(name)] = number
                weekdays |= {_word(name) for name in locale.days[use][width].values()}
    months.setdefault("sept", 9)
    return months, frozenset(weekdays)


def _word(name: str) -> str:
    return name.rstrip(".").casefold()


def _digits(text: str) -> str:
    """Return *text* with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char, char)) for char in text)
