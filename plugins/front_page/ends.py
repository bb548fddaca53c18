"""When places on the front page end."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from plugins.kernel.contract import Due
from plugins.kernel.story import Story
from plugins.markup.text import plain

from .front import Front

_CHANGES = {"lead": "Leads the front page until", "top": "At the top of the front page until"}


def ends(
    stories: Iterable[Story], now: datetime, front_at: Callable[[datetime], Front]
) -> Iterator[Due]:
    """Yield each end of a placement of *stories* after *now* that changes the front page.

    *front_at* returns the front page at a moment. One that ends where the story stays in its place,
    because it is the newest, or where another story leads, changes nothing.
    """
    placed = [(story, each) for story in stories for each in story.placement]
    ending = [
        (each.until, story.shown_path, story, each.place)
        for story, each in placed
        if each.until and each.until > now
    ]
    before = _arrangement(front_at(now)) if ending else ()
    for moment, path, story, place in sorted(ending, key=lambda each: each[:2]):
        after = _arrangement(front_at(moment))
        if after != before:
            yield Due(moment, path, plain(str(story.title)), _CHANGES[place])
        before = after


def _arrangement(page: Front) -> tuple[object, ...]:
    """Return what tells *page* from another arrangement of the same stories."""
    rails = [(section.slug, len(stories)) for section, stories in page.rails]
    return [id(story) for story in page.stories], len(page.top), rails
