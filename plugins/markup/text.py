"""Words without markup."""

import html
import re

from markupsafe import Markup

from .tags import UNSEEN, without, without_tags

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(markup: str) -> str:
    """Return the words of *markup* on one line: tags gone, entities as characters."""
    return " ".join(split_words(markup))


def split_words(markup: str) -> list[str]:
    """Return the words of *markup*, one by one."""
    if "<" in markup:
        markup = without_tags(without(markup, UNSEEN))
    return html.unescape(markup).split()


def words(line: str) -> str:
    """Return the words of *line* on one line; a `Markup` is HTML, anything else plain text."""
    return plain(line) if isinstance(line, Markup) else " ".join(line.split())


def shortened(text: str, limit: int) -> str:
    """Return *text*, or as many of its whole words as fit *limit* characters, and an ellipsis."""
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip(" ,;:.-–—") + "…"


def legible(text: str) -> str:
    """Return *text* without control characters and characters that XML 1.0 does not allow.

    XML allows a ``Char`` (https://www.w3.org/TR/xml/#charsets).
    """
    return text if text.isprintable() else _UNFIT.sub("", text)


def on_one_line(text: str) -> str:
    """Return *text* as typed on a command line, as one line without control characters."""
    return " ".join(_NO_TEXT.sub(" ", text).split())
