"""Text that stands apart: key points, fact boxes and notes from the editor."""

from plugins.markup.parts import Part, PartDesk, TypedPart, begin, label, words


def _titled(name: str, title: str, inside: str, number: int) -> str:
    """Return the box *name* with its *title*, as HTML, and the text *inside* it."""
    anchor = f"part-{number}"
    opening = begin("aside", name, {"aria-labelledby": anchor})
    heading = f'<h2 class="part-title" id="{anchor}">{title}</h2>'
    return f"{opening}\n{heading}\n{inside}\n</aside>"


def _box(part: TypedPart, inside: str, desk: PartDesk) -> str:
    return _titled("box", words(part.head), inside, desk.number)


def _key_points(part: TypedPart, inside: str, desk: PartDesk) -> str:
    title = words(part.head) if part.head else label("key-points")
    return _titled("key-points", title, inside, desk.number)


PARTS = (
    Part("box", _box, needs_head=True),
    Part("key-points", _key_points, text="a list"),
)
