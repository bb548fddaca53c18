"""The front page: the lead, the stories beside it, packages, and a rail for each section."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from plugins.kernel.contract import GAP, Shown
from plugins.kernel.story import Name, Site, Story, newest, of
from plugins.photos.photo import Photo

from .choices import Breaking, Choice, Choices, counting, lasts

SMALLEST_LEAD = 560
"""Pixels across of a photo over the headline of the lead; a smaller one stands beside it."""


@dataclass(frozen=True)
class Package:
    """Stories on one matter: a *label*, the *lead*, and *links* to others."""

    label: str
    lead: Story
    links: list[Story] = field(default_factory=list)


Rail = tuple[Name, list[Story]]
"""A section with the stories of its rail."""


@dataclass(frozen=True)
class Front:
    """A front page; no story is on it twice, but for the one that *breaking* news lead to.

    *chosen* has, by the identity of a story, what it has on this page alone.
    """

    lead: Story | None = None
    top: list[Story] = field(default_factory=list)
    rails: list[Rail] = field(default_factory=list)
    packages: list[Package] = field(default_factory=list)
    breaking: Breaking | None = None
    chosen: Mapping[int, Choice] = field(default_factory=dict)
    today: date | None = None
    """The day of the build: cards of its stories show the hour."""

    @property
    def cards(self) -> list[Story]:
        """The stories that have a card, in their order."""
        packages = (each.lead for each in self.packages)
        rails = (story for _, stories in self.rails for story in stories)
        return [*([self.lead] if self.lead else []), *self.top, *packages, *rails]

    @property
    def stories(self) -> list[Story]:
        """All stories on the page, in their order."""
        packages = (story for each in self.packages for story in (each.lead, *each.links))
        rails = (story for _, stories in self.rails for story in stories)
        return [*([self.lead] if self.lead else []), *self.top, *packages, *rails]

    @property
    def updated(self) -> datetime | None:
        """The newest publication or update of the stories on the page."""
        band = [self.breaking.story] if self.breaking and self.breaking.story else []
        moments = (
            getattr(story, "modified", None) or story.date for story in (*self.stories, *band)
        )
        return max(moments, default=None)

    @property
    def pictured(self) -> list[Story | Photo]:
        """What is shown with a photo: the photo itself where this page has its own."""
        found = (self.choice(story) for story in self.cards)
        return [choice.photo or choice.story for choice in found]

    def choice(self, story: Story) -> Choice:
        """Return what *story* has on this page alone."""
        return self.chosen.get(id(story)) or Choice(story)

    def title(self, story: Story) -> str:
        """Return the headline of *story* on this page."""
        return self.choice(story).title or story.title

    def image(self, story: Story) -> Photo | None:
        """Return the photo of *story* on this page, or None if it has none."""
        choice = self.choice(story)
        photo: Photo | None = choice.photo or story.image
        return replace(photo, alt=choice.alt or photo.alt) if photo else None

    def first_pictured(self, stories: Sequence[Story]) -> Story | None:
        """Return the first of *stories* that has a photo: a block shows at least one."""
        return next((story for story in stories if self.image(story)), None)

    def row(self, number: int) -> str:
        """Return the place of the pictures in a row of a *number* of cards, four in each line."""
        return f"row-{number if 2 <= number <= 4 else 2 if number < 2 else 3}"

    def is_large(self, image: Photo) -> bool:
        """Say whether *image* can stand over the headline of the lead: none is enlarged."""
        return image.kind == "SVG" or min(image.width, 1.5 * image.height) >= SMALLEST_LEAD

    def has_small_picture(self, story: Story) -> bool:
        """Say whether *story* has a picture that can be small: in a drawing nothing could be read.

        What editors chose is shown anyway.
        """
        image = self.image(story)
        return image is not None and (image.kind != "SVG" or self.choice(story).photo is not None)


def front(
    site: Site,
    sections: Sequence[Name],
    top: int,
    rail: int,
    lang: str,
    moment: datetime,
    choices: Choices | None = None,
) -> Front:
    """Return the front page of *site* at this *moment*, with a rail for each of *sections*.

    What editors chose comes first. Of what their *choices* leave open, the lead is the newest story
    with that placement, else the newest of all. Beside it are *top* stories, those with that
    placement first; below, in each rail, the newest *rail* of the others. Stories in a language
    other than *lang* reach the lead or top only when nothing else is left. A placement or a choice
    that has ended counts as none.
    """
    counted = counting(choices or Choices(), moment)
    if not newest(site, 1):
        return Front(breaking=counted.breaking)
    taken = {id(choice.story) for choice in counted.every()}
    leads = [choice.story for choice in (*counted.lead, *counted.top)]
    if not counted.lead:
        leads[:0] = _free_lead(site, lang, moment, taken)
    lead, beside = (leads[0] if leads else None), leads[1:]
    beside += _free_top(site, lang, moment, taken | {id(lead)}, top - len(beside))
    packages = [
        Package(each.label, each.lead.story, [link.story for link in each.links])
        for each in counted.packages
        if each.lead
    ]
    shown = taken | {id(lead), *map(id, beside)}
    rails = [(section, _rail(site, section, counted.sections, shown, rail)) for section in sections]
    return Front(
        lead,
        beside,
        [(section, stories) for section, stories in rails if stories],
        packages,
        counted.breaking,
        {id(choice.story): choice for choice in counted.every() if not choice.is_plain},
    )


def place_of(story: Story, moment: datetime) -> str:
    """Return the place that *story* asks for at this *moment*: ``lead``, ``top`` or none."""
    return next((each.place for each in story.placement if lasts(each.until, moment)), "")


def _placed(site: Site, place: str, moment: datetime, taken: set[int]) -> Iterator[Story]:
    """Yield the stories of *site* that ask for a *place* and are not *taken*, newest first."""
    for story in newest(site):
        if story.placement and id(story) not in taken and place_of(story, moment) == place:
            yield story


def _free_lead(site: Site, lang: str, moment: datetime, taken: set[int]) -> list[Story]:
    """Return the story that leads where editors chose none; nothing where all are *taken*."""
    others = (story for story in _by_language(site, lang) if id(story) not in taken)
    lead = next(_placed(site, "lead", moment, taken), None) or next(others, None)
    return [lead] if lead else []


def _free_top(site: Site, lang: str, moment: datetime, taken: set[int], number: int) -> list[Story]:
    """Return the *number* of stories that fill the place beside the lead."""
    chosen = list(islice(_placed(site, "top", moment, taken), max(number, 0)))
    known = taken | {id(story) for story in chosen}
    rest = (story for story in _by_language(site, lang) if id(story) not in known)
    return [*chosen, *islice(rest, max(number - len(chosen), 0))]


def _by_language(site: Site, lang: str) -> Iterator[Story]:
    """Yield the stories of *site*, newest first, those in *lang* before the others."""
    stories = newest(site)
    yield from (story for story in stories if story.lang == lang)
    yield from (story for story in stories if story.lang != lang)


def _rail(
    site: Site,
    section: Name,
    chosen: Mapping[str, Iterable[Choice]],
    shown: set[int],
    number: int,
) -> list[Story]:
    """Return the rail of *section*: the stories *chosen* for it, then its newest others.

    These are originals that are not *shown* elsewhere, as many as make up the *number*.
    """
    first = [choice.story for choice in chosen.get(section.slug, ())]
    stories = of(site, "section", section.slug)
    rest = (story for story in stories if story.original is story and id(story) not in shown)
    return [*first, *islice(rest, max(number - len(first), 0))]


def shown(page: Front) -> Shown:
    """Return what a front *page* shows."""
    band = [page.breaking.story] if page.breaking and page.breaking.story else []
    cards = (page.lead or GAP, *page.stories[bool(page.lead) :], *band)
    words = [str(len(page.top))]
    words.append(str(any(story.date.date() == page.today for story in page.stories) and page.today))
    words += [f"{section.name} {section.slug} {len(stories)}" for section, stories in page.rails]
    words += [f"{package.label} {len(package.links)}" for package in page.packages]
    return Shown((), cards, [*words, *_own_words(page)])


def _own_words(page: Front) -> Iterator[str]:
    """Yield what *page* shows of its own: breaking news, and headlines and photos of stories."""
    if page.breaking:
        yield f"breaking {page.breaking.text} {bool(page.breaking.story)}"
    for story in page.stories:
        choice = page.choice(story)
        if not choice.is_plain:
            yield f"{story.relative_source_path} {choice.title} {choice.alt} {choice.photo}"
