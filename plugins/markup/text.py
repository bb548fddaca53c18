"""Text without markup, and text that is safe to show."""

import html
import re

from markupsafe import Markup

from .tags import UNSEEN, without, without_tags

_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(markup: str) -> str:
    """Return the words of *markup* on one line, without tags and with entities as characters."""
    return " ".join(split_words(markup))


def split_words(markup: str) -> list[str]:
    """Return the words of *markup* as a list."""
    if "<" in markup:
        markup = without_tags(without(markup, UNSEEN))
    return html.unescape(markup).split()


def words(line: str) -> str:
    """Return the words of *line* on one line: a `Markup` is HTML, any other text is plain."""
    return plain(line) if isinstance(line, Markup) else " ".join(line.split())


def shortened(text: str, limit: int) -> str:
    """Return *text*, cut at a word and with an ellipsis if it is longer than *limit* characters."""
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip(" ,;:.-–—") + "…"


def legible(text: str) -> str:
    """Return *text* without control characters and characters that XML 1.0 does not allow.

    The rule is that of ``Char`` (https://www.w3.org/TR/xml/#charsets).
    """
    return text if text.isprintable() else _ILLEGIBLE.sub("", text)


def on_one_line(text: str) -> str:
    """Return *text*, typed on a command line, as one line without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
