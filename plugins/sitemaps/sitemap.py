"""Sitemaps by the protocol of sitemaps.org, with Google's extension for pictures.

The rules: https://www.sitemaps.org/protocol.html and
https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, filterfalse, groupby
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar
from urllib.parse import quote

from plugins.kernel.contract import Shown, Shows
from plugins.kernel.story import Content, Page, Story

from .addresses import LONGEST, below

INDEX = "sitemap.xml"

MOST_URLS, MOST_BYTES = 50_000, 50 * 1024 * 1024 - 1000
"""The limits of a file, without its first and last lines."""

MOST_PICTURES = 1000
"""The most pictures of one page."""

_MARKUP = 150
"""The most bytes around an address, including the size in a picture's name."""

_FEW = MOST_BYTES // (LONGEST + _MARKUP)
"""The number of addresses that always fit into one file, however long they are."""

_HOLD, _TRANSLATIONS, _YEAR = (
    attrgetter("hold"),
    attrgetter("translations"),
    attrgetter("date.year"),
)

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No page was on the web before: a story of 1865 has the date of 1865 and came later."""

T = TypeVar("T")


class Url(NamedTuple):
    """A page in a sitemap.

    *versions* are the addresses of the page in all its languages, including its own.
    """

    address: str
    changed: datetime | None = None
    pictures: Sequence[str] = ()
    versions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Sitemap:
    """A file, and what is in it: *contents*, which are stories or pages, or *lists* of them."""

    name: str
    site: str
    contents: Sequence[Content]
    lists: Sequence[Url] = ()

    @property
    def address(self) -> str:
        """The address of the file."""
        return below(self.site, self.name)

    @property
    def urls(self) -> Iterator[Url]:
        """The entry of each page, made when the file is printed."""
        return chain(self.lists, (_url(each, self.site) for each in self.contents))

    @property
    def changed(self) -> datetime | None:
        """When one of its pages last changed."""
        dates = (*(each.changed for each in self.lists), *map(changed, self.contents))
        return max((date for date in dates if date), default=None)

    @property
    def cards(self) -> list[Content]:
        """The stories and pages that the file depends on."""
        return [*self.contents, *chain.from_iterable(map(_TRANSLATIONS, self.contents))]

    @property
    def words(self) -> list[str]:
        """What else it depends on."""
        return [self.name, *(f"{each.address} {each.changed}" for each in self.lists)]


def sitemaps(
    site: str, lists: Sequence[Url], pages: Iterable[Page], stories: Iterable[Story]
) -> list[Sitemap]:
    """Return the sitemaps of *lists*, of *pages* and, by year, of *stories*.

    *stories* are the originals, newest first, then the translations. Those that are held, and only
    in a preview, are left out.
    """
    by_year: dict[int, list[Story]] = defaultdict(list)
    for year, of_year in groupby(filterfalse(_HOLD, stories), _YEAR):
        by_year[year] += of_year
    found = [
        Sitemap(name, site, (), part)
        for name, part in _named("sitemap-lists", split(lists, _length, MOST_URLS, MOST_BYTES))
    ]
    found += _files("sitemap-pages", site, [*filterfalse(_HOLD, pages)])
    for year in sorted(by_year, reverse=True):
        # the oldest first, so that a new story changes only the last file
        found += _files(f"sitemap-{year}", site, by_year[year][::-1])
    return found


def changed(content: Content) -> datetime | None:
    """Return when *content* was last published, updated or corrected; None if unknown."""
    dates = [getattr(content, name, None) for name in ("date", "modified")]
    return latest([*dates, *(each.date for each in content.corrections)])


def latest(dates: Iterable[datetime | None]) -> datetime | None:
    """Return the last of *dates* on which a page of the site can have changed; None if there is
    none."""
    return max((date for date in dates if date and date >= EARLIEST), default=None)


def split(
    items: Iterable[T],
    size: Callable[[T], int],
    most: int,
    largest: int,
) -> list[list[T]]:
    """Return *items* in order, in lists of at most *most* items whose sizes add up to *largest*."""
    lists: list[list[T]] = []
    total = largest + 1
    for item in items:
        item_size = size(item)
        total += item_size
        if total > largest or len(lists[-1]) == most:
            lists.append([])
            total = item_size
        lists[-1].append(item)
    return lists


def _files(stem: str, site: str, contents: Sequence[Content]) -> list[Sitemap]:
    parts = [list(contents)] if contents else []
    if not _is_small(contents):
        parts = split(contents, lambda each: _size(each, site), MOST_URLS, MOST_BYTES)
    return [Sitemap(name, site, part) for name, part in _named(stem, parts)]


def _named(stem: str, parts: Iterable[list[T]]) -> Iterator[tuple[str, list[T]]]:
    for number, part in enumerate(parts, 1):
        yield f"{stem}-{number}.xml" if number > 1 else f"{stem}.xml", part


def _is_small(contents: Sequence[Content]) -> bool:
    """Return whether all entries of *contents* surely fit into one file, without measuring each."""
    plans = contents and hasattr(contents[0], "plans")
    # each translation lists all others: two versions have four addresses, three have nine
    names = ["photo_paths", "translations", "translations", *(["plans"] if plans else [])]
    others = chain.from_iterable(map(attrgetter(*names), contents))
    return len(contents) + sum(map(len, others)) <= _FEW


def _length(url: Url) -> int:
    return len(url.address) + _MARKUP


def _size(content: Content, site: str) -> int:
    """Return the size in bytes of the entry of *content*, or a little more."""
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
        if not content.original.hold:  # for readers of all other languages
            versions.append(("x-default", below(site, content.original.url)))
    return Url(
        below(site, content.url),
        changed(content),
        _pictures(content, site),
        versions if content.translations and len(shown) > 1 else (),
    )


def _pictures(content: Content, site: str) -> list[str]:
    """Return the addresses of the pictures that *content* shows, first the one on its card."""
    plans = dict(getattr(content, "plans", ()))
    leads = getattr(content, "leads", "")
    paths = dict.fromkeys([*plans, *content.photo_paths])
    if getattr(content, "audience", "all") == "members":  # the others are part of its text
        paths = {path: None for path in paths if path == leads}
    ordered = sorted(paths, key=lambda path: path != leads)
    urls = (plans[path].url if path in plans else quote(path, safe="/") for path in ordered)
    found = [f"{site}/{url}" for url in urls]
    return [each for each in found if len(each) <= LONGEST][:MOST_PICTURES]


class File(Protocol):
    """A file that depends on *cards* of contents and on *words*."""

    @property
    def cards(self) -> Sequence[Content]:
        """The stories and pages that the file depends on."""

    @property
    def words(self) -> list[str]:
        """What else it depends on."""


def shown(*files: File) -> Shown:
    """Return what *files* show: a sitemap, or all sitemaps of an index."""
    cards = [card for each in files for card in each.cards]
    return Shown((), cards, [word for each in files for word in each.words])


SHOWS: Mapping[str, Shows] = {
    "news": shown,
    "robots": lambda robots: Shown(words=[str(robots)]),
    "sitemap": shown,
    "sitemaps": lambda sitemaps: shown(*sitemaps),
}
