"""Where the end of a story leads: to other stories, none twice."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from plugins.kernel.contract import Shown
from plugins.kernel.settings import Setting, number
from plugins.kernel.story import Story

RELATED_STORIES = Setting[int](
    "RELATED_STORIES", number(0), "How many other stories the end of a story leads to.", "3"
)

_PASSED_OVER = 4
"""The most stories of a topic that are not taken: the story itself, its two neighbours and the next
part of its series."""


def set_related(stories: Sequence[Story], limit: int) -> None:
    """Set ``related_posts`` of each of *stories*, newest first: at most *limit*, none twice.

    The next part of its series comes first, then the newest on its topics, then the nearest older
    ones of its section and of the site; for the oldest stories, the nearest newer ones follow. Its
    neighbours, which the page names anyway, are taken only where nothing else is left. All are in
    the language of the story. Only a few stories of each list are looked at, so the work grows
    with the number of stories, not with its square.
    """
    topics = _newest_by_topic(stories, limit + _PASSED_OVER)
    section = _nearest_older(stories, lambda story: (story.lang, story.category.slug))
    older = _nearest_older(stories, lambda story: story.lang)
    ways = section, older, {nearest: at for at, nearest in older.items()}
    index = {id(story): at for at, story in enumerate(stories)}
    for at, story in enumerate(stories):
        part = index.get(id(story.next_article_in_series), at)
        beside = [index.get(id(each), at) for each in (story.next_article, story.prev_article)]
        passed = {at, part, *beside}
        found = [part] if part != at else []
        found += [each for each in topics[at] if each not in passed]
        if len(found) < limit:
            found += _reached(at, ways, passed.union(found), limit - len(found))
        if len(found) < limit:
            found += _reached(at, ways, {at, *found}, limit - len(found))
        story.related_posts = [stories[each] for each in found[:limit]]


def _newest_by_topic(stories: Sequence[Story], reach: int) -> list[list[int]]:
    """Return, for each of *stories*, the newest *reach* of each of its topics, newest first."""
    by_topic: dict[tuple[str, str], list[int]] = defaultdict(list)
    topics = [[by_topic[story.lang, tag.slug] for tag in story.tags] for story in stories]
    for at, lists in enumerate(topics):
        for members in lists:
            if len(members) < reach:
                members.append(at)
    return [sorted(set().union(*lists)) for lists in topics]


def _nearest_older(stories: Sequence[Story], key: Callable[[Story], Hashable]) -> dict[int, int]:
    """Return where the nearest older story with the same *key* is, for each that has one."""
    newer: dict[Hashable, int] = {}
    found = {}
    for at, story in enumerate(stories):
        group = key(story)
        if group in newer:
            found[newer[group]] = at
        newer[group] = at
    return found


def _reached(
    at: int, ways: Sequence[Mapping[int, int]], passed: set[int], number: int
) -> Iterator[int]:
    """Yield the first *number* that are reached from *at* on each of *ways*, none of *passed*."""
    for way in ways:
        here = way.get(at)
        while here is not None and number:
            if here not in passed:
                passed.add(here)
                number -= 1
                yield here
            here = way.get(here)


def shown(story: Story) -> Shown:
    """Return what the page of *story* shows of other stories."""
    return Shown((), story.related_posts)
