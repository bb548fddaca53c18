"""Markdown as the newsroom uses it: one headline a page, tables that scroll in their own box."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor

EXTENSIONS = (
    "abbr",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
)

_NEEDED = {
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ENTITY_RE: "&",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    inlinepatterns.LINK_RE: "[",
}
"""What a text must hold before a pattern of Markdown's can match."""

_MARKED = re.compile(r"[`\\\[!<&*_]|  \n")
"""What a text must hold before any of them can."""


class _QuickInline(InlineProcessor):
    """Markdown's own work on words, that tries no pattern where its first character is missing.

    It tries some twenty patterns on every piece of text, and most texts have none of them.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = list(md.inlinePatterns)
        self.needed = [_NEEDED.get(each.pattern, "") for each in patterns]
        self.inlinePatterns = patterns  # type: ignore[assignment]

    def _InlineProcessor__handleInline(  # noqa: N802 - the same
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        if not _MARKED.search(data):
            return data
        found: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return found

    def _InlineProcessor__applyPattern(  # noqa: N802 - Markdown's own name, a private one
        self,
        pattern: Pattern,
        data: str,
        patternIndex: int,  # noqa: N803
        startIndex: int = 0,  # noqa: N803
    ) -> tuple[str, bool, int]:
        if self.needed[patternIndex] not in data:
            return data, False, 0
        found: tuple[str, bool, int] = super()._InlineProcessor__applyPattern(  # type: ignore[misc]
            pattern, data, patternIndex, startIndex
        )
        return found


_PLAIN = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
"""Lines that each begin with a letter: by Markdown's rules no block but a paragraph has these."""


class _QuickBlocks(BlockParser):
    """Markdown's own work on blocks, that tries nothing else on what can only be a paragraph."""

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the same
        while blocks:
            if _PLAIN.fullmatch(blocks[0]):
                self.blockprocessors["paragraph"].run(parent, blocks)
                continue
            for each in self.blockprocessors:
                if each.test(parent, blocks[0]) and each.run(parent, blocks) is not False:
                    break


class StoryMarkup(Extension):
    """Shape what Markdown gives into what a story page takes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Put the shaping after all other work on the tree."""
        md.treeprocessors.register(_Shape(md), "story_markup", 0)


class _Shape(Treeprocessor):
    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"  # the headline is the page's only h1
        for quote in root.iter("blockquote"):
            _name_pull_quote(quote)
        if root.find(".//table") is not None:
            _box_tables(root)


def _name_pull_quote(quote: Element) -> None:
    """Move the class that Markdown leaves on the last paragraph of a pull quote to the quote."""
    if len(quote) and quote[-1].get("class") == "pull-quote":
        del quote[-1].attrib["class"]
        quote.set("class", "pull-quote")


def _box_tables(parent: Element) -> None:
    for index, child in enumerate(list(parent)):
        if child.tag != "table":
            _box_tables(child)
            continue
        for cell in child.iter():
            _name_alignment(cell)
        box = Element(
            "div", {"class": "table", "role": "region", "aria-label": "Table", "tabindex": "0"}
        )
        box.tail, child.tail = child.tail, None
        parent[index] = box
        box.append(child)


def _name_alignment(cell: Element) -> None:
    """Say in a class how *cell* of a table is aligned: a strict policy allows no inline style."""
    _, aligned, side = cell.get("style", "").rstrip(";").partition("text-align: ")
    if aligned and cell.tag in {"td", "th"}:
        del cell.attrib["style"]
        cell.set("class", f"{cell.get('class', '')} align-{side}".strip())


def converter(**options: Any) -> Markdown:
    """Return a Markdown converter for stories; reset it before each."""
    made = Markdown(extensions=[*EXTENSIONS, StoryMarkup()], output_format="html", **options)
    made.parser.__class__ = _QuickBlocks
    made.treeprocessors.register(_QuickInline(made), "inline", 20)  # Markdown's place for it
    return made
