"""The last work on the HTML of a story: what is wide gets a box, and no comment stays."""

import re
from collections.abc import Iterator

from markdown.postprocessors import Postprocessor

from .shape import table_box
from .tags import Tag, attributes, opening_tag, tags, without_comments
from .text import joined_lines, plain

FRAME = '<span class="frame">'
"""How the box begins that keeps the shape of a film when the page is narrow."""

_IN_BOX = re.compile(r'<div\b[^>]*\bclass="table"[^>]*>\s*\Z')
_NAMES = re.compile(
    r"<(?P<name>caption|th)\b[^<>]*>(?P<text>(?:(?!<(?:t[hdr]|caption)\b).)*?)</(?P=name)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_IN_FRAME = re.compile(re.escape(FRAME) + r"<svg\b[^<>]*></svg>\Z")
_PIXELS = re.compile(r"[1-9]\d{0,4}", re.ASCII)


class Finish(Postprocessor):
    """Finish the HTML, once Markdown has put all that reporters wrote as HTML back into it."""

    def run(self, text: str) -> str:
        """Return *text* with boxes, without comments and without blanks between joined lines."""
        return joined_lines(boxed(without_comments(text)))


def boxed(html: str) -> str:
    """Return *html* with each table of its own HTML in a scrolling box, each film in its shape."""
    if "<table" not in html.lower() and "<iframe" not in html.lower():
        return html
    pieces, at = [], 0
    for start, end, before, after in _boxes(html):
        pieces += [html[at:start], before, html[start:end], after]
        at = end
    return "".join([*pieces, html[at:]])


def _boxes(html: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the bounds of each table and film of *html*, and what goes before and after it."""
    depth, table, frame = 0, 0, None
    for tag in tags(html):
        if tag.name == "table":
            depth += -1 if tag.closes else 1
            if depth == 1 and not tag.closes:
                table = tag.start
            elif depth == 0 and not _ends(html, table, _IN_BOX):
                box = opening_tag("div", table_box(_name(html[table : tag.end])))
                yield table, tag.end, box, "</div>"
            depth = max(depth, 0)
        elif tag.name == "iframe" and not depth:
            if frame and tag.closes and not _ends(html, frame.start, _IN_FRAME):
                yield frame.start, tag.end, f"{FRAME}{_shape(frame)}", "</span>"
            frame = tag if not tag.closes and _shape(tag) else None


def _ends(html: str, at: int, pattern: re.Pattern[str]) -> bool:
    """Return whether *pattern*, which is short, matches right before *at*."""
    return pattern.search(html, max(0, at - 500), at) is not None


def _name(table: str) -> str:
    """Return the name of *table*: its caption, else its column headings."""
    found = [(match["name"].lower(), plain(match["text"])) for match in _NAMES.finditer(table)]
    captions = [words for name, words in found if name == "caption" and words]
    return captions[0] if captions else ", ".join(words for _, words in found if words)


def _shape(frame: Tag) -> str:
    """Return a drawing of nothing in the shape of *frame*, a film; empty for any other frame.

    A page has no styles of its own, so only a drawing can hold the shape. What is no film, such as
    a chart, keeps its height instead.
    """
    attrs = attributes(frame)
    width, height = attrs.get("width", ""), attrs.get("height", "")
    if "allowfullscreen" not in attrs or not (
        _PIXELS.fullmatch(width) and _PIXELS.fullmatch(height)
    ):
        return ""
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return opening_tag("svg", {"aria-hidden": "true", **size}) + "</svg>"
