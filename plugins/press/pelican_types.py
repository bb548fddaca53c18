"""What the press uses of Pelican, which has no types of its own.

It stands below all floors and imports nothing of the press.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, Template

from plugins.kernel.faults import Fault

Settings = Mapping[str, Any]
"""The site's settings, by name."""

Context = dict[str, Any]
"""What every template may show, by name."""


class Wrapper(Protocol):
    """A section, topic, author or series: Pelican's URLWrapper."""

    name: str
    slug: str
    url: str
    save_as: str
    page_name: str
    press_fingerprint: str


class Links(Protocol):
    """The links of a text into the site; *files* are paths of content files, as typed too."""

    files: Sequence[tuple[str, str]]


class Photo(Protocol):
    """A photo of a story."""

    path: str


class Content(Protocol):
    """A story, a page or an author's file, as far as the press looks at it."""

    source_path: str
    url: str
    save_as: str
    override_url: str
    override_save_as: str
    status: str
    faults: Sequence[Fault]
    photos: Sequence[Photo]
    hold: str
    waiting: Sequence[str]
    linked: Links
    category: Wrapper
    tags: Sequence[Wrapper]
    authors: Sequence[Wrapper]
    series: Wrapper | None
    translations: Sequence["Content"]
    related_posts: Sequence["Content"]
    kept_links: tuple[str, ...]
    press_key: str
    press_card: str
    text_fingerprint: str
    card_fingerprint: str
    _content: str

    def is_valid(self) -> bool:
        """Return whether it can be published."""

    def get_static_links(self) -> set[str]:
        """Return the files that its text links to."""


class StaticFile(Protocol):
    """A file that is copied as it is: Pelican's Static, or one that a plugin made."""

    source_path: str
    save_as: str
    url: str

    def get_relative_source_path(self) -> str:
        """Return where it lies below the content folder."""


class Readers(Protocol):
    """Pelican's readers."""

    extensions: Sequence[str]


class Generator(Protocol):
    """One of Pelican's generators."""

    settings: Settings
    context: Context
    path: str
    env: Environment
    readers: Readers
    get_files: Callable[..., Sequence[str]]
    get_cached_data: Callable[..., None]
    cache_data: Callable[..., None]

    def get_template(self, name: str) -> Template:
        """Return the template *name*, without its ending."""


class ArticlesGenerator(Generator, Protocol):
    """Pelican's generator for stories."""

    articles: list[Content]
    tags: Mapping[Wrapper, list[Content]]
    categories: list[tuple[Wrapper, list[Content]]]
    authors: list[tuple[Wrapper, list[Content]]]
    generate_tags: Callable[..., None]
    generate_categories: Callable[..., None]
    generate_authors: Callable[..., None]


class StaticGenerator(Generator, Protocol):
    """Pelican's generator for files that are copied as they are."""

    fallback_to_symlinks: bool
    _file_update_required: Callable[[StaticFile], bool]


class Site(Protocol):
    """Pelican itself, at work on one build."""

    settings: dict[str, Any]
    output_path: str | Path
    press: Any
    stopped: int | None
    receivers: dict[Any, Callable[..., None]]

    def run(self) -> None:
        """Build the site."""
