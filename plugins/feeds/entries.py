"""A feed and its entries as plain data, independent of the format."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from plugins.kernel.story import Story
from plugins.markup.text import plain

from .ids import key_of, permanent_id
from .media import Enclosure, Picture, enclosure, picture

EMPTY = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed that has no stories yet."""


@dataclass(frozen=True)
class Publisher:
    """The publisher of the feeds, by the settings.

    *address* is the site's, without a slash at its end; *authority* is the owner of the ids. *hub*
    is the WebSub hub that notifies feed readers; it may be empty.
    """

    name: str
    motto: str
    address: str
    lang: str
    authority: str = ""
    hub: str = ""

    def at(self, url: str) -> str:
        """Return the full address of *url*, which is below the site's."""
        return f"{self.address}/{quote(url, safe='/%')}"

    def id_of(self, key: str) -> str:
        """Return the permanent id of the story or feed that the newsroom knows as *key*."""
        return permanent_id(self.authority, self.name, key)


class Author(NamedTuple):
    """An author of a story, and the address of the author's page; empty if there is none."""

    name: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A story in a feed. *summary* is plain text, *text* is HTML."""

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
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True)
class FeedMetadata:
    """A feed without its entries: *home* is the page that it belongs to, *address* its own address.

    *note* explains it to people who open it in a browser; *style* is its style sheet.
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
    """Return when *story* was last changed: its date of update, or its last correction.

    A correction that is not dated later than the story, such as one with only a day, counts as
    made after it.
    """
    corrected = [max(each.date, story.date + timedelta(seconds=1)) for each in story.corrections]
    latest: datetime = max([story.date, vars(story).get("modified", story.date), *corrected])
    return latest


def last_updated(stories: Iterable[Story]) -> datetime:
    """Return when the latest of *stories* was last changed; `EMPTY` if there are none."""
    return max(map(updated, stories), default=EMPTY)


def entry(story: Story, text: str, publisher: Publisher) -> Entry:
    """Return *story* as an entry, with *text*, its text as feeds show it."""
    site, is_public = publisher.address, story.audience == "all"
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
        pictures=tuple(picture(photo, site) for photo in story.photos if is_public),
        enclosures=tuple(enclosure(*file, site) for file in story.linked_files if is_public),
    )
