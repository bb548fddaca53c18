"""Makes the parts of a text, such as boxes and timelines, that the site's plugins declare."""

import os
from collections.abc import Iterator
from html import escape

from plugins.kernel.faults import Rule, did_you_mean
from plugins.kernel.settings import Settings
from plugins.markup.emphasis import without_emphasis
from plugins.markup.front_matter import SUFFIXES
from plugins.markup.part_blocks import placed, with_parts_made
from plugins.markup.part_scan import LONGEST_QUOTE, Scan, misplaced
from plugins.markup.parts import PART_WRONG, Part, PartDesk, PartError, Parts, TypedPart
from plugins.markup.tags import without
from plugins.markup.text import shortened
from plugins.photos.finder import FILES, PHOTOS, find

from .body import Body, Source
from .rules import MARKDOWN_AS_TEXT

LARGEST = 64_000_000
"""The most bytes of a file that is read for a part."""

_WORDS = frozenset({"title", "speaker"})
"""What follows the bar of a part and is words, no file and no address."""

_CODE = frozenset({"pre", "code", "kbd", "samp", "textarea"})


def made(html: str, scan: Scan, source: Source, kinds: Parts, settings: Settings) -> Body:
    """Return *html*, made of the text of *scan*, which is that of *source*, with its parts made."""
    maker = _Maker(scan, source, kinds, settings)
    whole = with_parts_made(html, maker.part)
    unplaced = _unplaced(scan, {*placed(html)})
    as_text = _as_text(scan, source.front.body, html)
    found = [(PART_WRONG, *each) for each in (*scan.problems, *unplaced, *as_text)]
    faults = (
        rule.at(source.path, source.front.body_line + line, text)
        for rule, line, text in (*found, *maker.found)
    )
    return Body(whole, tuple(faults), tuple(sorted(maker.files)), tuple(maker.used))


class _Maker:
    """Makes the parts of one text; *found* is what is wrong with them: the rule, line and text."""

    def __init__(self, scan: Scan, source: Source, kinds: Parts, settings: Settings) -> None:
        self.scan, self.source, self.kinds, self.settings = scan, source, kinds, settings
        self.found: list[tuple[Rule, int, str]] = []
        self.files: set[str] = set()
        self.used: dict[tuple[str, str], None] = {}

    def part(self, number: int, inside: str) -> str:
        """Return the HTML of the part of this *number* with the text *inside* it."""
        typed = self.scan.parts[number]
        problems = [*self._problems(typed, inside, self.scan.inside[number])]
        self.found += [(PART_WRONG, *each) for each in problems]
        if problems:
            return inside
        if without_emphasis(typed.head) != typed.head and self.kinds[typed.name].head in _WORDS:
            text = f'"{typed.head}" is no Markdown, so its signs are printed. Delete them'
            self.found.append((MARKDOWN_AS_TEXT, typed.line, text))
        desk = _Desk(self, typed, number + 1)
        self.used[typed.name, ""] = None
        try:
            return self.kinds[typed.name].render(typed, inside, desk)
        except PartError as error:
            desk.fault(str(error), error.option)
            return inside

    def _problems(
        self, typed: TypedPart, inside: str, lines: tuple[tuple[int, str], ...]
    ) -> Iterator[tuple[int, str]]:
        if self.source.kind == "author":
            remedy = "Write its text without it"
            yield typed.line, f"the file of an author can have no parts of a story. {remedy}"
        elif typed.name in self.kinds:
            yield from _problems(self.kinds[typed.name], typed, inside, lines)
        else:
            yield typed.line, _unknown(typed.name, self.kinds)


class _Desk(PartDesk):
    """Answers what one part asks for."""

    def __init__(self, maker: _Maker, typed: TypedPart, number: int) -> None:
        self._maker, self._typed = maker, typed
        self.lang, self.number, self.settings = maker.source.lang, number, maker.settings
        self._folder = maker.source.finder.content_folder

    def file(self, name: str, suffixes: tuple[str, ...] = (), option: str = "") -> str:
        finder = self._maker.source.finder
        found = find(name, finder.story_folder, finder.content_folder, (FILES, PHOTOS))
        if found is None:
            raise PartError(finder.missing(name), option)
        path = os.path.relpath(found, finder.content_folder).replace(os.sep, "/")
        if path.endswith(SUFFIXES) or any(each.startswith(".") for each in path.split("/")):
            remedy = "Name a document, a recording, a film or a table"
            raise PartError(f'"{name}" is no file that readers may have. {remedy}', option)
        if suffixes and os.path.splitext(path)[1].lower() not in suffixes:
            remedy = f"Name a file that ends with {_listed(suffixes)}"
            raise PartError(f'"{name}" cannot stand here. {remedy}', option)
        self._maker.files.add(path)
        return path

    def size(self, path: str) -> int:
        return os.path.getsize(f"{self._folder}/{path}")

    def data(self, path: str) -> bytes:
        if self.size(path) > LARGEST:
            raise PartError(f'"{path}" is larger than {LARGEST // 1_000_000} MB. Make it smaller')
        with open(f"{self._folder}/{path}", "rb") as file:
            return file.read()

    def fault(self, text: str, option: str = "") -> None:
        self.found(PART_WRONG, text, option)

    def found(self, rule: Rule, text: str, option: str = "") -> None:
        self._maker.found.append((rule, self._line(option), text))

    def asks(self, host: str) -> None:
        self._maker.used[self._typed.name, host] = None

    def _line(self, option: str) -> int:
        return self._typed.lines.get(option, self._typed.line)


def _problems(
    part: Part, typed: TypedPart, inside: str, lines: tuple[tuple[int, str], ...]
) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with *typed*, a *part* with the text *inside* it, each with its line."""
    name = f'the part "{part.name}"'
    if part.needs_head and not typed.head:
        form = f'Write it after a bar: "/// {part.name} | ..."'
        yield typed.line, f"{name} has no {part.head}. {form}"
    elif typed.head and not part.head:
        head = shortened(typed.head, LONGEST_QUOTE)
        yield typed.line, f'{name} has nothing after its name. Delete "| {head}"'
    for option, line in typed.lines.items():
        if problem := _option_problem(part, option, typed.options[option]):
            yield line, problem
    for option, declared in part.options.items():
        if declared.needed and option not in typed.options:
            form = f'Write "{option}: ..." below its first line, after four blanks'
            yield typed.line, f'{name} has no "{option}". {form}'
    wrong = list(misplaced(lines, frozenset(part.options)))
    yield from wrong
    if inside and not part.text:
        if not wrong:
            yield typed.line, f"{name} has no text of its own. Move the text below its end"
    elif not inside and part.text and part.needs_text:
        yield typed.line, f"{name} is empty. Write {part.text} between its first line and its end"


def _option_problem(part: Part, option: str, value: str) -> str:
    """Return what is wrong with the *value* of an *option*; empty if it is right."""
    declared = part.options.get(option)
    if declared is None:
        known = _listed(tuple(part.options)) if part.options else ""
        has = f"It has {known}" if known else "It has none"
        hint = did_you_mean(option, part.options) or f" {has}"
        return f'the part "{part.name}" has no option "{option}".{hint}'
    if declared.choices and value not in declared.choices:
        hint = did_you_mean(value, declared.choices)
        remedy = hint or f" Write {_listed(declared.choices, 'or')}"
        return f'"{option}: {value}" has no meaning.{remedy}'
    problem = declared.check(value) if value else ""
    return f'"{option}: {value}" {problem}' if problem else ""


def _unknown(name: str, kinds: Parts) -> str:
    first, short = name.split(" ")[0].rstrip(":"), shortened(name, LONGEST_QUOTE)
    if first != name and first in kinds:
        text = f'"{short}" is no part of a story.'
        return f'{text} Put a bar between the name and the rest: "/// {first} | ..."'
    hint = did_you_mean(name, kinds)
    if not hint:
        known = _listed(tuple(sorted(kinds))) if kinds else "none: no plugin adds one"
        hint = f' The parts are {known}. For slashes write "\\///"'
    return f'"{short}" is no part of a story.{hint}'


def _unplaced(scan: Scan, there: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the problem of each part that has no place in the text, such as one within HTML."""
    for number, part in enumerate(scan.parts):
        if number not in there:
            where = "stands where no part can: within a list, a quotation, a table or HTML"
            remedy = "Move it out of there, and begin it at the start of a line"
            name = shortened(part.name, LONGEST_QUOTE)
            yield part.line, f'the part "{name}" {where}. {remedy}'


def _as_text(scan: Scan, body: str, html: str) -> Iterator[tuple[int, str]]:
    """Yield the problem of each line like that of a part that is printed as it was typed."""
    if not scan.doubtful:
        return
    shown, lines = without(html, _CODE), body.split("\n")
    for number in scan.doubtful:
        line = lines[number].lstrip(" \t>")
        if escape(line, quote=False) in shown:
            short = shortened(line, LONGEST_QUOTE)
            text = f'"{short}" is printed as typed, for no part can stand here.'
            remedy = f'Begin it at the start of a line, or write "\\{line[:3]}" for slashes'
            yield number, f"{text} {remedy}"


def _listed(names: tuple[str, ...], last: str = "and") -> str:
    """Return *names* as a list in a sentence."""
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
