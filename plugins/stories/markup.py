"""Markdown as the newsroom uses it: one headline a page, tables that scroll in their own box."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from plugins.kernel.labels import Labels, gettext_noop

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

LabelsOf = Callable[[], tuple[Labels, str]]
"""Gives the labels for the story that is converted, and the language of the story."""

# Translators: the name, for screen readers, of a table whose columns have no headings
TABLE = gettext_noop("Table")
# Translators: the name, for screen readers, of the link from a note back to its place in the text
WAY_BACK = gettext_noop("Back to the text from note {number}")

_STASHED = re.compile(r"\x02(?!\d+\x03)[^\x03]*\x03")
"""What Markdown keeps the place of: a reporter's own HTML."""

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
    r"\[\^([^\]]*)\]": "[^",  # a footnote's, which has no name
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

    def _InlineProcessor__handleInline(  # noqa: N802 - Markdown's own name, a private one
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        if not _MARKED.search(data) or isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self.needed)):
            needed, start, matched = self.needed[index], 0, True
            while matched and needed in data:
                data, matched, start = apply(self.inlinePatterns[index], data, index, start)
        return data


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


class _QuickWhitespace(NormalizeWhitespace):
    """Markdown's own work on blanks, where there are any."""

    def run(self, lines: list[str]) -> list[str]:
        whole = [*lines, "", ""]  # as it ends with Markdown
        source = "\n".join(whole)
        if any(sign in source for sign in ("\x02", "\x03", "\r", "\t", " \n")):
            return super().run(lines)
        return whole


class _QuickFences(FencedBlockPreprocessor):
    """Markdown's own work on fenced code, where there may be some."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        return super().run(lines) if "~~~" in source or "```" in source else lines


class _QuickHtml(HtmlBlockPreprocessor):
    """Markdown's own work on a reporter's HTML, where there may be some."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        return super().run(lines) if "<" in source or "&" in source else lines


class _QuickAttributes(AttrListTreeprocessor):
    """Markdown's own work on attributes in braces, where there may be some."""

    def run(self, doc: Element) -> None:
        if any("{" in text for text in doc.itertext()):
            super().run(doc)


class StoryMarkup(Extension):
    """Shape what Markdown gives into what a story page takes."""

    def __init__(self, labels: LabelsOf | None = None) -> None:
        super().__init__()
        self.labels = labels

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Put the shaping after all other work on the tree."""
        md.treeprocessors.register(_Shape(md, self.labels), "story_markup", 0)


class _Shape(Treeprocessor):
    def __init__(self, md: Markdown, labels: LabelsOf | None) -> None:
        super().__init__(md)
        self.labels = labels

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"  # the headline is the page's only h1
        for quote in root.iter("blockquote"):
            _name_pull_quote(quote)
        if root.find(".//table") is not None:
            self._box_tables(root)
        if root.find(".//div[@class='footnote']") is not None:
            self._name_ways_back(root)

    def _box_tables(self, parent: Element) -> None:
        """Let each table scroll in a box of its own, which the headings of its columns name."""
        for index, child in enumerate(list(parent)):
            if child.tag != "table":
                self._box_tables(child)
                continue
            for cell in child.iter():
                _name_alignment(cell)
            headings = (_STASHED.sub("", "".join(each.itertext())) for each in child.iter("th"))
            name = ", ".join(" ".join(each.split()) for each in headings if each.strip())
            named = {"aria-label": name} if name else self._label(TABLE)
            box = Element("div", {"class": "table", "role": "group", "tabindex": "0", **named})
            box.tail, child.tail = child.tail, None
            parent[index] = box
            box.append(child)

    def _name_ways_back(self, root: Element) -> None:
        for number, note in enumerate(root.iterfind(".//div[@class='footnote']/ol/li"), 1):
            for link in note.iterfind(".//a[@class='footnote-backref']"):
                link.attrib.pop("title", None)
                link.attrib.update(self._label(WAY_BACK, number=number))

    def _label(self, text: str, **gaps: int) -> dict[str, str]:
        """Return the attributes for the label *text*, and for its language if that is another."""
        if self.labels is None:
            return {}
        labels, lang = self.labels()
        named = {"aria-label": labels.plain(text, **gaps)}
        return named if labels.lang == lang else {**named, "lang": labels.lang, "dir": labels.dir}


def _name_pull_quote(quote: Element) -> None:
    """Move the class that Markdown leaves on the last paragraph of a pull quote to the quote."""
    if len(quote) and quote[-1].get("class") == "pull-quote":
        del quote[-1].attrib["class"]
        quote.set("class", "pull-quote")


def _name_alignment(cell: Element) -> None:
    """Say in a class how *cell* of a table is aligned: a strict policy allows no inline style."""
    _, aligned, side = cell.get("style", "").rstrip(";").partition("text-align: ")
    if aligned and cell.tag in {"td", "th"}:
        del cell.attrib["style"]
        cell.set("class", f"{cell.get('class', '')} align-{side}".strip())


def converter(labels: LabelsOf | None = None, **options: Any) -> Markdown:
    """Return a Markdown converter for stories; reset it before each.

    What needs a name that its story does not give gets it from *labels*, where they are given.
    """
    made = Markdown(extensions=[*EXTENSIONS, StoryMarkup(labels)], output_format="html", **options)
    made.parser.__class__ = _QuickBlocks
    made.treeprocessors.register(_QuickInline(made), "inline", 20)  # Markdown's place for it
    quick: list[tuple[Any, str, type]] = [
        (made.preprocessors, "normalize_whitespace", _QuickWhitespace),
        (made.preprocessors, "fenced_code_block", _QuickFences),
        (made.preprocessors, "html_block", _QuickHtml),
        (made.treeprocessors, "attr_list", _QuickAttributes),
    ]
    for registry, name, kind in quick:
        registry[name].__class__ = kind
    return made
