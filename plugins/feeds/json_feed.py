"""A feed in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable, Iterator, Mapping

from plugins.markup.text import legible

from .entries import Around, Author, Entry
from .media import Picture

TYPE = "application/feed+json"


def head(around: Around) -> str:
    """Return what stands before the entries of a feed."""
    hub = around.publisher.hub
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": around.title,
        "description": around.subtitle,
        "home_page_url": around.home,
        "feed_url": around.address,
        "language": around.lang,
        "hubs": [{"type": "WebSub", "url": hub}] if hub else [],
    }
    return f'{_object(said)}, "items": [\n'


TAIL = "\n]}\n"


def around_text(entry: Entry) -> tuple[str, str]:
    """Return what stands before and after the text of *entry*."""
    said = {
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
        "attachments": list(_attachments(entry.pictures)),
    }
    return f'{_object(said)}, "content_html": ', "}"


def written(value: object) -> str:
    """Return *value* as JSON on one line."""
    return legible(json.dumps(value, ensure_ascii=False))


def _object(said: Mapping[str, object]) -> str:
    """Return an object of what *said* has, without the brace at its end."""
    return written({name: value for name, value in said.items() if value})[:-1]


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}


def _attachments(pictures: Iterable[Picture]) -> Iterator[dict[str, str]]:
    """Yield each picture, caption and credit as its title.

    Two attachments of one title would be one thing in two formats, so a title that comes again
    bears a number.
    """
    titles: dict[str, int] = {}
    for picture in pictures:
        title = " ".join(filter(None, (picture.description, picture.credit)))
        titles[title] = titles.get(title, 0) + 1
        numbered = f"{title} ({titles[title]})" if titles[title] > 1 else title
        said = {"url": picture.url, "mime_type": picture.type, "title": numbered if title else ""}
        yield {name: value for name, value in said.items() if value}
