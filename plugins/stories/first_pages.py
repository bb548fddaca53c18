"""What only the first page of a section or topic shows: its topics, the hour, related topics."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from plugins.kernel.contract import Shown
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import Name, Story

TOPICS = 8
"""How many topics the page of a section or a topic links to."""


class SectionFront(NamedTuple):
    """The first page of a section: the *topics* that it writes of most.

    *today* is the day of the build, if a story of the section is of that day.
    """

    today: date | None
    topics: Sequence[Name]


class TopicFacts(NamedTuple):
    """How many stories a topic has, and the topics that most often stand beside it."""

    number: int
    related: Sequence[Name]


def set_first_pages(generator: Generator, today: date) -> None:
    """Set ``first_page`` of each section and topic: the values of its first page alone."""
    for section, stories in generator.categories:
        of_today = today if stories[0].date.date() == today else None
        front = SectionFront(of_today, most_used(stories))
        vars(section)["first_page"] = {"section_front": front}
    for topic, stories in generator.tags.items():
        facts = TopicFacts(len(stories), most_used(stories, but=topic))
        vars(topic)["first_page"] = {"topic_facts": facts}


def most_used(stories: Iterable[Story], but: Name | None = None) -> list[Name]:
    """Return the topics that most of *stories* have, most used first; *but* is left out."""
    lists = [story.tags for story in stories]
    by_id = {id(topic): topic for topic in chain.from_iterable(lists)}
    used = Counter(map(id, chain.from_iterable(lists)))
    used.pop(id(but), None)
    listed = (
        by_id[each] for each in sorted(used, key=lambda each: (-used[each], by_id[each].name))
    )
    return [topic for topic in listed if topic.listed][:TOPICS]


def shown_front(front: SectionFront) -> Shown:
    """Return what the *front* of a section shows, apart from its stories."""
    return Shown(words=[str(front.today), *_named(front.topics)])


def shown_facts(facts: TopicFacts) -> Shown:
    """Return what *facts* show of a topic."""
    return Shown(words=[str(facts.number), *_named(facts.related)])


def _named(topics: Iterable[Name]) -> list[str]:
    return [f"{topic.name} {topic.url}" for topic in topics]
