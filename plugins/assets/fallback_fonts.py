"""Gives each font of the newsroom a stand-in of the same size, so that nothing jumps when it loads.

Until a font has arrived, browsers show one that the device has. A ``@font-face`` with the widths
and heights of the newsroom's font makes every line as long and as tall as it will be
(https://www.w3.org/TR/css-fonts-5/#font-metrics-override-desc).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import tinycss2
from tinycss2.ast import Node

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_EM = 2048
"""The size at which fonts are measured; nearly all have so many units, or half of it."""

_SAMPLE = "the news of the day as it stands and nothing else in it while a reader waits for more"
"""A text with the letters about as frequent as they are in languages of Europe."""


class _StandIn(NamedTuple):
    """A font that devices have: its names there, regular and bold, and the width of `_SAMPLE`."""

    regular: tuple[str, ...]
    bold: tuple[str, ...]
    widths: tuple[float, float]


_SERIF = _StandIn(
    ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos"),
    ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Tinos Bold"),
    (33.046, 35.109),
)
_SANS = _StandIn(
    ("Arial", "ArialMT", "Liberation Sans", "Arimo"),
    ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"),
    (36.576, 39.397),
)
_SANS_NAMES = re.compile(r"sans|arial|helvetica|verdana|roboto|system-ui", re.IGNORECASE)
_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_BOLD = 600
_WEIGHTS = {"normal": 400, "bold": 700}


class Metrics(NamedTuple):
    """What decides how much room a font takes, in parts of its size.

    It is the height above the line and below it, the gap between lines, and the width of `_SAMPLE`.
    """

    ascent: float
    descent: float
    gap: float
    width: float


class Face(NamedTuple):
    """A ``@font-face``: its family, its file as typed, its weight and style, its line."""

    family: str
    address: str
    weight: str
    style: str
    line: int


def with_stand_ins(css: str, data_of: Callable[[str], bytes | None]) -> str:
    """Return *css* with a stand-in for each family of its ``@font-face``, in every list of fonts.

    *data_of* returns the bytes of the file at an address, or None for one that is elsewhere.
    """
    made, families = [], {}
    for face in faces(css):
        data = data_of(face.address)
        metrics = metrics_of(data) if data and face.style == "normal" else None
        stack = _stack(css, face.family)
        if metrics and "monospace" not in stack:
            stand_in = _SANS if _SANS_NAMES.search(stack) else _SERIF
            families[face.family] = f"{face.family} stand-in"
            made.append(_face(face, metrics, stand_in))
    for family, name in families.items():
        css = _listed(css, family, name)
    return "\n".join([css, *made])


def faces(css: str) -> Iterator[Face]:
    """Yield each ``@font-face`` of *css* that names a family and a file."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" and rule.content:
            found = {
                each.lower_name: each.value
                for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
                if each.type == "declaration"
            }
            family, address = _family(found.get("font-family", [])), _address(found.get("src", []))
            if family and address:
                weight, style = (
                    tinycss2.serialize(found.get(name, [])).strip() or "normal"
                    for name in ("font-weight", "font-style")
                )
                yield Face(family, address, weight, style, rule.source_line)


@cache
def metrics_of(data: bytes) -> Metrics | None:
    """Return the metrics of the font whose file has these *data*; None if it is no font.

    Also None for a font without Latin letters, whose lines no stand-in of ours can show.
    """
    font = _font(data)
    if not font or bytes(font.getmask("e")) == bytes(font.getmask("\uffff")):
        return None
    ascent, descent = font.getmetrics()
    gap = max(0, font.font.height - ascent - descent)
    return Metrics(ascent / _EM, descent / _EM, gap / _EM, font.getlength(_SAMPLE) / _EM)


@cache
def is_font(data: bytes) -> bool:
    """Return whether *data* are those of a font."""
    return _font(data) is not None


def _font(data: bytes) -> "FreeTypeFont | None":
    from PIL import ImageFont  # imported late: many newsrooms have no font of their own

    try:
        return ImageFont.truetype(BytesIO(data), _EM, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return None


def _family(value: list[Node]) -> str:
    """Return the name of a family, quoted or in words."""
    words = [each.value for each in value if each.type in ("ident", "string")]
    return " ".join(words)


def _address(value: list[Node]) -> str:
    """Return the first address in *value*."""
    for each in value:
        if each.type == "url":
            return str(each.value)
        if each.type == "function" and each.lower_name == "url":
            return "".join(str(arg.value) for arg in each.arguments if arg.type == "string")
    return ""


def _named(family: str) -> str:
    """Return a pattern for *family* as an item of a list of fonts."""
    return rf"(?<![\w-])([\"']?){re.escape(family)}\1(?![\w-])(?!\s*\()"


def _stack(css: str, family: str) -> str:
    """Return what follows *family* in the first list of fonts that has it."""
    found = re.search(rf"{_named(family)}([^;}}]*)", _FACE.sub("", css), re.IGNORECASE)
    return found[2] if found else ""


def _listed(css: str, family: str, name: str) -> str:
    """Return *css* with *name* after *family* in every list of fonts."""
    pattern = re.compile(rf"{_named(family)}(?=\s*[,;}}])", re.IGNORECASE)
    pieces, at = [], 0
    for face in [*_FACE.finditer(css), None]:
        end = face.start() if face else len(css)
        pieces.append(pattern.sub(lambda match: f'{match[0]}, "{name}"', css[at:end]))
        if face:
            pieces.append(face[0])
            at = face.end()
    return "".join(pieces)


def _face(face: Face, metrics: Metrics, stand_in: _StandIn) -> str:
    """Return the ``@font-face`` of a *stand_in* for *face*, with its *metrics*."""
    first = face.weight.split()[0].lower()
    bold = int(_WEIGHTS.get(first, first if first.isdecimal() else 400)) >= _BOLD
    names = stand_in.bold if bold else stand_in.regular
    size = metrics.width / stand_in.widths[bold]
    sources = ", ".join(f'local("{name}")' for name in names)
    heights = {"ascent": metrics.ascent, "descent": metrics.descent, "line-gap": metrics.gap}
    overrides = "; ".join(f"{key}-override: {each / size:.2%}" for key, each in heights.items())
    return (
        f'@font-face {{ font-family: "{face.family} stand-in"; src: {sources};'
        f" font-weight: {face.weight}; font-style: {face.style};"
        f" size-adjust: {size:.2%}; {overrides} }}"
    )
