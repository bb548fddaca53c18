"""What editors chose for the front page: the entries of its file whose stories are out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plugins.kernel.story import Story
from plugins.photos.photo import Photo

from .front_file import BreakingNews, Entry, FrontFile


@dataclass(frozen=True)
class Choice:
    """A *story* that is out, with the *title* and the *photo* that it has on the front page alone.

    It counts *until* a moment. *alt* describes the photo that the story has anyway.
    """

    story: Story
    title: str = ""
    photo: Photo | None = None
    alt: str = ""
    until: datetime | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it looks as it would without the file."""
        return not (self.title or self.photo or self.alt)


@dataclass(frozen=True)
class ChosenPackage:
    """Stories under a *label*: its *lead*, where that is out, and those that it links to."""

    label: str
    lead: Choice | None
    links: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Breaking:
    """The band over the page: a *text*, and the *story* that it leads to, if that is out."""

    text: str
    story: Story | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Choices:
    """What the front page has by its file. *sections* are the rails', by the sections' slugs."""

    breaking: Breaking | None = None
    lead: tuple[Choice, ...] = ()
    top: tuple[Choice, ...] = ()
    packages: tuple[ChosenPackage, ...] = ()
    sections: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    def every(self) -> Iterator[Choice]:
        """Yield all choices, in the order of the page."""
        yield from (*self.lead, *self.top)
        for package in self.packages:
            yield from (*([package.lead] if package.lead else []), *package.links)
        for choices in self.sections.values():
            yield from choices


def chosen(
    file: FrontFile,
    choice_of: Callable[[Entry], Choice | None],
    slug_of: Callable[[str], str],
    text_of: Callable[[str], str] = str,
) -> Choices:
    """Return the choices in *file*.

    *choice_of* returns None for an entry whose story is not out. *slug_of* returns the slug of a
    section, or the empty string for one that does not exist; *text_of* a text as it is shown.
    """

    def choices(entries: Iterable[Entry]) -> tuple[Choice, ...]:
        return tuple(choice for entry in entries if (choice := choice_of(entry)))

    packages = (
        ChosenPackage(text_of(each.label), choice_of(each.lead), choices(each.links))
        for each in file.packages
    )
    sections = {slug_of(each.name): choices(each.entries) for each in file.sections}
    sections.pop("", None)
    news, breaking = file.breaking, None
    if news:
        breaking = Breaking(text_of(news.text), _story(news, choice_of), news.until)
    return Choices(breaking, choices(file.lead), choices(file.top), tuple(packages), sections)


def _story(news: BreakingNews, choice_of: Callable[[Entry], Choice | None]) -> Story | None:
    """Return the story that breaking *news* lead to, if it is out."""
    choice = choice_of(news.story) if news.story else None
    return choice.story if choice else None


def counting(choices: Choices, moment: datetime) -> Choices:
    """Return those of *choices* that count at this *moment*, each story at its first place."""
    seen: set[int] = set()

    def first(entries: Iterable[Choice]) -> tuple[Choice, ...]:
        return tuple(each for each in entries if lasts(each.until, moment) and _is_new(each, seen))

    lead, top = first(choices.lead), first(choices.top)
    packages = tuple(_package(each, first) for each in choices.packages)
    sections = {slug: first(entries) for slug, entries in choices.sections.items()}
    breaking = choices.breaking
    if breaking and not lasts(breaking.until, moment):
        breaking = None
    return Choices(breaking, lead, top, tuple(filter(None, packages)), sections)


def lasts(until: datetime | None, moment: datetime) -> bool:
    """Say whether what ends at *until*, if at all, has not ended at this *moment*."""
    return until is None or until > moment


def _is_new(choice: Choice, seen: set[int]) -> bool:
    """Say whether the story of *choice* is not among those *seen*, and add it to them."""
    is_new = id(choice.story) not in seen
    seen.add(id(choice.story))
    return is_new


def _package(
    package: ChosenPackage, first: Callable[[Sequence[Choice]], tuple[Choice, ...]]
) -> ChosenPackage | None:
    """Return what counts of *package*; its first link leads where its lead does not count."""
    leads = first([package.lead] if package.lead else [])
    stories = (*leads, *first(package.links))
    return ChosenPackage(package.label, stories[0], stories[1:]) if stories else None
