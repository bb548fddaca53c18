"""Replace straight quotes, hyphens and dots with quotation marks, primes, dashes and ellipses.

Typogrify's engine, smartypants, converts every quote whose neighbours leave no doubt. The cases
that it gets wrong are handled here first: decades and contractions, feet and inches, quotes beside
dashes, brackets, slashes and tags, ranges, addresses, mathematics, backslashes.

Four of Typogrify's filters are not used. ``widont`` joins words with no-break spaces, and ``amp``,
``caps`` and ``initial_quotes`` wrap letters in spans. CSS does the same with ``text-wrap`` and
``hanging-punctuation``, and a headline without them can be searched for, fits a ``<title>`` and
means the same in a feed.

Feet, inches, minutes and seconds become primes (′ ″). A quote written as an entity (``&quot;``,
``&#39;``) is meant to be straight, and is kept. Four or more hyphens or five or more dots in a row
are ornaments, and are kept. Text in another language has the marks of that language (`marks`,
`foreign`), and keeps its straight quotes where these are not known.
"""

import html as entities
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup
from smartypants import Attr, smartypants

from plugins.markup.tags import BLOCKS, UNSEEN, VOID, Tag, markup, raw_attributes

from .foreign import (
    GERSHAYIM,
    Edit,
    is_written_without_blanks,
    localized,
    may_close,
    seen_as_english,
    with_blanks,
)
from .marks import STYLES, Marks, is_english, style_of

PUNCTUATION: Final = re.compile(r"""["']|--|\.\.\.|\. \. \.""")

REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)

VERBATIM_NAMES: Final = """
    code iframe kbd math noembed noframes pre samp script style svg template textarea tt var xmp"""
VERBATIM: Final = frozenset(VERBATIM_NAMES.split())
OBJECTS: Final = frozenset(("img", "input", "embed"))

OBJECT_CHARACTER: Final = "\ufffc"  # stands for a picture, code or an escaped quote
MASK: Final = str.maketrans(dict.fromkeys("\"'.-", OBJECT_CHARACTER))
QUOTE_MASK: Final = str.maketrans(dict.fromkeys("\"'", OBJECT_CHARACTER))
FRENCH_MASK: Final = str.maketrans(dict.fromkeys(" :;!?%«»", OBJECT_CHARACTER))
LITERAL: Final = frozenset("\"'.-$\\/@:")  # written as entities, these are not punctuation

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
JOINTS: Final = frozenset("-‐‒–—―/\\=|~*_#+")  # may be before a quote as well as after it
STOPS: Final = frozenset(".,;:!?)]}")

FEET: Final = re.compile(
    rf"'(?=\d|\s?\d{{1,2}}(?:\.\d{{1,3}}|[{FRACTIONS}])?\s?(?:\"|''|″)|\s?[x×]\s?\d)"
)
BY: Final = re.compile(r"\"(?=\s?[x×]\s?\d|-[a-z])")
ARC: Final = re.compile(r"°\s?\d{1,2}(?:\.\d{1,4})?$")
AFTER_FEET: Final = re.compile(
    rf"\d['′]\s?(?:\d{{1,2}}(?:\.\d{{1,3}})?[{FRACTIONS}]?|[{FRACTIONS}])$"
)
THOUSANDS: Final = re.compile(r"'\d{3}(?!\d)")  # as in Switzerland; no foot has a hundred inches
YEAR: Final = re.compile(r"(?<![\d.,])\d{4}$")

DECADE: Final = re.compile(r"'(?:\d\ds\b|0\d(?![\d']))")
SHORT_YEAR: Final = re.compile(r"'\d\d(?![.,]\d|[%\w])")
CLIPPED: Final = re.compile(
    r"""'(?:s-(?=[A-Z])|
        (?:tis|twas|tisn't|twasn't|twere|twill|twould|twixt|em|til|nuff|bout|nother|fraid|scuse)
        \b(?!'))""",
    re.IGNORECASE | re.VERBOSE,
)
AND: Final = re.compile(r"'n'(?!\w)|'N'(?=\s?[A-Z])")
TERM: Final = re.compile(r"'em[ -](?:dash|space|quad|rule|unit)", re.IGNORECASE)
CLIPPED_LETTER: Final = re.compile(r"'[nst]\b(?!')", re.IGNORECASE)
CLIPPED_ABROAD: Final = re.compile(r"'(?:\d\d(?!\d|[.,]\d|%)|(?:[kmnrst]|ne[mnr]?)\b(?!'))")
MAYBE_CLIPPED: Final = re.compile(
    r"""'(?:cause|cos|coz|cuz|round|till|er|ere|neath|fore|gainst|cept|kay|hood|burbs?|flu|copters?|
        phone|gators?|roos?|un|uns|ol|ave|alf|ello|nam|stache|sup|tude|rents|dem)\b""",
    re.IGNORECASE | re.VERBOSE,
)
POSSESSIVE: Final = re.compile(r"(?<=s)'\s[a-z]|(?<=in)'\s[a-z]|(?<=\b[oO])'\s|(?<=\ban)'\s")
NAMES_POSSESSIVE: Final = re.compile(r"(?<=s)'\s\w")
LOOSE_SINGLE: Final = re.compile(r"(?<!\w)'|'(?!\w)")

# The kinds of tokens, by what they are to the text around them; the last two are text. In another
# language than English, it is FOREIGN and the index of its marks in STYLES.
BREAK, IGNORED, SPACE, OBJECT, ENTITY, TEXT, FOREIGN = range(7)
KINDS: Final = {**dict.fromkeys(BLOCKS, BREAK), **dict.fromkeys(OBJECTS, OBJECT), "br": SPACE}


def typeset(html: str, lang: str = "en") -> str:
    """Return *html* with typographic punctuation in its text, which is in *lang*.

    Tags, attributes, comments, code, mathematics and addresses keep every byte. So does text that
    is already set: setting it twice gives the same as setting it once.
    """
    text = _text_kind(lang)
    if not PUNCTUATION.search(html) and not _has_blanks(text) and "lang" not in html.lower():
        return html
    pieces: list[str] = []
    block = _Block(pieces)
    for kind, token in _tokens(html, text):
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
    """Return the headline, deck or other plain *text*, set and escaped, as safe HTML.

    Markup is HTML already and is not escaped again.
    """
    html = str(text) if isinstance(text, Markup) else entities.escape(text, quote=False)
    return Markup(typeset(html, lang))  # noqa: S704 (escaped in the line above)


def _text_kind(lang: str) -> int:
    """Return the kind of a text in *lang*."""
    return TEXT if is_english(lang) else FOREIGN + style_of(lang)


def _has_blanks(text: int) -> bool:
    """Return whether that kind of *text* has no-break blanks, as in French."""
    marks = STYLES[text - FOREIGN] if text > TEXT else None
    return marks is not None and marks.blanks != ""


def _tokens(html: str, text: int) -> Iterator[tuple[int, str]]:
    """Yield each token of *html* with its kind; joined, the tokens are *html* again.

    *text* is the kind of text in the language of *html*.
    """
    language = _TextLanguage(text)
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
            kind = BREAK if name == "pre" else IGNORED if name in UNSEEN else OBJECT
        else:
            kind = KINDS.get(name, IGNORED)
            if language.depth or (rest and "lang" in rest.lower()):
                text = language.kind_after(tag)
        yield kind, html[start:end]
        position = end
    if position < len(html):
        yield from _texts(html[position:], text)


def _texts(text: str, kind: int) -> Iterator[tuple[int, str]]:
    """Yield each entity in *text*, and the parts between them as texts of that *kind*."""
    position = 0
    for match in REFERENCE.finditer(text):
        if match.start() > position:
            yield kind, text[position : match.start()]
        yield ENTITY, match[0]
        position = match.end()
    if position < len(text):
        yield kind, text[position:]


def _verbatim_end(opening: Tag, following: Iterator[Tag], end: int) -> int:
    """Return where the element of the tag *opening* ends; *end*, that of the text, if it is open.

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


class _TextLanguage:
    """Tracks the language of the text, through nested elements with their own ``lang``."""

    def __init__(self, kind: int) -> None:
        self.kind = kind
        self.outer: list[tuple[str, int, int]] = []
        self.name, self.depth = "", 0

    def kind_after(self, tag: Tag) -> int:
        """Return the kind of the text that follows *tag*."""
        name = tag.name
        while name in BLOCKS and self.name and self.name not in BLOCKS:
            self._leave()  # a block closes inline elements that were left open
        if tag.closes:
            if name == self.name:
                self.depth -= 1
                if not self.depth:
                    self._leave()
        elif name not in VOID:
            lang = _lang(tag) if "lang" in tag.rest.lower() else None
            if lang is not None:
                self.outer.append((self.name, self.depth, self.kind))
                self.name, self.depth = name, 1
                self.kind = _text_kind(lang)
            elif name == self.name:
                self.depth += 1
        return self.kind

    def _leave(self) -> None:
        self.name, self.depth, self.kind = self.outer.pop()


def _lang(tag: Tag) -> str | None:
    """Return the language that *tag* sets for its element; None if it sets none."""
    attrs = (value for name, value in raw_attributes(tag) if name in ("lang", "xml:lang"))
    return next(attrs, None)


class _Block:
    """The text of one block without its tags, so that the neighbours of a quote are next to it."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.view: list[str] = []
        self.length = 0
        self.places: list[tuple[int, int]] = []  # the start of each text, and its index in pieces
        self.foreign: list[tuple[int, int, int]] = []  # start, end, kind of text that is FOREIGN

    def add(self, kind: int, token: str) -> None:
        """Add the next token of the block."""
        if kind >= TEXT:
            self.places.append((self.length, len(self.pieces)))
            seen = token
            if kind > TEXT:
                self.foreign.append((self.length, self.length + len(seen), kind))
        elif kind == ENTITY:
            seen = _seen(token)
        else:
            seen = "\n" if kind == SPACE else OBJECT_CHARACTER if kind == OBJECT else ""
        self.pieces.append(token)
        self.view.append(seen)
        self.length += len(seen)

    def set(self) -> None:
        """Set the punctuation of the block's texts in place."""
        view = "".join(self.view)
        if self.foreign:
            found = _foreign_edits(view, self.foreign)
        elif PUNCTUATION.search(view):
            found = _edits(view)
        else:
            return
        edits = iter([*found, (self.length, 0, "")])
        start, length, replacement = next(edits)
        for place, number in self.places:
            piece = self.pieces[number]
            end = place + len(piece)
            done = place
            parts: list[str] = []
            while start < end:
                if start >= done and start + length <= end:  # else a tag divides the punctuation
                    parts += piece[done - place : start - place], replacement
                    done = start + length
                start, length, replacement = next(edits)
            if parts:
                self.pieces[number] = "".join((*parts, piece[done - place :]))


def _seen(entity: str) -> str:
    """Return the one character that stands for *entity* beside quotes."""
    character = entities.unescape(entity)
    if len(character) != 1 or character in LITERAL:
        return OBJECT_CHARACTER
    return character


def _edits(view: str) -> list[Edit]:
    """Return the edits of *view* in order: start, number of characters, replacement."""
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


def _foreign_edits(view: str, foreign: list[tuple[int, int, int]]) -> list[Edit]:
    """Return the edits of *view*, of which some or all is in *foreign* languages.

    Each text has the marks of its own language; those of others are as good as letters to it.
    """
    hidden = view.translate(QUOTE_MASK)
    english = _put_back(view, foreign, hidden)
    edits = _edits(english)
    for kind in {kind for _, _, kind in foreign}:
        marks = STYLES[kind - FOREIGN]
        spans = [(start, end) for start, end, of_kind in foreign if of_kind == kind]
        if marks:
            own = _put_back(hidden, [(*span, kind) for span in spans], view)
            edits += _within(_edits_in_language(own, marks), spans)
    edits.sort()
    return edits


def _put_back(view: str, spans: list[tuple[int, int, int]], other: str) -> str:
    """Return *view* with what *other*, which is as long, has at *spans*."""
    parts: list[str] = []
    done = 0
    for start, end, _ in spans:
        parts += view[done:start], other[start:end]
        done = end
    return "".join((*parts, view[done:]))


def _within(edits: list[Edit], spans: list[tuple[int, int]]) -> Iterator[Edit]:
    """Yield those of *edits* that begin in one of *spans*; both are in order."""
    left = iter(spans)
    start, end = next(left)
    for edit in edits:
        while edit[0] >= end and (span := next(left, None)):
            start, end = span
        if start <= edit[0] < end:
            yield edit


def _edits_in_language(view: str, marks: Marks) -> list[Edit]:
    """Return the edits of the quotes in *view*, and of French blanks, in a language's *marks*."""
    masked = _masked(view, FRENCH_MASK if marks.blanks else None)
    masked = DOTS.sub(lambda found: "…" * len(found[0]), masked)
    masked = DASHES.sub(lambda found: "—" * len(found[0]), masked)
    abbreviations = [(found.start(), 1, "״") for found in GERSHAYIM.finditer(masked)]
    masked = GERSHAYIM.sub("״", masked)
    edits: list[Edit] = []
    if '"' in masked or "'" in masked:
        quotes = _quotes(seen_as_english(masked, marks), english=False)
        edits = localized(masked, quotes, marks)
    if marks.blanks:
        edits = with_blanks(masked, edits, marks.blanks)
    return sorted([*edits, *abbreviations])


def _masked(view: str, more: dict[int, str] | None = None) -> str:
    """Return *view* with the punctuation inside addresses, paths and mathematics masked.

    *more* is what else is masked there.
    """
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
            hidden = view[start:end].translate(MASK)
            parts += view[done:start], hidden.translate(more) if more else hidden
            done = end
    return "".join((*parts, view[done:]))


def _math(view: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each formula in TeX."""
    done, unclosed = 0, set()
    for opening in MATH.finditer(view):
        closing = MATH_END[opening[0]]
        if opening.start() < done or closing in unclosed:
            continue
        end = view.find(closing, opening.end())
        if end < 0:
            unclosed.add(closing)  # search only once, so that many openings take linear time
        else:
            done = end + len(closing)
            yield opening.start(), done


@lru_cache(maxsize=1024)
def _typogrify(text: str) -> str:
    """Return *text* as set by smartypants, in characters, without changing its defaults."""
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


def _quotes(view: str, *, english: bool = True) -> Iterator[Edit]:
    """Yield an edit for each straight quote in *view*, with the marks of English.

    Where the text is not *english*, the words that English clips are not looked for.
    """
    quoting = quoting_singly = False
    for run in QUOTES.finditer(view):
        start, end = run.span()
        before, after = view[start - 1 : start] if start else "", view[end : end + 1]
        skip = -1
        for place in range(start, end):
            typed = view[place]
            if place == skip:
                continue
            if typed == '"':
                elided = not english and _is_elided(view, place, before, after)
                curly = "“" if elided else _double(view, place, before, after, quoting)
                yield place, 1, curly
            elif typed == "'":
                twice = place + 1 < end and view[place + 1] == "'"
                curly = _twice(view, place, before, quoting, quoting_singly) if twice else ""
                if curly:
                    skip = place + 1
                    yield place, 2, curly
                elif not english and is_written_without_blanks(before):
                    curly = "’" if quoting_singly else "‘"
                    yield place, 1, curly
                else:
                    curly = _single(view, place, before, after, quoting_singly, english)
                    yield place, 1, curly
            else:
                curly = typed
            if curly in "“”":
                quoting = curly == "“"
            elif curly == "‘" or (curly == "’" and may_close(before, after)):
                quoting_singly = curly == "‘"
            before = curly


def _is_open(before: str) -> bool:
    return not before or before.isspace() or before in OPENERS


def _is_closed(after: str) -> bool:
    return not after or after.isspace() or after in CLOSERS


def _is_plain(before: str, after: str) -> bool:
    """Return whether smartypants is right about a quote between these two characters."""
    if after.isalnum():
        return not before or before.isspace() or before in "(["
    return (before.isalpha() or (before != "" and before in ".,!?;:)")) and (
        not after or after.isspace() or after in ".,;:!?)"
    )


def _is_elided(view: str, place: int, before: str, after: str) -> bool:
    """Return whether a quote follows a word that ends in an apostrophe, as in l'"eau"."""
    return before in ("’", "'") and after.isalnum() and view[max(0, place - 2)].isalpha()


def _twice(view: str, place: int, before: str, quoting: bool, quoting_singly: bool) -> str:
    """Return what two single quotes in a row mean together: inches, or a quotation mark.

    Empty if they are two marks.
    """
    after = view[place + 2 : place + 3]
    if before and (before.isdecimal() or before in FRACTIONS):
        if not quoting_singly or AFTER_FEET.search(view[max(0, place - 9) : place]):
            return "″"
        following = LOOSE_SINGLE.search(view, place + 2)
        return "″" if following and _closes(view, following.start()) else ""
    if _is_open(before) and after.isalnum():
        return "“" if not quoting and view.find("''", place + 2) >= 0 else ""
    closes = quoting and not quoting_singly and _is_closed(after)
    return "”" if closes and not view.startswith('"', place + 2) else ""


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
    """Return whether the double quote after a number means inches or seconds."""
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


def _single(view: str, place: int, before: str, after: str, quoting: bool, english: bool) -> str:
    if before and (before.isdecimal() or before in FRACTIONS):
        if THOUSANDS.match(view, place):
            return "’"
        return "′" if _is_foot(view, place, after, quoting) else "’"
    if _is_open(before):
        if _is_apostrophe(view, place, quoting) if english else CLIPPED_ABROAD.match(view, place):
            return "’"
        if not after or (quoting and (after.isspace() or after in STOPS or before in JOINTS)):
            return "‘" if not before else "’" if not after or _is_closed(after) else "‘"
    if _is_plain(before, after) or (before.isalpha() and after.isalpha()):
        return _typogrify(f"{before}'{after}")[len(before)]
    if _is_open(before) or (before in ",:;" and after.isalnum() and not quoting):
        return "‘"
    return "’"


def _is_foot(view: str, place: int, after: str, quoting: bool) -> bool:
    """Return whether the single quote after a number means feet or minutes."""
    if FEET.match(view, place) or ARC.search(view[max(0, place - 9) : place]):
        return True
    if after.isalpha() or YEAR.search(view[max(0, place - 5) : place]):
        return False
    return not quoting


def _is_apostrophe(view: str, place: int, quoting: bool) -> bool:
    """Return whether the single quote before a word means omitted letters or digits."""
    if AND.match(view, place):
        return True
    clipped = DECADE.match(view, place) or CLIPPED.match(view, place)
    doubtful = clipped or any(
        each.match(view, place) for each in (SHORT_YEAR, CLIPPED_LETTER, MAYBE_CLIPPED)
    )
    if not doubtful or quoting:
        return bool(doubtful)
    following = LOOSE_SINGLE.search(view, place + 1)
    if not following or not _closes(view, following.start()):
        return True
    if TERM.match(view, place):
        return False
    if clipped and NAMES_POSSESSIVE.match(view, following.start()):
        return True
    return view[place + 1].islower() and bool(POSSESSIVE.match(view, following.start()))
