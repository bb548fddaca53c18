"""Text that stands apart: key points, fact boxes and notes from the editor."""

from plugins.markup.parts import Part, PartDesk, PartError, TypedPart, begin, label, words

from .elements import children
from .rules import PART_HARD

MOST_POINTS = 7
"""Key points that readers take in."""


def heading(part: TypedPart, desk: PartDesk) -> tuple[dict[str, str], str]:
    """Return the attributes of an element with the title of *part*, and its heading as HTML.

    Both are empty if there is no title.
    """
    return titled(words(part.head), desk) if part.head else ({}, "")


def titled(title: str, desk: PartDesk) -> tuple[dict[str, str], str]:
    """Return the attributes of an element with a *title*, which is HTML, and its heading."""
    anchor = f"part-{desk.number}"
    return {"aria-labelledby": anchor}, f'<h2 class="part-title" id="{anchor}">{title}</h2>\n'


def labelled(title: str, desk: PartDesk) -> tuple[dict[str, str], str]:
    """Return the same with a *title* that is a label above the text and no heading."""
    anchor = f"part-{desk.number}"
    return {"aria-labelledby": anchor}, f'<p class="part-label" id="{anchor}">{title}</p>\n'


def _box(part: TypedPart, inside: str, desk: PartDesk) -> str:
    attributes, title = heading(part, desk)
    return f"{begin('aside', 'box', attributes)}\n{title}{inside}\n</aside>"


def _key_points(part: TypedPart, inside: str, desk: PartDesk) -> str:
    lists = [each for each in children(inside) if each.name in {"ul", "ol"}]
    if not lists:
        raise PartError('the key points are no list. Begin each point with "- "')
    points = sum(1 for each in lists for item in children(each.inside) if item.name == "li")
    if points > MOST_POINTS:
        text = f"there are {points} key points. Keep the {MOST_POINTS} that count most"
        desk.found(PART_HARD, text)
    attributes, title = titled(words(part.head) if part.head else label("key-points"), desk)
    return f"{begin('aside', 'key-points', attributes)}\n{title}{inside}\n</aside>"


def _note(part: TypedPart, inside: str, desk: PartDesk) -> str:
    attributes, title = labelled(words(part.head) if part.head else label("note"), desk)
    return f"{begin('aside', 'note', attributes)}\n{title}{inside}\n</aside>"


PARTS = (
    Part("box", _box, needs_head=True),
    Part("key-points", _key_points, text="a list"),
    Part("note", _note),
)
"""Boxes, key points and notes."""
