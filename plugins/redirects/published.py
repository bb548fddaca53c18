"""What the site publishes now: each page that keeps its address for good, with its owner.

These are stories, hidden ones too, standing pages, sections, topics, authors and series. The
further pages of a list, the archive, feeds and files come and go, and are nobody's.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Content, Name, every
from plugins.markup.addresses import address_of_file

LISTS = {"section": "categories", "topic": "tags", "author": "authors", "series": "series"}
"""The kinds of lists, each with the name in the context of those that have a page."""

LIST_URLS = ("CATEGORY_URL", "TAG_URL", "AUTHOR_URL", "SERIES_URL")
"""The settings with the addresses of lists."""


class Published(NamedTuple):
    """A page of the site: its *owner*, as in the record, *address*, and what is known of it.

    *content* is the story or page; a list has none.
    """

    owner: str
    address: str
    url: str
    title: str
    lang: str
    newest: float
    hidden: bool = False
    content: Content | None = None


def published(context: Context) -> Iterator[Published]:
    """Yield all that the site publishes: lists, pages, and then stories."""
    for kind, name in LISTS.items():
        listed: Iterable[tuple[Name, Any]] = context.get(name, ())
        for each, _ in listed:
            yield _list(kind, each, str(context["DEFAULT_LANG"]))
    site = context["site"]
    yield from map(_content, [*site.pages, *every(site, hidden=True)])


def path_of(content: Content) -> str:
    """Return the owner of the address of *content*: its file's path below the content folder."""
    path = content.relative_source_path
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _content(content: Content) -> Published:
    is_story, hidden = content.kind == "story", content.status == "hidden"
    return Published(
        path_of(content),
        address_of_file(content.save_as),
        content.url,
        content.title,
        content.lang,
        content.date.timestamp() if is_story else float("inf"),
        hidden,
        content,
    )


def _list(kind: str, name: Name, lang: str) -> Published:
    profile = getattr(name, "profile", None)
    owner = path_of(profile) if profile else f"{kind}:{name.slug}"
    return Published(owner, address_of_file(name.save_as), name.url, name.name, lang, float("inf"))
