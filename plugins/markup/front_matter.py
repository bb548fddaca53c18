"""The header of a content file, plain or YAML, with the line of each field."""

import re
from dataclasses import dataclass, field
from itertools import islice

from .header_fields import (
    CONTROL,
    INVISIBLE,
    FrontMatter,
    Value,
    control_problem,
    invisible_problem,
    normal_name,
)
from .text import composed
from .typed import without_comments_by_line

MOST_PROBLEMS = 100
"""Lines with control characters that are named; a file with more is no text."""

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
"""The suffixes of content files."""

_FIELD = re.compile(r" {0,3}(?P<name>[^\W\d_][\w \-]{0,39}?)[ \t]*:(?!//)[ \t]*(?P<value>.*)")
_CONTINUED = re.compile(r"(?: {4,}|\t)\s*(?P<value>.*)")


def decoded(data: bytes) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return *data* as text with lines that end in ``\\n``, and its problems by line.

    Bytes that are not UTF-8, and control characters, become U+FFFD. Letters with accents are
    `composed`, so that one name has one form wherever it was typed.
    """
    problems: list[tuple[int, str]] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        problems.append((line, "is not UTF-8 text. Save the file as UTF-8"))
        text = data.decode("utf-8-sig", errors="replace")
    text = composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not CONTROL.search(text):
        return text, tuple(problems)
    lines = enumerate(text.split("\n"), 1)
    found = ((number, problem) for number, line in lines if (problem := control_problem(line)))
    problems += islice(found, MOST_PROBLEMS)
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), tuple(problems)


def parsed(text: str) -> FrontMatter:
    """Return the header and body of *text*; the header is YAML between ``---`` lines, or plain."""
    if text.split("\n", 1)[0].rstrip() != "---":
        return _plain_header(text)
    from .yaml_header import yaml_header  # imports YAML, which many newsrooms never need

    return yaml_header(text)


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
    header = without_comments_by_line(lines[start:end])
    for number, line in enumerate(header, start + 1):
        if not line.strip():
            continue  # it was a comment
        if found and (more := _CONTINUED.fullmatch(line)):
            found[-1].lines.append((number, more["value"].strip()))
        elif match := _FIELD.fullmatch(_visible(line).rstrip()):
            value = match["value"].strip()
            problems += _invisible(number, line, match["name"])
            found.append(_PlainField(match["name"], number, [(number, value)] if value else []))
        elif not problems:
            problems.append((number, _not_a_field(line, anything_before=bool(found))))
    fields = tuple((normal_name(each.name), Value(each.line, tuple(each.lines))) for each in found)
    return FrontMatter(fields, "\n".join(lines[end + 1 :]), end + 2, tuple(problems))


def _visible(line: str) -> str:
    """Return *line* without invisible characters before its first colon."""
    name, colon, value = line.partition(":")
    return f"{INVISIBLE.sub('', name)}{colon}{value}" if INVISIBLE.search(name) else line


def _invisible(number: int, line: str, name: str) -> list[tuple[int, str]]:
    """Return the problem of a field whose *name* has an invisible character; else none."""
    problem = invisible_problem(line.partition(":")[0], name)
    return [(number, problem)] if problem else []


def _not_a_field(line: str, *, anything_before: bool) -> str:
    shown = line.strip()[:40]
    if re.match(r"[^\s：:]{1,40}\s*：", line.strip()):
        return f'"{shown}" has a full-width colon, which begins no value. Write ":" instead'
    if anything_before:
        return f'"{shown}" is not a field. Leave a blank line between the header and the text'
    return f'"{shown}" is not a field. A file starts with its header, such as "Title: ..."'
