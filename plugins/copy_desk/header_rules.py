"""Rules about a story's header: deck, headline, byline."""

import re
from collections.abc import Iterator
from functools import cache

from plugins.kernel.faults import Rule
from plugins.markup.slugs import slugified
from plugins.markup.story_text import StoryText
from plugins.markup.text import plain

Found = Iterator[tuple[int, str]]
"""The line and the message of each place that a rule found."""

LONGEST_DECK = 250
"""Characters of a deck; of one in Chinese, Japanese or Korean half of them."""

_DASH = r"\s*(?:--+|[—–―]|\s-)\s"
_DASHES = re.compile(r"--|[—–―]|\s-\s")
_PLACE = r"[^\W\d_a-z][^\W\d_a-zß-öø-ÿ'’ .-]{2,39}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:, [^\W\d_][\w .]{{2,30}}?)?\s*\([^\W\d_][\w/ .-]{{1,20}}\){_DASH}"
    rf"|(?P<alone>{_PLACE}), [^\W\d_][\w .]{{2,30}}?{_DASH}"
)
"""A place in capitals with the agency in parentheses, or with its state, then a dash."""


def _deck_long(text: StoryText) -> Found:
    if len(text.text_of("deck")) * 2 <= LONGEST_DECK:
        return
    deck = plain(text.text_of("deck"))
    wide = 0 if deck.isascii() else len(_wide().findall(deck))
    length, most = len(deck), LONGEST_DECK // 2 if wide * 2 > len(deck) else LONGEST_DECK
    if length > most:
        problem = f"the deck has {length} characters, more than readers take in at a glance."
        yield text.line_of("deck"), f"{problem} Keep it to {most}"


@cache
def _wide() -> re.Pattern[str]:  # compiled when it is needed: Python takes long for so many
    return re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def _dateline_in_headline(text: StoryText) -> Found:
    title = plain(text.text_of("title"))
    place = plain(text.text_of("dateline"))
    own = bool(place) and _begins_with_place(title, place)
    if own or (_DASHES.search(title) and _DATELINE.match(title)):
        shown = title[: len(place)] if own else re.split(_DASH, title, maxsplit=1)[0]
        problem = f'the headline begins with the dateline "{shown}".'
        yield text.line_of("title"), f'{problem} Write the place into the field "Dateline"'


def _begins_with_place(title: str, place: str) -> bool:
    rest = title[len(place) :]
    is_place = slugified(title[: len(place)]) == slugified(place) != ""
    return is_place and re.match(rf"{_DASH}|\s*[:：|,(（]", rest) is not None


def _byline_missing(text: StoryText) -> Found:
    authors = text.fields.get("authors")
    if text.kind == "story" and (authors is None or authors.is_empty):
        yield text.line_of("authors"), 'the story has no byline. Add "Authors: Name"'


DECK_LONG = Rule(
    "deck-long", "advice", f"A deck of more than {LONGEST_DECK} characters.", find=_deck_long
)
DATELINE_IN_HEADLINE = Rule(
    "dateline-in-headline",
    "advice",
    "A headline that begins with the place.",
    find=_dateline_in_headline,
)
BYLINE_MISSING = Rule("byline-missing", "advice", "A story without a byline.", find=_byline_missing)
