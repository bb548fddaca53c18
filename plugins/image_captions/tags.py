"""HTML as a row of tags at their places, so that what lies between them stays byte for byte."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

# Every alternative that begins also ends, at the latest with the text: so the search is linear.
_MARKUP = re.compile(
    r"""<(?: !--(?:.*?-->|.*)
          | [!?][^>]*+>?
          | (?P<close>/?)(?P<name>[a-z][^\s/>]*+)
            (?P<rest>(?:[^>=]|=\s*+(?:"[^"]*"|'[^']*')?)*+)>? )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]++)))?+"""
)
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


class Tag(NamedTuple):
    """One tag of *text*: its bounds, its name in lower case, whether it closes, its attributes."""

    start: int
    end: int
    name: str
    closes: bool
    rest: str


def tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Yield each tag of *text* between *start* and *end*; none of comments, scripts and styles."""
    end = len(text) if end is None else end
    while match := _MARKUP.search(text, start, end):
        start = match.end()
        if not match["name"]:
            continue
        tag = Tag(match.start(), start, match["name"].lower(), bool(match["close"]), match["rest"])
        yield tag
        if tag.name in _RAW and not tag.closes:
            closing = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(text, start, end)
            start = closing.start() if closing else end


def attributes(tag: Tag) -> dict[str, str]:
    """Return what *tag* says; of an attribute said twice the first counts, as in a browser."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag.rest):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def written(name: str, attrs: dict[str, str]) -> str:
    """Return the opening tag *name* with *attrs*."""
    said = (f' {key}="{_quoted(key, value)}"' for key, value in attrs.items())
    return f"<{name}{''.join(said)}>"


def _quoted(key: str, value: str) -> str:
    text = html.escape(value, quote=False).replace('"', "&quot;")
    if key in {"src", "href"}:
        return text
    # Words must not be taken for a link to resolve: `src='{static}/…'` in alternative text.
    return text.replace("{", "&#123;").replace("|", "&#124;")
