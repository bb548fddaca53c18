"""What a card, a feed or a search engine says of a story."""

import re

from plugins.kernel.text import plain, shortened

LONGEST = 300
"""Characters of a summary that is taken from the text."""

_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_ASIDE = re.compile(r"<(figure|aside|table|blockquote)\b.*?</\1>", re.DOTALL)


def summary(given: str, deck: str, html: str) -> str:
    """Return the summary that was *given*, else the *deck*, else the first paragraph of *html*.

    A paragraph with a picture is a caption, and no summary.
    """
    if given or deck:
        return given or deck
    for match in _PARAGRAPH.finditer(_ASIDE.sub("", html[:20_000])):
        words = "" if "<img" in match[1] else plain(match[1])
        if words:
            return shortened(words, LONGEST)
    return ""
