"""The parts of each series."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Protocol

from plugins.kernel.contract import Shown
from plugins.kernel.story import Name, Story
from plugins.markup.slugs import slugified

_date = attrgetter("date")


class Series(Name, Protocol):
    """A series: *numbers* says which part each story is, by its path; *count* how many are out."""

    numbers: Mapping[str, int]
    count: int


def parts_of_series(
    stories: Iterable[Story], make: Callable[[str, str], Name]
) -> list[tuple[Any, list[Any]]]:
    """Return each series with its parts in the order of reading, oldest first.

    *stories* are newest first. *make* returns the series for a name and its slug; it replaces the
    name in ``story.series``.
    """
    parts: dict[str, list[Any]] = defaultdict(list)
    made: dict[str, Any] = {}
    for story in stories:
        if story.series:
            slug = slugified(story.series)
            story.series = made.get(slug) or made.setdefault(slug, make(story.series, slug))
            parts[slug].append(story)
    return [(made[slug], parts[slug][::-1]) for slug in sorted(made)]


def numbers(parts: Sequence[Story]) -> dict[str, int]:
    """Return which part of their series *parts* are, from 1, by the paths of their files.

    A translation is the same part as its original.
    """
    known = {id(story) for story in parts}
    firsts = [
        story for story in parts if story.original is story or id(story.original) not in known
    ]
    order = {id(story): at for at, story in enumerate(sorted(firsts, key=_date), 1)}
    return {
        story.relative_source_path: order.get(id(story)) or order[id(story.original)]
        for story in parts
    }


def in_order(series: Series, parts: Sequence[Story]) -> list[Story]:
    """Return *parts* as they are read: by their numbers, translations after their originals."""
    return sorted(
        parts,
        key=lambda story: (
            series.numbers[story.relative_source_path],
            story.original is not story,
        ),
    )


def shown(series: Series) -> Shown:
    """Return what the page of a *series* shows, apart from its parts' cards."""
    return Shown(words=[series.name, series.slug, str(series.numbers)])


def shown_on_story(story: Story) -> Shown:
    """Return what the page of *story* shows of its series: which part it is, and of how many."""
    if not story.series or isinstance(story.series, str):
        return Shown()
    number = story.series.numbers.get(story.relative_source_path)
    return Shown(words=[str(number), str(story.series.count)])
