"""All corrections of all stories."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from plugins.kernel.contract import Shown
from plugins.kernel.dates import in_words
from plugins.kernel.faults import Fault
from plugins.kernel.story import Correction, Story


def ledger(stories: Iterable[Story]) -> list[tuple[Story, Correction]]:
    """Return every correction of *stories* with its story, newest first."""
    entries = [(story, each) for story in stories for each in story.corrections]
    return sorted(entries, key=lambda entry: entry[1].date, reverse=True)


def of_the_future(stories: Iterable[Story], now: datetime) -> Iterator[Fault]:
    """Yield a warning for each correction that says it was made after *now*."""
    for story in stories:
        for each in story.corrections:
            if each.date > now:
                text = (
                    f"a correction is dated {in_words(each.date)}, which is to come. Mend the date"
                )
                line = story.field_lines.get("corrections", 1)
                yield Fault(story.shown_path, line, text, warning=True)


def shown(corrections: Iterable[tuple[Story, Correction]]) -> Shown:
    """Return what the page of all *corrections* shows."""
    return Shown((), [story for story, _ in corrections])
