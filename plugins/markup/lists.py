"""Lists as CommonMark reads them: right below a line of text, and nested by two blanks.

Markdown's parser wants an empty line above a list and four blanks for each level. Its blocks of
text are brought into that form before it sees them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor

LEVEL = 4
"""The blanks that Markdown's parser wants for each level of a list."""

_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-+*]|\d{1,9}[.)])(?P<blanks> +)(?P<text>\S.*)")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
_MAYBE = re.compile(r"^ *(?:[-+*]|\d{1,9}[.)]) ", re.MULTILINE)
_KEEPS_INDENT = re.compile(
    r" {0,3}(?:\[\^|:[ ])"
)  # a note or a definition: four blanks continue it
_SAID_TO_FOLLOW = (":", "：", "؛")
_DELIMITERS = re.compile(r" {0,3}[|: -]*\|[|: -]*$")
_OPEN_BRACKET = re.compile(r"\([^()]*$")


def item(line: str) -> re.Match[str] | None:
    """Return the parts of *line* where it begins an item of a list, else None."""
    found = _ITEM.match(line)
    return found if found and not _RULE.match(line) else None


class Lists(BlockProcessor):
    """Bring the first of the blocks into the form that the parser of lists wants."""

    def test(self, parent: Element, block: str) -> bool:
        """Return whether there may be a list in *block*."""
        return _MAYBE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Change *blocks* where lists are; the other processors go on with the first of them."""
        lines = blocks[0].split("\n")
        if lines[0].startswith(" " * LEVEL):
            return False  # code, or a level that is set already
        first = item(lines[0])
        if first is None:
            if at := _start_of_list(lines):
                blocks[:1] = ["\n".join(lines[:at]), "\n".join(_outdented(lines, at))]
        elif _may_be_words(first, parent) and _is_alone(lines, blocks[1:2]):
            blocks[0] = _as_words(first, blocks[0])
        else:
            _level(blocks)
        return False


def _may_be_words(first: re.Match[str], parent: Element) -> bool:
    """Return whether a paragraph that begins as *first* may be no item: "1. FC Nürnberg won."."""
    if parent.tag in {"li", "ol", "ul"} or (len(parent) and parent[-1].tag in {"ol", "ul"}):
        return False
    mark = first["mark"]
    return mark == "*" or mark[0].isdigit() or first["text"][0].isdigit()


def _is_alone(lines: list[str], below: list[str]) -> bool:
    """Return whether only the first of *lines* and of the block *below* belongs to a list."""
    following = (below or [""])[0].lstrip("\n").split("\n")[0]
    return not any(map(item, lines[1:])) and not _goes_on(following)


def _as_words(first: re.Match[str], block: str) -> str:
    at = first.end("mark") - (1 if first["mark"][0].isdigit() else len(first["mark"]))
    return f"{block[:at]}\\{block[at:]}"


def _start_of_list(lines: list[str]) -> int:
    """Return which of *lines*, after the first, begins a list below a paragraph; 0 for none.

    One lone line with a hyphen is more often a dash that a narrow window wrapped: it is an item
    only below a colon.
    """
    in_table = len(lines) > 1 and _DELIMITERS.match(lines[1])
    for at in range(1, 0 if in_table else len(lines)):
        if begins_list(lines[at - 1], lines[at:]):
            return at
    return 0


def begins_list(above: str, lines: list[str]) -> bool:
    """Return whether the first of *lines* begins a list right below the line of text *above*.

    A list begins with 1 or with a hyphen, star or plus, and has a second item; below a colon, it
    may have one.
    """
    first = item(lines[0])
    if first is None or item(above):
        return False
    mark = first["mark"]
    numbered = mark[0].isdigit()
    if numbered and (int(mark[:-1]) != 1 or (mark[-1] == ")" and _OPEN_BRACKET.search(above))):
        return False
    return above.rstrip().endswith(_SAID_TO_FOLLOW) or _has_second(first, lines[1:])


def _has_second(first: re.Match[str], lines: Iterable[str]) -> bool:
    kind = first["mark"][-1]
    others = (found for line in lines if (found := item(line)))
    level = (each for each in others if len(each["indent"]) <= len(first["indent"]) + 1)
    return any(each["mark"][-1] == kind for each in level)


def _outdented(lines: list[str], at: int) -> list[str]:
    """Return the *lines* from *at* on, a list, without the blanks before all of them.

    The list of a note or a definition keeps them: they make it a part of it.
    """
    above, lines = lines[:at], lines[at:]
    if any(map(_KEEPS_INDENT.match, above)):
        return lines
    blanks = min(len(line) - len(line.lstrip(" ")) for line in lines if item(line))
    return [line[min(blanks, len(line) - len(line.lstrip(" "))) :] for line in lines]


@dataclass
class _Levels:
    """The levels of a list that are open, each by the column of its mark and that of its text."""

    open: list[tuple[int, int]] = field(default_factory=list)
    mark: str = ""
    """How the first item of the outermost list begins; "1" if by any number."""

    def of_item(self, found: re.Match[str]) -> int:
        """Return the level of the item *found*, from 0, and open it."""
        column = len(found["indent"])
        while self.open and column < self.open[-1][0] + 2:
            self.open.pop()
        text = column + len(found["mark"]) + len(found["blanks"])
        self.open.append((column, text))
        return len(self.open) - 1

    def indented(self, line: str) -> str:
        """Return *line*, which goes on with an item after an empty line, as far in as its item."""
        blanks = len(line) - len(line.lstrip(" "))
        inside = sum(1 for _ in takewhile(lambda each: blanks >= each[0] + 2, self.open))
        more = blanks - LEVEL * inside
        if more < LEVEL:
            more = max(0, blanks - self.open[inside - 1][1]) if inside else 0
            more = more if more >= LEVEL else 0  # code in the item
        return " " * (LEVEL * inside + more) + line.lstrip(" ")


def _level(blocks: list[str]) -> None:
    """Indent each item and paragraph of the list at the start of *blocks* by its level times four.

    Where the list of the first block becomes one of another kind, the block is divided.
    """
    levels = _Levels()
    for number, block in enumerate(blocks):
        start = len(block) - len(block.lstrip("\n"))
        lines = block[start:].split("\n")
        if number and not _goes_on(lines[0]):
            return
        if number and _is_remark(lines[0], levels.mark) and _is_alone(lines, blocks[number + 1 :]):
            blocks[number] = f"\\{block}"
            return
        made, rest = _levelled(lines, levels, goes_on=number > 0)
        if rest and made:
            blocks.insert(number + 1, "\n".join(rest))
        if made:
            blocks[number] = "\n" * start + "\n".join(made)
        if rest:
            return


def _is_remark(line: str, mark: str) -> bool:
    """Return whether *line* begins with a star below a list whose items have another *mark*."""
    return line.startswith("* ") and mark != "*"


def _goes_on(line: str) -> bool:
    return line.startswith("  ") or item(line) is not None


def _levelled(lines: list[str], levels: _Levels, *, goes_on: bool) -> tuple[list[str], list[str]]:
    """Return *lines* by their levels, and those from where another kind of list begins."""
    made: list[str] = []
    for at, line in enumerate(lines):
        found = item(line)
        if found is None:
            made.append(levels.indented(line) if goes_on else line)
            continue
        mark = "1" if found["mark"][0].isdigit() else found["mark"]
        level = levels.of_item(found)
        levels.mark = levels.mark or mark
        if level == 0 and (mark == "1") != (levels.mark == "1"):
            return made, lines[at:]
        shown = found["mark"].replace(")", ".")
        made.append(f"{' ' * LEVEL * level}{shown}{found['blanks']}{found['text']}")
    return made, []
