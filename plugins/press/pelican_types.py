"""What the press alone uses of Pelican, or adds to its objects; the rest is in the kernel.

It is below all floors and imports nothing of the press.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from plugins.kernel import pelican_types, story
from plugins.kernel.pelican_types import PublishedFile


class Wrapper(story.Name, Protocol):
    """A section, topic, author or series."""

    page_name: str
    first_page: Mapping[str, object]
    """What only the first page of its list shows, if a plugin has set it."""
    press_fingerprint: str
    """What a story shows of it."""


class Content(story.Content, Protocol):
    """A story, a page or an author's file."""

    text_fingerprint: str
    """Of all that it shows; empty where that is not known."""
    card_fingerprint: str
    """Of all that a card of it shows; empty where that is not known."""
    is_valid: Callable[[], bool]
    """Returns whether it can be published."""


class StaticFile(PublishedFile, Protocol):
    """A file that is copied as it is: Pelican's Static, or one that a plugin made."""

    get_relative_source_path: Callable[[], str]
    """Returns where it lies below the content folder."""


class Generator(pelican_types.Generator, Protocol):
    """One of Pelican's generators: what the press puts in place of its own."""

    get_cached_data: Callable[..., None]
    cache_data: Callable[..., None]
    generate_tags: Callable[..., None]
    generate_categories: Callable[..., None]
    generate_authors: Callable[..., None]
    fallback_to_symlinks: bool
    _file_update_required: Callable[[StaticFile], bool]


class Site(pelican_types.Pelican, Protocol):
    """Pelican itself, at work on one build."""

    press: Any
    stopped: int | None
    receivers: dict[Any, Callable[..., None]]
    run: Callable[[], None]
    """Builds the site."""
