"""Stories on the same topics."""

from collections import defaultdict
from collections.abc import Sequence

from plugins.kernel.contract import Shown
from plugins.kernel.settings import Setting, number
from plugins.kernel.story import Story

RELATED_STORIES = Setting[int](
    "RELATED_STORIES", number(0), "How many related stories stand under a story.", "3"
)


def relate(stories: Sequence[Story], limit: int) -> None:
    """Give each of *stories* as ``related_posts`` the newest that share a topic with it.

    *stories* are newest first. Each is related to at most *limit* others, in its own language
    and none a translation of it. Only the heads of its topics' lists are looked at, so the
    work grows with the number of stories, not with its square.
    """
    by_topic: dict[tuple[str, str], list[int]] = defaultdict(list)
    topics = [[by_topic[story.lang, tag.slug] for tag in story.tags] for story in stories]
    for place, lists in enumerate(topics):
        for places in lists:
            places.append(place)
    newest = {id(places): places[: limit + 1] for places in by_topic.values()}
    for place, lists in enumerate(topics):
        heads = set[int]().union(*[newest[id(places)] for places in lists])
        heads.discard(place)
        stories[place].related_posts = [stories[other] for other in sorted(heads)[:limit]]


def shown(story: Story) -> Shown:
    """Return what the page of *story* shows of related stories."""
    return Shown((), story.related_posts)
