"""What the form of the search page lets a reader choose."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

TOPICS = 30
"""Topics that the page names: those of the most stories."""


class Choices(NamedTuple):
    """Languages by their codes, sections and authors in order, years newest first, topics."""

    languages: Sequence[str]
    sections: Sequence[Any]
    authors: Sequence[Any]
    years: Sequence[int]
    topics: Sequence[Any]


def choices(
    stories: Collection[Any],
    sections: Iterable[Any],
    authors: Iterable[Any],
    topics: Mapping[Any, Collection[Any]],
    lang: str,
) -> Choices:
    """Return what a reader may choose among *stories*; of their languages *lang* comes first."""
    named = sorted(authors, key=lambda author: (author.name.casefold(), author.slug))
    most = sorted(topics, key=lambda topic: (-len(topics[topic]), topic.slug))[:TOPICS]
    return Choices(
        sorted({story.lang for story in stories}, key=lambda each: (each != lang, each)),
        list(sections),
        named,
        sorted({story.date.year for story in stories}, reverse=True),
        sorted(most, key=lambda topic: (topic.name.casefold(), topic.slug)),
    )
