"""The page of all corrections."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from plugins.kernel.contract import Shown
from plugins.kernel.dates import written_out
from plugins.kernel.faults import Fault, Rule
from plugins.kernel.story import Correction, Story

CORRECTION_IN_FUTURE = Rule("correction-in-future", "warning", "A correction in the future.")


def all_corrections(stories: Iterable[Story]) -> list[tuple[Story, Correction]]:
    """Return every correction of *stories* with its story, newest first."""
    corrections = [(story, each) for story in stories for each in story.corrections]
    return sorted(corrections, key=lambda pair: pair[1].date, reverse=True)


def future_corrections(stories: Iterable[Story], now: datetime) -> Iterator[Fault]:
    """Yield a warning for each correction that is dated after *now*."""
    for story in stories:
        for each in story.corrections:
            if each.date > now:
                problem = f"a correction is dated {written_out(each.date)}, which is in the future."
                line = story.field_lines.get("corrections", 1)
                text = f"{problem} Correct the date"
                yield CORRECTION_IN_FUTURE.at(story.shown_path, line, text)


def shown(corrections: Iterable[tuple[Story, Correction]]) -> Shown:
    """Return what the page of all *corrections* shows."""
    return Shown((), [story for story, _ in corrections])
