"""Draws a card: the site's name, the section and the headline, in the colours of the theme.

A line is drawn in a font that has all its letters, or not at all. So a card never shows empty boxes
for letters, or a script with letters that are not joined or in the wrong order.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from plugins.markup.languages import direction
from plugins.markup.text import shortened
from plugins.photos.formats import CROPS

from .design import Design

WIDTH, HEIGHT = CROPS["og"]
MARGIN = 72
COLUMN = WIDTH - 2 * MARGIN
"""Pixels across the column of text."""

NAME, LABEL = 34, 36
"""Font sizes of the site's name and of the section, in pixels."""

HEADLINES = range(88, 51, -4)
"""Font sizes of a headline; the first at which it fits is used."""

RULE, TOP, FOOT = 120, 160, 548
"""Pixels from the top: the line below the site's name, the section, and the headline's end."""

LONGEST = 400
"""The most characters of a headline that are considered; a card has room for fewer."""

LEADING = 1.14
_STEPS = 8
"""Shades of a colour at the edges of letters; those of two colours fit into four bits per pixel."""

_INVISIBLE = frozenset("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff")
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class Line(NamedTuple):
    """A text, the file of the font that draws it, and its direction: "ltr" or "rtl"."""

    text: str
    font: str
    direction: str


def drawn(headline: str, section: str, lang: str, design: Design) -> bytes:
    """Return a card of that *design* as a PNG: the *section* and, in *lang*, the *headline*.

    If no font has the headline's letters, the section takes its place.
    """
    site = _line(design.site, design, "ltr")
    label, large = _line(section, design, direction(lang)), _line(headline, design, direction(lang))
    if large is None:
        label, large = None, label
    side = (large or label or Line("", "", "ltr")).direction
    ink, accent = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    on_ink, on_accent = ImageDraw.Draw(ink), ImageDraw.Draw(accent)
    on_ink.rectangle((0, 0, WIDTH, 11), fill=255)
    on_ink.rectangle((MARGIN, RULE, WIDTH - MARGIN, RULE + 1), fill=255)
    for number in range(3):  # the dots with which copy editors mark words to keep
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
        size, lines = _largest(large, FOOT - top)
        _write(on_ink, lines, large, size, top, side)
    return _png(ink, accent, design)


def drawable(text: str, design: Design) -> bool:
    """Return whether *text* can be drawn in one of the fonts of *design*."""
    return _line(text, design, "ltr") is not None


def _line(text: str, design: Design, towards: str) -> Line | None:
    """Return *text* with the first font that has all its letters; None if there is no such font.

    Letters that join or stack, or run from right to left, need Raqm, which Pillow may lack.
    """
    seen = "".join(each for each in shortened(text, LONGEST) if each not in _INVISIBLE)
    shown = unicodedata.normalize("NFC", seen)
    raqm = features.check("raqm")
    runs = {unicodedata.bidirectional(each) for each in shown}
    if not shown.strip() or (not raqm and any(map(_needs_shaping, shown))):
        return None
    if not runs & _RIGHT_TO_LEFT:
        towards = "ltr"  # a name in another script than the language around it
    wanted = {each for each in shown if not each.isspace() and each not in _JOINERS}
    for font in design.fonts:
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
    """Return the font *file*; end the build if it is not a font, which only opening it shows."""
    try:
        return ImageFont.truetype(file, size, layout_engine=engine)
    except OSError as problem:
        why = f"{file}: this font of SOCIAL_CARD_FONTS cannot be used: {problem}."
        remedy = "Put a TrueType or OpenType font there, or remove the name"
        raise SystemExit(f"{why} {remedy}") from None


@cache
def _picture(file: str, char: str) -> bytes:
    return bytes(_opened(file, 24, ImageFont.Layout.BASIC).getmask(char))


@cache
def _has(file: str, char: str) -> bool:
    """Return whether the font *file* has *char*: whether it differs from a missing character."""
    return _picture(file, char) != _picture(file, "\uffff")


def _width(text: str, line: Line, size: int) -> float:
    return _font(line.font, size).getlength(text, direction=_direction(line))


def _direction(line: Line) -> str | None:
    """Return the direction of *line* for Pillow, which accepts one only with Raqm."""
    return line.direction if features.check("raqm") else None


def _largest(line: Line, room: int) -> tuple[int, list[str]]:
    """Return the largest font size at which *line* fits into *room* pixels down, and its lines."""
    for size in HEADLINES:
        number = int((room - size) / (size * LEADING)) + 1
        lines = _broken(line, size)
        if len(lines) <= number:
            return size, lines
    return size, _fitted(line, size, number)


def _broken(line: Line, size: int) -> list[str]:
    """Return the words of *line* in lines no wider than the column."""
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
    """Yield the words of *line*; a word wider than the column is split."""
    for word in line.text.split():
        while _width(word, line, size) > COLUMN:
            fitting = len(word) - 1
            while fitting > 1 and _width(word[:fitting], line, size) > COLUMN:
                fitting -= 1
            yield word[:fitting]
            word = word[fitting:]
        yield word


def _fitted(line: Line, size: int, number: int) -> list[str]:
    """Return the first *number* lines of *line*, with an ellipsis if there is more."""
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
    """Draw *lines* from *top* down, aligned to *side*: "rtl" is the right."""
    at, anchor = (WIDTH - MARGIN, "ra") if side == "rtl" else (MARGIN, "la")
    for number, text in enumerate(lines):
        place = (at, top + round(number * size * LEADING))
        font, towards = _font(line.font, size), _direction(line)
        on.text(place, text, fill=255, font=font, anchor=anchor, direction=towards)


def _png(ink: Image.Image, accent: Image.Image, design: Design) -> bytes:
    """Return both masks as one PNG of few colours, on the paper colour of *design*."""
    most = _STEPS - 1
    plain = [round(value * most / 255) for value in range(256)]
    inked = ink.point(plain)
    accented = accent.point([each + most if each else 0 for each in plain])
    picture = ImageChops.lighter(inked, accented)
    shades = [(design.ink, step) for step in range(_STEPS)]
    shades += [(design.accent, step) for step in range(1, _STEPS)]
    picture.putpalette(
        [part for colour, step in shades for part in _between(design.paper, colour, step / most)]
    )
    data = BytesIO()
    picture.save(data, "PNG", compress_level=4)  # the default takes twice as long to save 3 %
    return data.getvalue()


def _between(start: str, end: str, part: float) -> list[int]:
    pairs = zip(bytes.fromhex(start[1:]), bytes.fromhex(end[1:]), strict=True)
    return [round(one + (other - one) * part) for one, other in pairs]
