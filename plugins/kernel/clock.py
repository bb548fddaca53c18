"""The moment of a build, one for all who ask."""

from datetime import UTC, datetime

from .pelican_types import Context


def now(context: Context) -> datetime:
    """Return the moment of the build that has this *context*, with its zone.

    It is what the clock says when it is first asked for, or the setting NOW.
    """
    moment: datetime = context.setdefault("NOW", datetime.now(UTC))
    return moment
