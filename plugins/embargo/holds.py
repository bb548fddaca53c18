"""Which stories are held back, why, and until when."""

from dataclasses import dataclass
from datetime import datetime

from plugins.kernel.dates import written_out


@dataclass(frozen=True)
class Hold:
    """The *reason* why a story is held back, for its reporter; *until* is None for a draft."""

    reason: str
    until: datetime | None = None


def hold(status: str, date: datetime, embargo: datetime | None, now: datetime) -> Hold | None:
    """Return the hold on a story, or None if it may be published *now*; all dates have zones."""
    if status == "draft":
        return Hold("Draft")
    if embargo and embargo > now and embargo >= date:
        return Hold(f"Embargoed until {written_out(embargo)}", embargo)
    if date > now:
        return Hold(f"Due on {written_out(date)}", date)
    return None
