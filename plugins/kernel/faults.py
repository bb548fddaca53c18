"""What is wrong with the newsroom's content, in the words of an editor."""

import difflib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend: the file as an editor names it, the line from 1, the thing and the remedy.

    A *warning* is shown and the site still builds; any other fault stops the build.
    """

    path: str
    line: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return printable(f"{self.path}:{self.line}: {kind}{self.text}")


def printable(text: str) -> str:
    """Return *text* on one line, without characters that could steer a terminal."""
    shown = " ".join(text.split())
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(char) else char for char in shown)


def _steers(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Cs"} or char in "\u202a\u202b\u202d\u202e\u2066\u2067"
    )


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that *name* was most likely meant to be, or None."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    close = difflib.get_close_matches(name.casefold()[:200], folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return " Did you mean …?" for the nearest of *candidates*, or the empty string."""
    close = nearest(name, candidates)
    return f' Did you mean "{close}"?' if close else ""


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return *path* as seen from the folder where the command was typed, where it lies below it."""
    absolute = os.path.abspath(path)
    relative = os.path.relpath(absolute)
    return absolute if relative.startswith(os.pardir) else relative.replace(os.sep, "/")
