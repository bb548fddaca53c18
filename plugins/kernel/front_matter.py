"""The header of a content file, plain or YAML, with the line of everything in it."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
"""The endings of content files."""

LONGEST_HEADER = 65_536
"""Characters in a header; a longer one is no header but a mistake, or an attack."""

DEEPEST = 8
"""Levels of lists and mappings in a YAML header; corrections need three."""

_FIELD = re.compile(r" {0,3}(?P<name>[^\W\d_][\w \-]{0,39}?)[ \t]*:(?!//)[ \t]*(?P<value>.*)")
_GOES_ON = re.compile(r"(?: {4,}|\t)\s*(?P<value>.*)")
_COMMENT = re.compile(r"[ \t]+#")
_YAML_BREAK = re.compile(r"[\n\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Value:
    """What a field says: one text, typed over one or more lines, or a list, or a mapping.

    *line* is where the field's name stands, and *lines* are the lines as they were typed, whether
    the header is plain or YAML; only YAML's folded (``>``) and quoted texts are one line.
    """

    line: int
    lines: tuple[tuple[int, str], ...] = ()
    items: tuple["Value", ...] | None = None
    pairs: tuple[tuple[str, "Value"], ...] | None = None

    @property
    def text(self) -> str:
        """The text on one line; empty for a list or a mapping."""
        return " ".join(" ".join(words for _, words in self.lines).split())

    @property
    def is_text(self) -> bool:
        """Whether it is one text, not a list or a mapping."""
        return self.items is None and self.pairs is None

    @property
    def is_empty(self) -> bool:
        """Whether the field was named and nothing said."""
        return self.is_text and not self.text

    @property
    def is_below(self) -> bool:
        """Whether the text starts below the field's name: in a list, each line is then an item."""
        return bool(self.lines) and self.lines[0][0] > self.line


@dataclass(frozen=True)
class FrontMatter:
    """A content file taken apart: its fields in order, its body, and what cannot be read."""

    fields: tuple[tuple[str, Value], ...] = ()
    body: str = ""
    body_line: int = 1
    problems: tuple[tuple[int, str], ...] = ()


def decoded(data: bytes) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return *data* as text, its lines ended by ``\\n``, and its problems by line.

    Bytes that are not UTF-8, and characters that no text holds, come out as U+FFFD.
    """
    problems: list[tuple[int, str]] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        problems.append((line, "is not UTF-8 text. Save the file as UTF-8"))
        text = data.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = None if problems else _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        name = f"U+{ord(control.group()):04X}"
        problems.append((line, f"holds the control character {name}. Delete it"))
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), tuple(problems)


def parsed(text: str) -> FrontMatter:
    """Return the header and body of *text*: YAML between ``---`` lines, else plain fields."""
    first = text.split("\n", 1)[0]
    return _yaml_header(text) if first.rstrip() == "---" else _plain_header(text)


def normal_name(name: str) -> str:
    """Return the name of a field as the code knows it: ``Lead Photo`` is ``lead_photo``."""
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


@dataclass
class _PlainField:
    name: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)


def _plain_header(text: str) -> FrontMatter:
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    found: list[_PlainField] = []
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(lines[start:end], start + 1):
        if found and (more := _GOES_ON.fullmatch(line)):
            found[-1].lines.append((number, more["value"].strip()))
        elif match := _FIELD.fullmatch(line.rstrip()):
            value = match["value"].strip()
            found.append(_PlainField(match["name"], number, [(number, value)] if value else []))
        elif not problems:
            problems.append((number, _not_a_field(line, anything_before=bool(found))))
    fields = tuple((normal_name(each.name), Value(each.line, tuple(each.lines))) for each in found)
    return FrontMatter(fields, "\n".join(lines[end + 1 :]), end + 2, tuple(problems))


def _not_a_field(line: str, *, anything_before: bool) -> str:
    shown = line.strip()[:40]
    if anything_before:
        return f'"{shown}" is not a field. Leave a blank line between the header and the text'
    return f'"{shown}" is not a field. A file starts with its header, such as "Title: ..."'


def _yaml_header(text: str) -> FrontMatter:
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() in {"---", "..."}), None)
    if end is None:
        return FrontMatter(
            body=text,
            problems=((1, 'the header is not closed. Put a line "---" after its last field'),),
        )
    header, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    if len(header) > LONGEST_HEADER:
        problem = f"the header is longer than {LONGEST_HEADER} characters. Shorten it"
        return FrontMatter(body=body, body_line=end + 2, problems=((1, problem),))
    try:
        fields, problems = _yaml_fields(header)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + 2
        what = error.problem or "it cannot be read"
        problem = f"the YAML header has an error: {what}. Put quotes around the value, or mend it"
        return FrontMatter(body=body, body_line=end + 2, problems=((min(line, end), problem),))
    except yaml.YAMLError:
        problem = "the YAML header holds a character that YAML does not allow. Delete it"
        return FrontMatter(body=body, body_line=end + 2, problems=((1, problem),))
    except _RefusedError as error:
        return FrontMatter(body=body, body_line=end + 2, problems=((error.line, str(error)),))
    return FrontMatter(fields, body, end + 2, problems)


class _RefusedError(Exception):
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


def _yaml_fields(
    header: str,
) -> tuple[tuple[tuple[str, Value], ...], tuple[tuple[int, str], ...]]:
    """Read YAML from its events: no object is made, no alias followed, every scalar stays text.

    Return the fields, and the problems that leave the other fields readable.
    """
    typed = [*_YAML_BREAK.split(header), ""]  # what was left open ends on the line after the last
    problems: list[tuple[int, str]] = []
    stack: list[_Open] = []
    top: Value | None = None
    for event in yaml.parse(header, Loader=_LOADER):
        line = event.start_mark.line + 2 if event.start_mark else 2
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(line, "YAML anchors and aliases are refused. Write the value out")
        if tag := getattr(event, "tag", None):
            raise _RefusedError(line, f'the YAML tag "{tag}" is refused. Delete it')
        value: Value | None = None
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(stack) >= DEEPEST:
                raise _RefusedError(line, f"the header is nested deeper than {DEEPEST} levels")
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            value = _closed(stack.pop())
        elif isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, typed)
            problems += _lost_words(event, typed)
        elif isinstance(event, yaml.DocumentStartEvent) and top is not None:
            raise _RefusedError(line, "the header holds two YAML documents. Keep one")
        if value is None:
            continue
        if not stack:
            top = value
        elif not stack[-1].mapping:
            stack[-1].children.append(("", value))
        elif stack[-1].key is None:
            if not value.is_text:
                raise _RefusedError(line, "a field's name is a list. Write it as one word")
            stack[-1].key, stack[-1].key_line = value.text, line
        else:
            if value.is_text:
                value = replace(value, line=stack[-1].key_line)
            stack[-1].children.append((stack[-1].key, value))
            stack[-1].key = None
    if top is None:
        return (), ()
    if top.pairs is None:
        raise _RefusedError(top.line, 'the header holds no fields. Write them as "title: ..."')
    fields = tuple((normal_name(name), value) for name, value in top.pairs)
    return fields, tuple(problems)


def _closed(opened: _Open) -> Value:
    if opened.mapping:
        return Value(opened.line, pairs=tuple(opened.children))
    return Value(opened.line, items=tuple(value for _, value in opened.children))


def _lost_words(event: Any, typed: list[str]) -> list[tuple[int, str]]:
    end = event.end_mark
    if event.style or not _COMMENT.match(typed[end.line], end.column):
        return []
    said = 'YAML takes what follows " #" for a comment, so it would be lost'
    return [(end.line + 2, f"{said}. Put quotes around the value")]


def _scalar(event: Any, typed: list[str]) -> Value:
    """Return a scalar's lines: those of a literal block and of an unquoted text as typed."""
    start, end = event.start_mark, event.end_mark
    if event.style == "|":
        lines = list(enumerate(event.value.split("\n"), start.line + 3))
    elif not event.style and end.line > start.line:
        below = typed[start.line + 1 : end.line]
        parts = [typed[start.line][start.column :], *below, typed[end.line][: end.column]]
        lines = list(enumerate(parts, start.line + 2))
    else:
        lines = [(start.line + 2, event.value)]
    kept = tuple((number, words.strip()) for number, words in lines if words.strip())
    return Value(start.line + 2, kept)
