"""The front page: what leads, what stands beside it, and a rail for each section."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from plugins.kernel.contract import GAP, Shown
from plugins.kernel.story import Name, Story


@dataclass(frozen=True)
class Front:
    """A front page; no story stands on it twice."""

    lead: Story | None = None
    top: list[Story] = field(default_factory=list)
    rails: list[tuple[Name, list[Story]]] = field(default_factory=list)

    @property
    def stories(self) -> list[Story]:
        """All stories that stand there, in their order."""
        rails = [story for _, stories in self.rails for story in stories]
        return [self.lead, *self.top, *rails] if self.lead else []

    @property
    def pictured(self) -> list[Story]:
        """The stories that stand there with their pictures: the first of each place."""
        first = (stories[0] for stories in (self.top, *(each for _, each in self.rails)) if stories)
        return [story for story in (self.lead, *first) if story]


def front(
    stories: Sequence[Story], sections: Sequence[Name], top: int, rail: int, lang: str
) -> Front:
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
    rails: dict[str, list[Story]] = {section.slug: [] for section in sections}
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


def _ranked(stories: Sequence[Story], lang: str) -> Iterator[Story]:
    """Yield *stories*, those in *lang* before the others."""
    yield from (story for story in stories if story.lang == lang)
    yield from (story for story in stories if story.lang != lang)


def _fill(placed: list[Story], others: Iterable[Story], number: int) -> list[Story]:
    taken = {id(story) for story in placed}
    rest = (story for story in others if id(story) not in taken)
    return [*placed, *islice(rest, number - len(placed))]


def shown(page: Front) -> Shown:
    """Return what a front *page* shows."""
    rails = [story for _, stories in page.rails for story in stories]
    words = [f"{section.name} {section.slug} {len(stories)}" for section, stories in page.rails]
    return Shown((), (page.lead or GAP, *page.top, *rails), [str(len(page.top)), *words])
