"""Stories on the same topics."""

from collections import defaultdict
from collections.abc import Sequence

from plugins.kernel.contract import Shown
from plugins.kernel.settings import Setting, number
from plugins.kernel.story import Story

RELATED_STORIES = Setting[int](
    "RELATED_STORIES", number(0), "How many related stories are below a story.", "3"
)


def set_related(stories: Sequence[Story], limit: int) -> None:
    """Set ``related_posts`` of each of *stories*: the newest ones that share a topic with it.

    *stories* are newest first. Each has at most *limit* related stories, all in its own language
    and none a translation of it. Only the beginning of each topic's list is looked at, so the
    work grows with the number of stories, not with its square.
    """
    by_topic: dict[tuple[str, str], list[int]] = defaultdict(list)
    topics = [[by_topic[story.lang, tag.slug] for tag in story.tags] for story in stories]
    for place, lists in enumerate(topics):
        for places in lists:
            places.append(place)
    newest = {id(places): places[: limit + 1] for places in by_topic.values()}
    for place, lists in enumerate(topics):
        related = set[int]().union(*[newest[id(places)] for places in lists])
        related.discard(place)
        stories[place].related_posts = [stories[other] for other in sorted(related)[:limit]]


def shown(story: Story) -> Shown:
    """Return what the page of *story* shows of related stories."""
    return Shown((), story.related_posts)
