"""The pieces of a chart as SVG.

Across, places are parts of the plot, whatever its width; down, they are pixels.
So one drawing fits every screen, and its text keeps its size. Labels beside the plot stand in the
padding of the picture, which ``css/parts.css`` knows by the classes that `picture` writes.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from .chart_text import LINE

ACROSS = 1000
"""Units across the plot in paths, which are stretched to its width."""

_ROOM_STEP, _MOST_ROOM = 8, 200


def element(name: str, *content: str, **attributes: object) -> str:
    """Return an element as SVG; an underscore in the name of an attribute stands for a hyphen."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_shown(value))}"'
        for key, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{name}{given}>{''.join(content)}</{name}>"


def percent(place: float) -> str:
    """Return a *place* across the plot, from 0 to 1, as SVG has it."""
    return f"{number(100 * place)}%"


def number(value: float) -> str:
    """Return *value* with at most two decimals."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _shown(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


class Sides(NamedTuple):
    """The direction of a chart: from right to left, places across count from the right."""

    rtl: bool = False

    def across(self, place: float) -> float:
        """Return where *place* is, counted from the left."""
        return 1 - place if self.rtl else place

    def shift(self, pixels: float) -> float:
        """Return *pixels* towards the end of the line as pixels to the right."""
        return -pixels if self.rtl else pixels


def text(
    words: Sequence[str],
    place: float,
    y: float,
    sides: Sides,
    *,
    anchor: str = "",
    shift: float = 0,
    class_: str = "",
) -> str:
    """Return lines of *words* around *y*, at a *place* across and so many pixels further on.

    The *anchor* is what of the text is there: its start, "middle" or "end".
    """
    x = percent(sides.across(place))
    top = y - (len(words) - 1) * LINE / 2 + 4.5
    dx = sides.shift(shift) or None
    dx = float(dx) if dx else None
    anchor_ = anchor or None
    if len(words) == 1:
        return element(
            "text", escape(words[0]), x=x, y=top, dx=dx, text_anchor=anchor_, class_=class_
        )
    spans = (
        element("tspan", escape(each), x=x, dx=dx, dy=LINE if nth else None)
        for nth, each in enumerate(words)
    )
    return element("text", *spans, x=x, y=top, text_anchor=anchor_, class_=class_)


def stretched(content: Iterable[str], height: float) -> str:
    """Return paths, in `ACROSS` units across and pixels down, over the whole plot."""
    return element(
        "svg",
        *content,
        viewBox=f"0 0 {ACROSS} {number(height)}",
        preserveAspectRatio="none",
        width="100%",
        height=float(height),
        class_="over",
    )


def room(pixels: float) -> int:
    """Return so many *pixels*, or a few more, as `css/parts.css` has a class for them."""
    return min(_MOST_ROOM, -(-int(pixels + 0.999) // _ROOM_STEP) * _ROOM_STEP)


class Drawing(NamedTuple):
    """A chart's plot: its *content* and height, and the pixels beside it for labels."""

    content: str
    height: float
    before: float = 0
    after: float = 0
    above: float = 0
    below: float = 0


def picture(drawing: Drawing, summary: str, sides: Sides) -> str:
    """Return the *drawing* as a picture that the *summary* stands for."""
    return element(
        "svg",
        element("g", drawing.content, transform=f"translate(0 {number(drawing.above)})"),
        role="img",
        aria_label=summary,
        class_=f"before-{room(drawing.before)} after-{room(drawing.after)}",
        direction="rtl" if sides.rtl else None,
        width="100%",
        height=float(drawing.above + drawing.height + drawing.below),
        overflow="visible",
    )
