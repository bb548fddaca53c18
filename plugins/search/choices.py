"""The choices in the form of the search page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from plugins.kernel.contract import Shown
from plugins.kernel.story import Name, Story

TOPICS = 30
"""The most topics on the page: those with the most stories."""


class Choices(NamedTuple):
    """Languages by their codes, sections and authors in order, years newest first, topics."""

    languages: Sequence[str]
    sections: Sequence[Name]
    authors: Sequence[Name]
    years: Sequence[int]
    topics: Sequence[Name]


def choices(
    stories: Collection[Story],
    sections: Iterable[Name],
    authors: Iterable[Name],
    topics: Mapping[Name, Collection[Story]],
    lang: str,
) -> Choices:
    """Return the choices for *stories*; of their languages, *lang* comes first."""
    named = sorted(authors, key=lambda author: (author.name.casefold(), author.slug))
    most = sorted(topics, key=lambda topic: (-len(topics[topic]), topic.slug))[:TOPICS]
    return Choices(
        sorted({story.lang for story in stories}, key=lambda each: (each != lang, each)),
        list(sections),
        named,
        sorted({story.date.year for story in stories}, reverse=True),
        sorted(most, key=lambda topic: (topic.name.casefold(), topic.slug)),
    )


def shown(search: Choices) -> Shown:
    """Return what the page with the choices *search* shows."""
    years = [str(year) for year in search.years]
    names = [
        f"{each.name} {each.url}" for each in (*search.sections, *search.authors, *search.topics)
    ]
    lengths = f"{len(search.sections)} {len(search.authors)}"
    return Shown(words=[*search.languages, *years, lengths, *names])
