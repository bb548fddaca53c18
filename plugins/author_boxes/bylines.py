"""Who wrote it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plugins.kernel.faults import Fault
from plugins.kernel.slugs import slugified
from plugins.kernel.story import Author, Story
from plugins.markup.text import plain


def by_name(biographies: Iterable[Author]) -> dict[str, Any]:
    """Return *biographies* by the names that bylines may call them: their own, and their slug."""
    index: dict[str, Any] = {}
    for biography in biographies:
        biography.name = plain(str(biography.title))
        biography.portrait = biography.image if biography.image_src else None
        index.setdefault(slugified(biography.name), biography)
    for biography in list(index.values()):
        index.setdefault(biography.slug, biography)
    return index


def doubles(biographies: Iterable[Author]) -> Iterator[Fault]:
    """Yield a fault for each file whose author another file describes."""
    files: dict[str, str] = {}
    for biography in biographies:
        for key in dict.fromkeys((slugified(biography.name), biography.slug)):
            first = files.setdefault(key, biography.shown_path)
            if first != biography.shown_path:
                text = f"describes the same author as {first}. Keep one, or give it another slug"
                yield Fault(biography.shown_path, 1, text)


def sign(stories: Iterable[Story], biographies: Mapping[str, Author]) -> list[Any]:
    """Give each author of *stories* a ``profile``, or None for lack of a file.

    Return the profiles in use.
    """
    used: dict[int, Any] = {}
    authors = {id(author): author for story in stories for author in story.authors}
    for author in authors.values():  # stories may share one
        author.profile = biographies.get(author.slug)
        if author.profile:
            author.slug = author.profile.slug
            used[id(author.profile)] = author.profile
    return list(used.values())
