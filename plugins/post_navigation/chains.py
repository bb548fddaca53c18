"""The newer and the older story of each."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import attrgetter

from plugins.kernel.contract import GAP, Shown
from plugins.kernel.story import Story

_AROUND = attrgetter(
    *(
        f"{end}_article{within}"
        for within in ("", "_in_category", "_in_series")
        for end in ("prev", "next")
    )
)


def neighbours(stories: Sequence[Story]) -> Iterator[tuple[Story, Story, Story]]:
    """Yield ``(newer, story, older)`` for *stories*, newest first; an end is ``None``."""
    padded = [None, *stories, None]
    yield from zip(padded, padded[1:], padded[2:], strict=False)


def chain(stories: Sequence[Story], within: str = "") -> None:
    """Tell each of *stories*, newest first, its neighbours, under Pelican's usual names.

    ``next_article`` is the newer one and ``prev_article`` the older one; *within* is what the
    chain stays in, and ends the names: ``next_article_in_category``.
    """
    next_one, previous = f"next_article{within}", f"prev_article{within}"
    for newer, story, older in neighbours(stories):
        setattr(story, next_one, newer)
        setattr(story, previous, older)


def link_stories(stories: Iterable[Story]) -> None:
    """Chain *stories*, newest first, in the whole site, in their section and in their series."""
    stories = list(stories)
    chain(stories)
    for within, key in (("_in_category", _section), ("_in_series", _series)):
        groups: dict[Hashable, list[Story]] = defaultdict(list)
        for story in stories:
            groups[key(story)].append(story)
        alone = groups.pop(None, [])
        for group in groups.values():
            chain(group, within)
        leave_out(alone, within)


def leave_out(stories: Iterable[Story], within: str = "") -> None:
    """Give *stories* no neighbours: they are in no chain."""
    next_one, previous = f"next_article{within}", f"prev_article{within}"
    for story in stories:
        setattr(story, next_one, None)
        setattr(story, previous, None)


def _section(story: Story) -> Hashable:
    return str(story.category.slug)


def _series(story: Story) -> Hashable:
    return str(story.series.slug) if story.series else None


def shown(story: Story) -> Shown:
    """Return what the page of *story* shows of the stories around it; a gap counts as well."""
    return Shown((), [each or GAP for each in _AROUND(story)])
