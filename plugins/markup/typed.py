"""A story's Markdown as it was typed: where its code and its HTML comments are.

Comments are the newsroom's own notes. They are removed from a text before it becomes HTML, so they
never leave the building, and no link, photo or note mark in them counts. The file keeps them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

COMMENT = "<!--"
"""How a comment begins."""

_SIGN = re.compile(r"^(?:`{3,}|~{3,})|\\.|`+|<!--", re.MULTILINE)
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")
_WHOLE_COMMENT = re.compile(r" ?<!--(?:-?>|(?:(?!<!--).)*?--!?>)", re.DOTALL)
_GOES_ON = re.compile(r"\s*(?:\Z|\[?!\[|[|>]|[-+*] |\d+[.)] |.*\|)")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\Z")
_RUN = re.compile("`+")
_NOT_A_BREAK = re.compile(r"[^\n]")
_BLANKS = re.compile(r"[ \t]*")


class Place(NamedTuple):
    """A piece of code or a comment: its bounds; a comment without an end reaches to the last."""

    start: int
    end: int
    is_comment: bool = False
    is_closed: bool = True


def places(text: str) -> Iterator[Place]:
    """Yield each piece of fenced code, each code span and each comment of *text*, in order."""
    at, ticks, never_closed = 0, _Ticks(text), set()
    while sign := _SIGN.search(text, at):
        start, at = sign.span()
        what = sign[0]
        if what == COMMENT:
            closing = _COMMENT_END.search(text, at)
            at = closing.end() if closing else len(text)
            yield Place(start, at, True, closing is not None)
        elif len(what) > 2 and _begins_line(text, start) and what not in never_closed:
            if fence := re.compile(rf"^{what}[ ]*$", re.MULTILINE).search(text, at):
                at = fence.end()
                yield Place(start, at)
            else:
                never_closed.add(what)  # asked once, or many fences would take very long
                at = start
        elif what[0] == "`" and (end := ticks.closing(at, len(what))):
            at = end
            yield Place(start, at)


def _begins_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


class _Ticks:
    """Finds the ends of code spans; the backticks of each paragraph are listed once."""

    def __init__(self, text: str) -> None:
        self._text, self._end = text, -1
        self._by_length: dict[int, list[int]] = {}

    def closing(self, at: int, length: int) -> int:
        """Return the end of the next *length* backticks after *at* in its paragraph, or 0."""
        if at > self._end:
            end = _PARAGRAPH_END.search(self._text, at)
            self._end, self._by_length = end.start() if end else len(self._text), {}
            for run in _RUN.finditer(self._text, at, self._end):
                self._by_length.setdefault(len(run[0]), []).append(run.end())
        ends = self._by_length.get(length, [])
        found = bisect_left(ends, at + 1)
        return ends[found] if found < len(ends) else 0


def without_comments(text: str) -> str:
    """Return *text* without its comments.

    Of a line that holds nothing else nothing is left, or an empty line between two paragraphs.
    """
    if COMMENT not in text:
        return text
    pieces, at = [], 0
    for start, end in _runs_of_comments(text):
        line_start = max(at, text.rfind("\n", at, start) + 1)
        before = text[line_start:start]
        after = _end_of_blanks(text, end)
        if after < len(text) and text[after] != "\n":  # words follow on its line
            kept = text[at:start]
            at = end if before.strip() and before == before.rstrip() else after
        elif before.strip():
            kept, at = text[at:start].rstrip(" \t"), after
        else:
            kept, at = text[at:line_start], min(after + 1, len(text))
            kept += "" if _goes_on_below(text, line_start) else "\n"
        pieces.append(kept)
    return "".join([*pieces, text[at:]])


def without_comments_by_line(lines: list[str]) -> list[str]:
    """Return *lines*, which are no Markdown, without comments.

    A line that holds nothing else is empty then. What has no end is no comment.
    """
    text = "\n".join(lines)
    if COMMENT not in text:
        return lines
    return _WHOLE_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text).split("\n")


def _goes_on_below(text: str, at: int) -> bool:
    """Return whether what stands above *at* goes on below a comment: a figure, a list, a table.

    Words do not: a comment on its own line divides paragraphs, in CommonMark too.
    """
    above = text.rfind("\n\n", 0, at)
    return _GOES_ON.match(text, above + 2 if above >= 0 else 0, at) is not None


def _end_of_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _runs_of_comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each comment of *text*; several with only blanks between are one."""
    run: tuple[int, int] | None = None
    for start, end in ((each.start, each.end) for each in places(text) if each.is_comment):
        if run and not text[run[1] : start].strip(" \t"):
            run = run[0], end
            continue
        if run:
            yield run
        run = start, end
    if run:
        yield run


def without_code(text: str) -> str:
    """Return *text* with blanks for its code and its comments; every line stays where it is."""
    if "`" not in text and "~~~" not in text and COMMENT not in text:
        return text
    pieces, at = [], 0
    for place in places(text):
        blanks = _NOT_A_BREAK.sub(" ", text[place.start : place.end])
        pieces += [text[at : place.start], blanks]
        at = place.end
    return "".join([*pieces, text[at:]])


def open_comment(text: str) -> int:
    """Return the line, from 0, of the comment of *text* that has no end; -1 if there is none."""
    if COMMENT not in text:
        return -1
    found = (place.start for place in places(text) if place.is_comment and not place.is_closed)
    start = next(found, -1)
    return text.count("\n", 0, start) if start >= 0 else -1


class Lines:
    """Finds the line of a position in a text, counted from 0."""

    def __init__(self, text: str) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def at(self, position: int) -> int:
        """Return the line of *position*."""
        return bisect_left(self._breaks, position)
