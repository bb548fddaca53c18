"""The news sitemap: the stories of the last two days.

The rules: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, NamedTuple

from plugins.kernel.story import Story
from plugins.markup.text import legible, plain

from .addresses import below
from .sitemap import changed

NEWS = "sitemap-news.xml"

LASTING = timedelta(days=2)
"""How long a story is news."""

MOST = 1000
"""Stories in a file."""

_TRADITIONAL = frozenset({"hant", "hk", "mo", "tw"})


class News(NamedTuple):
    """A story as the news sitemap names it."""

    address: str
    language: str
    date: datetime
    title: str


@dataclass(frozen=True)
class NewsSitemap:
    """One file, and the stories that it names."""

    name: str
    site: str
    cards: Sequence[Any]

    @property
    def address(self) -> str:
        """Where the file is."""
        return below(self.site, self.name)

    @property
    def stories(self) -> Iterator[News]:
        """What is said of each story."""
        for each in self.cards:
            title = headline(str(each.title)) or each.slug
            yield News(below(self.site, each.url), language(each.lang), each.date, title)

    @property
    def changed(self) -> datetime | None:
        """When the last of its stories changed."""
        return max((date for each in self.cards if (date := changed(each))), default=None)

    @property
    def words(self) -> list[str]:
        """What else the file depends on."""
        return [self.name]


def fresh(now: datetime, *stories: Sequence[Story]) -> list[Any]:
    """Return those of *stories*, newest first, that are not older than two days *now*."""
    since = now - LASTING
    found = [
        story
        for each in stories
        for story in takewhile(lambda story: story.date >= since, each)
        if not story.hold
    ]
    return sorted(found, key=lambda story: story.date, reverse=True)


def news_sitemaps(site: str, stories: Sequence[Story]) -> list[NewsSitemap]:
    """Return the news sitemap of *stories*; where they are too many for one, its parts."""
    if len(stories) <= MOST:
        return [NewsSitemap(NEWS, site, stories)]
    parts = [stories[start : start + MOST] for start in range(0, len(stories), MOST)]
    return [
        NewsSitemap(f"sitemap-news-{number}.xml", site, part)
        for number, part in enumerate(parts, 1)
    ]


def headline(title: str) -> str:
    """Return a *title*, which is HTML, as characters that XML may hold."""
    return legible(plain(title)).strip()


def language(lang: str) -> str:
    """Return *lang*, a BCP 47 tag, as the news sitemap has it: ISO 639, but zh-cn and zh-tw."""
    primary, *rest = lang.lower().split("-")
    if primary != "zh":
        return primary
    return "zh-tw" if _TRADITIONAL & {*rest} and "hans" not in rest else "zh-cn"
