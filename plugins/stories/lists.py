"""The lists of stories: by section, by topic and by author."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import Name, Story, every, newest_first

T = TypeVar("T")


def ordered_by_name(
    items: Iterable[T], order: Sequence[str], name: Callable[[T], str], *, others: bool = False
) -> list[T]:
    """Return the *items* whose names are in *order*, in that order.

    With *others*, all other items follow, sorted by name.
    """
    by_name = {name(item): item for item in items}
    ordered = [by_name[each] for each in order if each in by_name]
    return ordered + [by_name[each] for each in sorted(set(by_name) - set(order)) if others]


def list_translations(generator: Generator) -> None:
    """Add each translation to the sections, topics and authors that its original does not have."""
    sections, authors = dict(generator.categories), dict(generator.authors)
    extended = []
    for story in generator.translations:
        original = story.original
        for lists, own, others in (
            (generator.tags, story.tags, original.tags),
            (sections, [story.category], [original.category]),
            (authors, story.authors, original.authors),
        ):
            for name in own:
                if name not in others:
                    extended.append(lists.setdefault(name, []))
                    extended[-1].append(story)
    for stories in {id(each): each for each in extended}.values():
        stories[:] = newest_first(stories)
    generator.categories, generator.authors = sorted(sections.items()), sorted(authors.items())


def set_listed(generator: Generator) -> dict[str, list[Name]]:
    """Set ``listed`` on each section, topic and author: whether it has a page to link to.

    Those that only hidden stories name have no page. Return all of them, by field of a story:
    ``category``, ``tags``, ``authors``.
    """
    stories = every(generator.context["site"], hidden=True)
    named: dict[str, list[Any]] = {}
    for field, listed in (
        ("category", dict(generator.categories)),
        ("tags", generator.tags),
        ("authors", dict(generator.authors)),
    ):
        of_each: Iterable[Any] = map(attrgetter(field), stories)
        names = of_each if field == "category" else chain.from_iterable(of_each)
        named[field] = list({id(name): name for name in names}.values())
        for name in named[field]:
            name.listed = name in listed
            if field == "authors":
                name.profile = getattr(name, "profile", None)
    return named


def lists_by_slug(generator: Generator) -> dict[str, dict[str, list[Story]]]:
    """Return the stories of each section, topic and author, by kind of list and by slug."""
    return {
        kind: {name.slug: stories for name, stories in listed}
        for kind, listed in (
            ("section", generator.categories),
            ("topic", generator.tags.items()),
            ("author", generator.authors),
        )
    }
