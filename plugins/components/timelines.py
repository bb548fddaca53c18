"""Lists of terms with a text for each: timelines, and questions with their answers."""

from itertools import pairwise

from plugins.markup.parts import Part, PartDesk, PartError, TypedPart, begin
from plugins.markup.tags import opening_tag
from plugins.markup.text import plain

from .boxes import heading
from .elements import Element, children
from .moments import moment_of
from .rules import PART_HARD

_DATES = 'Write a date on one line and what happened on the next, after ":   "'
_QUESTIONS = 'Write a question on one line and the answer on the next, after ":   "'


def _timeline(part: TypedPart, inside: str, desk: PartDesk) -> str:
    dates: list[str] = []
    pieces = []
    for element in _entries(inside, f"the timeline has no dates. {_DATES}"):
        if element.name == "dt":
            dates.append(moment_of(plain(element.inside), desk.lang))
            pieces.append(f"<dt>{_time(element.inside, dates[-1])}</dt>")
        else:
            pieces.append(element.html)
    if not _are_in_order([each for each in dates if each[:1].isdigit() and ":" not in each[:5]]):
        desk.found(PART_HARD, "the dates of the timeline are not in order. Sort them")
    return _list("timeline", part, pieces, desk)


def _time(words: str, moment: str) -> str:
    return f"{opening_tag('time', {'datetime': moment})}{words}</time>" if moment else words


def _are_in_order(dates: list[str]) -> bool:
    """Return whether *dates*, of which some may be only a year, go on or go back in time."""
    pairs = [(a[: len(b)], b[: len(a)]) for a, b in pairwise(dates)]
    return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)


def _qa(part: TypedPart, inside: str, desk: PartDesk) -> str:
    entries = _entries(inside, f"there is no question with an answer. {_QUESTIONS}")
    return _list("qa", part, [each.html for each in entries], desk)


def _list(name: str, part: TypedPart, entries: list[str], desk: PartDesk) -> str:
    attributes, title = heading(part, desk)
    tag, lines = "section" if title else "div", "\n".join(entries)
    return f"{begin(tag, name, attributes)}\n{title}<dl>\n{lines}\n</dl>\n</{tag}>"


def _entries(inside: str, none: str) -> list[Element]:
    """Return the terms and texts of *inside*, a definition list; raise PartError if it is none."""
    lists = list(children(inside))
    entries = [entry for each in lists if each.name == "dl" for entry in children(each.inside)]
    if not any(entry.name == "dd" for entry in entries):
        raise PartError(none)
    if others := [each for each in lists if each.name != "dl"]:
        shown = " ".join(plain(others[0].html).split()[:6])
        text = f'"{shown}" is neither a term nor its text.'
        raise PartError(f"{text} Indent it by four blanks, or move it out of the part")
    return [entry for entry in entries if entry.name in {"dt", "dd"}]


PARTS = (
    Part("timeline", _timeline, text="dates, each with what happened"),
    Part("qa", _qa, text="questions, each with its answer"),
)
"""Timelines, questions and answers."""
