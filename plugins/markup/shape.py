"""What a story page needs of Markdown's HTML: one ``h1``, tables that scroll, labelled notes."""

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_STASHED = re.compile(r"\x02(?!\d+\x03)[^\x03]*\x03")
"""A placeholder of Markdown's for HTML that the reporter wrote."""


class Labels(NamedTuple):
    """Labels for screen readers, as plain text.

    ``note_back`` has the gap ``{number}``. ``lang`` and ``dir`` are empty where the labels are in
    the story's own language.
    """

    table: str
    note_back: str
    lang: str = ""
    dir: str = ""


LabelsOf = Callable[[], Labels]
"""Gives the labels for the story that is being converted."""


class StoryShape(Extension):
    """Change the tree that Markdown makes into what a story page needs."""

    def __init__(self, labels: LabelsOf | None = None) -> None:
        super().__init__()
        self.labels = labels

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the change after all other work on the tree."""
        md.treeprocessors.register(_Shape(md, self.labels), "story_shape", -1)


class _Shape(Treeprocessor):
    def __init__(self, md: Markdown, labels: LabelsOf | None) -> None:
        super().__init__(md)
        self.labels = labels

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"  # the headline is the page's only h1
        for quote in root.iter("blockquote"):
            _move_pull_quote_class(quote)
        if root.find(".//table") is not None:
            self._box_tables(root)
        if root.find(".//div[@class='footnote']") is not None:
            self._label_note_links(root)

    def _box_tables(self, parent: Element) -> None:
        """Put each table below *parent* into a box that scrolls, named by the column headings."""
        for index, child in enumerate(list(parent)):
            if child.tag != "table":
                self._box_tables(child)
                continue
            for cell in child.iter():
                _move_alignment(cell)
            headings = (_STASHED.sub("", "".join(each.itertext())) for each in child.iter("th"))
            name = ", ".join(" ".join(each.split()) for each in headings if each.strip())
            label = {"aria-label": name} if name else self._table_label()
            box = Element("div", {"class": "table", "role": "group", "tabindex": "0", **label})
            box.tail, child.tail = child.tail, None
            parent[index] = box
            box.append(child)

    def _table_label(self) -> dict[str, str]:
        labels = self.labels() if self.labels else None
        return _label(labels.table, labels) if labels else {}

    def _label_note_links(self, root: Element) -> None:
        """Label each link that leads from a note back to the text."""
        labels = self.labels() if self.labels else None
        for number, note in enumerate(root.iterfind(".//div[@class='footnote']/ol/li"), 1):
            for link in note.iterfind(".//a[@class='footnote-backref']"):
                link.attrib.pop("title", None)
                if labels:
                    link.attrib.update(_label(labels.note_back.format(number=number), labels))


def _label(text: str, labels: Labels) -> dict[str, str]:
    """Return the attributes that label an element with *text*, one of *labels*."""
    label = {"aria-label": text}
    return {**label, "lang": labels.lang, "dir": labels.dir} if labels.lang else label


def _move_pull_quote_class(quote: Element) -> None:
    """Move the class that Markdown leaves on the last paragraph of a pull quote to *quote*."""
    if len(quote) and quote[-1].get("class") == "pull-quote":
        del quote[-1].attrib["class"]
        quote.set("class", "pull-quote")


def _move_alignment(cell: Element) -> None:
    """Replace the style that aligns *cell* by a class: the content policy allows no style."""
    _, aligned, side = cell.get("style", "").rstrip(";").partition("text-align: ")
    if aligned and cell.tag in {"td", "th"}:
        del cell.attrib["style"]
        cell.set("class", f"{cell.get('class', '')} align-{side}".strip())
