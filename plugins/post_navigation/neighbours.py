"""The newer and the older neighbour of each story."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import attrgetter

from plugins.kernel.contract import GAP, Shown
from plugins.kernel.story import Story

SCOPES = ("", "_in_category", "_in_series")
"""How the names of attributes end, by what the neighbours share: the site, section or series."""

_NEIGHBOURS = attrgetter(*(f"{end}_article{scope}" for scope in SCOPES for end in ("prev", "next")))


def neighbours(stories: Sequence[Story]) -> Iterator[tuple[Story, Story, Story]]:
    """Yield ``(newer, story, older)`` for *stories*, newest first; ``None`` where there is none."""
    padded = [None, *stories, None]
    yield from zip(padded, padded[1:], padded[2:], strict=False)


def set_neighbours(stories: Sequence[Story], scope: str = "") -> None:
    """Set the neighbours of each of *stories*, newest first, under Pelican's usual names.

    ``next_article`` is the newer one, ``prev_article`` the older one; *scope* is one of `SCOPES`.
    """
    newer_name, older_name = f"next_article{scope}", f"prev_article{scope}"
    for newer, story, older in neighbours(stories):
        setattr(story, newer_name, newer)
        setattr(story, older_name, older)


def set_all_neighbours(stories: Iterable[Story]) -> None:
    """Set the neighbours of *stories*, newest first, in the site, the section and the series."""
    stories = list(stories)
    set_neighbours(stories)
    for scope, key in (("_in_category", _section), ("_in_series", _series)):
        groups: dict[Hashable, list[Story]] = defaultdict(list)
        for story in stories:
            groups[key(story)].append(story)
        clear_neighbours(groups.pop(None, []), scope)
        for group in groups.values():
            set_neighbours(group, scope)


def clear_neighbours(stories: Iterable[Story], scope: str = "") -> None:
    """Set no neighbours for *stories*, in this *scope*."""
    newer_name, older_name = f"next_article{scope}", f"prev_article{scope}"
    for story in stories:
        setattr(story, newer_name, None)
        setattr(story, older_name, None)


def _section(story: Story) -> Hashable:
    return str(story.category.slug)


def _series(story: Story) -> Hashable:
    return str(story.series.slug) if story.series else None


def shown(story: Story) -> Shown:
    """Return what the page of *story* shows of its neighbours; a missing one counts as well."""
    return Shown((), [each or GAP for each in _NEIGHBOURS(story)])
