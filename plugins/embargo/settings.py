"""The settings of what is held back."""

from datetime import UTC, datetime

from plugins.kernel.dates import parsed_date
from plugins.kernel.settings import Setting, flag


def moment(value: object) -> str:
    """Check that *value* is a moment, as a text or as a datetime."""
    if isinstance(value, datetime | None):
        return ""
    try:
        parsed_date(value if isinstance(value, str) else "", UTC)
    except ValueError:
        return 'is no moment. Write it as "2026-12-24 18:00", or take it out'
    return ""


NOW = Setting[datetime](
    "NOW",
    moment,
    "The moment that the site is built for, in place of the clock's: to look ahead.",
    '"2026-12-24 18:00"',
)
DRAFTS = Setting[bool]("DRAFTS", flag, "Whether held stories are shown, in a preview.", "True")

SETTINGS = (NOW, DRAFTS)
