"""Texts from strangers' files, made safe to show: one line, no control characters, a limit."""

import re
import unicodedata
from datetime import datetime
from urllib.parse import urlsplit

from plugins.markup.text import composed, joined_lines, shortened

LONGEST_ADDRESS = 2000
"""The most characters of a web address."""


def clean_line(text: str, limit: int) -> str:
    """Return *text* on one line without control characters, cut at a word to *limit* characters."""
    return shortened(one_line(text, limit), limit)


def one_line(text: str, limit: int) -> str:
    """Return *text* on one line without control characters, with names in one Unicode form.

    A text far longer than *limit* characters is cut first, to limit the work.
    """
    text = joined_lines(composed(text[: 8 * limit]).replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    return " ".join(_INVISIBLE.sub("", kept).split())


def web_address(text: str) -> str:
    """Return *text* if it is a plain web address, else the empty string."""
    bare = text.strip()
    if len(bare) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(bare):
        return ""
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in bare):
        return ""
    try:
        return bare if urlsplit(bare).hostname else ""
    except ValueError:
        return ""


def iso_date(text: str) -> str:
    """Return *text* if it is an ISO 8601 date, with or without a time, else the empty string."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return ""
    year, month, day, clock, zone = match.groups()
    try:
        datetime.fromisoformat(
            f"{year}-{month or '01'}-{day or '01'}T{clock or '00:00'}{zone or ''}"
        )
    except ValueError:
        return ""
    return match[0]


_ADDRESS = re.compile(r"https?://[^\s\"'`<>\\^{|}]+", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
