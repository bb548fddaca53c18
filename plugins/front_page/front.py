"""The front page: what leads, what stands beside it, and a rail for each section."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any


@dataclass(frozen=True)
class Front:
    """A front page; no story stands on it twice."""

    lead: Any = None
    top: list[Any] = field(default_factory=list)
    rails: list[tuple[Any, list[Any]]] = field(default_factory=list)

    @property
    def stories(self) -> list[Any]:
        """All stories that stand there, in their order."""
        rails = [story for _, stories in self.rails for story in stories]
        return [self.lead, *self.top, *rails] if self.lead else []

    @property
    def pictured(self) -> list[Any]:
        """The stories that stand there with their pictures: the first of each place."""
        places = [[self.lead], self.top, *(stories for _, stories in self.rails)]
        return [stories[0] for stories in places if stories and stories[0]]


def front(stories: Sequence[Any], sections: Sequence[Any], top: int, rail: int, lang: str) -> Front:
    """Return the front page of *stories*, newest first, with a rail for each of *sections*.

    The lead is the newest story placed there, else the newest of all. Beside it stand *top*
    stories, those placed there first; under them, in each rail, the newest *rail* of the rest.
    Stories in another language than *lang* come to the top only when nothing else is left.
    """
    if not stories:
        return Front()
    placed = [story for story in stories if story.placement]
    leads = (story for story in placed if story.placement == "lead")
    lead = next(leads, None) or next(_ranked(stories, lang))
    first = [story for story in placed if story.placement == "top" and story is not lead][:top]
    beside = _fill(first, (story for story in _ranked(stories, lang) if story is not lead), top)
    shown = {id(lead), *(id(story) for story in beside)}
    rails: dict[str, list[Any]] = {section.slug: [] for section in sections}
    room = rail * len(rails)
    for story in stories:
        if not room:
            break
        filled = rails.get(story.category.slug)
        if filled is not None and len(filled) < rail and id(story) not in shown:
            filled.append(story)
            room -= 1
    rows = [(section, rails[section.slug]) for section in sections if rails[section.slug]]
    return Front(lead, beside, rows)


def _ranked(stories: Sequence[Any], lang: str) -> Iterator[Any]:
    """Yield *stories*, those in *lang* before the others."""
    yield from (story for story in stories if story.lang == lang)
    yield from (story for story in stories if story.lang != lang)


def _fill(placed: list[Any], others: Iterable[Any], number: int) -> list[Any]:
    taken = {id(story) for story in placed}
    rest = (story for story in others if id(story) not in taken)
    return [*placed, *islice(rest, number - len(placed))]
