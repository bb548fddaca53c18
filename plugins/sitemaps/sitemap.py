"""Sitemaps by the protocol of sitemaps.org, with Google's extension for pictures.

The rules: https://www.sitemaps.org/protocol.html and
https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

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
    """One file, and what it names: lists as they are, stories and pages when it is printed."""

    name: str
    site: str
    things: Sequence[Any]

    @property
    def address(self) -> str:
        """Where the file is."""
        return below(self.site, self.name)

    @property
    def urls(self) -> Iterator[Url]:
        """What is said of each page."""
        return (_url(each, self.site) for each in self.things)

    @property
    def changed(self) -> datetime | None:
        """When the last of its pages changed."""
        dates = (each.changed if isinstance(each, Url) else changed(each) for each in self.things)
        return max((date for date in dates if date), default=None)

    @property
    def cards(self) -> list[Any]:
        """The stories and pages that the file depends on."""
        contents = [each for each in self.things if type(each) is not Url]
        return contents + [other for each in contents for other in each.translations]

    @property
    def words(self) -> list[str]:
        """What else it depends on."""
        return [self.name, *(f"{each[0]} {each[1]}" for each in self.things if type(each) is Url)]


def sitemaps(site: str, stories: Iterable[Any], pages: Iterable[Any]) -> list[Sitemap]:
    """Return the sitemaps of *stories*, by year, and of *pages*, which may be lists.

    What is held, and shown in a preview alone, is in none.
    """
    by_year = defaultdict(list)
    for story in stories:
        if not story.hold:
            by_year[story.date.year].append(story)
    shown = [each for each in pages if isinstance(each, Url) or not each.hold]
    found = _files("sitemap-pages", site, shown)
    for year in sorted(by_year, reverse=True):
        # the oldest first: a new story changes the last file alone
        found += _files(f"sitemap-{year}", site, by_year[year][::-1])
    return found


def changed(content: Any) -> datetime | None:
    """Return when *content* last changed: published, updated or corrected; None if not known."""
    dates = [getattr(content, name, None) for name in ("date", "modified")]
    dates += [each.date for each in content.corrections]
    return max((date for date in dates if date), default=None)


def split(
    things: Iterable[Thing],
    weight: Callable[[Thing], int],
    most: int = MOST_URLS,
    largest: int = MOST_BYTES,
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


def _files(stem: str, site: str, things: Sequence[Any]) -> list[Sitemap]:
    parts = [things] if _is_small(things) else split(things, lambda each: _weight(each, site))
    names = (f"{stem}-{number}.xml" if number else f"{stem}.xml" for number in (0, *range(2, 9999)))
    return [Sitemap(name, site, part) for name, part in zip(names, parts, strict=False)]


def _is_small(things: Sequence[Any]) -> bool:
    """Say whether one file has room for all that is said of *things*, without a look at each."""
    contents = [each for each in things if type(each) is not Url]
    if not contents:
        return len(things) <= _FEW
    # of translations each names all, so that two versions hold four addresses, three hold nine
    names = [*("plans",) * hasattr(contents[0], "plans"), "photo_paths", *("translations",) * 2]
    others = chain.from_iterable(map(attrgetter(*names), contents))
    return len(things) + sum(map(len, others)) <= _FEW


def _weight(thing: Any, site: str) -> int:
    """Return how many bytes the file holds of *thing*, or some more."""
    if isinstance(thing, Url):
        return len(thing.address) + _MARKUP
    versions = [thing, *thing.translations]
    paths = [thing.url, *(each.url for each in versions), *thing.photo_paths]
    paths += [plan.stem for _, plan in getattr(thing, "plans", ())]
    return sum(len(site) + 3 * len(path.encode()) + _MARKUP for path in paths)


def _url(thing: Any, site: str) -> Url:
    if isinstance(thing, Url):
        return thing
    versions = []
    if thing.translations:
        shown = [each for each in (thing, *thing.translations) if not each.hold]
        versions = [(each.lang, below(site, each.url)) for each in shown]
    return Url(
        below(site, thing.url),
        changed(thing),
        _pictures(thing, site),
        versions if len(versions) > 1 else (),
    )


def _pictures(content: Any, site: str) -> list[str]:
    """Return the addresses of the pictures that *content* shows, that of its card first."""
    plans = dict(getattr(content, "plans", ()))
    leads = getattr(content, "leads", "")
    paths = dict.fromkeys([*plans, *content.photo_paths])
    ordered = sorted(paths, key=lambda path: path != leads)
    urls = (plans[path].url if path in plans else quote(path, safe="/") for path in ordered)
    found = [f"{site}/{url}" for url in urls]
    return [each for each in found if len(each) <= LONGEST][:MOST_PICTURES]
