"""What a reporter's way of writing a date leaves open: the time zone, or which moment is meant."""

import re
from datetime import UTC, datetime, tzinfo

from plugins.kernel.dates import readings, with_offset
from plugins.kernel.faults import Rule

TIME_UNCLEAR = Rule(
    "time-unclear", "warning", "A time that comes twice or never, because clocks are changed."
)

_ZONE = re.compile(r":\d{2}(?:\.\d+)?\s*[A-Z+-]")


def names_zone(text: str) -> bool:
    """Return whether the date *text* names a time zone."""
    return bool(_ZONE.search(text))


def doubt(text: str, zone: tzinfo) -> str:
    """Return why *text*, a date, does not say which moment it means, and the remedy; or nothing.

    When clocks are set back, an hour comes twice; when they are set forward, one is left out. A day
    without a time is never unclear: it is the start of that day.
    """
    first, second = readings(text, zone)
    if first == second or ":" not in text:
        return ""
    one, other = (with_offset(each.astimezone(zone)) for each in (first, second))
    if first > second:
        why = "which does not exist, because clocks are set forward then, so"
        return f'{why} {_typed(one)} is used. Write "{_typed(one)}"'
    why = "which comes twice, because clocks are set back then, so the later moment is used."
    return f'{why} Write "{_typed(one)}" or "{_typed(other)}"'


def unambiguous(now: datetime) -> str:
    """Return the moment *now* as a reporter types it, with its offset from UTC if it needs one."""
    text = f"{now:%Y-%m-%d %H:%M}"
    return _typed(now) if doubt(text, now.tzinfo or UTC) else text


def _typed(moment: datetime) -> str:
    text = moment.isoformat(" ", "minutes")
    return f"{text[:16]} {text[16:]}"
