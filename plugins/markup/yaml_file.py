"""A file that is YAML from its first line to its last, read as the header of a story is."""

import re
from dataclasses import replace

from .front_matter import parsed
from .header_fields import FrontMatter, Value

_OPENED = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*---[ \t]*(?=\n|\Z)")
_HEADER = re.compile(r"\bthe (?:YAML )?header\b")
_EXAMPLE = '"title: ..."'


def yaml_file(text: str, example: str) -> FrontMatter:
    """Return the fields of a file with this *text*, and its problems, by the lines of the file.

    *example* is a field as such a file has it: ``caption: ...``.
    """
    opened = _OPENED.match(text)
    if opened:
        text = "\n" * opened[0].count("\n") + text[opened.end() :]
    front = parsed(f"---\n{text}\n---\n")
    last = text.count("\n") + 1
    problems = [
        (max(1, min(line - 1, last)), _of_a_file(problem, example))
        for line, problem in front.problems
    ]
    if front.body.strip():
        line = max(1, front.body_line - 2)
        problems.append((line, "the file holds two YAML documents. Keep one"))
    fields = tuple((name, _one_line_up(value)) for name, value in front.fields)
    return FrontMatter(fields, problems=tuple(problems))


def _of_a_file(problem: str, example: str) -> str:
    """Return a *problem* with a story's header, worded for a separate file."""
    return _HEADER.sub("the file", problem).replace(_EXAMPLE, f'"{example}"')


def _one_line_up(value: Value) -> Value:
    """Return *value* as it stands without the line above it that opens a header."""
    return replace(
        value,
        line=value.line - 1,
        lines=tuple((line - 1, words) for line, words in value.lines),
        items=value.items and tuple(map(_one_line_up, value.items)),
        pairs=value.pairs and tuple((name, _one_line_up(part)) for name, part in value.pairs),
    )
