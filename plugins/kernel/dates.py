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
    """Return *text*, such as ``2026-03-14 18:30``, as a moment in *zone*; it may name its own zone.

    A date without a time is the start of that day. The offsets of solar time, which was used
    before time zones, are rounded to minutes, because dates in feeds and pages have no seconds in
    their offsets (https://www.rfc-editor.org/rfc/rfc3339#section-4.2). Raises ValueError for
    anything that is not a date.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a date: {text}")
    clock = (match["time"] or "00:00").rjust(5, "0")
    moment = datetime.fromisoformat(f"{match['day']}T{clock}")
    try:
        return _by_minutes(moment.replace(tzinfo=_zone(match["zone"], zone)).astimezone(zone))
    except OverflowError as error:
        raise ValueError(f"date out of range: {text}") from error


def _by_minutes(moment: datetime) -> datetime:
    offset = moment.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    if offset == minutes:
        return moment
    return moment.replace(tzinfo=timezone(minutes, moment.tzname() or ""))


def names_zone(text: str) -> bool:
    """Return whether the date *text* names a time zone."""
    match = _DATE.fullmatch(text.strip())
    return bool(match and match["zone"])


def written_out(moment: datetime) -> str:
    """Return *moment* written out for an editor: ``1 December 2026, 06:00 CET``."""
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
        raise ValueError(f'the time zone "{name}" does not exist') from error
