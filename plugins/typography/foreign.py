"""Quotation marks in languages other than English, and the no-break blanks of French."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .marks import Marks

Edit = tuple[int, int, str]
"""Where a text is changed: start, number of characters, replacement."""

THIN, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"

GERSHAYIM: Final = re.compile(r'(?<=[א-ת])"(?=[א-ת](?![א-ת"]))')
"""A mark before the last letter of a Hebrew abbreviation, which is no quotation mark."""

_WITHOUT_BLANKS: Final = ("\u0e00\u0eff", "\u1780\u17ff", "\u3040\u30ff", "\u3400\u9fff")
"""The first and the last character of scripts that have no blanks between words."""

_REST: Final = "\0"
"""Stands for what a mark that was typed as several characters leaves behind."""

_B: Final = "[ \\t\u00a0\u202f\u2009]"
_WITHIN_MARKS: Final = re.compile(rf"«\0?({_B}*)(?=\S)|(?<=[^\s«(\[{{])({_B}*)(?=»)")
_BEFORE_COLON: Final = re.compile(rf"(?<=[^\s«(\[{{:])({_B}*)(?=:(?:[\s«]|$))")
_BEFORE_STOPS: Final = re.compile(
    rf"(?<=[^\s«(\[{{¿¡;!?:/])({_B}*)(?=;(?:[\s»]|$)|[!?]+(?![^\W\d]|[=/&!?]))"
    rf"|(?<=\d)({_B})(?=[%‰€$£])"
)


def seen_as_english(view: str, marks: Marks) -> str:
    """Return *view* with the curly marks of its language as those that English has there."""
    if marks.opening == marks.closing:
        return view
    return view.translate({ord(marks.opening): "“", ord(marks.closing): "”"})


def localized(view: str, edits: Iterable[Edit], marks: Marks) -> list[Edit]:
    """Return *edits* of *view*, made for English, with the *marks* of another language.

    Marks that make no pair are apostrophes, or the double ones that open or close a quotation.
    """
    typed = list(edits)
    found = _levels(view, typed, marks)
    pairs = ((marks.opening, marks.closing), (marks.inner_opening, marks.inner_closing))
    return [
        (at, length, pairs[found[at][0]][found[at][1]] if at in found else curly)
        for at, length, curly in (
            (at, length, "’" if curly == "‘" else curly) for at, length, curly in typed
        )
    ]


def _levels(view: str, edits: list[Edit], marks: Marks) -> dict[int, tuple[int, int]]:
    """Return the level, 0 or 1, of each quotation mark, and whether it opens (0) or closes (1)."""
    pairs = dict(_pairs(view, edits, marks))
    closing = set(pairs.values())
    single = {at for at, _, curly in edits if curly in "‘’"}
    found: dict[int, tuple[int, int]] = {}
    outer: list[int] = []
    for at in sorted(closing.union(pairs)):
        if at in closing:
            found[at] = (outer.pop(), 1)
            continue
        level = int(at in single)
        if outer and outer[-1] == level:
            level = 1 - level
        outer.append(level)
        found[at] = (level, 0)
    lone = {at: int(curly == "”") for at, _, curly in edits if curly in "“”" and at not in found}
    return found | {at: (0, closes) for at, closes in lone.items()}


def _pairs(view: str, edits: list[Edit], marks: Marks) -> Iterator[tuple[int, int]]:
    """Yield where each quotation opens and where it closes; typed marks count too."""
    stack: list[tuple[int, bool]] = []
    for at, single, opens in sorted([*_typed(view, marks), *_signs(view, edits)]):
        if opens:
            stack.append((at, single))
        elif single:
            if stack and stack[-1][1]:
                yield stack.pop()[0], at
        elif any(not each for _, each in stack):
            while stack[-1][1]:
                stack.pop()  # an apostrophe
            yield stack.pop()[0], at


def _signs(view: str, edits: list[Edit]) -> Iterator[tuple[int, bool, bool]]:
    """Yield where each mark is, whether it is a single one, and whether it opens."""
    for at, length, curly in edits:
        if curly in "“”":
            yield at, False, curly == "“"
        elif curly == "‘" or (
            curly == "’" and may_close(view[at - 1 : at], view[at + length : at + length + 1])
        ):
            yield at, True, curly == "‘"


def is_written_without_blanks(char: str) -> bool:
    """Return whether *char* is of a script that has no blanks between words."""
    return char > "\u0dff" and any(first <= char <= last for first, last in _WITHOUT_BLANKS)


def may_close(before: str, after: str) -> bool:
    """Return whether a single mark between these two characters may close a quotation."""
    return not after.isalnum() or is_written_without_blanks(before)


def _typed(view: str, marks: Marks) -> Iterator[tuple[int, bool, bool]]:
    if marks.opening == marks.closing:
        return
    for at, char in enumerate(view):
        if char in (marks.opening, marks.closing):
            yield at, False, char == marks.opening


def with_blanks(view: str, edits: list[Edit], blanks: str) -> list[Edit]:
    """Return *edits* of the French *view*, with those for the no-break *blanks* of French.

    They are narrow within « » and before ``; ! ?`` and ``%``, and wide before a colon. In Canada,
    they are wide, and there is none before ``; ! ?``.
    """
    shown = list(view)
    for at, length, mark in edits:
        shown[at : at + length] = [mark, *[_REST] * (length - 1)]
    text, thin = "".join(shown), THIN if blanks == "thin" else WIDE
    found = {**_blanks(_WITHIN_MARKS, text, thin), **_blanks(_BEFORE_COLON, text, WIDE)}
    if blanks == "thin":
        found |= _blanks(_BEFORE_STOPS, text, thin)
    made = []
    for at, length, mark in edits:
        after = found.pop((at + length, 0), "") if mark == "«" else ""
        made.append((at, length, mark + after))
    return sorted([*made, *((start, length, blank) for (start, length), blank in found.items())])


def _blanks(pattern: re.Pattern[str], text: str, blank: str) -> dict[tuple[int, int], str]:
    """Return where *pattern* asks for *blank*: the start and the length of what is there."""
    found = {}
    for match in pattern.finditer(text):
        start, end = match.span(match.lastindex or 0)
        if text[start:end] != blank:
            found[start, end - start] = blank
    return found
