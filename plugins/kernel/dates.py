"""Dates as reporters type them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_DATE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ]\s*(?P<time>\d{2}:\d{2}(?::\d{2})?|\d:\d{2})(?:\.\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+)+)?)?",
)


def parsed_date(text: str, zone: tzinfo) -> datetime:
    """Return *text*, of the form ``2026-03-14 18:30``, as a moment in *zone*; it may name its own.

    A date without a time is the start of that day. Where clocks went by the sun, the zone is
    that of the nearest minute, which is all that dates in feeds and pages have room for
    (https://www.rfc-editor.org/rfc/rfc3339#section-4.2). Raises ValueError for anything else.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a date: {text}")
    clock = (match["time"] or "00:00").rjust(5, "0")
    moment = datetime.fromisoformat(f"{match['day']}T{clock}")
    try:
        return _by_minutes(moment.replace(tzinfo=_zone(match["zone"], zone)).astimezone(zone))
    except OverflowError as error:
        raise ValueError(f"not a date of this world: {text}") from error


def _by_minutes(moment: datetime) -> datetime:
    offset = moment.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    if offset == minutes:
        return moment
    return moment.replace(tzinfo=timezone(minutes, moment.tzname() or ""))


def names_zone(text: str) -> bool:
    """Say whether the date *text* says in which zone its clock runs."""
    match = _DATE.fullmatch(text.strip())
    return bool(match and match["zone"])


def in_words(moment: datetime) -> str:
    """Return *moment* as an editor reads it: ``1 December 2026, 06:00 CET``."""
    return f"{moment.day} {moment:%B %Y, %H:%M} {moment:%Z}".rstrip()


def _zone(name: str | None, default: tzinfo) -> tzinfo:
    if name is None:
        return default
    if name in {"Z", "UTC", "GMT"}:
        return UTC
    if name[0] in "+-":
        return datetime.strptime(name.replace(":", ""), "%z").tzinfo or UTC
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"no such time zone: {name}") from error
