"""What a card, a feed or a search engine says of a story."""

import re

from markupsafe import Markup, escape

from plugins.kernel.text import plain, shortened

LONGEST = 300
"""Characters of a summary that is taken from the text."""

_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_FIGURE = re.compile(r"<(figure|aside|table)\b.*?</\1>", re.DOTALL)


def summary(given: str, deck: str, html: str) -> Markup:
    """Return the summary that was *given*, else the *deck*, else the first paragraph of *html*."""
    if given or deck:
        return Markup(given or deck)  # noqa: S704 - typography made both of them markup
    head = html[:20_000]
    for match in _PARAGRAPH.finditer(_FIGURE.sub("", head)):
        words = plain(match[1])
        if words:
            return escape(shortened(words, LONGEST))
    return Markup("")
