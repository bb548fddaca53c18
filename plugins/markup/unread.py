"""Finds Markdown that was not read as such, so that readers would see its signs."""

import html as entities
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from .lists import item
from .tags import without
from .text import plain, shortened
from .typed import Lines, without_code

_CODE = frozenset({"pre", "code", "kbd", "samp", "textarea"})
_EMPHASIS = str.maketrans("", "", "*_`\\")


class Found(NamedTuple):
    """What was found at a *line* of a text, counted from 0: the message, with its remedy."""

    line: int
    message: str


def unread(body: str, html: str) -> Iterator[Found]:
    """Yield what of *body*, a story as it was typed, is printed as text in *html*, made of it."""
    typed, lines = without_code(body), Lines(body)
    shown = cache(lambda: _on_one_line(plain(without(html, _CODE))))
    bare = cache(lambda: _without_signs(shown()))
    for sign, pattern, message_of, stars in _FORMS:
        for match in pattern.finditer(typed) if sign in typed and sign in html else ():
            piece = entities.unescape(match["seen"])
            seen = _on_one_line(piece) in shown() if stars else _without_signs(piece) in bare()
            if seen and (message := message_of(match)):
                yield Found(lines.at(match.start("seen")), message)
    yield from _code(typed, html, lines)


def _without_signs(text: str) -> str:
    return _on_one_line(text.translate(_EMPHASIS))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _image(match: re.Match[str]) -> str:
    named, rest = f'the image "{_short(match["alt"])}" is printed as text', match["rest"]
    if rest.startswith("]("):
        closed = ")" in rest
        inside = 'Within HTML, Markdown is not read. Add markdown="1" to the tag around it'
        return f"{named}. {inside}" if closed else f'{named}: it has no ")". Add it after the file'
    if rest.startswith("] "):
        return f'{named}: a blank stands between "]" and "(". Delete it'
    if rest.startswith("]["):
        name = rest[2:-1] or match["alt"]
        return f'{named}: no line "[{name}]: file" says which file it is. {_IMAGE_FORM}'
    return f"{named}. {_IMAGE_FORM}"


_IMAGE_FORM = "Write it as ![what it shows](file.jpg)"


def _link(match: re.Match[str]) -> str:
    named = f'the link "{_short(match["text"])}" is printed as text'
    if match["gap"] is not None:
        return f'{named}: a blank stands between "]" and "(". Delete it'
    if match["name"] is not None:
        name = match["name"] or match["text"]
        return f'{named}: no line "[{name}]: address" says where it leads. {_LINK_FORM}'
    return f'{named}: it has no ")". Add it after the address'


_LINK_FORM = "Add one, or write [words](address)"


def _note(match: re.Match[str]) -> str:
    mark = f"[^{match['name']}]"
    return (
        f'the note mark "{mark}" is printed as text, because it has no note. Add "{mark}: the note"'
    )


def _heading(match: re.Match[str]) -> str:
    hashes = match["hashes"]
    return f'"{_short(match["seen"])}" is no heading. Put a blank after "{hashes}"'


def _bold(match: re.Match[str]) -> str:
    return (
        f'the stars in "{_short(match["seen"])}" are printed. '
        "Put two stars directly before the first and after the last of the words"
    )


def _struck(match: re.Match[str]) -> str:
    return f'"{_short(match["seen"])}" is printed as typed. Write <del>the words</del>'


def _attributes(match: re.Match[str]) -> str:
    return (
        f'"{_short(match["seen"])}" is printed as typed. Put it into the line right below its '
        "paragraph, or after a blank at the end of its heading"
    )


def _lone_item(match: re.Match[str]) -> str:
    above = match.string[: match.start()].rpartition("\n")[2]
    if not above.strip() or item(match["seen"]) is None or item(above):
        return ""
    mark = match["mark"]
    return (
        f'the line begins with "{mark}", but no list begins here. For a list, leave an empty line '
        f'above it. If it is no list, move the "{mark}" to the line above'
    )


def _table(match: re.Match[str]) -> str:
    return (
        "the table is printed as text. Give the line above this one, which is its head, as many "
        'columns, with "|" between them'
    )


def _short(text: str) -> str:
    return shortened(_on_one_line(text), 40)


_TEXT = r"[^\[\]\n]{1,200}"


class _Form(NamedTuple):
    """Markdown that may not have been read: what is printed then, how it looks, what is wrong.

    Signs of emphasis are passed over, unless the *stars* count.
    """

    sign: str
    pattern: re.Pattern[str]
    message_of: Callable[[re.Match[str]], str]
    stars: bool = False


_FORMS = (
    _Form(
        "![",
        re.compile(
            r"(?<!\\)(?P<seen>!\[(?P<alt>[^\]\[\n]{0,200}))"
            r"(?P<rest>\]\[[^\]\n]*\]|\] +\([^)\n]*\)|\]\([^)\n]*\)?|)"
        ),
        _image,
    ),
    _Form(
        "]",
        re.compile(
            rf"(?P<seen>(?<![\\!\]])\[(?P<text>(?!\^){_TEXT})\](?:\[(?P<name>[^\[\]\n]{{0,100}})\]"
            r"|\((?=\S)|(?P<gap> +)\((?=(?:https?:|www\.|mailto:|\.{0,2}/|\{[a-z]+\})[^\s)]*\)"
            r"|[^\s()]+\.(?:md|html?|pdf)\))))"
        ),
        _link,
    ),
    _Form("[^", re.compile(r"(?<!\\)(?P<seen>\[\^(?P<name>[^\]\n]{1,60})\])(?!:)"), _note),
    _Form("##", re.compile(r"^ {0,3}(?P<seen>(?P<hashes>#{2,6})(?=[^\s#])[^\n]*)", re.M), _heading),
    _Form(
        "#", re.compile(r"^ {0,3}(?P<seen>(?P<hashes>#{1,6})[\u00a0\u3000][^\n]*)", re.M), _heading
    ),
    _Form("~~", re.compile(r"(?<![\\~])(?P<seen>~~(?=\S)[^~\n]{1,200}~~)(?!~)"), _struck),
    _Form("{", re.compile(r"(?<!\\)(?P<seen>\{:? ?[.#][\w-]+[^{}\n]{0,100}\})"), _attributes),
    _Form(
        "--|",
        re.compile(r"^(?P<seen> {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:?)?) *$", re.M),
        _table,
    ),
    _Form(
        "**",
        re.compile(
            r"(?<![\w*\\])(?P<seen>\*\*(?=[^\s*])[^*\n]{1,40}|(?<!\S)\*\* +[^\s*][^*\n]{0,40}\*\*)"
        ),
        _bold,
        stars=True,
    ),
    _Form(
        "\n",
        re.compile(r"\n(?P<seen> *(?P<mark>[-+*]|1[.)]) +\S[^\n]{0,60})"),
        _lone_item,
        stars=True,
    ),
)
"""What Markdown looks like that was not read."""

_DEFINED = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\n]+)\]:", re.MULTILINE)


def lone_notes(body: str, html: str) -> Iterator[Found]:
    """Yield the notes of *body* that no mark in its *html* calls, and those with one name."""
    if "[^" not in body:
        return
    typed, lines = without_code(body), Lines(body)
    names: set[str] = set()
    for match in _DEFINED.finditer(typed):
        name = match["name"]
        at = lines.at(match.start("name"))
        if name in names:
            yield Found(at, f'there are two notes "[^{name}]". Give one of them another name')
        elif f'href="#fn:{entities.escape(name)}"' not in html:
            remedy = f'Write "[^{name}]" where the text calls it, or delete it'
            yield Found(at, f'no mark in the text calls the note "[^{name}]". {remedy}')
        names.add(name)


_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?P<line>(?: {4}|\t)[ \t]*\S[^\n]*)")
_FENCE = re.compile(r"^(?:`{3,}|~{3,})", re.MULTILINE)
_QUOTED_FIGURE = re.compile(r"^ {0,3}>(?=\d)", re.MULTILINE)


def _code(typed: str, html: str, lines: Lines) -> Iterator[Found]:
    """Yield what would be taken for code or for a quotation, and code without an end."""
    for match in _FENCE.finditer(typed) if "```" in typed or "~~~" in typed else ():
        yield Found(lines.at(match.start()), f'the code has no end. Add a line "{match[0]}"')
    for match in _INDENTED.finditer(typed) if "<pre><code>" in html else ():
        line = match["line"].expandtabs(4)[4:]
        if f"<pre><code>{entities.escape(line, quote=False).rstrip()}" in html:
            yield Found(
                lines.at(match.start("line")),
                "the paragraph is indented, so it is shown as code. Delete the blanks before it, "
                "or put code between lines of ```",
            )
    for match in _QUOTED_FIGURE.finditer(typed) if ">" in typed else ():
        yield Found(
            lines.at(match.start()),
            'a line that begins with ">" is a quotation. Write "> " with a blank for one, or "\\>" '
            "for a figure",
        )
