"""Which stories are the same story in several languages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from plugins.kernel.story import Content

Item = TypeVar("Item", bound=Content)


def link_translations(
    stories: Sequence[Item], unlisted: Iterable[Item], lang: str
) -> tuple[list[Item], list[Item]]:
    """Set ``original``, ``translations`` and ``is_version`` of each of *stories* and *unlisted*.

    Return the originals and the translations among *stories*, each in the order given.

    Stories with the same slug in different languages are one story; the one in *lang*, else the
    first, is the original. Where two stories in one language share a slug, only those of the same
    day belong together. *unlisted* stories, hidden or held back, count for the addresses of the
    others but are never among their translations: so no address changes when they are published.
    """
    listed = {id(story) for story in stories}
    for group in _groups([*stories, *unlisted]):
        if len(group) == 1:
            (story,) = group
            story.original, story.translations, story.is_version = story, [], False
            continue
        shown = [story for story in group if id(story) in listed]
        original = next((each for each in shown if each.lang == lang), shown[0] if shown else None)
        for story in group:
            story.original = original if original and id(story) in listed else story
            story.translations = [other for other in shown if other is not story]
            story.is_version = story.lang != lang
    originals = [story for story in stories if story.original is story]
    return originals, [story for story in stories if story.original is not story]


def set_translation_address(content: Content) -> None:
    """End the address of a translation with its language."""
    if content.is_version:
        content.override_url = f"{content.url}{content.lang}/"
        content.override_save_as = f"{content.override_url}index.html"


def _groups(stories: Iterable[Item]) -> Iterable[list[Item]]:
    by_slug: dict[str, list[Item]] = defaultdict(list)
    for story in stories:
        by_slug[story.slug].append(story)
    for group in by_slug.values():
        if len(group) == 1 or len({story.lang for story in group}) == len(group):
            yield group
            continue
        by_day: dict[date | None, list[Item]] = defaultdict(list)
        for story in group:
            by_day[getattr(story, "date", None) and story.date.date()].append(story)
        for same_day in by_day.values():
            if len({story.lang for story in same_day}) == len(same_day):
                yield same_day
            else:
                yield from ([story] for story in same_day)
