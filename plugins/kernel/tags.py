"""HTML as a row of tags at their places, so that what lies between them stays byte for byte.

A tag ends, and says, what it does in a browser (HTML Standard, 13.2.5).
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

_ATTRIBUTE_TEXT = r"""
    (?P<key>[^\t\n\f\r\x20/>][^\t\n\f\r\x20/>=]*+)
    (?:[\t\n\f\r\x20]*+=[\t\n\f\r\x20]*+
       (?:"(?P<double>[^"]*+)"?|'(?P<single>[^']*+)'?|(?P<bare>[^\t\n\f\r\x20>"'][^\t\n\f\r\x20>]*+))?+
    )?+"""
_TAG_TEXT = rf"""
    <(?P<close>/?)(?P<name>[a-zA-Z][^\t\n\f\r\x20/>]*+)
    (?P<rest>(?:[\t\n\f\r\x20/]*+{re.sub("[?]P<[a-z]+>", "?:", _ATTRIBUTE_TEXT)})*+
             [\t\n\f\r\x20/]*+)>?"""

# Every alternative that begins also ends, at the latest with the text: so the search is linear.
_TAG = re.compile(_TAG_TEXT, re.VERBOSE)
_MARKUP = re.compile(
    rf"<!--(?:-?>|.*?--!?>|.*)|<(?:[!?]|/(?![a-zA-Z]))[^>]*+>?|{_TAG_TEXT}",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(_ATTRIBUTE_TEXT, re.VERBOSE)
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


class Tag(NamedTuple):
    """One tag of a text: its bounds, its name in lower case, whether it closes, its attributes."""

    start: int
    end: int
    name: str
    closes: bool
    rest: str


def tags(
    text: str, start: int = 0, end: int | None = None, *, telling: bool = False
) -> Iterator[Tag]:
    """Yield each tag of *text* between *start* and *end*; none of comments, scripts and styles.

    Where they are to be *telling*, only opening tags that say something are given.
    """
    end = len(text) if end is None else end
    search = _MARKUP.search
    while match := search(text, start, end):
        start = match.end()
        closes, name, rest = match.groups()
        if not name:
            continue  # a comment or the like
        if not telling or ("=" in rest and not closes):
            yield _tag(match)
        if not closes and name.lower() in _RAW:
            closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, start, end)
            start = closing.start() if closing else end


def flat_tags(text: str) -> Iterator[Tag]:
    """Yield each tag of *text*, those in comments, scripts and styles too.

    What begins within a tag is none of these: it is in the tag's *rest*.
    """
    return map(_tag, _TAG.finditer(text))


def _tag(match: re.Match[str]) -> Tag:
    closes, name, rest = match.groups()
    return Tag(*match.span(), name.lower(), bool(closes), rest)


def said(tag: Tag) -> Iterator[tuple[str, str]]:
    """Yield each name in *tag*, in lower case, and its value with the entities as they stand."""
    for match in _ATTRIBUTE.finditer(tag.rest):
        yield match["key"].lower(), match["double"] or match["single"] or match["bare"] or ""


def attributes(tag: Tag) -> dict[str, str]:
    """Return what *tag* says; of an attribute said twice the first counts, as in a browser."""
    found: dict[str, str] = {}
    for name, value in said(tag):
        found.setdefault(name, html.unescape(value))
    return found


def written(name: str, attrs: dict[str, str]) -> str:
    """Return the opening tag *name* with *attrs*."""
    pairs = (f' {key}="{_quoted(key, value)}"' for key, value in attrs.items())
    return f"<{name}{''.join(pairs)}>"


def _quoted(key: str, value: str) -> str:
    text = html.escape(value, quote=False).replace('"', "&quot;")
    if key in {"src", "href"}:
        return text
    # Words must not be taken for a link to resolve: `src='{static}/…'` in alternative text.
    return text.replace("{", "&#123;").replace("|", "&#124;")
