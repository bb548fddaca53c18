"""The paragraphs, headings, list items, cells and captions of a text, each for itself."""

from collections.abc import Iterator

from .tags import BLOCKS, UNSEEN, Tag, attributes, tags, without
from .text import plain

_BESIDE_CAPTION = frozenset(("credit", "provenance"))


def blocks(markup: str) -> tuple[list[str], list[str]]:
    """Return the words of each block of *markup*, and those of each caption and credit."""
    texts: list[str] = []
    captions: list[str] = []
    for piece, in_caption in _pieces(without(markup, UNSEEN)):
        if words := plain(piece):
            (captions if in_caption else texts).append(words)
    return texts, captions


def _pieces(markup: str) -> Iterator[tuple[str, bool]]:
    """Yield what is between the tags of blocks, and whether it is in a caption."""
    done, depth = 0, 0
    for tag in tags(markup):
        if tag.name not in BLOCKS and not (depth and _is_beside_caption(tag)):
            continue
        yield markup[done : tag.start], depth > 0
        done = tag.end
        if tag.name == "figcaption":
            depth = max(depth + (-1 if tag.closes else 1), 0)
    yield markup[done:], depth > 0


def _is_beside_caption(tag: Tag) -> bool:
    classes = attributes(tag).get("class", "").split()
    return tag.name == "span" and not _BESIDE_CAPTION.isdisjoint(classes)
