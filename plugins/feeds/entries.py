"""A feed and its entries as plain data, whatever format they are then written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from plugins.kernel.story import Story
from plugins.markup.text import plain

from .ids import key_of, named
from .media import Picture, picture

EMPTY = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed that has no stories yet."""


@dataclass(frozen=True)
class Publisher:
    """Whose feeds they are, by the settings; *hub* tells their readers at once, where there is one.

    *address* is the site's, without a stroke at its end; *authority* is whose the ids are.
    """

    name: str
    motto: str
    address: str
    lang: str
    authority: str = ""
    hub: str = ""

    def at(self, url: str) -> str:
        """Return the full address of what lies at *url* below the site's."""
        return f"{self.address}/{quote(url, safe='/%')}"

    def id_of(self, key: str) -> str:
        """Return the id of what the newsroom calls *key*."""
        return named(self.authority, self.name, key)


class Author(NamedTuple):
    """Who wrote a story, and the address of the author's page, where there is one."""

    name: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A story in a feed. *summary* is plain, *text* HTML."""

    id: str
    url: str
    title: str
    lang: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...]
    topics: tuple[str, ...]
    summary: str
    text: str
    image: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Around:
    """What a feed says of itself: *home* is the page it is the feed of, *address* its own.

    *note* tells people who open it in a browser what it is, and *style* is its style sheet.
    """

    id: str
    title: str
    subtitle: str
    home: str
    address: str
    lang: str
    updated: datetime
    publisher: Publisher
    note: str = ""
    style: str = ""


def updated(story: Story) -> datetime:
    """Return when *story* was last changed: its own word for it, or its last correction.

    A correction that bears no later time than the story, such as the day alone, came after it.
    """
    corrected = [max(each.date, story.date + timedelta(seconds=1)) for each in story.corrections]
    latest: datetime = max([story.date, vars(story).get("modified", story.date), *corrected])
    return latest


def last_updated(stories: Iterable[Story]) -> datetime:
    """Return when the feed of *stories* was last changed, by no clock."""
    return max(map(updated, stories), default=EMPTY)


def entry(story: Story, text: str, publisher: Publisher) -> Entry:
    """Return *story*, whose text as a feed shows it is *text*, as an entry."""
    site = publisher.address
    return Entry(
        id=publisher.id_of(key_of(story)),
        url=publisher.at(story.url),
        title=plain(str(story.title)),
        lang=story.lang,
        published=story.date,
        updated=updated(story),
        authors=tuple(
            Author(each.name, publisher.at(each.url) if each.listed else "")
            for each in story.authors
        ),
        topics=(story.category.name, *(tag.name for tag in story.tags)),
        summary=plain(str(story.summary)),
        text=text,
        image=f"{site}/{story.image.url}" if story.image else "",
        pictures=tuple(picture(photo, site) for photo in story.photos),
    )
