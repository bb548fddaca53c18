"""The settings of the embargo."""

from datetime import UTC, datetime

from plugins.kernel.dates import parsed_date
from plugins.kernel.settings import Setting, flag


def moment(value: object) -> str:
    """Check that *value* is a moment: a text, a datetime, or None."""
    if isinstance(value, datetime | None):
        return ""
    try:
        parsed_date(value if isinstance(value, str) else "", UTC)
    except ValueError:
        return 'is not a date and time. Write it as "2026-12-24 18:00", or remove it'
    return ""


def form(value: object) -> str:
    """Check that *value* is a form of what `make next` prints."""
    return (
        ""
        if value in ("text", "json")
        else 'is neither "text" nor "json". Type FORMAT=text or FORMAT=json'
    )


NOW = Setting[datetime](
    "NOW",
    moment,
    "The moment for which the site is built, to look ahead; without it, the present.",
    '"2026-12-24 18:00"',
)
DRAFTS = Setting[bool]("DRAFTS", flag, "Whether held stories are shown: for previews.", "True")

NEXT = Setting[str](
    "NEXT",
    form,
    "How to print what changes next by the clock, instead of a build; make next sets it.",
    '"json"',
)

SETTINGS = (NOW, DRAFTS, NEXT)
