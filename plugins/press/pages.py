"""The pages of a site as they are planned: what each is made of, before it is printed."""

from typing import Any, NamedTuple


class Page(NamedTuple):
    """A page to print: a template, by its name, and the values that it shows."""

    name: str
    template: Any
    context: dict[str, Any]
    relative: bool
    own: dict[str, Any]


class Feed(NamedTuple):
    """A feed to print, with what Pelican's writer asks for."""

    name: str
    elements: list[Any]
    context: dict[str, Any]
    url: str | None
    kind: str
    title: str | None
