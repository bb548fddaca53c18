"""The moment of a build, one for all who ask."""

from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any


def now(context: MutableMapping[str, Any]) -> datetime:
    """Return the moment of the build that has this *context*, with its zone.

    It is what the clock says when it is first asked for, or the setting NOW.
    """
    moment: datetime = context.setdefault("NOW", datetime.now(UTC))
    return moment
