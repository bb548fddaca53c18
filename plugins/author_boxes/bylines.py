"""Match the authors in bylines with their files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plugins.kernel.faults import Fault, Rule
from plugins.kernel.story import Author, Story
from plugins.markup.slugs import slugified
from plugins.markup.text import plain

AUTHOR_TWICE = Rule("author-twice", "fault", "Two files about one author.", fixed=True)


def biographies_by_slug(biographies: Iterable[Author]) -> dict[str, Any]:
    """Set ``name`` and ``portrait`` of each of *biographies*; return them by slug.

    Each is there by the slug of its name and by its own slug; bylines may use either.
    """
    by_slug: dict[str, Any] = {}
    for biography in biographies:
        biography.name = plain(str(biography.title))
        biography.portrait = biography.image if biography.image_src else None
        by_slug.setdefault(slugified(biography.name), biography)
    for biography in list(by_slug.values()):
        by_slug.setdefault(biography.slug, biography)
    return by_slug


def duplicate_authors(biographies: Iterable[Author]) -> Iterator[Fault]:
    """Yield a fault for each file about an author who has another file."""
    files: dict[str, str] = {}
    for biography in biographies:
        for key in dict.fromkeys((slugified(biography.name), biography.slug)):
            first = files.setdefault(key, biography.shown_path)
            if first != biography.shown_path:
                text = (
                    f"describes the same author as {first}. Keep one, or give this one another slug"
                )
                yield AUTHOR_TWICE.at(biography.shown_path, 1, text, other=first)


def set_profiles(stories: Iterable[Story], biographies: Mapping[str, Author]) -> list[Any]:
    """Set ``profile`` of each author of *stories*: the author's file, or None without one.

    Return the profiles in use.
    """
    used: dict[int, Any] = {}
    authors = {id(author): author for story in stories for author in story.authors}
    for author in authors.values():  # several stories may share one
        author.profile = biographies.get(author.slug)
        if author.profile:
            author.slug = author.profile.slug
            used[id(author.profile)] = author.profile
    return list(used.values())
