"""What is wrong with the newsroom's content, in the words of an editor."""

import difflib
import json
import os
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["fault", "warning", "advice", "off"]
"""A fault stops the build; a warning is shown by every build, advice by the copy desk alone."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend: the file as an editor names it, the line from 1, the thing and the remedy.

    *rule* is the name of the `Rule` that found it. Without a *severity* it is a *warning*, or else
    a fault. *other* is a second file that has to do with it, as it is shown.
    """

    path: str
    line: int
    text: str
    warning: bool = False
    rule: str = ""
    severity: Severity | Literal[""] = ""
    other: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        severity = self.severity or ("warning" if self.warning else "fault")
        object.__setattr__(self, "severity", severity)
        object.__setattr__(self, "warning", severity != "fault")

    def __str__(self) -> str:
        kind = "" if self.severity == "fault" else f"{self.severity}: "
        return printable(f"{self.path}:{self.line}: {kind}{self.text}")


@dataclass(frozen=True)
class Rule:
    """What a plugin looks for: its *name* in settings and waivers, its usual *severity*.

    *meaning* says what it finds. A *fixed* rule protects the site: no setting changes it, and no
    story waives it. *find* yields the line and the message of each place in a
    `plugins.markup.story_text.StoryText`; the copy desk calls it for each file that is read. Where
    there is none, the plugin itself reports what it finds. A *gap* on a standing page or in an
    author's file is a warning once the site is published.
    """

    name: str
    severity: Severity
    meaning: str
    fixed: bool = False
    find: Callable[[Any], Iterable[tuple[int, str]]] | None = None
    gap: bool = False

    def at(self, path: str, line: int, text: str, other: str = "") -> Fault:
        """Return what the rule found: *text* at this place, with its usual severity."""
        return Fault(path, line, text, rule=self.name, severity=self.severity, other=other)


def printable(text: str) -> str:
    """Return *text* on one line, without characters that could steer a terminal."""
    shown = " ".join(text.split())
    turns = "\u202a\u202b\u202d\u202e\u2066\u2067"
    bad = {each for each in shown if unicodedata.category(each) in {"Cc", "Cs"} or each in turns}
    return "".join("\N{REPLACEMENT CHARACTER}" if each in bad else each for each in shown)


def as_json(faults: Iterable[Fault]) -> str:
    """Return *faults* as a JSON array of objects, each on a line of its own."""
    names = ("file", "line", "rule", "severity", "message")
    rows = ((one.path, one.line, one.rule, one.severity, printable(one.text)) for one in faults)
    lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows]
    return "".join(["[", ",".join(f"\n {line}" for line in lines), "\n]" if lines else "]"])


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that *name* was most likely meant to be, or None."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    close = difflib.get_close_matches(name.casefold()[:200], folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return " Did you mean …?" for the nearest of *candidates*, or the empty string."""
    close = nearest(name, candidates)
    return f' Did you mean "{close}"?' if close else ""


IN_PLACE_OF = "/.stet-kept/in-place-of"  # below it, folders have stand-ins by their full paths


def origin(path: str | os.PathLike[str]) -> str:
    """Return the full path *path*, or that for which it stands in while the rest is published."""
    head, in_place_of, stood_for = os.path.abspath(path).partition(f"{IN_PLACE_OF}/")
    return f"/{stood_for}" if in_place_of else head


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return *path* as seen from the folder where the command was typed, where it lies below it."""
    absolute = origin(path)
    relative = os.path.relpath(absolute)
    return absolute if relative.startswith(os.pardir) else relative.replace(os.sep, "/")
