"""What plugins use of Pelican's objects, which have no types of their own."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from jinja2 import Environment, Template

from .story import Author, Byline, Content, Name, Page, Story

Context = dict[str, Any]
"""What plugins and templates share in a build; it holds values of any type, by name."""


class PublishedFile(Protocol):
    """A file that is published as it is."""

    source_path: str
    save_as: str
    url: str


class Readers(Protocol):
    """What reads files, by their endings."""

    reader_classes: dict[str, type]
    extensions: Iterable[str]

    def read_file(self, base_path: str, path: str, content_class: type, context: Context) -> Author:
        """Return the content of the file at *path*, below *base_path*."""


class Generator(Protocol):
    """Pelican's generators: of articles, of pages, of static files; each has some of these."""

    context: Context
    settings: dict[str, Any]
    path: str
    output_path: str
    env: Environment
    readers: Readers

    articles: list[Story]
    translations: list[Any]  # stories or pages, as the generator's own are
    hidden_articles: list[Story]
    drafts: list[Story]
    dates: list[Story]
    categories: list[tuple[Name, list[Story]]]
    tags: dict[Name, list[Story]]
    authors: list[tuple[Byline, list[Story]]]
    period_archives: dict[str, list[dict[str, Any]]]

    pages: list[Page]
    hidden_pages: list[Page]
    draft_pages: list[Page]

    staticfiles: list[Any]

    def get_template(self, name: str) -> Template:
        """Return the template *name*, without its ending."""

    def get_files(
        self, paths: str | Sequence[str], extensions: bool | None = None
    ) -> Iterable[str]:
        """Return the files in the folders *paths*, below the content folder."""

    def add_source_path(self, content: Content) -> None:
        """Let links find *content* by its file."""

    def add_static_links(self, content: Content) -> None:
        """Have the files published that *content* links to."""

    def _update_context(self, items: Iterable[str]) -> None:
        """Set these attributes of the generator in the context."""


class Writer(Protocol):
    """The press's writer: it plans pages, and prints those that changed."""

    def write_file(
        self, name: str, template: Template, context: Context, relative_urls: bool, **shown: object
    ) -> None:
        """Plan the page *name*, which shows what *shown* holds."""

    def write_feed_files(self, feed: Any, template: Template, context: Context) -> None:
        """Plan files of one line for each story, such as a feed in its formats."""


class Pelican(Protocol):
    """A run of Pelican."""

    settings: dict[str, Any]
    output_path: str
