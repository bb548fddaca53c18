"""The pull quote: words of somebody, large, with the speaker below."""

from plugins.markup.parts import Part, PartDesk, TypedPart, begin, words
from plugins.markup.text import split_words

from .rules import PART_HARD

MOST_WORDS = 60
"""Words of a pull quote that readers take in at a glance."""


def _pull_quote(part: TypedPart, inside: str, desk: PartDesk) -> str:
    number = len(split_words(inside))
    if number > MOST_WORDS:
        desk.found(PART_HARD, f"the pull quote has {number} words. Keep it to {MOST_WORDS}")
    speaker = f"<figcaption>{words(part.head)}</figcaption>\n" if part.head else ""
    quote = f'<blockquote class="pull-quote">\n{inside}\n</blockquote>'
    return f"{begin('figure', 'pull-quote')}\n{quote}\n{speaker}</figure>"


PARTS = (Part("pull-quote", _pull_quote, head="speaker", text="the words"),)
"""The pull quote."""
