"""What plugins use of Pelican's objects, which have no types of their own."""

from collections.abc import Callable, Iterable, Sequence
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

    read_file: Callable[..., Author]
    """Returns the content of the file at a path."""


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
    generate_period_archives: Callable[..., None]

    pages: list[Page]
    hidden_pages: list[Page]
    draft_pages: list[Page]

    staticfiles: list[Any]

    get_template: Callable[[str], Template]
    """Returns a template by its name, without the ending."""
    get_files: Callable[..., Sequence[str]]
    """Returns the files in folders below the content folder."""
    add_source_path: Callable[[Content], None]
    """Lets links find a content by its file."""
    _update_context: Callable[[Iterable[str]], None]
    """Sets some of these attributes in the context."""


class Writer(Protocol):
    """The press's writer: it plans pages, and prints those that changed."""

    write_file: Callable[..., None]
    """Plans a page: its name, its template, the context, and what it shows by name."""
    write_feed_files: Callable[[Any, Template, Context], None]
    """Plans files of one line for each story, such as a feed in its formats."""


class Pelican(Protocol):
    """A run of Pelican."""

    settings: dict[str, Any]
    output_path: str
