"""The front page: what leads, what stands beside it, and a rail for each section."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
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
    ranked = sorted(stories, key=lambda story: story.lang != lang)
    lead = next((story for story in stories if story.placement == "lead"), ranked[0])
    others = [story for story in stories if story is not lead]
    placed = [story for story in others if story.placement == "top"][:top]
    beside = _fill(placed, [story for story in ranked if story is not lead], top)
    shown = {id(lead), *(id(story) for story in beside)}
    rails: dict[str, list[Any]] = defaultdict(list)
    for story in others:
        stories_of_section = rails[story.category.slug]
        if id(story) not in shown and len(stories_of_section) < rail:
            stories_of_section.append(story)
    filled = [(section, rails[section.slug]) for section in sections if rails[section.slug]]
    return Front(lead, beside, filled)


def _fill(placed: list[Any], others: list[Any], number: int) -> list[Any]:
    taken = {id(story) for story in placed}
    rest = (story for story in others if id(story) not in taken)
    return placed + [story for story, _ in zip(rest, range(number - len(placed)), strict=False)]
