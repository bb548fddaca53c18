"""Text without markup, and text that is safe to show."""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from .tags import UNSEEN, Tag, attributes, tags, without, without_tags

_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


# Chinese and Japanese, with their punctuation, which have no blanks between words. Quotation marks
# and dashes that other scripts share count beside such a character.
_WIDE = (
    "\u2e80-\u303e\u3040-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f"
    "\uffe0-\uffe6\U00016fe0-\U00018dff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SHARED = "“”‘’—…·"
_GAP = r"[ \t]*\n[ \t]*"
_NOTE_MARK = r"<sup\b[^<>]*>\s*<a\b[^<>]*>[^<]*</a>\s*</sup>"
_INLINE = (
    r"</?(?:abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|rb|rp|rt|ruby|s|samp|small"
    r"|span|strong|sub|sup|time|u|var|a)(?=[\s>])[^<>]*>"
)
INLINE_TAG = re.compile(_INLINE)
"""A tag that marks words within a line, such as ``<em>``."""

_MAY_BE_WIDE = re.compile("[^\0-\u04ff\u2000-\u20ff]")
"""Finds what is neither Latin, Greek nor Cyrillic, nor a mark or a currency. Python takes long to
compile a pattern with thousands of characters, such as the next two, which few newsrooms need."""
_KEPT_LINES = re.compile(
    r"(<(?P<name>pre|textarea)\b(?:.*?</(?P=name)\s*>|.*\Z))", re.DOTALL | re.IGNORECASE
)

_WORDLESS = UNSEEN | {"svg"}
"""Elements whose content is no part of the text: what is written in a drawing belongs to it."""

_NOTE_CLASSES = frozenset({"footnote-ref", "footnote-backref"})
_NOTE_ROLES = frozenset({"doc-noteref", "doc-backlink"})
_RAISED = [("sup", False), ("a", False), ("a", True), ("sup", True)]
_NOTE_WORDS = re.compile(r"\s*(?:\[\s*\w{1,3}\s*\]|\d{1,3}|[*†‡§↑^]|↩\ufe0e?)\s*")


def plain(markup: str) -> str:
    """Return the words of *markup* on one line, without tags and with entities as characters.

    All text that is derived from HTML comes from here or from `split_words`: summaries and what
    cards, feeds, search engines and pictures say. Marks of notes are no words.
    """
    return " ".join(split_words(markup))


def split_words(markup: str) -> list[str]:
    """Return the words of *markup* as a list."""
    if "<" in markup:
        if "#" in markup or "doc-" in markup:
            markup = without_note_marks(markup)
        markup = without_tags(without(joined_lines(markup), _WORDLESS))
        return html.unescape(markup).split()
    return joined_lines(html.unescape(markup)).split()


def without_note_marks(markup: str) -> str:
    """Return *markup* without the marks of notes and the links from notes back to them."""
    found = list(tags(markup))
    pieces, at = [], 0
    for index, tag in enumerate(found):
        if tag.name == "a" and not tag.closes and (end := _end_of_mark(markup, found, index)):
            pieces.append(markup[at : tag.start])
            at = end
    return "".join([*pieces, markup[at:]])


def _end_of_mark(markup: str, found: Sequence[Tag], index: int) -> int:
    """Return where the note mark ends whose link is *found* at *index*; 0 if it is no mark."""
    link, attrs = found[index], attributes(found[index])
    closing = next((each for each in found[index + 1 : index + 6] if each.name == "a"), None)
    if closing is None or not closing.closes:
        return 0
    if attrs.get("role") in _NOTE_ROLES or not _NOTE_CLASSES.isdisjoint(
        attrs.get("class", "").split()
    ):
        return closing.end
    if not attrs.get("href", "").startswith("#"):
        return 0
    inside = html.unescape(without_tags(markup[link.end : closing.start]))
    is_mark = _NOTE_WORDS.fullmatch(inside)
    return closing.end if is_mark or _is_raised(markup, found, index) else 0


def _is_raised(markup: str, found: Sequence[Tag], index: int) -> bool:
    """Return whether the link *found* at *index* stands alone in a ``<sup>``."""
    around = found[max(index - 1, 0) : index + 3]
    if [(each.name, each.closes) for each in around] != _RAISED:
        return False
    opening, link, closing, end = around
    beside = markup[opening.end : link.start] + markup[closing.end : end.start]
    return not beside.strip()


def joined_lines(markup: str) -> str:
    """Return *markup* without line ends between characters of Chinese or Japanese.

    A browser would show each as a blank.
    """
    if "\n" not in markup or markup.isascii() or not _MAY_BE_WIDE.search(markup):
        return markup
    if not _wide_character().search(markup):
        return markup
    parts = _KEPT_LINES.split(markup)
    texts = (_joined(part) for part in parts[::3])
    return "".join(part for each in zip(texts, [*parts[1::3], ""], strict=True) for part in each)


@cache
def _wide_character() -> re.Pattern[str]:
    return re.compile(rf"[{_WIDE}]")


@cache
def _gap() -> re.Pattern[str]:
    """Return what finds a line end between wide characters, and the tags around it."""
    marks = rf"(?:{_NOTE_MARK}|{_INLINE})*+"
    return re.compile(
        rf"(?<=[{_WIDE}])(?P<a>{marks}){_GAP}(?P<b>(?:{_INLINE})*+)(?=[{_WIDE}{_SHARED}])"
        rf"|(?<=[{_SHARED}])(?P<c>{marks}){_GAP}(?P<d>(?:{_INLINE})*+)(?=[{_WIDE}])"
    )


def _joined(text: str) -> str:
    return _gap().sub(lambda match: "".join(filter(None, match.group("a", "b", "c", "d"))), text)


def composed(text: str) -> str:
    """Return *text* with each letter and its accents in one character, where there is one (NFC).

    Two systems write "é" as one character and as two; names and paths that look alike are alike.
    The compatibility ideographs stay, for they do not look alike, and people bear them as names.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    parts = _COMPATIBILITY.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def one_line(text: str) -> str:
    """Return the words of plain *text* on one line, as a reader would join its lines."""
    return " ".join(joined_lines(text).split())


def words(line: str) -> str:
    """Return the words of *line* on one line: a `Markup` is HTML, any other text is plain."""
    return plain(line) if isinstance(line, Markup) else one_line(line)


def shortened(text: str, limit: int) -> str:
    """Return *text*, cut at a word and with an ellipsis if it is longer than *limit* characters."""
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip(" ,;:.-–—") + "…"


def legible(text: str) -> str:
    """Return *text* without control characters and characters that XML 1.0 does not allow.

    The rule is that of ``Char`` (https://www.w3.org/TR/xml/#charsets).
    """
    return text if text.isprintable() else _ILLEGIBLE.sub("", text)


def on_one_line(text: str) -> str:
    """Return *text*, typed on a command line, as one line without control characters."""
    return " ".join(_CONTROL.sub(" ", composed(text)).split())
