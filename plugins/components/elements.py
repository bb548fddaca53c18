"""The elements at the top of a part's text."""

from collections.abc import Iterator
from typing import NamedTuple

from plugins.markup.tags import VOID, Tag, tags


class Element(NamedTuple):
    """An element: its opening tag, all of it as HTML, and what is *inside* it."""

    tag: Tag
    html: str
    inside: str

    @property
    def name(self) -> str:
        """The name of the element, such as "ul"."""
        return self.tag.name


def children(html: str) -> Iterator[Element]:
    """Yield the elements of *html* that are in no other one, in order."""
    opening: Tag | None = None
    depth = 0
    for tag in tags(html):
        if opening is None:
            if tag.closes:
                continue  # it was never opened
            if tag.name in VOID:
                yield Element(tag, html[tag.start : tag.end], "")
            else:
                opening, depth = tag, 1
        elif tag.name == opening.name:
            depth += -1 if tag.closes else 1
            if not depth:
                whole = html[opening.start : tag.end]
                yield Element(opening, whole, html[opening.end : tag.start])
                opening = None
