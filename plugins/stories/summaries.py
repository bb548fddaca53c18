"""The summary of a story for cards, feeds and search engines."""

import re

from plugins.markup.tags import BLOCKS, Tag, tags
from plugins.markup.text import plain, shortened

LONGEST = 300
"""The most characters of a summary that is taken from the text."""

_ASIDES = frozenset("aside blockquote figure table".split())
_PART = ' class="part '
_NOTES = re.compile(r"""\bclass\s*=\s*["']?[^"']*\bfootnote\b""")
_SEARCHED = 20_000  # characters of a text: a first paragraph begins early


def summary(given: str, deck: str, html: str) -> str:
    """Return the summary that was *given*, else the *deck*, else the first paragraph of *html*.

    A paragraph with an image is a caption, so it is passed over.
    """
    return given or deck or shortened(_first_paragraph(html[:_SEARCHED]), LONGEST)


def _first_paragraph(html: str) -> str:
    """Return the plain text of the first paragraph without an image, in no aside and no part."""
    aside, depth = "", 0
    opening: Tag | None = None
    for tag in tags(html):
        if aside:
            if tag.name == aside:
                depth += -1 if tag.closes else 1
                aside = aside if depth else ""
        elif tag.name == "img":
            opening = None
        elif tag.name == "div" and not tag.closes and _NOTES.search(tag.rest):
            break
        elif tag.name in BLOCKS:
            if opening and (words := plain(html[opening.end : tag.start])):
                return words
            opening = None if tag.closes or tag.name != "p" else tag
            is_aside = tag.name in _ASIDES or tag.rest.startswith(_PART)
            if is_aside and not tag.closes:
                aside, depth = tag.name, 1
    return ""
