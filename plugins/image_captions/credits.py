"""Separates the credit of a photo from its caption.

The words of a credit stay as the reporter typed them; only the parentheses around them are removed.
"""

import re
from typing import NamedTuple

from plugins.markup.tags import VOID, Tag, tags
from plugins.markup.text import plain

from .credit_forms import reads_as_credit

_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»“]?$")


class Split(NamedTuple):
    """A caption and its credit, both as HTML; either may be empty."""

    caption: str
    credit: str


def split(caption: str) -> Split:
    """Return *caption*, which is HTML, and the credit in its last parenthesis.

    If the parenthesis is not a credit, the caption stays as it is and the credit is empty.
    """
    caption = caption.strip()
    inside = list(tags(caption)) if "<" in caption else []
    text = _blanked(caption, inside)
    bounds = _last_parenthesis(text)
    if not bounds:
        return Split(caption, "")
    opening, closing = bounds
    around = _open_at(inside, opening)
    if around is None or around != _open_at(inside, closing):
        return Split(caption, "")  # it begins in one emphasis and ends in another
    words = caption[opening + 1 : closing].strip()
    after = plain(caption[closing + 1 :])
    before, rest = caption[:opening].rstrip(), caption[closing + 1 :]
    last, apart = not after.strip(".\"'”’»“ "), bool(_SENTENCE_END.search(plain(before)))
    if not reads_as_credit(plain(words), last, apart):
        return Split(caption, "")
    if _abbreviates(plain(words), plain(before)):
        return Split(caption, "")
    if after == "." and (not before or apart):
        rest = rest.replace(".", "", 1)
    link = next((tag for tag in around if tag.name == "a"), None)
    if link:
        words = f"{caption[link.start : link.end]}{words}</a>"
    return Split(_without_empty(before, rest, around), words)


def _abbreviates(short: str, before: str) -> bool:
    """Return whether *short* only abbreviates the name that it follows."""
    if not short.isalpha() or not short.isupper():
        return False
    initials = "".join(word[0] for word in before.split()[-12:] if word[0].isupper())
    return initials.endswith(short)


# Markup


def _blanked(caption: str, inside: list[Tag]) -> str:
    """Return *caption* with NUL for each character of its tags, so that positions stay."""
    pieces, at = [], 0
    for tag in inside:
        pieces += [caption[at : tag.start], "\0" * (tag.end - tag.start)]
        at = tag.end
    return "".join([*pieces, caption[at:]])


def _last_parenthesis(text: str) -> tuple[int, int] | None:
    closing = max(text.rfind(")"), text.rfind("）"))
    depth = 0
    for at in range(closing, -1, -1):
        if text[at] in ")）":
            depth += 1
        elif text[at] in "(（":
            depth -= 1
            if depth == 0:
                return at, closing
    return None


def _open_at(inside: list[Tag], place: int) -> list[Tag] | None:
    """Return the elements that are open at *place*; None if the tags do not nest."""
    opened: list[Tag] = []
    for tag in inside:
        if tag.start > place:
            break
        if tag.closes:
            if not opened or opened.pop().name != tag.name:
                return None
        elif tag.name not in VOID:
            opened.append(tag)
    return opened


def _without_empty(before: str, rest: str, around: list[Tag]) -> str:
    """Return *before* and *rest* joined, without those elements *around* that are now empty."""
    for tag in reversed(around[-8:]):
        closing = next(tags(rest), None)
        if closing is None or rest[: closing.start].strip() or len(before) != tag.end:
            break
        if closing.name != tag.name or not closing.closes:
            break
        before, rest = before[: tag.start].rstrip(), rest[closing.end :]
    return (before + rest).strip()
