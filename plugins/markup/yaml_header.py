"""A header in YAML, with the line of each field."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, cast

import yaml

from .header_fields import (
    INVISIBLE,
    FrontMatter,
    Value,
    control_problem,
    invisible_problem,
    normal_name,
)
from .text import joined_lines
from .typed import without_comments_by_line

LONGEST_HEADER = 65_536
"""Characters in a header; a longer one is a mistake or an attack."""

DEEPEST = 8
"""Levels of lists and mappings; corrections need three."""

_COMMENT = re.compile(r"[ \t]+#")
_WORDS = re.compile(r"[^\s\"']+")
_CURLY = re.compile(r"[ \t]*(?:-[ \t]+|[^:#]+:[ \t]+)[\[{]?[ \t]*(?P<mark>[“”„‟‘’‚«»「])")
_BREAK = re.compile(r"[\n\x85\u2028\u2029]")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # two types without a common one


def yaml_header(text: str) -> FrontMatter:
    """Return the header and body of *text*, whose first line is ``---``."""
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() in {"---", "..."}), None)
    if end is None:
        return FrontMatter(
            body=text,
            problems=((1, 'the header is not closed. Put a line "---" after its last field'),),
        )
    header, body = "\n".join(without_comments_by_line(lines[1:end])), "\n".join(lines[end + 1 :])
    if len(header) > LONGEST_HEADER:
        problem = f"the header is longer than {LONGEST_HEADER} characters. Shorten it"
        return FrontMatter(body=body, body_line=end + 2, problems=((1, problem),))
    try:
        pairs, problems = yaml_pairs(header)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        line = (place.line if place else 0) + 2
        what = error.problem or "it cannot be read"
        problem = _curly(lines[line - 1] if line <= len(lines) else "") or (
            f"the YAML header has an error: {what}. Put quotes around the value, or correct it"
        )
        return FrontMatter(body=body, body_line=end + 2, problems=((min(line, end), problem),))
    except yaml.YAMLError:
        problem = "the YAML header holds a character that YAML does not allow. Delete it"
        return FrontMatter(body=body, body_line=end + 2, problems=((1, problem),))
    except RefusedError as error:
        return FrontMatter(body=body, body_line=end + 2, problems=((error.line, str(error)),))
    names = [(INVISIBLE.sub("", name), name, value.line) for name, value in pairs]
    found = ((line, invisible_problem(typed, name)) for name, typed, line in names)
    fields = tuple(
        (normal_name(name), pair[1]) for (name, *_), pair in zip(names, pairs, strict=True)
    )
    return FrontMatter(fields, body, end + 2, (*problems, *(each for each in found if each[1])))


def _curly(line: str) -> str:
    """Return the problem of a value in quotation marks that YAML does not know; else nothing."""
    match = _CURLY.match(line)
    if not match:
        return ""
    problem = f"{match['mark']} is no quotation mark of YAML."
    return f"the YAML header has an error: {problem} Put straight quotes (\" or ') around the value"


class _Place(NamedTuple):
    """A position in a YAML text: the line and the column, both from 0."""

    line: int
    column: int


class _Scalar(Protocol):
    """A scalar as `yaml.parse` gives it, always with its start and its end."""

    value: str
    style: str | None
    start_mark: _Place
    end_mark: _Place


class RefusedError(Exception):
    """YAML that is not read, for the reason in its text; *line* is where."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass
class _Open:
    """A list or mapping whose end has not been read yet."""

    line: int
    mapping: bool
    key: str | None = None
    key_line: int = 0
    children: list[tuple[str, Value]] = field(default_factory=list)


def yaml_pairs(
    header: str,
) -> tuple[tuple[tuple[str, Value], ...], tuple[tuple[int, str], ...]]:
    """Return the names and values in *header*, and the problems that leave the others readable.

    Lines are counted from 2, for above a header there is one more. Raises RefusedError and
    yaml.YAMLError where it cannot be read.

    YAML is read from its events: no object is made, no alias is followed, every scalar stays text.
    """
    typed = [*_BREAK.split(header), ""]  # what is not closed ends on the line after the last
    problems: list[tuple[int, str]] = []
    stack: list[_Open] = []
    top: Value | None = None
    for event in yaml.parse(header, Loader=_LOADER):
        line = event.start_mark.line + 2 if event.start_mark else 2
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RefusedError(line, "YAML anchors and aliases are refused. Write the value out")
        if tag := getattr(event, "tag", None):
            raise RefusedError(line, f'the YAML tag "{tag}" is refused. Delete it')
        value: Value | None = None
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(stack) >= DEEPEST:
                raise RefusedError(line, f"the header is nested deeper than {DEEPEST} levels")
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            value = _closed(stack.pop())
        elif isinstance(event, yaml.ScalarEvent):
            scalar = cast(_Scalar, event)
            value = _value(scalar, typed)
            problems += _lost_words(scalar, typed)
            if problem := control_problem(scalar.value):  # written as an escape
                problems.append((line, f"the YAML header {problem}"))
        elif isinstance(event, yaml.DocumentStartEvent) and top is not None:
            raise RefusedError(line, "the header holds two YAML documents. Keep one")
        if value is None:
            continue
        if not stack:
            top = value
        elif not stack[-1].mapping:
            stack[-1].children.append(("", value))
        elif stack[-1].key is None:
            if not value.is_text:
                raise RefusedError(line, "a field's name is a list. Write it as one word")
            stack[-1].key, stack[-1].key_line = value.text, line
        else:
            value = replace(value, line=stack[-1].key_line)
            stack[-1].children.append((stack[-1].key, value))
            stack[-1].key = None
    if top is None:
        return (), ()
    if top.pairs is None:
        raise RefusedError(top.line, 'the header holds no fields. Write them as "title: ..."')
    return top.pairs, tuple(problems)


def _closed(opened: _Open) -> Value:
    if opened.mapping:
        return Value(opened.line, pairs=tuple(opened.children))
    return Value(opened.line, items=tuple(value for _, value in opened.children))


def _unfolded(text: str, typed: list[str]) -> str:
    """Return *text*, of which YAML joined the lines that were *typed*, as a reader would join them.

    YAML joins lines by a blank; between characters of Chinese or Japanese there is none.
    """
    if text.isascii():
        return text
    for above, below in pairwise(line.strip() for line in typed):
        end, start = _WORDS.findall(above)[-1:], _WORDS.findall(below)[:1]
        if not (end and start):
            continue
        folded = joined_lines(f"{end[0]}\n{start[0]}").replace("\n", " ")
        text = text.replace(f"{end[0]} {start[0]}", folded, 1)
    return text


def _lost_words(scalar: _Scalar, typed: list[str]) -> list[tuple[int, str]]:
    """Return the problem of an unquoted text that YAML cuts off at " #"; else none."""
    end = scalar.end_mark
    if scalar.style or not _COMMENT.match(typed[end.line], end.column):
        return []
    problem = 'YAML reads what follows " #" as a comment, so it would be lost'
    return [(end.line + 2, f"{problem}. Put quotes around the value")]


def _value(scalar: _Scalar, typed: list[str]) -> Value:
    """Return the lines of *scalar*; those of a literal block and of an unquoted text as typed."""
    start, end = scalar.start_mark, scalar.end_mark
    if scalar.style == "|":
        lines = list(enumerate(scalar.value.split("\n"), start.line + 3))
    elif not scalar.style and end.line > start.line:
        below = typed[start.line + 1 : end.line]
        parts = [typed[start.line][start.column :], *below, typed[end.line][: end.column]]
        lines = list(enumerate(parts, start.line + 2))
    else:
        lines = [(start.line + 2, _unfolded(scalar.value, typed[start.line : end.line + 1]))]
    kept = tuple((number, words.strip()) for number, words in lines if words.strip())
    return Value(start.line + 2, kept)
