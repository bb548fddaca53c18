"""The newsroom's own list of words: what to avoid, what to write instead, and why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from plugins.kernel.faults import Fault, Rule, Severity, did_you_mean, shown_path
from plugins.markup.header_fields import Value
from plugins.markup.story_text import StoryText
from plugins.markup.text import composed

HOUSE_STYLE_WORD = Rule(
    "house-style", "advice", "A word that the list in HOUSE_STYLE says to avoid."
)
STYLE_FILE = Rule("style-file", "fault", "What is wrong in the list of HOUSE_STYLE.", fixed=True)

_KEYS = ("to", "why", "severity")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Entry:
    """A word to *avoid*: what to write instead, why, and its own severity; each may be empty."""

    avoid: str
    to: str = ""
    why: str = ""
    severity: Severity | Literal[""] = ""

    def message_for(self, typed: str) -> str:
        """Return what an editor is told where the word stands, as it was *typed*."""
        why = f" ({self.why.rstrip('.')})" if self.why else ""
        remedy = f'Write "{self.to}"' if self.to else "Write something else"
        return f'"{typed}" is not house style{why}. {remedy}'


class Match(NamedTuple):
    """An *entry* found on a *line* of a file, as it was typed there."""

    line: int
    typed: str
    entry: Entry


@dataclass(frozen=True)
class Style:
    """The list, and what is wrong in it: lines and messages.

    *by_word* has the entries by the first word of each, in lower case; the *others* are found by
    their letters, for their script has no blanks or they begin with a sign.
    """

    by_word: Mapping[str, list[Entry]] = field(default_factory=dict)
    others: tuple[Entry, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


def style_of(path: str) -> Style:
    """Return the list in the file *path*; an empty one where there is no such file."""
    try:
        return parsed_style(composed(Path(path).read_text("utf-8-sig")))
    except UnicodeDecodeError:
        return Style(problems=((1, "the file is not UTF-8 text. Save the file as UTF-8"),))
    except OSError:
        return Style()


def style_faults(path: str) -> list[Fault]:
    """Return a fault for each thing that is wrong in the list *path*."""
    file = shown_path(path)
    return [STYLE_FILE.at(file, line, text) for line, text in style_of(path).problems]


@cache
def parsed_style(text: str) -> Style:
    """Return the list in *text*, which is YAML: a word to avoid and what to write, on each line."""
    if not re.sub(r"(?m)^\s*(?:#.*|---)?$", "", text).strip():
        return Style()
    import yaml  # which many newsrooms never need

    from plugins.markup.yaml_header import RefusedError, yaml_pairs

    try:
        pairs, found = yaml_pairs(text.removeprefix("---"))
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        what = f"the list cannot be read as YAML: {error.problem}. Put quotes around the words"
        return Style(problems=(((place.line if place else 0) + 1, what),))
    except yaml.YAMLError:
        return Style(
            problems=((1, "the list holds a character that YAML does not allow. Delete it"),)
        )
    except RefusedError as error:
        return Style(problems=((error.line - 1, str(error).replace("the header", "the list")),))
    problems = [(line - 1, problem) for line, problem in found]
    by_word: dict[str, list[Entry]] = {}
    others = []
    for avoid, value in pairs:
        entry, more = _entry(avoid, value)
        problems += [(line - 1, problem) for line, problem in more]
        first = _WORD.match(avoid)
        if first is None or _is_unspaced(avoid):
            others.append(entry)
        else:
            by_word.setdefault(first[0].casefold(), []).append(entry)
    return Style(by_word, tuple(others), tuple(problems))


def _is_unspaced(words: str) -> bool:
    """Say whether *words* have letters of a script without blanks between words."""
    return not words.isascii() and _unspaced().search(words) is not None


@cache
def _unspaced() -> re.Pattern[str]:  # compiled when it is needed: Python takes long for so many
    return re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def _entry(avoid: str, value: Value) -> tuple[Entry, list[tuple[int, str]]]:
    """Return the entry for a word, and what is wrong with it."""
    if value.is_text:
        return Entry(avoid, value.text), []
    if value.pairs is None:
        return Entry(avoid), [(value.line, f'"{avoid}" has a list. Write one text')]
    parts: dict[str, Any] = {}
    problems = []
    for name, part in value.pairs:
        if name not in _KEYS:
            remedy = did_you_mean(name, _KEYS) or f" Write one of {', '.join(_KEYS)}."
            problems.append((part.line, f'"{avoid}" has "{name}", which is unknown.{remedy}'))
        elif not part.is_text:
            problems.append((part.line, f'"{name}" of "{avoid}" is not a text. Write one text'))
        else:
            parts[name] = part.text
            if name == "severity" and part.text not in get_args(Severity):
                of = ", ".join(get_args(Severity))
                problems.append((part.line, f'the severity of "{avoid}" is not one of {of}'))
                del parts[name]
    return Entry(avoid, **parts), problems


def unwanted(text: StoryText, style: Style) -> Iterator[Match]:
    """Yield each place in *text* where a word of the *style* list stands."""
    for entry in _candidates(text.raw, style):
        pattern, wanted = _patterns(entry)
        for line, words in text.words:
            right = [match.span() for match in wanted.finditer(words)] if wanted else []
            for match in pattern.finditer(words):
                is_right = any(start <= match.start() < end for start, end in right)
                if not is_right:
                    typed = " ".join(match[0].split())
                    yield Match(line + words.count("\n", 0, match.start()), typed, entry)


def _candidates(raw: str, style: Style) -> Iterable[Entry]:
    if style.by_word:
        for word in style.by_word.keys() & set(_WORD.findall(raw.casefold())):
            yield from style.by_word[word]
    folded = raw.casefold() if style.others else ""
    for entry in style.others:
        if entry.avoid.casefold() in folded:
            yield entry


@cache
def _patterns(entry: Entry) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Return what finds the word of *entry*, and what finds the word to write.

    A word in lower case is found in any case; one with capitals only as it is. What is already
    part of the word to write is right.
    """
    any_case = re.IGNORECASE if entry.avoid == entry.avoid.lower() else re.NOFLAG
    wanted = re.compile(_escaped(entry.to)) if entry.to else None
    if wanted and entry.avoid.casefold() != entry.to.casefold():
        wanted = re.compile(_escaped(entry.to), re.IGNORECASE)
    return re.compile(_escaped(entry.avoid), any_case), wanted


def _escaped(words: str) -> str:
    """Return a pattern for *words* with any blanks between them, as whole words."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    pattern = re.sub("['’]", "['’]", pattern)
    if _is_unspaced(words):
        return pattern
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    return f"{before}{pattern}{after}"
