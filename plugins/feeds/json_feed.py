"""Feeds in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable, Iterator, Mapping

from plugins.markup.text import legible

from .entries import Author, Entry, FeedMetadata
from .media import Enclosure, Picture

TYPE = "application/feed+json"


def head(feed: FeedMetadata) -> str:
    """Return the start of *feed*, up to its first entry."""
    hub = feed.publisher.hub
    members = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": feed.lang,
        "hubs": [{"type": "WebSub", "url": hub}] if hub else [],
    }
    return f'{_open_object(members)}, "items": [\n'


TAIL = "\n]}\n"


def entry_frame(entry: Entry) -> tuple[str, str]:
    """Return what comes before and after the text of *entry*."""
    members = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "language": entry.lang,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_author(author) for author in entry.authors],
        "tags": list(entry.topics),
        "summary": entry.summary,
        "image": entry.image,
        "attachments": [
            *map(_file, entry.enclosures),
            *_attachments(entry.pictures),
        ],
    }
    return f'{_open_object(members)}, "content_html": ', "}"


def written(value: object) -> str:
    """Return *value* as JSON on one line."""
    return legible(json.dumps(value, ensure_ascii=False))


def _open_object(members: Mapping[str, object]) -> str:
    """Return an object of those *members* that have a value, without the brace at its end."""
    return written({name: value for name, value in members.items() if value})[:-1]


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}


def _file(file: Enclosure) -> dict[str, str | int]:
    return {"url": file.url, "mime_type": file.type, "size_in_bytes": file.size}


def _attachments(pictures: Iterable[Picture]) -> Iterator[dict[str, str]]:
    """Yield each picture, with its caption and credit as the title.

    Attachments with the same title would be one thing in several formats, so a repeated title gets
    a number.
    """
    titles: dict[str, int] = {}
    for picture in pictures:
        title = " ".join(filter(None, (picture.description, picture.credit)))
        titles[title] = titles.get(title, 0) + 1
        numbered = f"{title} ({titles[title]})" if titles[title] > 1 else title
        members = {
            "url": picture.url,
            "mime_type": picture.type,
            "title": numbered if title else "",
        }
        yield {name: value for name, value in members.items() if value}
