"""The parts of each series."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from plugins.kernel.contract import Shown
from plugins.kernel.story import Name, Story
from plugins.markup.slugs import slugified


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


def shown(series: Name) -> Shown:
    """Return what the page of a *series* shows, apart from its parts."""
    return Shown(words=[series.name, series.slug])
