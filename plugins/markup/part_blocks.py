"""Places the parts of a story in its HTML: pymdown-extensions' blocks, by the numbers of a scan."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from .part_scan import MARKER

_NUMBER = "data-stet-part"
_UNTYPED = "\x1d"
"""A control character, which no text has: nobody can type what stands for a part."""

_EDGE = re.compile(
    rf'<div {_NUMBER}="{_UNTYPED}(?P<start>\d+)">\n?'
    rf'|\n?<hr {_NUMBER}="{_UNTYPED}(?P<end>\d+)">\n?</div>'
)


class _Placed(Block):
    """A part: an element with its number, and a rule with the same number at its end."""

    NAME = MARKER
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Return the element."""
        return SubElement(parent, "div", {_NUMBER: f"{_UNTYPED}{self.argument}"})

    def on_markdown(self) -> str:
        """Say that the text is to be collected as it is, for `on_end`."""
        return "inline"

    def on_end(self, block: Element) -> None:
        """Parse the text as one: block by block, as the library does it, lists would fall apart.

        The rule at the end is needed because HTML of a reporter may hold a ``</div>`` of its own.
        """
        text, block.text = block.text or "", None
        around, self._block_mgr.stack = self._block_mgr.stack, []
        self.md.parser.parseChunk(block, text)
        self._block_mgr.stack = around
        SubElement(block, "hr", {_NUMBER: f"{_UNTYPED}{self.argument}"})


class PartBlocks(BlocksExtension):
    """Place the parts whose numbers stand in the text."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the only block."""
        block_mgr.register(_Placed, {})


def with_parts_made(html: str, make: Callable[[int, str], str]) -> str:
    """Return *html* with each part as *make* returns it, from its number and the HTML in it.

    Parts within a part are made first.
    """
    pieces: list[list[str]] = [[]]
    at = 0
    for edge in _EDGE.finditer(html):
        pieces[-1].append(html[at : edge.start()])
        at = edge.end()
        if edge["start"]:
            pieces.append([])
        elif len(pieces) > 1:
            inside = "".join(pieces.pop())
            pieces[-1].append(make(int(edge["end"]), inside.strip()))
    pieces[-1].append(html[at:])
    return "".join(each for level in pieces for each in level)


def placed(html: str) -> Iterator[int]:
    """Yield the number of each part that has its place in *html*."""
    return (int(edge["end"]) for edge in _EDGE.finditer(html) if edge["end"])
