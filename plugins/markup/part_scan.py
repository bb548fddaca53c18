"""Finds the parts in a story's text as it was typed, with the line and the options of each.

What is read here counts: Markdown's library gets the same text with a number in place of the name,
the head and the options of each part, so that it only has to place what stands in them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from .header_fields import Value
from .parts import SIGN, TypedPart
from .text import shortened
from .typed import COMMENT, places, without_code
from .yaml_header import RefusedError, yaml_pairs

MARKER = "stet-part"
"""The name of every part in the text that Markdown gets; its number follows."""

DEEPEST = 4
"""Parts within each other."""

LONGEST_QUOTE = 100
"""The most characters of the text that a message repeats."""

_OPENING = re.compile(
    r" {0,3}(?P<slashes>/{3,})[ \t]*(?P<name>[^\s|/][^|]*?)[ \t]*(?:\|[ \t]*(?P<head>.*?))?[ \t]*"
)
_ENDING = re.compile(r" {0,3}(?P<slashes>/{3,})[ \t]*")
_LIKE_ONE = re.compile(r"[ \t>]*/{3,}(?!/).*")
_OPTION = re.compile(r"(?: {2,}|\t)[ \t]*(?P<name>[^\W\d_][\w -]{0,39}?)[ \t]*:(?:[ \t]|$)")
_INDENTED = re.compile(r"(?: {2,}|\t)[ \t]*\S")
_ALONE = re.compile(r"<?(?P<address>https?://[^\s<>]+)>?[ \t]*", re.IGNORECASE)
_BESIDE = re.compile(rf" {{0,3}}(?:/{{3,}}|#{{1,6}} )|{_ALONE.pattern}$", re.IGNORECASE)
"""A line that can stand right above or below a paragraph: of a part, a heading, an address."""

_NOT_A_BREAK = re.compile(r"[^\n]")


class Problem(NamedTuple):
    """What is wrong at a *line*, counted from 0 from the first line of the text."""

    line: int
    text: str


class Scan(NamedTuple):
    """What was found in a text: its *parts* in order, the *problems*, the *text* for Markdown.

    *doubtful* are lines that look as if a part began or ended there, though none does; *inside* has
    the lines of each part's text. *alone* are the numbers of parts that are an address and no more.
    """

    text: str
    parts: tuple[TypedPart, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubtful: tuple[int, ...] = ()
    inside: tuple[tuple[tuple[int, str], ...], ...] = ()
    alone: tuple[int, ...] = ()


NameOf = Callable[[str, int], str]
"""Returns the name of the part that an address alone on its line is; empty if it is none."""


def no_part(address: str, line: int) -> str:
    """Take an address for a link."""
    return ""


def scanned(body: str, name_of: NameOf = no_part) -> Scan:
    """Return the parts in *body*, outside its code and its comments.

    *name_of* returns what an address is that stands alone in its paragraph.
    """
    has_any = SIGN in body or (name_of is not no_part and "://" in body)
    return _Scanner(body, name_of).result() if has_any else Scan(body)


@dataclass
class _Open:
    """A part whose end has not been read yet; *number* is negative if it is nested too deep."""

    number: int
    length: int


@dataclass
class _Scanner:
    body: str
    name_of: NameOf
    out: list[str] = field(default_factory=list)
    parts: list[TypedPart] = field(default_factory=list)
    inside: list[list[tuple[int, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)

    def result(self) -> Scan:
        """Return what is in the text."""
        typed = self.body.split("\n")
        shown = _without_comments(self.body).split("\n")
        bare = without_code(self.body).split("\n")
        at = 0
        while at < len(typed):
            at = self._line(at, typed, shown, bare)
        while self.open:
            self._end_missing()
        found = (tuple(lines) for lines in self.inside)
        text = "\n".join(self.out)
        parts, problems = tuple(self.parts), tuple(sorted(self.problems))
        alone = tuple(self.alone)
        return Scan(text, parts, problems, tuple(self.doubtful), tuple(found), alone)

    def _line(self, at: int, typed: list[str], shown: list[str], bare: list[str]) -> int:
        """Read the line *at*, and the options that follow it; return the next line to read."""
        if SIGN not in bare[at]:
            address = _ALONE.fullmatch(bare[at])
            if not (address and self._is_alone(at, shown, address["address"])):
                self._text(at, typed[at])
        elif ending := _ENDING.fullmatch(bare[at]):
            self._ending(at, len(ending["slashes"]))
        elif _OPENING.fullmatch(bare[at]) and (opening := _OPENING.fullmatch(shown[at])):
            options, end = _options(shown, at + 1)
            self._opening(at, opening, options)
            self.out += _open_comments(typed, shown, at, end)
            return end
        else:
            if _LIKE_ONE.fullmatch(bare[at]):
                self.doubtful.append(at)
            self._text(at, typed[at])
        return at + 1

    def _is_alone(self, at: int, shown: list[str], address: str) -> bool:
        """Say whether the line *at* is a paragraph of its own and a part; then add the part."""
        beside = (*shown[max(at - 1, 0) : at], *shown[at + 1 : at + 2])
        if any(line.strip() and not _BESIDE.match(line) for line in beside):
            return False
        name = self.name_of(address, at) if len(self.open) < DEEPEST else ""
        if name:
            number, signs = (
                len(self.parts),
                "/" * (max([2, *(each.length for each in self.open)]) + 1),
            )
            self.parts.append(TypedPart(name, address, at, {}, {}))
            self.inside.append([])
            self.alone.append(number)
            self.out += ["", f"{signs} {MARKER} | {number}", "", signs, ""]
        return bool(name)

    def _text(self, at: int, line: str) -> None:
        self.out.append(line)
        for each in self.open[:DEEPEST]:
            self.inside[each.number].append((at, line))

    def _opening(self, at: int, opening: re.Match[str], lines: list[str]) -> None:
        length = len(opening["slashes"])
        while any(each.length == length for each in self.open):
            self._end_missing()
        name = " ".join(opening["name"].split()).lower()
        if len(self.open) >= DEEPEST:
            text = f"parts are nested deeper than {DEEPEST} levels. End one of them above this line"
            self.problems.append(Problem(at, text))
            self.open.append(_Open(-1, length))
            return
        options, option_lines = self._read(at, lines)
        number = len(self.parts)
        self.parts.append(TypedPart(name, opening["head"] or "", at, options, option_lines))
        self.inside.append([])
        self.open.append(_Open(number, length))
        self.out += ["", f"{'/' * length} {MARKER} | {number}", ""]

    def _read(self, at: int, lines: list[str]) -> tuple[dict[str, str], dict[str, int]]:
        """Return the options in *lines*, which follow the line *at*, and the line of each."""
        options: dict[str, str] = {}
        option_lines: dict[str, int] = {}
        for name, value in self._pairs(at, lines):
            line = at + value.line - 1
            if name in options:
                self.problems.append(Problem(line, f'the option "{name}" stands twice. Keep one'))
            elif not value.is_text:
                remedy = "Write it on one line"
                self.problems.append(Problem(line, f'the option "{name}" is a list. {remedy}'))
            elif value.is_empty:
                remedy = "Write one, or delete the line"
                self.problems.append(Problem(line, f'the option "{name}" has no value. {remedy}'))
            options[name], option_lines[name] = value.text, line
        return options, option_lines

    def _pairs(self, at: int, lines: list[str]) -> Iterator[tuple[str, Value]]:
        """Yield the name and the value of each option in *lines*, which follow the line *at*."""
        if not lines:
            return
        try:
            pairs, problems = yaml_pairs(_dedented(lines))
        except RefusedError as error:
            self.problems.append(Problem(at + error.line - 1, f"the options: {error}"))
            return
        except yaml.YAMLError as error:
            place = getattr(error, "problem_mark", None)
            line = at + 1 + min(place.line if place else 0, len(lines) - 1)
            remedy = 'Write each as "name: value", with quotes around a value that holds ": "'
            self.problems.append(Problem(line, f"the options cannot be read. {remedy}"))
            return
        self.problems += [Problem(at + line - 1, problem) for line, problem in problems]
        yield from ((name.strip().lower(), value) for name, value in pairs)

    def _ending(self, at: int, length: int) -> None:
        if not any(each.length == length for each in self.open):
            signs = shortened("/" * length, LONGEST_QUOTE)
            text = f'this "{signs}" ends no part. Delete it, or write "\\{signs}" for slashes'
            self.problems.append(Problem(at, text))
            return
        while self.open[-1].length != length:
            self._end_missing()
        if self.open.pop().number >= 0:
            self.out += ["", "/" * length, ""]

    def _end_missing(self) -> None:
        """End the innermost open part, which has no end."""
        last = self.open.pop()
        if last.number < 0:
            return
        part, signs = self.parts[last.number], "/" * last.length
        name = shortened(part.name, LONGEST_QUOTE)
        text = f'the part "{name}" has no end. Write "{signs}" on a line of its own below it'
        self.problems.append(Problem(part.line, text))
        self.out += ["", signs, ""]


def misplaced(inside: tuple[tuple[int, str], ...], names: frozenset[str]) -> Iterator[Problem]:
    """Yield the problem of each of the options *names* that stands *inside* a part's text.

    An option that is not indented counts as one only directly below the first line.
    """
    is_first = True
    for line, text in inside:
        if (match := _OPTION.match(text)) and match["name"].strip().lower() in names:
            where = "stands below the text. Move it to the line right below the first one"
            yield Problem(line, f'the option "{match["name"]}" {where}')
        elif is_first and (match := _OPTION.match(f"  {text}")) and match["name"].lower() in names:
            yield Problem(line, f'the option "{match["name"]}" is not indented. {_INDENT}')
        else:
            is_first = False


_INDENT = "Put four blanks before it"


def _options(lines: list[str], start: int) -> tuple[list[str], int]:
    """Return the *lines* of options from *start* on, and the line after them."""
    if start >= len(lines) or not _OPTION.match(lines[start]):
        return [], start
    end = start
    while end < len(lines) and _INDENTED.match(lines[end]):
        end += 1
    return lines[start:end], end


def _dedented(lines: list[str]) -> str:
    """Return *lines* without the indentation that they have in common."""
    expanded = [line.expandtabs(4) for line in lines]
    least = min(len(line) - len(line.lstrip()) for line in expanded)
    return "\n".join(line[least:] for line in expanded)


def _without_comments(text: str) -> str:
    """Return *text* with blanks for its comments; every line stays where it is."""
    if COMMENT not in text:
        return text
    pieces, at = [], 0
    for place in places(text):
        if place.is_comment:
            pieces += [text[at : place.start], _NOT_A_BREAK.sub(" ", text[place.start : place.end])]
            at = place.end
    return "".join([*pieces, text[at:]])


def _open_comments(typed: list[str], shown: list[str], start: int, end: int) -> list[str]:
    """Return the comment that begins in the *typed* lines *start* to *end* and goes on below."""
    for at in range(start, end):
        if (
            typed[at] != shown[at]
            and end < len(typed)
            and typed[end].strip()
            and not shown[end].strip()
        ):
            return [typed[at][typed[at].rfind(COMMENT) :], *typed[at + 1 : end]]
    return []
