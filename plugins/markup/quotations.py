"""The quotations in a paragraph, and quotation marks without a partner."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》", "〈": "〉"}
"""What closes what each mark opens. A mark may open in one language and close in another."""

_CLOSERS = frozenset("”»«」』》〉")
_MARKS = re.compile(r'["“”„«»「」『』《》〈〉]')
_MINUTES = re.compile(r"\d[\d.,/½¼¾]*$")
_SINGLE = re.compile(
    r"(?<![\w'’])'(?=\S)[^'\n]*(?:\n[^'\n]+)*(?<=[\w.,!?…])'(?![\w'])"
    r"|(?<![\w’])‘[^‘’\n]+(?:\n[^‘’\n]+)*(?:’(?=\w)[^‘’\n]+(?:\n[^‘’\n]+)*)*’(?!\w)"
    r"|‚[^‚‘’\n]+(?:\n[^‚‘’\n]+)*[‘’]|‹[^‹›\n]+›|›[^‹›\n]+‹"
)
"""Single marks. They are apostrophes too, so nothing is said of one without a partner."""


class Quoted(NamedTuple):
    """Where the quotations of a paragraph are, and the *odd* mark, if one has no partner.

    *odd* is the position of the first such mark, or -1. *open* is the mark that is still open at
    the end, or an empty text.
    """

    spans: tuple[tuple[int, int], ...]
    odd: int = -1
    open: str = ""


def quoted(paragraph: str, before: str = "") -> Quoted:
    """Return the quotations in *paragraph*, where the mark *before* is open since the last one.

    A quotation that is still open goes on to the end. Inches and feet are no marks.
    """
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    odd = -1
    marks = list(_MARKS.finditer(paragraph)) if _MARKS.search(paragraph) else []
    inches = _inches(paragraph, [each.start() for each in marks if each[0] == '"'])
    start = len(paragraph) - len(paragraph.lstrip(" \t*_>"))
    for match in marks:
        at, mark = match.start(), match[0]
        if at in inches or _is_measure(paragraph, at, mark, stack):
            continue
        if at == start and before and mark in before + _CLOSING.get(before, ""):
            stack.append((before, at))  # each paragraph of a long quotation begins with a mark
        elif _closes(mark, stack):
            spans.append((stack.pop()[1], at + 1))
        elif _opens(paragraph, at, mark, stack):
            stack.append((mark, at))
        elif odd < 0:
            odd = at
    if stack:
        spans.append((stack[0][1], len(paragraph)))
    spans += [each.span() for each in _SINGLE.finditer(paragraph)] if _has_single(paragraph) else []
    open_mark, opened_at = stack[-1] if stack else ("", -1)
    return Quoted(tuple(spans), odd if odd >= 0 else opened_at, open_mark)


def _closes(mark: str, stack: list[tuple[str, int]]) -> bool:
    if not stack:
        return False
    opened = stack[-1][0]
    return mark == '"' if opened == '"' else mark in _CLOSING.get(opened, opened)


def _opens(text: str, at: int, mark: str, stack: list[tuple[str, int]]) -> bool:
    if mark == '"' or mark in "“„「『《〈":
        return True
    if mark in "«»":
        return not any(opened in "«»" for opened, _ in stack) or mark == stack[-1][0]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    is_opening = (not before or not before.isalnum()) and after.isalnum()
    return mark == "”" and is_opening and not stack  # as in Swedish and Finnish


def _is_measure(text: str, at: int, mark: str, stack: list[tuple[str, int]]) -> bool:
    """Say whether a curly *mark* after a number, with nothing open, is an inch or a second."""
    return mark in "”“" and not stack and bool(_MINUTES.search(text, max(0, at - 8), at))


def _inches(text: str, straight: list[int]) -> set[int]:
    """Return the positions among those of *straight* marks that are no quotation marks.

    They are inches, where the other marks make pairs, and marks within Hebrew abbreviations.
    """
    within = {
        at for at in straight if _is_hebrew(text[at - 1 : at]) and _is_hebrew(text[at + 1 : at + 2])
    }
    after_numbers = {
        at for at in straight if at not in within and _MINUTES.search(text, max(0, at - 8), at)
    }
    if not after_numbers:
        return within
    if (len(straight) - len(within) - len(after_numbers)) % 2 == 0:
        pairs = _pairs_without(text, straight, within | after_numbers)
        return within | after_numbers if pairs else within
    return within | set(sorted(after_numbers)[:-1])  # the last one closes what is open


def _pairs_without(text: str, straight: list[int], measures: set[int]) -> bool:
    """Say whether the marks but for *measures* open and close in turn, by the blanks beside them.

    Where there are none but *measures*, a mark is one if nothing is open.
    """
    marks = [at for at in straight if at not in measures]
    if marks:
        return all(
            text[at + 1 : at + 2].strip() and not text[at - 1 : at].isalnum() for at in marks[::2]
        )
    return True


def _is_hebrew(char: str) -> bool:
    return "\u05d0" <= char <= "\u05ea" if char else False


def _has_single(text: str) -> bool:
    return any(mark in text for mark in "'‘‚‹›")


def lone_marks(paragraphs: list[str]) -> Iterator[int]:
    """Yield the index of each of *paragraphs*, in order, that has a mark without a partner.

    A quotation may go on in the next paragraph if that begins with a mark too.
    """
    before = ""
    found = [Quoted(())] * 0
    for paragraph in paragraphs:
        each = quoted(paragraph, before)
        found.append(each)
        before = each.open
    for index, each in enumerate(found):
        if each.odd < 0:
            continue
        following = paragraphs[index + 1].lstrip(" \t*_") if index + 1 < len(paragraphs) else ""
        goes_on = each.open and following[:1] in (each.open, *_CLOSING.get(each.open, ""))
        if not goes_on:
            yield index
