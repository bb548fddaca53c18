"""Dates as reporters type them, as moments that can be compared."""

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

    A date without a time is the start of that day. A time that comes twice, or never, because
    clocks are changed, is the later of the two moments that it may mean: nothing goes out early.
    Raises ValueError for anything that is not a date.
    """
    try:
        first, second = readings(text, zone)
        moment = max(first, second) if ":" in text else first
        return with_offset(moment.astimezone(zone))
    except OverflowError as error:
        raise ValueError(f"date out of range: {text}") from error


def with_offset(moment: datetime) -> datetime:
    """Return *moment* with the offset from UTC that its time zone has then, as its time zone.

    So moments are compared as moments: of two that share a time zone, Python compares the clocks.
    Offsets of solar time are rounded to minutes: RFC 3339, for feeds and pages, has no seconds.
    """
    offset = moment.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    return moment.replace(tzinfo=timezone(minutes, moment.tzname() or ""), fold=0)


def readings(text: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the moments in UTC that *text* may mean, by PEP 495; they are nearly always one."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a date: {text}")
    clock = (match["time"] or "00:00").rjust(5, "0")
    typed = datetime.fromisoformat(f"{match['day']}T{clock}")
    typed = typed.replace(tzinfo=_zone(match["zone"], zone))
    return typed.astimezone(UTC), typed.replace(fold=1).astimezone(UTC)


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
