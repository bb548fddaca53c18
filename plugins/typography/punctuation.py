"""Give the reader real quotation marks, apostrophes, primes, dashes and ellipses.

Typogrify's engine, smartypants, curls every quote whose neighbours leave no doubt. What it is known
to get wrong is settled here before it is asked: decades and contractions, feet and inches, quotes
beside dashes, brackets, slashes and tags, ranges, addresses, mathematics, backslashes.

Four of Typogrify's filters are left out on purpose. ``widont`` glues words with no-break spaces,
and ``amp``, ``caps`` and ``initial_quotes`` wrap letters in spans; CSS does the same with
``text-wrap`` and ``hanging-punctuation``, while a headline without them stays findable, fits a
``<title>`` and means the same in a feed.

Feet, inches, minutes and seconds become primes (′ ″). A quote written as an entity (``&quot;``,
``&#39;``) is one that the writer wants straight, and stays. Four hyphens or five dots in a row, and
more, are ornaments, and stay. Only English gets English quotes.
"""

import html as entities
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup
from smartypants import Attr, smartypants

from plugins.markup.tags import BLOCKS, UNSEEN, VOID, Tag, markup, raw_attributes

MARKS: Final = re.compile(r"""["']|--|\.\.\.|\. \. \.""")

REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)

VERBATIM_NAMES: Final = """
    code iframe kbd math noembed noframes pre samp script style svg template textarea tt var xmp"""
VERBATIM: Final = frozenset(VERBATIM_NAMES.split())
OBJECTS: Final = frozenset(("img", "input", "embed"))

THING: Final = "\ufffc"  # stands for what is no punctuation: a picture, code, an escaped quote
MASK: Final = str.maketrans(dict.fromkeys("\"'.-", THING))
NEVER_MARKS: Final = frozenset("\"'.-$\\/@:")  # written as entities, they are no marks

ADDRESS: Final = re.compile(
    r"""
    (?: \b[a-z]{2,8}:// | \bwww\. | \bmailto:                             # web address
      | (?<![^\s(\["'“”‘’′″]) (?:~?/\w|\.\.?/|[a-z]:[\\/]|\\\\\w)         # absolute, dotted path
    ) [^\s<>"“”]*[^\s<>"“”'’.,;:!?)\]] \.*
    | (?<![\w+])[\w+][\w.+'’-]{0,63}@\w+(?:-\w+)*(?:\.\w+(?:-\w+)*)+       # e-mail
    | (?<![^\s(\["'“”‘’′″])(?P<relative>[\w.-]{1,200}/[^\s<>"“”()\[]*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
DOMAIN_OR_FILE: Final = re.compile(
    r"[\w-]+\.[\w.-]*[a-z]{2}/ | .*/[^/]*\w\.\w{1,5}['‘’′″.,;:!?]*$", re.IGNORECASE | re.VERBOSE
)
MATH: Final = re.compile(r"\\\(|\\\[|\$\$")
MATH_END: Final = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}

DASHES: Final = re.compile(r"(?<![-<!])-{2,3}(?![->])")
RANGE_END: Final = re.compile(r"[$€£]?\d|'\d\d(?!\d)")
DOTS: Final = re.compile(r"(?<![.…])(?:\.{3,4}|\. \. \.(?: \.)?)(?!\.)")

QUOTES: Final = re.compile(r"[\"'“”‘]+")
FRACTIONS: Final = "½¼¾⅓⅔⅛⅜⅝⅞"
OPENERS: Final = frozenset("([{<-‐‒–—―/\\=|~*_#+“‘«‹„‚¿¡")
CLOSERS: Final = frozenset(".,;:!?)]}>…-‐‒–—―/\\|~*_%&»›”’™®")
JOINTS: Final = frozenset("-‐‒–—―/\\=|~*_#+")  # may stand before a quote as well as after it
STOPS: Final = frozenset(".,;:!?)]}")

FEET: Final = re.compile(
    rf"'(?=\d|\s?\d{{1,2}}(?:\.\d{{1,3}}|[{FRACTIONS}])?\s?(?:\"|''|″)|\s?[x×]\s?\d)"
)
BY: Final = re.compile(r"\"(?=\s?[x×]\s?\d|-[a-z])")
ARC: Final = re.compile(r"°\s?\d{1,2}(?:\.\d{1,4})?$")
AFTER_FEET: Final = re.compile(
    rf"\d['′]\s?(?:\d{{1,2}}(?:\.\d{{1,3}})?[{FRACTIONS}]?|[{FRACTIONS}])$"
)
YEAR: Final = re.compile(r"(?<![\d.,])\d{4}$")

DECADE: Final = re.compile(r"'(?:\d\ds\b|0\d(?![\d']))")
SHORT_YEAR: Final = re.compile(r"'\d\d(?![.,]\d|[%\w])")
CLIPPED: Final = re.compile(
    r"""'(?:n'(?!\w)|
        (?:tis|twas|tisn't|twasn't|twere|twill|twould|twixt|em|til|n|nuff|bout|nother|fraid|scuse|s|t)
        \b(?!'))""",
    re.IGNORECASE | re.VERBOSE,
)
MAYBE_CLIPPED: Final = re.compile(
    r"""'(?:cause|cos|coz|cuz|round|till|er|ere|neath|fore|gainst|cept|kay|hood|burbs?|flu|copters?|
        phone|gators?|roos?|un|uns|ol|ave|alf|ello|nam|stache|sup|tude|rents|dem)\b""",
    re.IGNORECASE | re.VERBOSE,
)
POSSESSIVE: Final = re.compile(r"(?<=s)'\s[a-z]")
LOOSE_SINGLE: Final = re.compile(r"(?<!\w)'|'(?!\w)")

# What a token is to the text around it; the last two are text.
BREAK, NOTHING, SPACE, OBJECT, ENTITY, FOREIGN, TEXT = range(7)
KINDS: Final = {**dict.fromkeys(BLOCKS, BREAK), **dict.fromkeys(OBJECTS, OBJECT), "br": SPACE}

Edit = tuple[int, int, str]


def typeset(html: str, lang: str = "en") -> str:
    """Return *html* with the punctuation of its text set as a printer would, in *lang*.

    Tags, attributes, comments, code, mathematics and addresses keep every byte; so does text that
    is already set, so that setting twice equals setting once.
    """
    if not MARKS.search(html):
        return html
    pieces: list[str] = []
    block = _Block(pieces)
    for kind, token in _tokens(html, _is_english(lang)):
        if kind == BREAK:
            if block.view:
                block.set()
                block = _Block(pieces)
            pieces.append(token)
        else:
            block.add(kind, token)
    block.set()
    return "".join(pieces)


def typeset_text(text: str, lang: str = "en") -> Markup:
    """Return the headline, deck or other plain *text* as set, escaped and safe to print in HTML.

    Markup is HTML already and is not escaped again.
    """
    html = str(text) if isinstance(text, Markup) else entities.escape(text, quote=False)
    return Markup(typeset(html, lang))  # noqa: S704 (escaped in the line above)


def _is_english(lang: str) -> bool:
    return lang.lower().replace("_", "-").partition("-")[0] == "en"


def _tokens(html: str, english: bool) -> Iterator[tuple[int, str]]:
    """Yield each token of *html* with its kind; joined, the tokens are *html* again."""
    text = TEXT if english else FOREIGN
    tongues = _Tongues(english)
    position = 0
    found = markup(html)
    for tag in found:
        start, end, name, closes, rest = tag
        if start > position:
            between = html[position:start]
            if "&" in between:
                yield from _texts(between, text)
            else:
                yield text, between
        if name in VERBATIM and not closes:
            end = _verbatim_end(tag, found, len(html))
            kind = BREAK if name == "pre" else NOTHING if name in UNSEEN else OBJECT
        else:
            kind = KINDS.get(name, NOTHING)
            if tongues.depth or (rest and "lang" in rest.lower()):
                text = TEXT if tongues.english_after(tag) else FOREIGN
        yield kind, html[start:end]
        position = end
    if position < len(html):
        yield from _texts(html[position:], text)


def _texts(text: str, kind: int) -> Iterator[tuple[int, str]]:
    """Yield each entity of *text*, and what stands between them as texts of that *kind*."""
    position = 0
    for match in REFERENCE.finditer(text):
        if match.start() > position:
            yield kind, text[position : match.start()]
        yield ENTITY, match[0]
        position = match.end()
    if position < len(text):
        yield kind, text[position:]


def _verbatim_end(opening: Tag, following: Iterator[Tag], end: int) -> int:
    """Return where the element that *opening* opens ends, or the *end* of the text.

    The tags in it are taken from *following*.
    """
    if _closes_itself(opening):
        return opening.end
    depth = 1
    for tag in following:
        if tag.name == opening.name and not _closes_itself(tag):
            depth += -1 if tag.closes else 1
            if not depth:
                return tag.end
    return end


def _closes_itself(tag: Tag) -> bool:
    return tag.name in ("svg", "math") and tag.rest.endswith("/")


class _Tongues:
    """Knows whether the text is English while elements with a ``lang`` of their own come and go."""

    def __init__(self, english: bool) -> None:
        self.english = english
        self.outer: list[tuple[str, int, bool]] = []
        self.name, self.depth = "", 0

    def english_after(self, tag: Tag) -> bool:
        """Return whether the text that follows *tag* is English."""
        name = tag.name
        while name in BLOCKS and self.name and self.name not in BLOCKS:
            self._leave()  # a block ends what an inline element left open
        if tag.closes:
            if name == self.name:
                self.depth -= 1
                if not self.depth:
                    self._leave()
        elif name not in VOID:
            lang = _lang(tag) if "lang" in tag.rest.lower() else None
            if lang is not None:
                self.outer.append((self.name, self.depth, self.english))
                self.name, self.depth = name, 1
                self.english = self.english and _is_english(lang)
            elif name == self.name:
                self.depth += 1
        return self.english

    def _leave(self) -> None:
        self.name, self.depth, self.english = self.outer.pop()


def _lang(tag: Tag) -> str | None:
    """Return the language that *tag* sets for its element."""
    attrs = (value for name, value in raw_attributes(tag) if name in ("lang", "xml:lang"))
    return next(attrs, None)


class _Block:
    """The text of one block, seen without its tags so that a quote knows its true neighbours."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.view: list[str] = []
        self.length = 0
        self.places: list[tuple[int, int]] = []  # where a text starts, and its number in pieces

    def add(self, kind: int, token: str) -> None:
        """Take the next token of the block."""
        if kind >= FOREIGN:
            self.places.append((self.length, len(self.pieces)))
            seen = token
            if kind == FOREIGN:
                seen = token.replace('"', THING).replace("'", THING)
        elif kind == ENTITY:
            seen = _seen(token)
        else:
            seen = "\n" if kind == SPACE else THING if kind == OBJECT else ""
        self.pieces.append(token)
        self.view.append(seen)
        self.length += len(seen)

    def set(self) -> None:
        """Set the punctuation of the block's texts, in place."""
        view = "".join(self.view)
        if not MARKS.search(view):
            return
        edits = iter([*_edits(view), (self.length, 0, "")])
        start, length, mark = next(edits)
        for place, number in self.places:
            piece = self.pieces[number]
            end = place + len(piece)
            done = place
            parts: list[str] = []
            while start < end:
                if start >= done and start + length <= end:  # else the marks are parted by a tag
                    parts += piece[done - place : start - place], mark
                    done = start + length
                start, length, mark = next(edits)
            if parts:
                self.pieces[number] = "".join((*parts, piece[done - place :]))


def _seen(entity: str) -> str:
    """Return the one character that *entity* is to the quotes beside it."""
    character = entities.unescape(entity)
    if len(character) != 1 or character in NEVER_MARKS:
        return THING
    return character


def _edits(view: str) -> list[Edit]:
    """Return what to change in *view*, in order: where, how many characters, and to what."""
    edits: list[Edit] = []
    view = _masked(view)
    if "--" in view:
        view = DASHES.sub(lambda found: _dash(found, edits), view)
    if ". ." in view or "..." in view:
        view = DOTS.sub(lambda found: _ellipsis(found, edits), view)
    if '"' in view or "'" in view:
        edits += _quotes(view)
    edits.sort()
    return edits


def _masked(view: str) -> str:
    """Return *view* with the marks inside addresses, paths and mathematics out of sight."""
    spans: list[tuple[int, int]] = []
    if "\\" in view or "$$" in view:
        spans += _math(view)
    if "/" in view or "@" in view or "\\" in view or "www." in view or "mailto:" in view:
        for found in ADDRESS.finditer(view):
            if not found["relative"]:
                spans.append(found.span())
            elif DOMAIN_OR_FILE.match(found["relative"]):
                spans.append((found.start(), found.start() + len(found[0].rstrip("'‘’′″,;:!?"))))
    if not spans:
        return view
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        start = max(start, done)
        if end > start:
            parts += view[done:start], view[start:end].translate(MASK)
            done = end
    return "".join((*parts, view[done:]))


def _math(view: str) -> Iterator[tuple[int, int]]:
    """Yield where the formulas in TeX are."""
    done, unclosed = 0, set()
    for opening in MATH.finditer(view):
        mark = MATH_END[opening[0]]
        if opening.start() < done or mark in unclosed:
            continue
        end = view.find(mark, opening.end())
        if end < 0:
            unclosed.add(mark)  # looked for once: a story full of openings stays linear
        else:
            done = end + len(mark)
            yield opening.start(), done


@lru_cache(maxsize=1024)
def _typogrify(text: str) -> str:
    """Return *text* as Typogrify's engine sets it, in characters; no global default is touched."""
    return str(smartypants(text, Attr.q | Attr.d | Attr.e | Attr.u))


def _dash(found: re.Match[str], edits: list[Edit]) -> str:
    view, (start, end) = found.string, found.span()
    dash = _typogrify("--")
    if end - start == 2 and view[start - 1 : start].isdecimal() and RANGE_END.match(view, end):
        dash = "–"
    edits.append((start, end - start, dash))
    return dash * (end - start)


def _ellipsis(found: re.Match[str], edits: list[Edit]) -> str:
    ellipsis = _typogrify("...")
    full_stop = "." if found[0].count(".") == 4 else ""
    edits.append((found.start(), len(found[0]), ellipsis + full_stop))
    return ellipsis * len(found[0])


def _quotes(view: str) -> Iterator[Edit]:
    """Yield the mark that each straight quote in *view* becomes."""
    quoting = quoting_singly = False
    for run in QUOTES.finditer(view):
        start, end = run.span()
        before, after = view[start - 1 : start] if start else "", view[end : end + 1]
        skip = -1
        for place in range(start, end):
            quote = view[place]
            if place == skip:
                continue
            if quote == '"':
                mark = _double(view, place, before, after, quoting)
                yield place, 1, mark
            elif quote == "'":
                feet = AFTER_FEET.search(view[max(0, place - 9) : place])
                if feet and view.startswith("''", place):
                    skip, mark = place + 1, "″"
                    yield place, 2, mark
                else:
                    mark = _single(view, place, before, after, quoting_singly)
                    yield place, 1, mark
            else:
                mark = quote
            if mark in "“”":
                quoting = mark == "“"
            elif mark == "‘" or (mark == "’" and not after.isalnum()):
                quoting_singly = mark == "‘"
            before = mark


def _is_open(before: str) -> bool:
    return not before or before.isspace() or before in OPENERS


def _is_closed(after: str) -> bool:
    return not after or after.isspace() or after in CLOSERS


def _is_plain(before: str, after: str) -> bool:
    """Return whether Typogrify can be trusted with a quote between these two characters."""
    if after.isalnum():
        return not before or before.isspace() or before in "(["
    return (before.isalpha() or (before != "" and before in ".,!?;:)")) and (
        not after or after.isspace() or after in ".,;:!?)"
    )


def _double(view: str, place: int, before: str, after: str, quoting: bool) -> str:
    if before and (before.isdecimal() or before in FRACTIONS):
        return "″" if _is_inch(view, place, quoting) else "”"
    if _is_plain(before, after):
        return _typogrify(f'{before}"{after}')[len(before)]
    if _is_open(before):
        if not after:
            return "”" if before else "“"
        doubtful = after.isspace() or after in (CLOSERS if before in JOINTS else STOPS)
        return "”" if doubtful and quoting else "“"
    return "”" if quoting or _is_closed(after) else "“"


def _is_inch(view: str, place: int, quoting: bool) -> bool:
    """Return whether the double quote after a number stands for inches or seconds."""
    if AFTER_FEET.search(view[max(0, place - 9) : place]) or BY.match(view, place):
        return True
    if YEAR.search(view[max(0, place - 5) : place]):
        return False
    if not quoting:
        return True
    following = view.find('"', place + 1)
    return following >= 0 and not view[following - 1].isdecimal() and _closes(view, following)


def _closes(view: str, place: int) -> bool:
    """Return whether the quote at *place* can only end a quotation."""
    before, after = view[place - 1 : place], view[place + 1 : place + 2]
    return not _is_open(before) and (_is_closed(after) or after in "\"'")


def _single(view: str, place: int, before: str, after: str, quoting: bool) -> str:
    if before and (before.isdecimal() or before in FRACTIONS):
        return "′" if _is_foot(view, place, after, quoting) else "’"
    if _is_open(before):
        if _is_apostrophe(view, place, quoting):
            return "’"
        if not after or (quoting and (after.isspace() or after in STOPS or before in JOINTS)):
            return "‘" if not before else "’" if not after or _is_closed(after) else "‘"
    if _is_plain(before, after) or (before.isalpha() and after.isalpha()):
        return _typogrify(f"{before}'{after}")[len(before)]
    if _is_open(before) or (before in ",:;" and after.isalnum() and not quoting):
        return "‘"
    return "’"


def _is_foot(view: str, place: int, after: str, quoting: bool) -> bool:
    """Return whether the single quote after a number stands for feet or minutes."""
    if FEET.match(view, place) or ARC.search(view[max(0, place - 9) : place]):
        return True
    if after.isalpha() or YEAR.search(view[max(0, place - 5) : place]):
        return False
    return not quoting


def _is_apostrophe(view: str, place: int, quoting: bool) -> bool:
    """Return whether the single quote before a word stands for letters or digits left out."""
    if DECADE.match(view, place) or CLIPPED.match(view, place):
        return True
    doubtful = SHORT_YEAR.match(view, place) or MAYBE_CLIPPED.match(view, place)
    if not doubtful or quoting:
        return bool(doubtful)
    following = LOOSE_SINGLE.search(view, place + 1)
    if not following or not _closes(view, following.start()):
        return True
    return view[place + 1].islower() and bool(POSSESSIVE.match(view, following.start()))
