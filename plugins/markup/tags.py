"""The tags and comments of an HTML text with their positions, so that all else stays as it is.

Tags and attributes are recognised as in a browser (HTML Standard, 13.2.5). All of the project's
parsing of HTML is here.
"""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import NamedTuple

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu
    nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr
    ul""".split()
)
"""Elements that begin and end a line of text (https://html.spec.whatwg.org/multipage/rendering.html).

They are those with ``display: block``, ``list-item`` or ``table-*`` in sections 15.3.1 to 15.3.13,
and the options of a list. ``br`` also ends a line, but has no content.
"""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag (HTML Standard, 13.1.2; ``param`` is obsolete, but parsed as one)."""

RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements whose content is text, whatever it looks like (HTML Standard, 13.2.6.2)."""

UNSEEN = frozenset(("script", "style", "template"))
"""Elements whose content browsers do not show."""

_ATTRIBUTE_TEXT = r"""
    (?P<key>[^\t\n\f\r\x20/>][^\t\n\f\r\x20/>=]*+)
    (?:[\t\n\f\r\x20]*+=[\t\n\f\r\x20]*+
       (?:"(?P<double>[^"]*+)"?|'(?P<single>[^']*+)'?|(?P<bare>[^\t\n\f\r\x20>"'][^\t\n\f\r\x20>]*+))?+
    )?+"""
_REST_TEXT = rf"""
    (?:[\t\n\f\r\x20/]*+{re.sub("[?]P<[a-z]+>", "?:", _ATTRIBUTE_TEXT)})*+[\t\n\f\r\x20/]*+"""
_TAG_TEXT = rf"<(?P<close>/?)(?P<name>[a-zA-Z][^\t\n\f\r\x20/>]*+)(?P<rest>{_REST_TEXT})>?"
_COMMENT_TEXT = r"<!--(?:-?>|.*?--!?>|.*)|<(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"


# Every alternative that begins also ends, at the latest with the text: so the search is linear.
_TAG = re.compile(_TAG_TEXT, re.VERBOSE)
_MARKUP = re.compile(f"{_COMMENT_TEXT}|{_TAG_TEXT}", re.DOTALL | re.VERBOSE)
_ATTRIBUTE = re.compile(_ATTRIBUTE_TEXT, re.VERBOSE)
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in sorted(RAW)}
_COMMENT = re.compile(_COMMENT_TEXT, re.DOTALL)
_NAME = itemgetter(2)
_LINE_ENDS = BLOCKS | {"br"}


class Tag(NamedTuple):
    """A tag or a comment: its bounds, its name in lower case, whether it closes, its attributes.

    A comment, a doctype or the like has an empty name. ``rest`` is the text between the name and
    the ``>``.
    """

    start: int
    end: int
    name: str
    closes: bool
    rest: str


def markup(text: str, start: int = 0) -> Iterator[Tag]:
    """Yield each tag and comment of *text* from *start* on, except tags in raw elements."""
    return _walk(text, start)


def tags(text: str, start: int = 0) -> Iterator[Tag]:
    """Yield each tag of *text* from *start* on, except those in comments and raw elements."""
    return filter(_NAME, _walk(text, start))


def tags_with_attributes(text: str) -> Iterator[Tag]:
    """Yield each opening tag of *text* that has an attribute with a value."""
    return _walk(text, 0, valued=True)


def flat_tags(text: str) -> Iterator[Tag]:
    """Yield each tag of *text*, including those in comments, scripts and styles.

    A tag that begins within another is part of the outer tag's *rest*.
    """
    for match in _TAG.finditer(text):
        closes, name, rest = match.groups()
        yield Tag(match.start(), match.end(), name.lower(), closes == "/", rest)


def _walk(text: str, start: int, *, valued: bool = False) -> Iterator[Tag]:
    while True:
        for match in _MARKUP.finditer(text, start):
            closes, name, rest = match.groups()
            if not name:
                if not valued:
                    yield Tag(match.start(), match.end(), "", False, "")
                continue
            name = name.lower()
            if not valued or ("=" in rest and not closes):
                yield Tag(match.start(), match.end(), name, closes == "/", rest)
            if name in RAW and not closes:
                closing = _RAW_END[name].search(text, match.end())
                start = closing.start() if closing else len(text)
                break
        else:
            return


def raw_attributes(tag: Tag) -> Iterator[tuple[str, str]]:
    """Yield the name, in lower case, and the value of each attribute; entities stay as written."""
    for match in _ATTRIBUTE.finditer(tag.rest):
        yield match["key"].lower(), match["double"] or match["single"] or match["bare"] or ""


def attributes(tag: Tag) -> dict[str, str]:
    """Return the attributes of *tag*; of two with one name the first counts, as in browsers."""
    found: dict[str, str] = {}
    for name, value in raw_attributes(tag):
        found.setdefault(name, html.unescape(value))
    return found


def opening_tag(name: str, attrs: Mapping[str, str]) -> str:
    """Return the opening tag *name* with the attributes *attrs*."""
    pairs = (f' {key}="{_quoted(key, value)}"' for key, value in attrs.items())
    return f"<{name}{''.join(pairs)}>"


_LINKS = frozenset("cite href poster src xlink:href".split())
"""Attributes in which Pelican may find a link to resolve."""


def _quoted(key: str, value: str) -> str:
    text = html.escape(value, quote=False).replace('"', "&quot;")
    if key in _LINKS:
        return text
    # Pelican must not find a link to resolve in alternative text: `src='{static}/…'`.
    return text.replace("{", "&#123;").replace("|", "&#124;")


# The words of every story are extracted, so these two functions match patterns on the whole text
# and do not walk over its tags: 65 µs instead of 115 µs for a story of 600 words.


def without_comments(text: str) -> str:
    """Return *text* without comments, doctypes and whatever else browsers take for a comment."""
    if "<!" not in text and "<?" not in text and "</" not in text:
        return text
    return _COMMENT.sub("", text)


def without_tags(text: str) -> str:
    """Return *text* without its tags and comments, with a space where they end a line."""
    return _MARKUP.sub(_gap, text)


def _gap(match: re.Match[str]) -> str:
    name = match[2]
    return " " if name in _LINE_ENDS or (name and name.lower() in _LINE_ENDS) else ""


def without(text: str, names: frozenset[str], gap: str = "") -> str:
    """Return *text* with *gap* in place of each element in *names*, except those in comments.

    An element ends at the first closing tag of its name, so it must not contain one of its kind.
    """
    opening, element = _patterns(names)
    if not opening.search(text):
        return text  # nearly always, and ten times as fast
    return element.sub(lambda match: gap if match[1] else match[0], text)


@cache
def _patterns(names: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern for the start of an element in *names*, and one for all of an element."""
    opening = rf"<({'|'.join(sorted(names))})(?=[\s/>])"
    closing = r"(?:</\1(?=[\s/>])[^>]*+>?|\Z)"
    element = f"{_COMMENT_TEXT}|{opening}{_REST_TEXT}>?.*?{closing}|{_TAG_TEXT}"
    flags = re.DOTALL | re.IGNORECASE | re.VERBOSE
    return re.compile(opening, flags), re.compile(element, flags)
