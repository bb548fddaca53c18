"""The newsroom's Markdown: prose stays prose where Markdown's parser would take it for markup.

Headings, lists, tables and line breaks are those of CommonMark and of GitHub's tables.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor

from .emphasis import keep_stars
from .finish import Finish
from .lists import Lists
from .typed import without_comments

BREAK = r"\\ *\n"
"""A backslash at the end of a line, which breaks it."""


class Prose(Extension):
    """Read a story's text as CommonMark does, and leave out its comments."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the rules, in the places of Markdown's own."""
        md.preprocessors.register(_Comments(md), "comments", 40)
        parser: BlockParser = md.parser
        parser.blockprocessors.register(Lists(parser), "lists", 95)
        parser.blockprocessors.register(_TableBelowText(parser), "table_below_text", 94)
        parser.blockprocessors.register(_Headings(parser), "hashheader", 70)
        # After escapes, so that "\\" at the end of a line is a backslash.
        md.inlinePatterns.register(
            SubstituteTagInlineProcessor(BREAK, "br"), "backslash_break", 175
        )
        keep_stars(md)
        md.postprocessors.register(Finish(md), "finish", -10)


class _Comments(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        kept = without_comments(text)
        return lines if kept is text else kept.split("\n")


class _Headings(HashHeaderProcessor):
    """A heading has a blank after its hashes, so that "#MeToo changed the law" is words."""

    RE = re.compile(
        r"(?:^|\n) {0,3}(?P<level>#{1,6}) +(?P<header>[^\n]*?[^\n# ][^\n]*?)(?: +#+)?"
        r"(?P<attributes> +\{[^{}\n]*\})? *(?:\n|$)"
    )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the first heading in the first of *blocks*; what stands around it is parsed too."""
        block = blocks.pop(0)
        found = self.RE.search(block)
        if not found:
            raise AssertionError  # `test` has found one
        if before := block[: found.start()]:
            self.parser.parseBlocks(parent, [before])
        heading = SubElement(parent, f"h{len(found['level'])}")
        heading.text, attributes = found["header"], found["attributes"] or ""
        if attributes:  # or these would take the hash of "C#" with them
            heading.text = re.sub(r"#$", r"\\#", heading.text) + attributes
        if after := block[found.end() :]:
            is_loose = self.parser.state.isstate("looselist")
            blocks.insert(0, self.looseDetab(after) if is_loose else after)


class _TableBelowText(BlockProcessor):
    """A table may stand right below a line of text."""

    _DELIMITERS = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$")

    def test(self, parent: Element, block: str) -> bool:
        """Return whether there may be a table in *block*, below other lines."""
        return "|" in block and "-" in block and not block.startswith("    ")

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Divide the first of *blocks* where a table begins."""
        lines = blocks[0].split("\n")
        for at in range(2, len(lines)):
            if self._DELIMITERS.match(lines[1]):
                break  # it is the table
            if self._DELIMITERS.match(lines[at]) and _cells(lines[at - 1]) == _cells(lines[at]):
                blocks[:1] = ["\n".join(lines[: at - 1]), "\n".join(lines[at - 1 :])]
                break
        return False


def _cells(row: str) -> int:
    return row.strip().strip("|").count("|") if "|" in row else -1
