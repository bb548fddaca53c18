"""The lines of a story's text on which an address was typed."""

import html
import re

from plugins.markup.typed import without_code

_BEFORE = r"(?:\]\(\s*<?|\]:\s*<?|<|=\s*[\"']?|[,\"']\s*|[{|][a-zA-Z]+[|}])"
_AFTER = r"(?=[\s)>\"',#?]|\Z)"
_EMPTY = re.compile(
    r"\[[^\]\n]{0,500}\]\(\s*(?:<\s*>)?\s*(?:[\"'][^)\n]*[\"'])?\s*\)|href=(?:\"\s*\"|'\s*')"
)


def lines_of(body: str, typed: str) -> list[int]:
    """Return the lines of *body*, counted from 0, on which the address *typed* is linked to.

    If it is linked to nowhere, as in a template, the first line that has it counts; else the first
    of all.
    """
    shown = without_code(body)
    for pattern in _patterns(typed):
        found = [shown.count("\n", 0, match.end()) for match in pattern.finditer(shown)]
        if found:
            return list(dict.fromkeys(found))
    return [0]


def _patterns(typed: str) -> list[re.Pattern[str]]:
    if not typed:
        return [_EMPTY]
    spellings = {typed, html.escape(typed, quote=False), typed.replace(" ", "%20")}
    any_spelling = "|".join(map(re.escape, sorted(spellings)))
    return [
        re.compile(f"{_BEFORE}(?:{any_spelling}){_AFTER}"),
        re.compile(any_spelling, re.IGNORECASE),
        re.compile(re.escape(typed.lstrip("/") or typed), re.IGNORECASE),  # in a list of stories
    ]
