"""Adapts Markdown's tree to a story page: one ``h1``, tables that scroll, labelled notes."""

import re
from collections.abc import Callable
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteInlineProcessor
from markdown.treeprocessors import Treeprocessor

from .emphasis import without_emphasis
from .text import INLINE_TAG

LABEL = "data-label"
"""The attribute of an element that still needs its label in the story's language."""

TABLE, NOTE = "table", "note"
"""Its values: a table without headings; the link back from a note, with the note's number."""

_STASHED = re.compile(r"\x02(?!\d+\x03)[^\x03]*\x03")
"""Markdown's placeholder for HTML that the reporter wrote."""


class StoryShape(Extension):
    """Adapt the tree that Markdown makes to a story page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the changes: of attributes before escapes end, the others after all else."""
        marks = cast(FootnoteInlineProcessor, md.inlinePatterns["footnote"])
        mark = _NoteMark(marks.pattern, marks.footnotes)
        md.inlinePatterns.register(mark, "footnote", 175)
        md.treeprocessors.register(_PlainAttributes(md), "plain_attributes", 5)
        md.treeprocessors.register(_Shape(md), "story_shape", -1)


class _NoteMark(FootnoteInlineProcessor):
    """The mark of a note has no number at first, so that none gets into alternative text."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Return the mark without its number, which `_Shape` adds, and its bounds."""
        mark, start, end = super().handleMatch(m, data)
        if isinstance(mark, Element):
            mark[0].text = ""
        return mark, start, end


class _PlainAttributes(Treeprocessor):
    """What is marked up in an image's alternative text and title is no markup there: only words."""

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            for name in ("alt", "title"):
                text = image.get(name, "")
                if any(sign in text for sign in "*_<"):
                    image.set(name, without_emphasis(INLINE_TAG.sub("", text)))


class _Shape(Treeprocessor):
    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"  # the headline is the page's only h1
        for quote in root.iter("blockquote"):
            _move_pull_quote_class(quote)
        if root.find(".//table") is not None:
            self._box_tables(root)
        if root.find(".//div[@class='footnote']") is not None:
            self._label_note_links(root)
            self._number_note_marks(root)

    def _box_tables(self, parent: Element) -> None:
        """Put each table below *parent* in a scrolling box, labelled with the column headings."""
        for index, child in enumerate(list(parent)):
            if child.tag != "table":
                self._box_tables(child)
                continue
            for cell in child.iter():
                _move_alignment(cell)
            headings = (_STASHED.sub("", "".join(each.itertext())) for each in child.iter("th"))
            name = ", ".join(" ".join(each.split()) for each in headings if each.strip())
            box = Element("div", table_box(name))
            box.tail, child.tail = child.tail, None
            parent[index] = box
            box.append(child)

    def _label_note_links(self, root: Element) -> None:
        """Set the attribute for a label on each link from a note back to a mark in the text."""
        marks = {f"#{mark.get('id')}" for mark in root.iter("sup")}
        for number, note in enumerate(root.iterfind(".//div[@class='footnote']/ol/li"), 1):
            last = note[-1] if len(note) else note
            for link in note.findall(".//a[@class='footnote-backref']"):
                if link.get("href") not in marks:  # the mark was in alternative text, or nowhere
                    last.remove(link)
                    continue
                link.attrib.pop("title", None)
                link.set(LABEL, f"{NOTE} {number}")

    def _number_note_marks(self, root: Element) -> None:
        notes = cast(FootnoteInlineProcessor, self.md.inlinePatterns["footnote"]).footnotes
        numbers = {
            f"#{notes.makeFootnoteId(name)}": str(number)
            for number, name in enumerate(notes.footnotes, 1)
        }
        for mark in root.iterfind(".//a[@class='footnote-ref']"):
            mark.text = numbers[mark.get("href", "")]


def table_box(name: str) -> dict[str, str]:
    """Return the attributes of the scrolling box of a table, which is called *name* if it is."""
    label = {"aria-label": name} if name else {LABEL: TABLE}
    return {**label, "class": "table", "role": "group", "tabindex": "0"}


def _move_pull_quote_class(quote: Element) -> None:
    """Move the class that Markdown leaves on the last paragraph of a pull quote to *quote*."""
    if len(quote) and quote[-1].get("class") == "pull-quote":
        del quote[-1].attrib["class"]
        quote.set("class", "pull-quote")


def _move_alignment(cell: Element) -> None:
    """Replace the style that aligns *cell* with a class: the content policy forbids styles."""
    _, aligned, side = cell.get("style", "").rstrip(";").partition("text-align: ")
    if aligned and cell.tag in {"td", "th"}:
        del cell.attrib["style"]
        cell.set("class", f"{cell.get('class', '')} align-{side}".strip())


_LABELS = re.compile(rf' {LABEL}="({TABLE}|{NOTE})(?: (\d+))?"')


def labelled(html: str, attributes: Callable[[str, int], str]) -> str:
    """Return *html* with a label on each element that needs one.

    *attributes* is called with `TABLE` or `NOTE` and the number of the note, and returns HTML such
    as ``aria-label="Table"``.
    """
    if LABEL not in html:
        return html
    return _LABELS.sub(lambda match: f" {attributes(match[1], int(match[2] or 0))}", html)
