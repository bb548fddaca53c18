"""What a story may not bring onto the page: scripts, in any of their disguises."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

_SUSPECT = re.compile(
    r"<(?:script|object|embed|base|meta|link|applet|form)\b|\bon[a-z]+\s*=|srcdoc\s*=|"
    r"(?:j|&#)[^\"'<>]{0,200}:|data:text|vbscript",
    re.IGNORECASE,
)
_REFUSED_TAGS = frozenset("script object embed base meta link applet form".split())
_ADDRESSES = frozenset("href src action formaction xlink:href data poster".split())
_REFUSED_SCHEME = re.compile(r"(?:javascript|vbscript|data:(?!image/(?:png|jpe?g|gif|webp|avif)))")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029]+")


def refusals(html: str) -> Iterator[tuple[str, str]]:
    """Yield the source to look for and the reason, for whatever in *html* could run a script."""
    if not _SUSPECT.search(html):
        return
    for tag in BeautifulSoup(html, "lxml").find_all(True):
        yield from _of(tag)


def _of(tag: Tag) -> Iterator[tuple[str, str]]:
    if tag.name in _REFUSED_TAGS:
        yield f"<{tag.name}", f"<{tag.name}> may not stand in a story. Delete it"
    for name, value in tag.attrs.items():
        text = _BLANKS.sub("", str(value)).lower()
        if name.startswith("on") or name == "srcdoc":
            yield name, f'"{name}" on <{tag.name}> would run a script. Delete it'
        elif name in _ADDRESSES and _REFUSED_SCHEME.match(text):
            yield text.split(":", 1)[0], f'the address "{text[:30]}" would run a script. Delete it'
