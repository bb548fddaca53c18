"""The settings of what is held back."""

from datetime import datetime

from plugins.kernel.settings import Setting, flag


def moment(value: object) -> str:
    """Check that *value* is a moment with a time zone."""
    fits = isinstance(value, datetime) and value.tzinfo is not None
    example = "datetime(2026, 3, 14, 12, tzinfo=UTC)"
    return "" if fits else f"is no moment with a time zone. Write it as {example}"


NOW = Setting[datetime](
    "NOW",
    moment,
    "The moment of the build, in place of the clock's: for tests, and to look ahead.",
    "datetime(2026, 3, 14, 12, tzinfo=UTC)",
)
DRAFTS = Setting[bool]("DRAFTS", flag, "Whether held stories are shown, in a preview.", "True")

SETTINGS = (NOW, DRAFTS)
