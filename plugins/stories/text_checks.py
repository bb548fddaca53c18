"""Check the text of a story against the HTML made of it: what would go wrong without a word."""

import html as entities
import re
from collections import Counter
from collections.abc import Iterator

from plugins.kernel.faults import Fault
from plugins.markup.emphasis import without_emphasis
from plugins.markup.header_fields import FrontMatter
from plugins.markup.headings import PAGE_IDS
from plugins.markup.tags import attributes, tags_with_attributes
from plugins.markup.typed import Lines, open_comment, without_code
from plugins.markup.unread import lone_notes, unread

from .rules import COMMENT_OPEN, ID_TWICE, MARKDOWN_AS_TEXT, NOTE_ALONE

_WORDS = frozenset({"title", "deck", "kicker", "summary", "corrections"})
"""The fields that readers see as text."""

_MARKUP = re.compile(r"\[\^[^\]\s]{1,50}\]|!?\[[^\]]{1,100}\]\([^)\s]{1,200}\)")
_NOTE_ID = re.compile(r"fn(?:ref\d*)?:")


def text_faults(front: FrontMatter, html: str, path: str) -> Iterator[Fault]:
    """Yield the faults of the body of *front*, the file at *path*, by the *html* made of it."""
    line = open_comment(front.body)
    if line >= 0:
        text = 'the comment "<!--" has no end, so all text after it is left out. End it with "-->"'
        yield COMMENT_OPEN.at(path, front.body_line + line, text)
    for line, message in _marked_up_fields(front):
        yield MARKDOWN_AS_TEXT.at(path, line, message)
    for line, message in unread(front.body, html):
        yield MARKDOWN_AS_TEXT.at(path, front.body_line + line, message)
    for line, message in lone_notes(front.body, html):
        yield NOTE_ALONE.at(path, front.body_line + line, message)
    for line, message in _same_ids(front.body, html):
        yield ID_TWICE.at(path, front.body_line + line, message)


def _marked_up_fields(front: FrontMatter) -> Iterator[tuple[int, str]]:
    """Yield the line of each field of *front* with Markdown in it, which no field is read as."""
    for name, value in front.fields:
        text = value.text if name in _WORDS and value.is_text else ""
        if not any(sign in text for sign in "*_["):
            continue
        if match := _MARKUP.search(text):
            yield value.line, f'"{name}" is no Markdown, so "{match[0]}" is printed. Delete it'
        elif without_emphasis(text) != text:
            remedy = "Delete those around words"
            yield value.line, f'"{name}" is no Markdown, so its "*" or "_" are printed. {remedy}'


def _same_ids(body: str, html: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each id that *html* has twice, or that is one of the page's own."""
    if " id=" not in html:
        return
    found = [attributes(tag).get("id") for tag in tags_with_attributes(html)]
    times = Counter(each for each in found if each and not _NOTE_ID.match(each))
    lines = Lines(body)
    for name, number in times.items():
        if number > 1 or name in PAGE_IDS:
            where = "on the page itself" if name in PAGE_IDS else "twice"
            text = f'the id "{name}" stands {where}, so a link to it may lead elsewhere. Rename one'
            yield lines.at(_place_of(name, body, 0 if name in PAGE_IDS else 1)), text


def _place_of(name: str, body: str, which: int) -> int:
    """Return where *body* gives the id *name* for the time *which*, from 0; 0 if unknown."""
    of_list = rf"\{{:?[^{{}}\n]*#{re.escape(name)}(?=[\s}}])"
    of_tag = rf"\bid\s*=\s*[\"']?{re.escape(entities.escape(name))}\b"
    pattern = f"{of_list}|{of_tag}"
    places = [match.start() for match in re.finditer(pattern, without_code(body))]
    return places[min(which, len(places) - 1)] if places else 0
