"""The news sitemap: the stories of the last two days.

The rules: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from plugins.kernel.story import Story
from plugins.markup.text import legible, plain

from .addresses import below
from .sitemap import changed

NEWS = "sitemap-news.xml"

RECENT = timedelta(days=2)
"""How long a story is in the news sitemap."""

MOST = 1000
"""The most stories in a file."""

_TRADITIONAL = frozenset({"hant", "hk", "mo", "tw"})


class News(NamedTuple):
    """A story in the news sitemap."""

    address: str
    language: str
    date: datetime
    title: str


@dataclass(frozen=True)
class NewsSitemap:
    """A file, and the stories that it lists, as *cards*."""

    name: str
    site: str
    cards: Sequence[Story]

    @property
    def address(self) -> str:
        """The address of the file."""
        return below(self.site, self.name)

    @property
    def stories(self) -> Iterator[News]:
        """The entry of each story."""
        for each in self.cards:
            title = headline(str(each.title)) or each.slug
            yield News(below(self.site, each.url), language(each.lang), each.date, title)

    @property
    def changed(self) -> datetime | None:
        """When one of its stories last changed."""
        return max((date for each in self.cards if (date := changed(each))), default=None)

    @property
    def words(self) -> list[str]:
        """What else the file depends on."""
        return [self.name]


def recent(stories: Iterable[Story], now: datetime) -> list[Story]:
    """Return those of *stories* that are at most two days old *now* and not held, newest first."""
    since = now - RECENT
    found = [story for story in stories if story.date >= since and not story.hold]
    return sorted(found, key=lambda story: story.date, reverse=True)


def news_sitemaps(site: str, stories: Sequence[Story]) -> list[NewsSitemap]:
    """Return the news sitemap of *stories*, in parts if they are too many for one file."""
    if len(stories) <= MOST:
        return [NewsSitemap(NEWS, site, stories)]
    parts = [stories[start : start + MOST] for start in range(0, len(stories), MOST)]
    return [
        NewsSitemap(f"sitemap-news-{number}.xml", site, part)
        for number, part in enumerate(parts, 1)
    ]


def headline(title: str) -> str:
    """Return a *title*, which is HTML, as plain text that XML allows."""
    return legible(plain(title)).strip()


def language(lang: str) -> str:
    """Return *lang*, a BCP 47 tag, for the news sitemap: in ISO 639, except zh-cn and zh-tw."""
    primary, *rest = lang.lower().split("-")
    if primary != "zh":
        return primary
    return "zh-tw" if _TRADITIONAL & {*rest} and "hans" not in rest else "zh-cn"
