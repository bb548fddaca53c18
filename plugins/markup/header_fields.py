"""The fields of a header, whether it is plain or YAML."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .text import one_line

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""A control character, which does not belong in a text."""

INVISIBLE = re.compile(r"[\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""A character that nobody sees, which text copied from elsewhere brings along."""


@dataclass(frozen=True)
class Value:
    """The value of a field: one text, typed on one or more lines, or a list, or a mapping.

    *line* is that of the field's name. *lines* are the lines as they were typed, in a plain header
    and in YAML; only YAML's folded (``>``) and quoted texts are one line.
    """

    line: int
    lines: tuple[tuple[int, str], ...] = ()
    items: tuple["Value", ...] | None = None
    pairs: tuple[tuple[str, "Value"], ...] | None = None

    @property
    def text(self) -> str:
        """The text on one line; empty for a list or a mapping."""
        return one_line("\n".join(words for _, words in self.lines))

    @property
    def is_text(self) -> bool:
        """Whether it is one text, not a list or a mapping."""
        return self.items is None and self.pairs is None

    @property
    def is_empty(self) -> bool:
        """Whether the field has a name and no value."""
        return self.is_text and not self.text

    @property
    def is_below(self) -> bool:
        """Whether the text starts below the field's name: in a list, each line is then an item."""
        return bool(self.lines) and self.lines[0][0] > self.line


@dataclass(frozen=True)
class FrontMatter:
    """A parsed content file: its fields in order, its body, and the problems in its header."""

    fields: tuple[tuple[str, Value], ...] = ()
    body: str = ""
    body_line: int = 1
    problems: tuple[tuple[int, str], ...] = ()


class Waiver(NamedTuple):
    """A *rule* that the copy desk does not report from line *first* to line *last*.

    The *reason* is the editor's. A waiver in the header is for the whole file.
    """

    rule: str
    reason: str
    first: int = 0
    last: int = 1_000_000_000


def control_problem(text: str) -> str:
    """Return what is wrong with *text* if it holds a control character, else an empty string."""
    found = [f"U+{ord(each):04X}" for each in dict.fromkeys(CONTROL.findall(text))]
    if len(found) > 1:
        return f"holds the control characters {', '.join(found)}. Delete them"
    return f"holds the control character {found[0]}. Delete it" if found else ""


def invisible_problem(typed: str, name: str) -> str:
    """Return what is wrong with the *name* of a field, *typed* with an invisible character."""
    found = INVISIBLE.search(typed)
    if not found:
        return ""
    problem = f'"{name}" has the invisible character U+{ord(found[0]):04X}.'
    return f"{problem} Delete it, or type it again"


def normal_name(name: str) -> str:
    """Return the *name* of a field as the code has it: ``lead_photo`` for ``Lead Photo``."""
    return re.sub(r"[\s\-]+", "_", name.strip().lower())
