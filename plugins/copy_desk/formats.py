"""The forms of the copy desk's report: lines for people, JSON for tools, GitHub's annotations."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.kernel.faults import Fault, printable

FORMATS = ("text", "json", "github")

MOST_ANNOTATIONS = 10
"""Annotations of each kind that GitHub shows for one step of a job."""

_KINDS = {"fault": "error", "warning": "warning", "advice": "notice"}

_LARGEST_SUMMARY = 1_000_000
"""Bytes; GitHub shows nothing of a step's summary that is larger than 1 MiB."""


def annotations(faults: Iterable[Fault]) -> tuple[list[str], list[Fault]]:
    """Return commands for GitHub that annotate *faults*, those that stop the build first.

    Return also the faults that are too many to be annotated.
    """
    by_kind: dict[str, list[Fault]] = {severity: [] for severity in _KINDS}
    for fault in faults:
        by_kind[fault.severity].append(fault)
    lines: list[str] = []
    more: list[Fault] = []
    for found in by_kind.values():
        lines += map(_annotation, found[:MOST_ANNOTATIONS])
        more += found[MOST_ANNOTATIONS:]
    return lines, more


def _annotation(fault: Fault) -> str:
    place = f"file={_property(fault.path)},line={fault.line},title={_property(fault.rule)}"
    return f"::{_KINDS[fault.severity]} {place}::{_escaped(printable(fault.text))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(printable(text)).replace(":", "%3A").replace(",", "%2C")


def add_to_summary(path: Path, faults: Sequence[Fault], total: str) -> bool:
    """Add *faults*, and the *total* of all, to the summary of a job; say whether that worked."""
    lines: list[str] = []
    size = 0
    for fault in faults:
        line = f"{fault} [{fault.rule}]"
        size += len(line.encode()) + 1
        if size > _LARGEST_SUMMARY:
            lines.append(f"... and {len(faults) - len(lines)} more")
            break
        lines.append(line)
    text = "\n".join(["", f"**{total}** Not annotated:", "", "````text", *lines, "````", ""])
    try:
        with path.open("a", encoding="utf-8", errors="replace") as summary:
            summary.write(text)
    except OSError:
        return False
    return True
