"""Pictures that are shown together: two side by side, and a photo essay."""

from plugins.markup.parts import Part, PartDesk, PartError, TypedPart, begin
from plugins.markup.tags import tags

from .boxes import heading


def _pictures(inside: str) -> int:
    return sum(tag.name == "img" for tag in tags(inside))


def _side_by_side(part: TypedPart, inside: str, desk: PartDesk) -> str:
    if (number := _pictures(inside)) != 2:
        shown = "1 picture" if number == 1 else f"{number} pictures"
        raise PartError(f"{shown} cannot stand side by side. Write two, each in a paragraph")
    return _group("side-by-side", part, inside, desk)


def _photo_essay(part: TypedPart, inside: str, desk: PartDesk) -> str:
    if _pictures(inside) < 2:
        raise PartError("a photo essay has two pictures or more. Add some, each in a paragraph")
    return _group("photo-essay", part, inside, desk)


def _group(name: str, part: TypedPart, inside: str, desk: PartDesk) -> str:
    attributes, title = heading(part, desk)
    group = {"role": "group", **attributes} if attributes else {}
    return f"{begin('div', name, group)}\n{title}{inside}\n</div>"


PARTS = (
    Part("side-by-side", _side_by_side, text="two photos, each with its caption"),
    Part("photo-essay", _photo_essay, text="photos, each with its caption"),
)
"""Pictures side by side, and photo essays."""
