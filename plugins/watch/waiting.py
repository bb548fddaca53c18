"""When to publish again: what the clock and the files say to a process that waits.

Moments are compared with the machine's clock each second, and nothing is slept through: a machine
that was suspended, or whose clock was set, publishes as soon as it looks at the clock again.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath

RETRY = timedelta(minutes=1)
"""How long after an upload that failed it is tried again: a network comes back by itself."""


@dataclass(frozen=True)
class Publication:
    """The last publication: *at* which moment the site was built, and when to build it again.

    Something is *due* then. A *broken* site is built again when a file changes; one without the
    stories that were *left out*, when one of their files does, or what they may lack. One that was
    built but did not arrive where readers see it is uploaded *again* at that moment.
    """

    at: datetime
    due: datetime | None = None
    broken: bool = False
    left_out: frozenset[str] = frozenset()
    again: datetime | None = None


def reason(last: Publication, now: datetime, changed: Collection[str] = ()) -> str:
    """Return why to publish *now*, after the *last* publication; empty to wait.

    That files *changed* is no reason by itself: who edits decides when an edit goes out. A site
    that was built for a moment that has not come shows what must not be out yet.
    """
    if now < last.at:
        return "The clock was set back."
    if last.due and last.due <= now:
        return "Something is due."
    if changed and (last.broken or any(_may_mend(path, last.left_out) for path in changed)):
        return "A file has changed."
    if last.again and last.again <= now:
        return "Trying again."
    return ""


def _may_mend(path: str, left_out: Collection[str]) -> bool:
    """Say whether the file at *path* can mend stories that were *left out*.

    Another story cannot, and may be half written; a photo or a setting can.
    """
    name = PurePath(path).name
    is_other_story = name.startswith(".") or name.endswith(".md")
    return bool(left_out) and (path in left_out or not is_other_story)


def follow(
    ticks: Iterable[Collection[str]],
    clock: Callable[[], datetime],
    publish: Callable[[datetime], Publication],
    due_after: Callable[[datetime], datetime | None],
    say: Callable[[str], None],
) -> None:
    """Publish now and whenever there is a reason, as long as there are *ticks*.

    Each tick gives the files that have changed since the last one. *publish* builds the site of a
    moment. *due_after* returns what is due next after a moment: after an edit it is called again,
    from before the edit, so that a story saved in the second of its own date is not missed.
    """
    seconds = iter(ticks)
    next(seconds, None)  # from now on no change is missed
    last = publish(clock())
    looked = last.at
    for changed in seconds:
        now = clock()
        if why := reason(last, now, changed):
            say(why)
            last = publish(now)
        elif changed:
            last = replace(last, due=due_after(min(looked, now)))
        looked = now
