"""Sitemaps by the protocol of sitemaps.org, with Google's extension for pictures.

The rules: https://www.sitemaps.org/protocol.html and
https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, filterfalse, groupby
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.parse import quote

from plugins.kernel.contract import Shown, Shows
from plugins.kernel.story import Content, Page, Story

from .addresses import LONGEST, below

INDEX = "sitemap.xml"

MOST_URLS, MOST_BYTES = 50_000, 50 * 1024 * 1024 - 1000
"""What a file may hold, without its first and last lines."""

MOST_PICTURES = 1000
"""Pictures that may be named of one page."""

_MARKUP = 150
"""Bytes around an address, and what a picture's name has for its size, at most."""

_FEW = MOST_BYTES // (LONGEST + _MARKUP)
"""Addresses that one file has room for, however long they are."""

_HOLD, _TRANSLATIONS, _YEAR = (
    attrgetter("hold"),
    attrgetter("translations"),
    attrgetter("date.year"),
)

Thing = TypeVar("Thing")


class Url(NamedTuple):
    """A page as a sitemap names it.

    *versions* are the addresses of the page in each of its languages, itself among them.
    """

    address: str
    changed: datetime | None = None
    pictures: Sequence[str] = ()
    versions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Sitemap:
    """One file, and what it names: *contents*, that is stories or pages, or *lists* of them."""

    name: str
    site: str
    contents: Sequence[Content]
    lists: Sequence[Url] = ()

    @property
    def address(self) -> str:
        """Where the file is."""
        return below(self.site, self.name)

    @property
    def urls(self) -> Iterator[Url]:
        """What is said of each page, found out when the file is printed."""
        return chain(self.lists, (_url(each, self.site) for each in self.contents))

    @property
    def changed(self) -> datetime | None:
        """When the last of its pages changed."""
        dates = (*(each.changed for each in self.lists), *map(changed, self.contents))
        return max((date for date in dates if date), default=None)

    @property
    def cards(self) -> list[Any]:
        """The stories and pages that the file depends on."""
        return [*self.contents, *chain.from_iterable(map(_TRANSLATIONS, self.contents))]

    @property
    def words(self) -> list[str]:
        """What else it depends on."""
        return [self.name, *(f"{each.address} {each.changed}" for each in self.lists)]


def sitemaps(
    site: str, lists: Sequence[Url], pages: Iterable[Page], *stories: Iterable[Story]
) -> list[Sitemap]:
    """Return the sitemaps of *lists*, of *pages* and, by year, of *stories*, newest first.

    What is held, and shown in a preview alone, is in none.
    """
    by_year: dict[int, list[Any]] = defaultdict(list)
    for each in stories:
        for year, of_year in groupby(filterfalse(_HOLD, each), _YEAR):
            by_year[year] += of_year
    found = [
        Sitemap(name, site, (), part)
        for name, part in _named("sitemap-lists", split(lists, _length, MOST_URLS, MOST_BYTES))
    ]
    found += _files("sitemap-pages", site, [*filterfalse(_HOLD, pages)])
    for year in sorted(by_year, reverse=True):
        # the oldest first: a new story changes the last file alone
        found += _files(f"sitemap-{year}", site, by_year[year][::-1])
    return found


def changed(content: Content) -> datetime | None:
    """Return when *content* last changed: published, updated or corrected; None if not known."""
    dates = [getattr(content, name, None) for name in ("date", "modified")]
    dates += [each.date for each in content.corrections]
    return max((date for date in dates if date), default=None)


def split(
    things: Iterable[Thing],
    weight: Callable[[Thing], int],
    most: int,
    largest: int,
) -> list[list[Thing]]:
    """Return *things* in order, in lists of at most *most* that weigh at most *largest* each."""
    lists: list[list[Thing]] = []
    held = largest + 1
    for each in things:
        heavy = weight(each)
        held += heavy
        if held > largest or len(lists[-1]) == most:
            lists.append([])
            held = heavy
        lists[-1].append(each)
    return lists


def _files(stem: str, site: str, contents: list[Content]) -> list[Sitemap]:
    parts = [contents] if contents else []
    if not _is_small(contents):
        parts = split(contents, lambda each: _weight(each, site), MOST_URLS, MOST_BYTES)
    return [Sitemap(name, site, part) for name, part in _named(stem, parts)]


def _named(stem: str, parts: Iterable[list[Thing]]) -> Iterator[tuple[str, list[Thing]]]:
    for number, part in enumerate(parts, 1):
        yield f"{stem}-{number}.xml" if number > 1 else f"{stem}.xml", part


def _is_small(contents: Sequence[Content]) -> bool:
    """Say whether one file has room for all that is said of *contents*, without a look at each."""
    plans = contents and hasattr(contents[0], "plans")
    # of translations each names all, so that two versions hold four addresses, three hold nine
    names = ["photo_paths", "translations", "translations", *(["plans"] if plans else [])]
    others = chain.from_iterable(map(attrgetter(*names), contents))
    return len(contents) + sum(map(len, others)) <= _FEW


def _length(url: Url) -> int:
    return len(url.address) + _MARKUP


def _weight(content: Content, site: str) -> int:
    """Return how many bytes the file holds of *content*, or some more."""
    versions = [content, *content.translations]
    paths = [content.url, *(each.url for each in versions), *content.photo_paths]
    paths += [content.original.url] if content.translations else []
    paths += [plan.stem for _, plan in getattr(content, "plans", ())]
    return sum(len(site) + 3 * len(path.encode()) + _MARKUP for path in paths)


def _url(content: Content, site: str) -> Url:
    versions = []
    if content.translations:
        shown = [each for each in (content, *content.translations) if not each.hold]
        versions = [(each.lang, below(site, each.url)) for each in shown]
        if not content.original.hold:  # for readers of none of them
            versions.append(("x-default", below(site, content.original.url)))
    return Url(
        below(site, content.url),
        changed(content),
        _pictures(content, site),
        versions if content.translations and len(shown) > 1 else (),
    )


def _pictures(content: Content, site: str) -> list[str]:
    """Return the addresses of the pictures that *content* shows, that of its card first."""
    plans = dict(getattr(content, "plans", ()))
    leads = getattr(content, "leads", "")
    paths = dict.fromkeys([*plans, *content.photo_paths])
    ordered = sorted(paths, key=lambda path: path != leads)
    urls = (plans[path].url if path in plans else quote(path, safe="/") for path in ordered)
    found = [f"{site}/{url}" for url in urls]
    return [each for each in found if len(each) <= LONGEST][:MOST_PICTURES]


class Named(Protocol):
    """A file that depends on *cards* of contents and on *words*."""

    @property
    def cards(self) -> Sequence[Content]:
        """The stories and pages that the file depends on."""

    @property
    def words(self) -> list[str]:
        """What else it depends on."""


def shown(*files: Named) -> Shown:
    """Return what *files* show: sitemaps, or the index of them."""
    cards = [card for each in files for card in each.cards]
    return Shown((), cards, [word for each in files for word in each.words])


SHOWS: Mapping[str, Shows] = {
    "news": shown,
    "robots": lambda robots: Shown(words=[str(robots)]),
    "sitemap": shown,
    "sitemaps": lambda sitemaps: shown(*sitemaps),
}
