"""Waivers: what a story says the copy desk need not report, and why."""

import re
from collections.abc import Iterable, Iterator, Mapping

from plugins.kernel.faults import Fault, Rule, did_you_mean
from plugins.markup.header_fields import Waiver
from plugins.markup.story_text import StoryText

WAIVER_WRONG = Rule(
    "waiver-wrong",
    "warning",
    "A waiver of a rule that does not exist or that cannot be waived, or without a reason.",
)

_COMMENT = re.compile(r"<!--\s*waive\b(?P<waived>.*?)(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_WAIVED = re.compile(
    r"\s*(?P<rule>[a-z][a-z0-9-]*)\s*(?::\s*(?P<reason>\S.*))?\s*", re.DOTALL | re.I
)
_ANY = re.compile(r"<!--.*?(?:-->|\Z)")
_NEXT = re.compile(r"\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_OPENED = re.compile(
    r"[ \t]*(?:(?P<fence>`{3,}|~{3,})|(?P<part>///)|<(?P<tag>[a-z][a-z0-9]*)\b)", re.IGNORECASE
)
_END = re.compile(r"\n[ \t]*(?:\n|\Z)|\Z")


def paragraph_waivers(text: StoryText) -> Iterator[tuple[Waiver, int]]:
    """Yield each waiver in a comment of *text*, with the line of the comment."""
    body = text.without_code
    for match in _COMMENT.finditer(body) if "waive" in body.lower() else ():
        first, last = _waived_lines(text, body, match)
        line = text.line_at(match.start())
        for waived in _each(match["waived"]):
            yield Waiver(waived["rule"].lower(), waived["reason"] or "", first, last), line


def _each(waived: str) -> Iterator[re.Match[str]]:
    """Yield the rule and the reason of each waiver in a comment; each may have a line."""
    lines: list[str] = []
    for line in waived.strip().splitlines():
        starts = re.match(r"\s*(?:waive\s+)?([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\s*:", line, re.I)
        if lines and not starts:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(re.sub(r"^\s*waive\s+", "", line, flags=re.I))
    yield from filter(None, (_WAIVED.fullmatch(line) for line in lines))


def _waived_lines(text: StoryText, body: str, comment: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last line of what the *comment* is about.

    That is the block below it, or the paragraph that it is in.
    """
    before = body[body.rfind("\n", 0, comment.start()) + 1 : comment.start()]
    after = body[comment.end() :].split("\n", 1)[0]
    if _ANY.sub("", f"{before}{after}").strip():
        start = body.rfind("\n\n", 0, comment.start()) + 1
    else:
        found = _NEXT.match(body, comment.end())
        start = found.end() if found else comment.end()
    end = _block_end(text.front.body, start)  # as typed: a block of code is covered in *body*
    return text.line_at(start), text.line_at(max(start, end - 1))


def _block_end(body: str, start: int) -> int:
    """Return where the block that begins at *start* ends: at an empty line, or its own end."""
    opened = _OPENED.match(body, start)
    ends = _END.search(body, start)
    end = ends.start() if ends else len(body)
    if opened is None:
        return end
    if opened["fence"]:
        closing = re.compile(rf"\n[ \t]*{re.escape(opened['fence'])}")
    elif opened["part"]:
        closing = re.compile(r"\n[ \t]*///[ \t]*(?=\n|\Z)")
    else:
        closing = re.compile(rf"</{re.escape(opened['tag'])}\s*>", re.IGNORECASE)
    closed = closing.search(body, opened.end())
    return max(end, closed.end()) if closed else end


def waiver_problem(waiver: Waiver, rules: Mapping[str, Rule]) -> str:
    """Return what is wrong with *waiver*, and the remedy; nothing where it is right."""
    if waiver.rule not in rules:
        remedy = did_you_mean(waiver.rule, rules) or " docs/rules.md lists the rules."
        return f'"{waiver.rule}" is not a rule, so nothing is waived.{remedy}'
    if rules[waiver.rule].fixed:
        return f'"{waiver.rule}" protects the site and cannot be waived. Delete the waiver'
    if not waiver.reason:
        return f'the waiver of "{waiver.rule}" has no reason. Write it after a colon'
    return ""


def not_waived(faults: Iterable[Fault], waivers: Iterable[Waiver]) -> list[Fault]:
    """Return those of *faults* that no waiver of the file is about."""
    waivers = list(waivers)
    return [
        fault
        for fault in faults
        if not any(
            each.rule == fault.rule and each.first <= fault.line <= each.last for each in waivers
        )
    ]
