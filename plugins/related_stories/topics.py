"""Stories on the same topics."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any


def relate(stories: Sequence[Any], limit: int) -> None:
    """Give each of *stories* as ``related_posts`` the newest that share a topic with it.

    *stories* are newest first. Each is related to at most *limit* others, in its own language
    and none a translation of it. Only the heads of its topics' lists are looked at, so the
    work grows with the number of stories, not with its square.
    """
    by_topic: dict[tuple[str, str], list[Any]] = defaultdict(list)
    place = {id(story): number for number, story in enumerate(stories)}
    for story in stories:
        for tag in story.tags:
            by_topic[story.lang, tag.slug].append(story)
    for story in stories:
        lists = [by_topic[story.lang, tag.slug] for tag in story.tags]
        heads = {place[id(other)] for each in lists for other in each[: limit + 1]}
        heads.discard(place[id(story)])
        story.related_posts = [stories[number] for number in sorted(heads)[:limit]]
