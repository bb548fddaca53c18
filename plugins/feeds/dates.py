"""When a feed was last updated."""

from datetime import UTC, datetime

EMPTY = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed that has no stories yet."""
