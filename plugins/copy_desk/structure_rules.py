"""Rules about how a text is built: headings, tables, paragraphs, and what word processors leave."""

import re

from plugins.kernel.faults import Rule
from plugins.markup.story_text import StoryText

from .header_rules import Found

_HEADING = re.compile(
    r"^[ ]{0,3}(?P<hashes>#{1,6})[ \t]+(?P<text>\S[^\n]*)"
    r"|^ {0,3}(?![#>|*+~`\-\s])(?P<above>\S[^\n]*)\n {0,3}(?:=+|-{2,})[ \t]*$"
    r"|<h(?P<level>[1-6])\b[^>]*>(?P<html>[^<\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_UNDERLINE = re.compile(r"\n {0,3}(?:=|--)[=-]*[ \t]*(?:\n|\Z)")
_EMPTY = re.compile(
    r"(?:&nbsp;|&#160;|&#xa0;|[\xa0\u200b\ufeff\u3000]|<br\b[^>]*>|</?(?:p|span|div|b|i|em|strong)\b[^>]*>"
    r"|\\(?=\s|\Z)|\s)+",
    re.IGNORECASE,
)
_EMPTY_ELEMENT = re.compile(
    r"<(?P<tag>p|h[1-6])\b[^>]*>(?:&nbsp;|&#160;|\xa0|<br\b[^>]*>|\s)*</(?P=tag)\s*>", re.IGNORECASE
)
_WORD = re.compile(
    r"""class\s*=\s*["']?Mso\w*|\bmso-[a-z-]+|</?(?:o|w|v|st1):\w+|<!(?:--)?\[if\b[^\]]*\]|<\?xml:namespace"""
    r"""|\bdocs-internal-guid-|\bHYPERLINK\ "|^[ \t]*[·\uf0b7\uf0a7][ \t]*(?=\S)""",
    re.MULTILINE | re.VERBOSE,
)
_WORD_SIGNS = "<! <? <o: <w: <v: <st1: </ Mso mso- -guid- HYPERLINK · \uf0b7 \uf0a7".split()
_RULE_ROW = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_HTML_TABLE = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def _heading_skipped(text: StoryText) -> Found:
    before = 1  # the headline
    body = text.shown
    is_underlined = ("\n-" in body or "\n=" in body or "\n " in body) and _UNDERLINE.search(body)
    has_headings = "#" in body or "<h" in body or "<H" in body or is_underlined
    for match in _HEADING.finditer(body) if has_headings else ():
        level = max(_level(match), 2)
        if level > before + 1:
            heading = (match["text"] or match["above"] or match["html"] or "").strip(" #")[:60]
            above = "the headline" if before == 1 else f"one of level {before}"
            problem = f'the heading "{heading}" is of level {level}, but follows {above}.'
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield text.line_at(start), f'{problem} Begin it with "{"#" * (before + 1)}"'
        before = level


def _level(match: re.Match[str]) -> int:
    if match["above"]:
        return 2
    return len(match["hashes"]) if match["hashes"] else int(match["level"])


def _paragraph_empty(text: StoryText) -> Found:
    body = text.front.body
    if not any(sign in body for sign in ("&", "<", "\\", "\xa0", "\u200b", "\ufeff", "\u3000")):
        return
    lines = {line for line, block in text.blocks if _EMPTY.fullmatch(block)}
    lines |= {text.line_at(match.start()) for match in _EMPTY_ELEMENT.finditer(text.shown)}
    for line in sorted(lines):
        yield line, "the paragraph is empty. Delete it: the page itself sets the space between"


def _word_markup(text: StoryText) -> Found:
    if not any(sign in text.front.body for sign in _WORD_SIGNS):
        return
    seen: set[int] = set()
    for match in _WORD.finditer(text.without_code):
        line = text.line_at(match.start() + len(match[0]) - len(match[0].lstrip()))
        if line not in seen:
            seen.add(line)
            problem = f'"{match[0].strip()}" comes from a word processor.'
            yield line, f"{problem} Paste the text without formatting"


def _table_head(text: StoryText) -> Found:
    problem = "the table has no head, so readers cannot tell what its columns hold."
    if "|" in text.front.body:
        for line, block in text.blocks:
            if "|" in block and _lacks_head(block.splitlines()):
                yield line, f"{problem} Write the name of each column into its first row"
    if "<table" in text.front.body.lower():
        for match in _HTML_TABLE.finditer(text.shown):
            if "<th" not in re.sub("<thead", "", match[0], flags=re.IGNORECASE).lower():
                yield text.line_at(match.start()), f"{problem} Put its first row into <th>"


def _lacks_head(lines: list[str]) -> bool:
    """Say whether *lines* are a table in Markdown whose head is missing or empty."""
    ruled = next((at for at, line in enumerate(lines) if _is_rule_row(line)), None)
    if ruled:
        return "|" in lines[ruled - 1] and not lines[ruled - 1].replace("|", "").strip()
    rows = [line.strip() for line in lines]
    without = all(len(row) > 2 and row[0] == row[-1] == "|" for row in rows)
    return without and (len(rows) > 1 or ruled == 0)


def _is_rule_row(line: str) -> bool:
    return "-" in line and "|" in line and _RULE_ROW.fullmatch(line) is not None


HEADING_SKIPPED = Rule(
    "heading-skipped",
    "advice",
    "A heading two levels or more below the one before it.",
    find=_heading_skipped,
)
PARAGRAPH_EMPTY = Rule(
    "paragraph-empty", "advice", "A paragraph without words.", find=_paragraph_empty
)
WORD_MARKUP = Rule(
    "word-markup", "advice", "Markup that a word processor left behind.", find=_word_markup
)
TABLE_HEAD = Rule("table-head", "advice", "A table without a head.", find=_table_head)
