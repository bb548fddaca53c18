"""What changes next by the clock, for editors and for what starts a build then."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from plugins.kernel.contract import Due
from plugins.kernel.dates import written_out
from plugins.kernel.faults import printable
from plugins.kernel.story import Content
from plugins.markup.text import plain

STORY = "Next story due"


def releases(held: Iterable[Content]) -> list[Due]:
    """Return when each of the *held* stories and pages goes out; drafts never do by themselves."""
    return [
        Due(each.held.until, each.shown_path, plain(str(each.title)), STORY)
        for each in held
        if each.held.until
    ]


def next_line(due: Iterable[Due], form: str) -> str:
    """Return the first of what is *due* that changes output/ on one line, as "text" or "json"."""
    first = min((each for each in due if each.changes), default=None)
    moment = first.moment.astimezone(UTC).isoformat() if first else ""
    if form == "json":
        names = {"moment": moment, "file": first.path, "title": first.title} if first else None
        return json.dumps(names)
    columns = (moment, first.path, first.title) if first else ("Nothing is due.",)
    return "  ".join(map(printable, columns))


def announcements(due: Iterable[Due]) -> Iterator[str]:
    """Yield a line for the first story of what is *due*, and for each other event."""
    ordered = sorted(due)
    stories = [each for each in ordered if each.event == STORY]
    for each in (*stories[:1], *(each for each in ordered if each.event != STORY)):
        yield printable(f"{each.event}: {written_out(each.moment)}, {each.path}")
