"""What a site is made of, as it is planned: what each page or feed shows, before it is printed."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from jinja2 import Template

from plugins.kernel.pelican_types import Context

from ..pelican_types import Content


class Page(NamedTuple):
    """A page to print: its file, its template, and the values that it shows.

    Its *own* values come before those of the *context*, which pages have in common. With
    *relative*, addresses on it are relative to it.
    """

    name: str
    template: Template
    context: Context
    relative: bool
    own: dict[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """The files that are printed, which is one."""
        return (self.name,)


Fragment = Sequence[bytes]
"""A story as a line of a feed, in pieces that are joined when it is written."""

Frame = tuple[bytes, bytes, bytes]
"""What comes before the fragments of a feed, between and after them."""


class Feed(Protocol):
    """A feed in its formats, or any other files of a line for each story, made by a plugin.

    *words* are what the files show beside the *stories* and the settings.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The files, one for each format."""

    @property
    def stories(self) -> Sequence[Content]:
        """The stories, in their order."""

    @property
    def words(self) -> Sequence[str]:
        """What else is shown."""

    def fragments(self, story: Content, template: Template, context: Context) -> Sequence[Fragment]:
        """Return the fragment of *story* in each file, by the *template* of its text.

        It depends on the story, the theme and the settings alone, whatever files it is in.
        """

    def frames(self) -> Sequence[Frame]:
        """Return, for each file, what comes before its fragments, between and after them."""


class FeedFiles(NamedTuple):
    """The files of a feed, which are printed together, and the template of a story's text there."""

    names: tuple[str, ...]
    feed: Feed
    template: Template
    context: Context

    @property
    def name(self) -> str:
        """The first of the files."""
        return self.names[0]
