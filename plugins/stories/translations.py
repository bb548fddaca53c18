"""Which stories are one story in several languages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any


def paired(stories: Sequence[Any], lang: str) -> tuple[list[Any], list[Any]]:
    """Return the originals and the translations among *stories*, each in the order given.

    Stories with one slug in different languages are one story; the one in *lang*, else the
    first, is the original. Each story's ``translations`` are the others, its ``original`` the
    one. Where two stories in one language share a slug, only those of the same day belong
    together.
    """
    for group in _groups(stories):
        original = next((story for story in group if story.lang == lang), group[0])
        for story in group:
            story.original = original
            story.translations = [other for other in group if other is not story]
    originals = [story for story in stories if story.original is story]
    return originals, [story for story in stories if story.original is not story]


def _groups(stories: Iterable[Any]) -> Iterable[list[Any]]:
    by_slug = defaultdict(list)
    for story in stories:
        by_slug[story.slug].append(story)
    for group in by_slug.values():
        if len({story.lang for story in group}) == len(group):
            yield group
            continue
        by_day = defaultdict(list)
        for story in group:
            by_day[getattr(story, "date", None) and story.date.date()].append(story)
        for same_day in by_day.values():
            if len({story.lang for story in same_day}) == len(same_day):
                yield same_day
            else:
                yield from ([story] for story in same_day)
