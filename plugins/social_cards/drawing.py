"""A card, drawn: the site's name, the section and the headline, in the colours of the theme.

A line is drawn in a font that has all of its letters, or not at all: a card shows no empty boxes
for letters, and no script whose letters would stand unjoined or in the wrong order.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from plugins.kernel.languages import direction
from plugins.kernel.renditions import CROPS
from plugins.kernel.text import shortened

from .look import Look

WIDTH, HEIGHT = CROPS["og"]
MARGIN = 72
COLUMN = WIDTH - 2 * MARGIN
"""Pixels across in which words stand."""

NAME, LABEL = 34, 36
"""Pixels that the letters of the site's name and of the section are tall, from line to line."""

HEADLINES = range(88, 51, -4)
"""The same of a headline: the first at which it fits counts."""

RULE, TOP, FOOT = 120, 160, 548
"""Pixels from the top: the rule below the site's name, the section, and where a headline ends."""

LONGEST = 400
"""Characters of a headline that a card has room for, and more."""

LEADING = 1.14
_STEPS = 8
"""Shades of a colour at the edges of letters; with two colours, four bits hold a dot."""

_UNSEEN = frozenset("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff")
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class Line(NamedTuple):
    """Words, the font that draws them, by its file, and where they begin: "ltr" or "rtl"."""

    text: str
    font: str
    direction: str


def drawn(headline: str, section: str, lang: str, look: Look) -> bytes:
    """Return a card of that *look* as a PNG: the *section* and, in *lang*, the *headline*.

    Where no font has the headline's letters, the section stands in its place.
    """
    site = _line(look.site, look, "ltr")
    label, large = _line(section, look, direction(lang)), _line(headline, look, direction(lang))
    if large is None:
        label, large = None, label
    side = (large or label or Line("", "", "ltr")).direction
    ink, accent = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    on_ink, on_accent = ImageDraw.Draw(ink), ImageDraw.Draw(accent)
    on_ink.rectangle((0, 0, WIDTH, 11), fill=255)
    on_ink.rectangle((MARGIN, RULE, WIDTH - MARGIN, RULE + 1), fill=255)
    for number in range(3):  # the dots with which a copy editor lets words stand
        middle = MARGIN + 8 + 28 * number
        middle = WIDTH - middle if side == "rtl" else middle
        on_accent.ellipse((middle - 7, 578, middle + 7, 592), fill=255)
    if site:
        _write(on_ink, [site.text], site, NAME, 62, side)
    top = TOP
    if label:
        _write(on_accent, _fitted(label, LABEL, 1), label, LABEL, top, side)
        top += LABEL + 22
    if large:
        size, lines = _set(large, FOOT - top)
        _write(on_ink, lines, large, size, top, side)
    return _png(ink, accent, look)


def drawable(text: str, look: Look) -> bool:
    """Say whether *text* can be drawn in one of the fonts of *look*."""
    return _line(text, look, "ltr") is not None


def _line(text: str, look: Look, towards: str) -> Line | None:
    """Return *text* as the first font that has its letters draws it; None where none has them.

    Letters that join or stack, or run from right to left, need Raqm, which Pillow may lack.
    """
    seen = "".join(each for each in shortened(text, LONGEST) if each not in _UNSEEN)
    shown = unicodedata.normalize("NFC", seen)
    raqm = features.check("raqm")
    runs = {unicodedata.bidirectional(each) for each in shown}
    if not shown.strip() or (not raqm and any(map(_needs_shaping, shown))):
        return None
    if not runs & _RIGHT_TO_LEFT:
        towards = "ltr"  # a name in other letters than those of the language around it
    wanted = {each for each in shown if not each.isspace() and each not in _JOINERS}
    for font in look.fonts:
        if all(_has(font, each) for each in wanted):
            return Line(shown, font, towards)
    return None


def _needs_shaping(char: str) -> bool:
    return (
        unicodedata.bidirectional(char) in _RIGHT_TO_LEFT
        or char in _JOINERS
        or unicodedata.category(char) in {"Mn", "Mc"}
    )


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return _opened(file, size)


def _opened(file: str, size: int, engine: ImageFont.Layout | None = None) -> ImageFont.FreeTypeFont:
    """Return the font *file*; end the build where it is none, which only a look at it tells."""
    try:
        return ImageFont.truetype(file, size, layout_engine=engine)
    except OSError as problem:
        said = f"{file}: SOCIAL_CARD_FONTS names it, and it cannot be used: {problem}."
        raise SystemExit(f"{said} Put a TrueType or OpenType font there, or take it out") from None


@cache
def _picture(file: str, char: str) -> bytes:
    return bytes(_opened(file, 24, ImageFont.Layout.BASIC).getmask(char))


@cache
def _has(file: str, char: str) -> bool:
    """Say whether the font *file* has *char*, or draws what it does for no character at all."""
    return _picture(file, char) != _picture(file, "\uffff")


def _width(text: str, line: Line, size: int) -> float:
    return _font(line.font, size).getlength(text, direction=_direction(line))


def _direction(line: Line) -> str | None:
    """Return where *line* begins as Pillow is told it, which without Raqm cannot be told."""
    return line.direction if features.check("raqm") else None


def _set(line: Line, room: int) -> tuple[int, list[str]]:
    """Return the size at which *line* fills at most *room* pixels down, and the lines it takes."""
    for size in HEADLINES:
        number = int((room - size) / (size * LEADING)) + 1
        lines = _broken(line, size)
        if len(lines) <= number:
            return size, lines
    return size, _fitted(line, size, number)


def _broken(line: Line, size: int) -> list[str]:
    """Return the words of *line* in lines that are as wide as the column at most."""
    space = _width(" ", line, size)
    lines: list[list[str]] = [[]]
    left = float(COLUMN)
    for word in _pieces(line, size):
        across = _width(word, line, size)
        if lines[-1] and across > left:
            lines.append([])
            left = COLUMN
        lines[-1].append(word)
        left -= across + space
    return [" ".join(each) for each in lines]


def _pieces(line: Line, size: int) -> Iterable[str]:
    """Yield the words of *line*; one that is wider than the column, in parts."""
    for word in line.text.split():
        while _width(word, line, size) > COLUMN:
            fitting = len(word) - 1
            while fitting > 1 and _width(word[:fitting], line, size) > COLUMN:
                fitting -= 1
            yield word[:fitting]
            word = word[fitting:]
        yield word


def _fitted(line: Line, size: int, number: int) -> list[str]:
    """Return the first *number* lines of *line*, with an ellipsis where more would follow."""
    lines = _broken(line, size)
    if len(lines) <= number:
        return lines
    dots = "…" if _has(line.font, "…") else "..."
    last = lines[number - 1].rstrip(" ,;:.-–—")
    while last and _width(last + dots, line, size) > COLUMN:
        last = (last.rpartition(" ")[0] or last[:-1]).rstrip(" ,;:.-–—")
    return [*lines[: number - 1], last + dots]


def _write(
    on: ImageDraw.ImageDraw, lines: Iterable[str], line: Line, size: int, top: int, side: str
) -> None:
    """Draw *lines* from *top* on, at the *side* where the card begins."""
    at, anchor = (WIDTH - MARGIN, "ra") if side == "rtl" else (MARGIN, "la")
    for number, text in enumerate(lines):
        place = (at, top + round(number * size * LEADING))
        font, towards = _font(line.font, size), _direction(line)
        on.text(place, text, fill=255, font=font, anchor=anchor, direction=towards)


def _png(ink: Image.Image, accent: Image.Image, look: Look) -> bytes:
    """Return both masks as one picture of few colours, on the paper of *look*."""
    most = _STEPS - 1
    plain = [round(value * most / 255) for value in range(256)]
    inked = ink.point(plain)
    accented = accent.point([each + most if each else 0 for each in plain])
    picture = ImageChops.lighter(inked, accented)
    shades = [(look.ink, step) for step in range(_STEPS)]
    shades += [(look.accent, step) for step in range(1, _STEPS)]
    picture.putpalette(
        [part for colour, step in shades for part in _between(look.paper, colour, step / most)]
    )
    data = BytesIO()
    picture.save(data, "PNG", compress_level=4)  # the usual effort takes twice as long for 3 %
    return data.getvalue()


def _between(start: str, end: str, part: float) -> list[int]:
    pairs = zip(bytes.fromhex(start[1:]), bytes.fromhex(end[1:]), strict=True)
    return [round(one + (other - one) * part) for one, other in pairs]
