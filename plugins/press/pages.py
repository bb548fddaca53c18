"""What a site is made of, as it is planned: what each page or feed shows, before it is printed."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol


class Page(NamedTuple):
    """A page to print: a template, by its name, and the values that it shows."""

    name: str
    template: Any
    context: dict[str, Any]
    relative: bool
    own: dict[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """The files that are printed, which is one."""
        return (self.name,)


Line = Sequence[bytes]
"""A story as it stands on a line of a file, in pieces that are joined when it is written."""


class Lined(Protocol):
    """What a plugin has printed together, such as a feed in its formats: a line for each story.

    *words* are what the files show beside the *stories* and the settings.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The files."""

    @property
    def stories(self) -> Sequence[Any]:
        """The stories, in their order."""

    @property
    def words(self) -> Sequence[str]:
        """What else is shown."""

    def lines(self, story: Any, template: Any, context: dict[str, Any]) -> Sequence[Line]:
        """Return the line of *story* in each file, by the *template* of its text.

        It depends on the story, the theme and the settings alone, whatever files it stands in.
        """

    def around(self) -> Sequence[tuple[bytes, bytes, bytes]]:
        """Return, for each file, what stands before its lines, between and after them."""


class Sheet(NamedTuple):
    """Files to print together, and the template of a story's text in them."""

    names: tuple[str, ...]
    lined: Lined
    template: Any
    context: dict[str, Any]

    @property
    def name(self) -> str:
        """The first of the files."""
        return self.names[0]
