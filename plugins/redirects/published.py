"""What the site publishes now: each page that keeps its address for good, with its owner.

These are stories, hidden ones too, standing pages, sections, topics, authors and series. The
further pages of a list, the archive, feeds and files come and go, and are nobody's.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeGuard

from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Content, Name, every

LISTS = {"section": "categories", "topic": "tags", "author": "authors", "series": "series"}
"""The kinds of lists, each with the name in the context of those that have a page."""

LIST_URLS = ("CATEGORY_URL", "TAG_URL", "AUTHOR_URL", "SERIES_URL")
"""The settings with the addresses of lists."""

Owners = Mapping[str, Content | Name]
"""What has an address, by its name in the record: a story, a page or a list."""


def published(context: Context, contents: Iterable[Content]) -> dict[str, Content | Name]:
    """Return the lists and *contents* that the site publishes, by their names in the record."""
    found: dict[str, Content | Name] = dict(_lists(context))
    found.update((path_of(content), content) for content in contents)
    return found


def published_contents(context: Context) -> list[Content]:
    """Return the pages and stories that the site publishes."""
    return [*context["site"].pages, *every(context["site"], hidden=True)]


def path_of(content: Content) -> str:
    """Return the owner of the address of *content*: its file's path below the content folder."""
    path = content.relative_source_path
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def is_content(owner: Content | Name) -> TypeGuard[Content]:
    """Say whether *owner* is a story or a page, and no list."""
    return hasattr(owner, "relative_source_path")


def _lists(context: Context) -> Iterator[tuple[str, Name]]:
    for kind, names in LISTS.items():
        listed: Iterable[tuple[Name, Any]] = context.get(names, ())
        for name, _ in listed:
            profile = getattr(name, "profile", None)
            yield path_of(profile) if profile else f"{kind}:{name.slug}", name
