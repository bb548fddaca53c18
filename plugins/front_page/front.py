"""The front page: the lead, the stories beside it, and a rail for each section."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from plugins.kernel.contract import GAP, Shown
from plugins.kernel.story import Name, Site, Story, newest, of


@dataclass(frozen=True)
class Front:
    """A front page; no story is on it twice."""

    lead: Story | None = None
    top: list[Story] = field(default_factory=list)
    rails: list[tuple[Name, list[Story]]] = field(default_factory=list)
    today: date | None = None
    """The day of the build: cards of its stories show the hour."""

    @property
    def stories(self) -> list[Story]:
        """All stories on the page, in their order."""
        rails = [story for _, stories in self.rails for story in stories]
        return [self.lead, *self.top, *rails] if self.lead else []

    @property
    def updated(self) -> datetime | None:
        """The newest publication or update of the stories on the page."""
        moments = (getattr(story, "modified", None) or story.date for story in self.stories)
        return max(moments, default=None)

    @property
    def pictured(self) -> list[Story]:
        """The stories that are shown with their photos: the lead, the first of top and rails."""
        first = (stories[0] for stories in (self.top, *(each for _, each in self.rails)) if stories)
        return [story for story in (self.lead, *first) if story]


def front(
    site: Site, sections: Sequence[Name], top: int, rail: int, lang: str, moment: datetime
) -> Front:
    """Return the front page of *site* at this *moment*, with a rail for each of *sections*.

    The lead is the newest story with that placement, else the newest of all. Beside it are *top*
    stories, those with that placement first; below, in each rail, the newest *rail* of the others.
    Stories in a language other than *lang* reach the lead or top only when nothing else is left.
    A placement that has ended counts as none.
    """
    if not newest(site, 1):
        return Front()
    places = [(place_of(story, moment), story) for story in newest(site) if story.placement]
    lead = next((story for place, story in places if place == "lead"), None)
    lead = lead or next(_by_language(site, lang))
    chosen = [story for place, story in places if place == "top" and story is not lead][:top]
    others = (story for story in _by_language(site, lang) if story is not lead)
    beside = _filled(chosen, others, top)
    shown = {id(lead), *map(id, beside)}
    rails = ((section, _rail(site, section, shown, rail)) for section in sections)
    return Front(lead, beside, [(section, stories) for section, stories in rails if stories])


def place_of(story: Story, moment: datetime) -> str:
    """Return the place that *story* asks for at this *moment*: ``lead``, ``top`` or none."""
    lasting = (each for each in story.placement if each.until is None or each.until > moment)
    return next((each.place for each in lasting), "")


def _by_language(site: Site, lang: str) -> Iterator[Story]:
    """Yield the stories of *site*, newest first, those in *lang* before the others."""
    stories = newest(site)
    yield from (story for story in stories if story.lang == lang)
    yield from (story for story in stories if story.lang != lang)


def _filled(chosen: list[Story], others: Iterable[Story], number: int) -> list[Story]:
    """Return the *chosen* stories and as many *others* as make up the *number*."""
    known = {id(story) for story in chosen}
    rest = (story for story in others if id(story) not in known)
    return [*chosen, *islice(rest, number - len(chosen))]


def _rail(site: Site, section: Name, shown: set[int], number: int) -> list[Story]:
    """Return the newest originals of *section* that are not *shown* above, at most *number*."""
    stories = of(site, "section", section.slug)
    rest = (story for story in stories if story.original is story and id(story) not in shown)
    return list(islice(rest, number))


def shown(page: Front) -> Shown:
    """Return what a front *page* shows."""
    rails = [story for _, stories in page.rails for story in stories]
    words = [f"{section.name} {section.slug} {len(stories)}" for section, stories in page.rails]
    words.append(str(any(story.date.date() == page.today for story in page.stories) and page.today))
    return Shown((), (page.lead or GAP, *page.top, *rails), [str(len(page.top)), *words])
