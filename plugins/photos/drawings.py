"""Drawings: the size and title of an SVG file that holds no scripts and loads no other files."""

import re
from collections.abc import Mapping
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from plugins.markup.text import shortened


class DrawingError(Exception):
    """A drawing that cannot be shown; the message says why and what to do."""


class Drawing(NamedTuple):
    """The size of a drawing in pixels, and its title; empty if it has none.

    *dark* says whether it has colours of its own for readers who prefer dark pages.
    """

    width: int
    height: int
    title: str
    dark: bool


def drawing(file: BinaryIO, name: str) -> Drawing:
    """Return the drawing in *file*, which messages call *name*, or raise its `DrawingError`."""
    target = _Checker(name)
    parser = DefusedXMLParser(target=target)
    try:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as problem:
        raise DrawingError(
            f'photo "{name}" declares XML entities, which may be harmful. Save it as plain SVG.'
        ) from problem
    except (ParseError, LookupError, ValueError) as problem:
        raise DrawingError(
            f'photo "{name}" is damaged or not an SVG. Save the drawing again.'
        ) from problem
    if target.root != f"{_SVG}svg":
        raise DrawingError(
            f'photo "{name}" is not an SVG that browsers show. Save the drawing again as plain SVG.'
        )
    return Drawing(*_size(target.attrs), "".join(target.title), target.dark)


_SVG = "{http://www.w3.org/2000/svg}"
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
_LENGTH = re.compile(r"\s*\+?(\d{1,7}(?:\.\d{0,9})?|\.\d{1,9})(px|pt|pc|in|cm|mm|)\s*", re.ASCII)
_UNSIZED = (300.0, 150.0)  # what browsers use for a drawing without a size
_CHUNK = 65_536
_HTML = "{http://www.w3.org/1999/xhtml}"
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_WITHIN_ITSELF = re.compile(r"(?:#|data:image/(?:png|jpe?g|gif|webp|avif)[;,]|$)")
_RUNS = re.compile(r"(?:^|;)(?:java|vb)script:")
_NAMESPACE = re.compile(r"@namespace\b[^;]*;", re.IGNORECASE)  # only names one, loads nothing
_FETCHES = re.compile(
    r"@import|url\(\s*[\"']?(?!\s*(?:#|data:|[\"')]))|\bimage-set\(|\bsrc\(", re.IGNORECASE
)
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark|light-dark\(", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


class _Checker:
    """Checks the parts of an SVG file as they are parsed, and keeps only its size and title."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self.attrs: dict[str, str] = {}
        self.title: list[str] = []
        self.dark = False
        self._path: list[str] = []
        self._titled = False
        self._style: list[str] = []

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Check the start of an element."""
        if not self._path:
            self.root, self.attrs = tag, dict(attrs)
        self._path.append(tag)
        local = _local(tag)
        if local == "script":
            self._refuse("holds a script")
        if local == "foreignobject" or tag.startswith(_HTML):
            self._refuse("holds HTML")
        for name, value in attrs.items():
            self._check(_local(name), value)

    def data(self, text: str) -> None:
        """Collect text."""
        if self._path[1:2] == [f"{_SVG}title"] and not self._titled:
            self.title.append(text)
        if self._path and _local(self._path[-1]) == "style":
            self._style.append(text)

    def end(self, tag: str) -> None:
        """Check the end of an element."""
        self._path.pop()
        self._titled = self._titled or (len(self._path) == 1 and bool(self.title))
        if _local(tag) == "style":
            self._check_style("".join(self._style))
            self._style = []

    def pi(self, target: str, data: str) -> None:
        """Check a processing instruction, such as a style sheet to load."""
        if target == "xml-stylesheet":
            self._refuse("fetches a style sheet")

    def _check(self, name: str, value: str) -> None:
        bare = _BLANKS.sub("", value).lower()
        if name.startswith("on") or _RUNS.search(bare):
            self._refuse("holds a script")
        if name == "attributename" and bare.rpartition(":")[2] == "href":
            self._refuse("changes an address")
        if name in {"href", "src"} and not _WITHIN_ITSELF.match(bare):
            self._refuse(f'refers to "{shortened(value, 80)}"')
        if "(" in value or "@" in value:
            self._check_style(value)

    def _check_style(self, style: str) -> None:
        self.dark = self.dark or bool(_DARK.search(style))
        if _FETCHES.search(_NAMESPACE.sub("", _ESCAPE.sub(_unescaped, style))):
            self._refuse("has a style that fetches another file")

    def _refuse(self, what: str) -> None:
        raise DrawingError(
            f'photo "{self.name}" {what}. '
            "Export it again without scripts and without references to other files."
        )


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return match[2] or (chr(code) if code < 0x110000 else "")


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    box = [
        float(match[1])
        for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]
        if (match := _LENGTH.fullmatch(part)) and not match[2]
    ]
    if len(box) == 2 and all(box):
        across, down = box
        if width and not height:
            height = width * down / across
        elif height and not width:
            width = height * across / down
        elif not width or not height:
            width, height = across, down
    width, height = width or _UNSIZED[0], height or _UNSIZED[1]
    return max(1, round(width)), max(1, round(height))


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0
