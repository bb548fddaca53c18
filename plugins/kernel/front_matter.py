"""The header of a content file, plain or YAML, with the line of everything in it."""

import re
from dataclasses import dataclass, field

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
"""The endings of content files."""

_FIELD = re.compile(r" {0,3}(?P<name>[^\W\d_][\w \-]{0,39}?)[ \t]*:(?!//)[ \t]*(?P<value>.*)")
_GOES_ON = re.compile(r"(?: {4,}|\t)\s*(?P<value>.*)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
    control = _CONTROL.search(text)
    if control is None:
        return text, tuple(problems)
    if not problems:
        line = text.count("\n", 0, control.start()) + 1
        problems.append((line, control_problem(control.group())))
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), tuple(problems)


def control_problem(text: str) -> str:
    """Return what is wrong with *text* where it holds a control character; else nothing."""
    control = _CONTROL.search(text)
    return f"holds the control character U+{ord(control[0]):04X}. Delete it" if control else ""


def parsed(text: str) -> FrontMatter:
    """Return the header and body of *text*: YAML between ``---`` lines, else plain fields."""
    if text.split("\n", 1)[0].rstrip() != "---":
        return _plain_header(text)
    from .yaml_header import yaml_header  # and YAML, which many newsrooms do without

    return yaml_header(text)


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
