"""Which stories nobody may find yet, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plugins.kernel.dates import in_words
from plugins.kernel.story import Content


@dataclass(frozen=True)
class Hold:
    """Why a story is held back, in words for its reporter; *until* is None for a draft."""

    words: str
    until: datetime | None = None


def hold(status: str, date: datetime, embargo: datetime | None, now: datetime) -> Hold | None:
    """Return the hold on a story, or None when it may go out *now*; all dates have zones."""
    if status == "draft":
        return Hold("Draft")
    if embargo and embargo > now and embargo >= date:
        return Hold(f"Embargoed until {in_words(embargo)}", embargo)
    if date > now:
        return Hold(f"Due on {in_words(date)}", date)
    return None


def next_due(held: Iterable[Content]) -> tuple[Any, datetime] | None:
    """Return the held story that is due first and its moment, or None when none has one."""
    due = [(story.held.until, story.source_path, story) for story in held if story.held.until]
    if not due:
        return None
    until, _, story = min(due, key=lambda each: each[:2])
    return story, until
