"""Refuse scripts in stories, however they are hidden.

A browser may see a tag where a parser sees a comment, a quoted value or a style. So every `<`
before a letter is treated as a tag, wherever it is. If anything looks suspicious, a full parser
reads the story too.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from plugins.markup.tags import flat_tags, raw_attributes

_REFUSED_TAGS = frozenset(
    """animate animatecolor animatemotion animatetransform applet base embed form link meta noscript
    object script set style template""".split()
)
_ADDRESSES = frozenset("href src action formaction data poster to from by values".split())
_REFUSED_SCHEME = re.compile(
    r"(?:[{|][^}|]*[}|])*"  # an indicator such as {static}, which Pelican removes
    r"(?:javascript:|vbscript:|data:(?!image/(?:png|jpe?g|gif|webp|avif)[;,]))"
)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029]+")
_TAG_IN_TAG = re.compile(r"<[a-zA-Z/!?]")
_SUSPECT_WORDS = ("srcdoc", "data:")
_SUSPECT = tuple(  # each begins with fixed letters, which makes the search fast
    re.compile(pattern)
    for pattern in (
        rf"<(?:{'|'.join(sorted(_REFUSED_TAGS))})\b",
        r"on(?<!\won)[a-z]+\s*=",
        r"script\s*:",
    )
)


def refusals(html: str) -> Iterator[tuple[str, str]]:
    """Yield, for everything in *html* that could run a script, the source to look for and why."""
    reasons: dict[str, str] = {}
    for tag in flat_tags(html):
        inside = html.find("<", tag.start + 1, tag.end)
        if inside > 0 and _TAG_IN_TAG.search(html, inside, tag.end):
            reason = f'"<" within the tag <{tag.name}> can hide another tag. Write "&lt;" instead'
            reasons.setdefault(reason, html[tag.start : tag.end].split("\n")[0][:80])
        has_attributes = "=" in tag.rest
        if not tag.closes and (has_attributes or tag.name in _REFUSED_TAGS):
            attrs = raw_attributes(tag) if has_attributes else ()
            for source, reason in _in_tag(tag.name, attrs):
                reasons.setdefault(reason, source)
    if _is_suspect(unescape(html).lower()):
        from bs4 import BeautifulSoup  # slow to import, and few stories need it

        for element in BeautifulSoup(html, "lxml").find_all(True):
            named = ((name, str(value)) for name, value in element.attrs.items())
            for source, reason in _in_tag(element.name, named):
                reasons.setdefault(reason, source)
    for reason, source in reasons.items():
        yield source, reason


def _is_suspect(text: str) -> bool:
    return any(word in text for word in _SUSPECT_WORDS) or any(
        pattern.search(text) for pattern in _SUSPECT
    )


def _in_tag(tag: str, attrs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if tag in _REFUSED_TAGS:
        yield f"<{tag}", f"<{tag}> is not allowed in a story. Delete it"
    for name, value in attrs:
        if name.startswith("on") or name == "srcdoc":
            yield name, f'"{name}" on <{tag}> would run a script. Delete it'
        elif name.rpartition(":")[2] in _ADDRESSES:
            text = _BLANKS.sub("", unescape(value)).lower()
            if _REFUSED_SCHEME.match(text):
                source = value.partition(":")[0]
                yield source, f'the address "{text[:30]}" would run a script. Delete it'
