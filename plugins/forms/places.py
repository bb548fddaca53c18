"""Where in a text a form may stand: after a paragraph that another one follows."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from plugins.markup.tags import VOID, Tag, tags
from plugins.markup.text import plain

_BOLD = re.compile(r"\s*<(strong|b|em)\b[^>]*>.*</\1>\s*", re.DOTALL)
_ALONE = '<p class="dateline-alone">'
_FOREIGN = frozenset({"svg", "math"})


class _Block(NamedTuple):
    """An element at the top of a text: its name, and where it begins and ends."""

    name: str
    start: int
    end: int


def place_after(html: str, number: int) -> int | None:
    """Return where in *html* something can stand after paragraph *number* or the next that suits.

    It stands between two paragraphs at the top of the text: never in a quotation, a figure or a
    part of the story, nor between a heading or a question and what follows it. None where there is
    no such place.
    """
    counted = 0
    for block, after in pairwise(_blocks(html)):
        inside = html[block.start : block.end]
        if block.name == "p" and _ALONE not in inside and plain(inside):
            counted += 1
            is_followed = after.name == "p" and not html[block.end : after.start].strip()
            if counted >= number and is_followed and _ends_a_thought(inside):
                return block.end
    return None


def _ends_a_thought(paragraph: str) -> bool:
    """Say whether *paragraph* introduces nothing: it is no bold question, and ends in no colon."""
    inside = paragraph[paragraph.index(">") + 1 : paragraph.rindex("<")]
    return not _BOLD.fullmatch(inside) and not plain(inside).endswith(":")


def _blocks(html: str) -> Iterator[_Block]:
    """Yield the elements at the top of *html*; what is never closed is none, nor what is in it."""
    open_tags: list[Tag] = []
    for tag in tags(html):
        if tag.name in VOID or _closes_itself(tag, open_tags):
            continue
        if not tag.closes:
            open_tags.append(tag)
        elif any(each.name == tag.name for each in open_tags):
            while open_tags[-1].name != tag.name:
                open_tags.pop()
            opening = open_tags.pop()
            if not open_tags:
                yield _Block(tag.name, opening.start, tag.end)


def _closes_itself(tag: Tag, open_tags: list[Tag]) -> bool:
    return tag.rest.rstrip().endswith("/") and any(each.name in _FOREIGN for each in open_tags)
