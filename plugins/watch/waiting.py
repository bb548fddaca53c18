"""When to publish again: what the clock and the files say to a process that waits.

Moments are compared with the machine's clock each second, and nothing is slept through: a machine
that was suspended, or whose clock was set, publishes as soon as it looks at the clock again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

RETRY = timedelta(minutes=1)
"""How long after an upload that failed it is tried again: a network comes back by itself."""


@dataclass(frozen=True)
class Publication:
    """The last publication: *at* which moment the site was built, and when to build it again.

    Something is *due* then. A *broken* site is built again when a file changes; one that was built
    but did not arrive where readers see it, *again* at that moment.
    """

    at: datetime
    due: datetime | None = None
    broken: bool = False
    again: datetime | None = None


def reason(last: Publication, now: datetime, *, changed: bool) -> str:
    """Return why to publish *now*, after the *last* publication; empty to wait.

    *changed* says whether a file changed. That alone is no reason: who edits decides when an edit
    goes out. A site that was built for a moment that has not come shows what must not be out yet.
    """
    if now < last.at:
        return "The clock was set back."
    if last.due and last.due <= now:
        return "Something is due."
    if last.broken and changed:
        return "A file has changed."
    if last.again and last.again <= now:
        return "Trying again."
    return ""


def follow(
    ticks: Iterable[bool],
    clock: Callable[[], datetime],
    publish: Callable[[datetime], Publication],
    due_after: Callable[[datetime], datetime | None],
    say: Callable[[str], None],
) -> None:
    """Publish now and whenever there is a reason, as long as there are *ticks*.

    Each tick says whether a file has changed since the last one. *publish* builds the site of a
    moment. *due_after* returns what is due next after a moment: after an edit that is asked anew,
    from before the edit, so that a story saved in the second of its own date is not missed.
    """
    seconds = iter(ticks)
    next(seconds, None)  # from now on no change is missed
    last = publish(clock())
    looked = last.at
    for changed in seconds:
        now = clock()
        if why := reason(last, now, changed=changed):
            say(why)
            last = publish(now)
        elif changed:
            last = replace(last, due=due_after(min(looked, now)))
        looked = now
