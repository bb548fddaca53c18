"""All corrections of all stories."""

from collections.abc import Iterable
from typing import Any

from plugins.kernel.corrections import Correction


def ledger(stories: Iterable[Any]) -> list[tuple[Any, Correction]]:
    """Return every correction of *stories* with its story, newest first."""
    entries = [(story, each) for story in stories for each in story.corrections]
    return sorted(entries, key=lambda entry: entry[1].date, reverse=True)
