"""When places on the front page end."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from plugins.kernel.contract import Due
from plugins.kernel.story import Story
from plugins.markup.text import plain

from .front import Front


def ends(
    stories: Iterable[Story], now: datetime, front_at: Callable[[datetime], Front]
) -> Iterator[Due]:
    """Yield each end of a placement of *stories* after *now*.

    *front_at* returns the front page at a moment. An end changes nothing where the story stays in
    its place, because it is the newest, or never had it, because another story leads.
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
        event = f'The place "{place}" on the front page ends'
        yield Due(moment, path, plain(str(story.title)), event, after != before)
        before = after


def _arrangement(page: Front) -> tuple[object, ...]:
    """Return what tells *page* from another arrangement of the same stories."""
    rails = [(section.slug, len(stories)) for section, stories in page.rails]
    return [id(story) for story in page.stories], len(page.top), rails
