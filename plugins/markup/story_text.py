"""A story's text as it was typed, for the rules of the copy desk.

What a rule must not look at is covered with a sign that is no letter and no blank, so that every
line and column stays where it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .header_fields import FrontMatter, Value
from .quotations import quoted

COVER = "\ufffc"
"""Covers what is no text: code, comments, tags, addresses, quotations."""

WORDED = ("title", "deck", "kicker", "summary", "role")
"""The fields that are text for readers."""

_CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<(?P<tag>pre|code|kbd|samp|script|style|textarea)\b[^>]*>.*?</(?P=tag)\s*>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_INDENTED = re.compile(r"(?:\A|(?<=\n\n))(?:(?: {4}|\t).*(?:\n|\Z)|[ \t]*\n(?=(?: {4}|\t)))+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NO_TEXT = tuple(
    (sign, re.compile(pattern, re.MULTILINE))
    for sign, pattern in (
        ("](", r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"),  # where a link leads
        ("][", r"(?<=\])\[[^\]\n]*\]"),
        ("]:", r"^ {0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$"),
        ("[^", r"\[\^[^\]\n]*\]"),
        ("<", r"</?[a-zA-Z][^<>]*>|<!?[^<>\s]+[:@][^<>\s]*>"),
        (":/", r"(?:https?|ftp|file):[^\s<>]+"),
        ("www.", r"\bwww\.[^\s<>]+"),
        ("@", r"(?:mailto:)?[\w.+-]*@[\w-]+(?:\.[\w-]+)*"),
        ("", r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[^\s<>]*|\b(?![.\w]))"),
        ("{", r"\{[:#.][^{}\n]*\}"),
    )
)
"""What is no text: the signs without which a text has none of it, and its pattern."""

_DOTTED = re.compile(r"(?<=\w)\.[a-z]{2}")
"""Two words with a dot and no blank between them: the name of a file, or of a host."""

_QUOTED_BLOCK = re.compile(
    r"^ {0,3}>[^\n]*(?:\n(?![ \t]*$)[^\n]+)*"
    r"|^ {0,3}///[ \t]+pull-quote\b.*?(?:^ {0,3}///[ \t]*$|\Z)"
    r"|<(?P<tag>blockquote|q|cite)\b[^>]*>.*?</(?P=tag)\s*>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_BLOCK = re.compile(r"(?:^(?![ \t]*$).+(?:\n|\Z))+", re.MULTILINE)
_ITEM = re.compile(
    r"^[ \t]*(?:[*+-]|\d+[.)]|:|\[\^[^\]\n]+\]:|#{1,6})[ \t]+|^[ \t]*\|", re.MULTILINE
)
_NOT_BLANK = re.compile(r"[^\n]")


class Passage(NamedTuple):
    """A piece of text, and the line of the file on which it begins."""

    line: int
    text: str


@dataclass(frozen=True)
class StoryText:
    """The header and the body of a file as typed, its *kind*, language and status.

    *lang* is the language as a BCP 47 tag in lower case.
    """

    front: FrontMatter
    kind: str = "story"
    lang: str = "en"
    status: str = "published"

    @cached_property
    def fields(self) -> dict[str, Value]:
        """The fields of the header by name; of two with one name the first."""
        found: dict[str, Value] = {}
        for name, value in self.front.fields:
            found.setdefault(name, value)
        return found

    @cached_property
    def without_code(self) -> str:
        """The body with code covered."""
        body = self.front.body
        if "`" in body or "~~~" in body or "<" in body:
            body = _CODE.sub(covered, body)
        if "\n    " in body or "\n\t" in body or body.startswith(("    ", "\t")):
            body = _INDENTED.sub(lambda match: self._indented(body, match), body)
        return body

    @cached_property
    def shown(self) -> str:
        """The body with code and comments covered."""
        body = self.without_code
        return _COMMENT.sub(covered, body) if "<!--" in body else body

    @cached_property
    def typed(self) -> str:
        """The body with all covered that is no text of its own: tags and addresses, too."""
        return _text_alone(self.shown)

    @cached_property
    def prose(self) -> str:
        """The body with quotations covered as well: what rules about words look at."""
        text = self.typed
        if ">" in self.front.body or "///" in text:
            text = _without_quoted_blocks(self.shown)
        pieces, end, before = [], 0, ""
        for start, stop in paragraphs(text):
            spans, _, before = quoted(text[start:stop], before)
            for first, last in sorted(spans):
                first, last = max(start + first, end), start + last
                if last > end:
                    pieces += [text[end:first], _NOT_BLANK.sub(COVER, text[first:last])]
                    end = last
        return "".join([*pieces, text[end:]]) if pieces else text

    @cached_property
    def raw(self) -> str:
        """All that `words` is made of, as typed: what has no match here has none there."""
        return "\n\n".join([*map(self.text_of, WORDED), self.front.body])

    @cached_property
    def words(self) -> tuple[Passage, ...]:
        """What rules about words look at: headline, deck, kicker, summary and body."""
        found = [
            Passage(value.line, _without_quotations(_text_alone(value.text)))
            for name, value in self.fields.items()
            if name in WORDED and value.is_text
        ]
        return (*found, Passage(self.front.body_line, self.prose))

    @cached_property
    def blocks(self) -> tuple[Passage, ...]:
        """The blocks of the body, which empty lines separate, with code and comments covered."""
        return tuple(
            Passage(self.line_at(match.start()), match[0]) for match in _BLOCK.finditer(self.shown)
        )

    def line_at(self, position: int) -> int:
        """Return the line of the file for a *position* in the body."""
        return self.front.body_line + bisect_right(self._breaks, position - 1)

    def text_of(self, field: str) -> str:
        """Return the text of a *field*; empty where it has none."""
        value = self.fields.get(field)
        return value.text if value and value.is_text else ""

    def line_of(self, field: str) -> int:
        """Return the line of a *field*; 1 where the header lacks it."""
        return self.fields[field].line if field in self.fields else 1

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.front.body)]

    @staticmethod
    def _indented(body: str, match: re.Match[str]) -> str:
        """Return an indented block covered; as it is where it goes on with a list or a note."""
        before = body[: match.start()].rstrip().rpartition("\n\n")[2]
        is_within = _ITEM.search(before) or before.lstrip().startswith("///")
        return match[0] if is_within else covered(match)


def covered(match: re.Match[str]) -> str:
    """Return what *match* found, with a sign in place of each character but line breaks."""
    return _NOT_BLANK.sub(COVER, match[0])


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph, list item, heading and row of a table in *text*."""
    for block in _BLOCK.finditer(text):
        starts = [match.start() for match in _ITEM.finditer(text, block.start(), block.end())]
        if starts and starts[0] == block.start():
            starts = starts[1:]
        edges = [block.start(), *starts, block.end()]
        yield from pairwise(edges)


def _text_alone(text: str) -> str:
    """Return *text* with tags and addresses covered."""
    for sign, pattern in _NO_TEXT:
        if sign in text and (sign or _DOTTED.search(text)):
            text = pattern.sub(covered, text)
    return text


def _without_quoted_blocks(text: str) -> str:
    return _text_alone(_QUOTED_BLOCK.sub(covered, text))


def _without_quotations(text: str) -> str:
    for start, stop in quoted(text).spans:
        text = text[:start] + COVER * (stop - start) + text[stop:]
    return text
