"""Which stars are emphasis, and which stand: those in words, and those in place of letters.

CommonMark lets stars within a word be emphasis, which takes the stars of "M*A*S*H" and "s**t".
Here they stand in Latin, Greek, Cyrillic and other scripts with capitals. Elsewhere words have
no blanks between them, or articles and particles are written to them, so there stars count.
"""

import re

from markdown import Markdown

_CASED = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u058f\u10a0-\u10ff\u1c90-\u1cbf"
    "\u1e00-\u1fff\u2c00-\u2d2f\ua640-\ua69f\ua720-\ua7ff\uab30-\uabbf\ufb00-\ufb17"
)
"""Digits, and the letters of the scripts that have capitals."""

_QUOTES = "\"'“”‘’«»„‚"

_RUN = r"(?<!\*)\*{1,3}(?!\*)"  # four and more are never emphasis, but a censored word
_IN_WORD = rf"(?<=[{_CASED}]){_RUN}(?=[{_CASED}])"
_IN_QUOTES = rf"(?<=[{_QUOTES}]){_RUN}(?=[{_QUOTES}])"
_STANDS = rf"(?!{_IN_WORD}|{_IN_QUOTES})"
_CLOSING_ONLY = rf"(?<=[{_CASED}]){_RUN}(?=[^\w\s])"  # as "4*-5*"
_BOUNDARY = rf"""
    (?P<ambiguous>{_STANDS}(?!{_CLOSING_ONLY})(?<!^)(?<!\s){_RUN}(?!\s)(?!$))
  | (?P<end>{_STANDS}(?<!^)(?<!\s){_RUN})
  | (?P<start>{_STANDS}{_RUN}(?!\s)(?!$))
"""


_PAIRS = re.compile(
    rf"""
    (?<![{_CASED}*])(?P<stars>\*{{1,3}})(?=[^\s*])(?P<a>[^*]+)(?<=\S)(?P=stars)(?![{_CASED}*])
  | (?<!\w)(?P<lines>_{{1,3}})(?=[^\s_])(?P<b>[^_]+)(?<=\S)(?P=lines)(?!\w)
    """,
    re.VERBOSE,
)


def without_emphasis(text: str) -> str:
    """Return *text* without the stars and the low lines around emphasised words."""
    return _PAIRS.sub(lambda match: match["a"] or match["b"], text)


def keep_stars(md: Markdown) -> None:
    """Let the stars stand that stand for letters, in whatever *md* converts."""
    assert md.delimiters  # noqa: S101 - Markdown's own extension for emphasis sets it
    stars = md.delimiters.delimiters["*"]
    stars.boundary = re.compile(_BOUNDARY, re.VERBOSE)
