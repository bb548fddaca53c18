"""Rules about words, blanks and quotation marks, but for quotations, code and addresses."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from plugins.kernel.faults import Rule
from plugins.markup.quotations import lone_marks
from plugins.markup.story_text import COVER, StoryText, paragraphs
from plugins.markup.text import plain

from .header_rules import Found

_BLANKS = re.compile(r"(?<=[^\s|])(?: [ \xa0]+|\xa0 [ \xa0]*)(?=[^\s|])")
_TWO_BLANKS = ("  ", " \xa0", "\xa0 ")
_SENTENCE_END = re.compile(r"[.!?…:][\"”“»’')\]*_]*$")
_MARKER = re.compile(rf"[ \t]*(?:[*+-]|\d+[.)]|#{{1,6}}|{COVER}*:|>|///[^\n]*)")

_SENTENCE_ENDS = re.compile(r"(?:\A|[.!?:…\"“„«»'‘(\n])[\s*_]*\Z")
_WITHIN_WORD = re.compile(r"[\w'’\-]")
_MEANT_TWICE = {
    "en": "had that bye ha ho hey no now oh really so there very too much many far long knock",
    "de": "der die das den dem des dessen deren sie ihr ihnen es was wer war so sehr ganz nein ja",
    "fr": "nous vous faire très non oui bon si tout",
    "es": "no sí muy ya bien así casi poco nada como para sobre cada",
}
"""Words that may follow each other twice, in the languages that the rule knows."""

_ENDS = ".,;:!?)]…\"”“»’'،؛؟"

_ARABIC = frozenset(
    "في من على إلى أن إن التي الذي هذا هذه ذلك تلك عن مع كان كانت قد لم لن حيث كما بين".split()
)
"""Words that nobody repeats; others are often said twice for emphasis."""

_TK = re.compile(r"\b(?:TK){2,}\w*|\bTK+\b")
_TK_NAMES = re.compile(r"\s*(?:Maxx\b|Elevator\b|Airlines\b|Group\b|\d{3,4}\b)")
_CROSSES = re.compile(r"(?<![\w'’-])(?:X{3,9}|x{3,9}|\?{3,9})(?![\w'’-])")
_THIRTY_BEFORE = re.compile(
    r"\b(?:Bowl|Canto|Psalm|Psalm|Chapter|Book|Part|Volume|Act|Title|Article|Nr\.|Kapitel|Band|Teil"
    r"|Chapitre|Tome|Capítulo|Libro|Tomo|siglo|Games|No\.|WrestleMania)\s*$"
)
_THIRTY_AFTER = re.compile(r"\s*(?:Corps|Olympiad|Congress|Armee|Olympia|Legion)\b")
_SIGNS = ("TK", "X" * 3, "x" * 3, "???", "orem ipsum", ": Name)", ": NAME)")
_HERE_GOES = re.compile(
    r"^[ \t>*_#]*(?:(?:the |your |my )?(?:headline|title|deck|standfirst|subtitle|kicker|summary"
    r"|caption|credit|byline|text|story|quote|name)(?: goes)? here"
    r"|(?:überschrift|titel|vorspann|bildunterschrift|text|name) hier"
    r"|(?:titre|chapô|légende|texte|nom) ici"
    r"|(?:titular|título|entradilla|pie de foto|texto|nombre) aquí"
    r"|(?:العنوان|النص|الاسم) هنا"
    r"|(?:此处|在此|这里)(?:输入|填写)?(?:标题|正文|姓名))[.!…]*[ \t*_]*$"
    r"|\((?:Photo|Foto): (?:Name|NAME)\)",
    re.IGNORECASE | re.MULTILINE,
)
"""What stands where a headline, a caption or a name belongs, in the languages of the theme."""

_LOREM = re.compile(r"\blorem ipsum\b", re.IGNORECASE)

_HERE = frozenset(
    each.strip()
    for each in """
    here|click here|click|this|link|this link|this page|more|read more|tap here|see here
    |hier|hier klicken|klicken sie hier|klick hier|dieser link|diesem link|mehr|weiterlesen
    |ici|cliquez ici|cliquer ici|clique ici|ce lien|lien|en savoir plus|plus|lire la suite
    |aquí|aqui|haga clic aquí|haz clic aquí|clic aquí|pinche aquí|pulse aquí|este enlace|enlace
    |más|leer más|هنا|اضغط هنا|انقر هنا|من هنا|هذا الرابط|الرابط|المزيد|اقرأ المزيد
    |这里|這裡|这儿|此处|此處|点击这里|點擊這裡|点击此处|點擊此處|请点击|请点击这里|点这里|點這裡|点此|點此
    |链接|連結|更多|阅读更多""".split("|")
)
"""What says nothing of where a link leads, in lower case."""

_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,40}(?:\n[^\[\]\n]{1,40})?)\](?=[(\[])")
_HTML_LINK = re.compile(r"<a\b[^>]*\bhref\b[^>]*>(?P<words>.{1,60}?)</a\s*>", re.I | re.S)
_BALANCED = ('"', "“”„", "«»", "「」", "『』", "《》", "〈〉")
"""Marks of which a block has an even number, unless one has no partner."""


def _double_spaces(text: StoryText) -> Found:
    if not any(two in text.front.body for two in _TWO_BLANKS):
        return
    body, seen = text.typed, set[int]()
    for match in _BLANKS.finditer(body):
        start = body.rfind("\n", 0, match.start()) + 1
        line, before = text.line_at(match.start()), body[start : match.start()]
        is_aligned = _MARKER.fullmatch(before) or "|" in _line(body, start)
        ends = len(match[0]) == 2 and _SENTENCE_END.search(before)  # many type two there
        if not (line in seen or is_aligned or ends):
            seen.add(line)
            words = before.replace(COVER, "").split()[-1:] or ["it"]
            yield line, f'two spaces follow "{words[0]}". Keep one'


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _word_repeated(text: StoryText) -> Found:
    language = text.lang.split("-")[0]
    if language not in _MEANT_TWICE and language != "ar":
        return
    typed = text.raw.lower()
    for sign in _ENDS:
        typed = typed.replace(sign, "")
    words = typed.split()
    twice = {one for one, two in pairwise(words) if one == two and one[0].isalpha()}
    meant = frozenset(_MEANT_TWICE.get(language, "").split())
    slips = twice & _ARABIC if language == "ar" else twice - meant
    for line, passage in text.words if slips else ():
        for start, end in sorted(_places_twice(passage, slips)):
            word = passage[start : start + (end - start) // 2].split()[0]
            yield line + passage.count("\n", 0, end), f'"{word}" stands twice. Delete one'


def _places_twice(passage: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place in *passage* where one of *words* stands twice, no name."""
    lowered = passage.lower()
    for word in sorted(words) if len(lowered) == len(passage) else ():
        again = rf"(?=({re.escape(word)})(?![\w'’\-]))"
        for match in re.finditer(rf"{re.escape(word)}[ \t]*[ \t\n][ \t]*{again}", lowered):
            start, second = match.start(), match.start(1)
            is_name = passage[start].isupper() and (
                passage[second].isupper() or not _SENTENCE_ENDS.search(passage[:start])
            )
            if not is_name and not _WITHIN_WORD.match(lowered[start - 1 : start]):
                yield start, match.end(1)


def _quotation_marks(text: StoryText) -> Found:
    problem = "a quotation mark has no partner."
    for name in ("title", "deck", "summary"):
        if any(True for _ in lone_marks([text.text_of(name)])):
            yield text.line_of(name), f"{problem} Close the quotation, or delete the mark"
    if all(_is_balanced(block) for block in text.front.body.split("\n\n")):
        return
    body = text.typed
    places = [
        (start, body[start:end]) for start, end in paragraphs(body) if body[start:end].strip()
    ]
    places = [(at, each) for at, each in places if not each.lstrip().startswith(">")]
    for index in lone_marks([each for _, each in places]):
        yield (
            text.line_at(places[index][0]),
            f"{problem} Close the quotation, or delete the mark",
        )


def _is_balanced(block: str) -> bool:
    """Say whether *block* has an even number of each kind of marks, as nearly all have."""
    return not any(sum(map(block.count, marks)) % 2 for marks in _BALANCED)


def _leftover(text: StoryText) -> Found:
    if text.status == "draft":  # it may have them
        return
    short = "\n".join([line for line in text.raw.split("\n") if len(line) < 50])
    if not any(sign in text.raw for sign in _SIGNS) and not _HERE_GOES.search(short):
        return
    for line, words in text.words:
        for match in _leftovers(words, text.lang):
            at = line + words.count("\n", 0, match.start())
            yield at, f'"{match[0]}" was left in the text. Write what belongs there'


def _leftovers(words: str, lang: str) -> Iterable[re.Match[str]]:
    if "TK" in words:
        for match in _TK.finditer(words):
            is_whole = lang.startswith("en") or len(match[0]) > 3
            if is_whole and not _TK_NAMES.match(words, match.end()):
                yield match
    for match in _CROSSES.finditer(words):
        is_thirty = match[0] == "X" * 3 and (
            _THIRTY_BEFORE.search(words[max(0, match.start() - 20) : match.start()])
            or _THIRTY_AFTER.match(words, match.end())
        )
        if not is_thirty:
            yield match
    yield from _LOREM.finditer(words)
    yield from _HERE_GOES.finditer(words)


def _fill_in(text: StoryText) -> Found:
    if text.kind == "page" and "[fill in:" in text.front.body:
        for match in re.finditer(r"\[fill in:", text.shown):
            problem = "something is still to be filled in here. Write it, or delete the brackets"
            yield text.line_at(match.start()), problem


def _link_text(text: StoryText) -> Found:
    body = text.front.body
    links = [*_LINK.finditer(text.shown)] if "](" in body or "][" in body else []
    if "<a" in body.lower():
        links += _HTML_LINK.finditer(text.shown)
    for match in links:
        if match.string[match.start() - 1 : match.start()] == "!":
            continue  # a picture
        shown = " ".join(re.sub(r"[*_]", "", plain(match["words"])).split())
        if shown.casefold().strip(" .…:!»›>→") in _HERE:
            problem = f'the link\'s text "{shown}" does not say where it leads.'
            yield text.line_at(match.start()), f"{problem} Link the words that do"


DOUBLE_SPACES = Rule(
    "double-spaces", "advice", "Two spaces or more between two words.", find=_double_spaces
)
WORD_REPEATED = Rule("word-repeated", "advice", "A word that stands twice.", find=_word_repeated)
QUOTATION_MARKS = Rule(
    "quotation-marks", "advice", "A quotation mark without its partner.", find=_quotation_marks
)
LEFTOVER = Rule(
    "leftover",
    "warning",
    'TK, three crosses, ???, lorem ipsum or "Headline here" in a story that is no draft.',
    find=_leftover,
)
FILL_IN = Rule(
    "fill-in",
    "advice",
    "A gap in a standing page; where the site is published, a warning.",
    find=_fill_in,
    gap=True,
)
LINK_TEXT = Rule("link-text", "advice", 'A link whose text is "here" or the like.', find=_link_text)
