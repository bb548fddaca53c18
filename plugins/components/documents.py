"""A document to read or to keep, with its kind, its pages and its size."""

import os
from urllib.parse import quote

from plugins.markup.media_types import TYPES
from plugins.markup.parts import Part, PartDesk, PartError, TypedPart, begin, label, words
from plugins.markup.tags import opening_tag

from .elements import children
from .pdf import is_pdf, pages_of

DOCUMENTS = tuple(
    sorted(suffix for suffix, kind in TYPES.items() if not kind.startswith(("audio/", "video/")))
)
"""The suffixes of documents, tables and archives."""

LARGEST_READ = 50_000_000
"""The most bytes of a PDF whose pages are counted."""


def address(path: str) -> str:
    """Return how a text names the file *path*, below the content folder."""
    return "{static}/" + quote(path)


def _document(part: TypedPart, inside: str, desk: PartDesk) -> str:
    path = desk.file(part.head, DOCUMENTS)
    suffix = os.path.splitext(path)[1].lower()
    attributes = {"href": address(path), "type": TYPES[suffix]}
    name, rest = _name(inside, os.path.basename(path))
    facts = [suffix[1:].upper(), *_pages(path, suffix, desk), label("size", number=desk.size(path))]
    shown = " · ".join(f"<bdi>{fact}</bdi>" for fact in facts)
    link = f"{opening_tag('a', attributes)}{name} <span>({shown})</span></a>"
    below = f"\n{rest}" if rest else ""
    return f"{begin('div', 'document')}\n<p>{link}</p>{below}\n</div>"


def _name(inside: str, file: str) -> tuple[str, str]:
    """Return the words of the link to a document, and what stands below it.

    They are the first paragraph that says what it is, unless there is a link in it.
    """
    first = next(children(inside), None)
    if first is None or first.name != "p" or any(sign in first.inside for sign in ("<a ", "<img")):
        return words(file), inside
    return first.inside, inside[first.tag.start + len(first.html) :].strip()


def _pages(path: str, suffix: str, desk: PartDesk) -> list[str]:
    """Return the number of pages of the file *path*, if it is a PDF, as words."""
    if suffix != ".pdf" or desk.size(path) > LARGEST_READ:
        return []
    data = desk.data(path)
    if not is_pdf(data):
        raise PartError(f'"{path}" is no PDF, whatever its name says. Export it again')
    pages = pages_of(data)
    return [label("pages", number=pages)] if pages else []


PARTS = (Part("document", _document, head="file", needs_head=True, text="what it is"),)
"""Documents."""
