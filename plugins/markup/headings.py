"""The headings of a text as places that links can lead to."""

import re
from collections.abc import Iterator

from .slugs import slugified
from .tags import attributes, tags_with_attributes
from .text import plain

PAGE_IDS = frozenset({"corrections", "main", "sections"})
"""The ids that the page of a story has of its own."""

_HEADING = re.compile(
    r'<(?P<name>h[2-6])(?: id="(?P<id>[^"<>]*)")?>(?P<words>(?:(?!</?h[1-6]\b).)*)</(?P=name)>',
    re.DOTALL,
)
_LINKABLE = re.compile(r"[\w.:-]+")


def named(html: str) -> str:
    """Return *html* with an id on each heading that has none, made from its words.

    A heading whose words come twice gets a number, as does one that would have an id of another
    place of the text or of the page. A heading without letters and digits stays without.
    """
    if "<h" not in html:
        return html
    ids = set(PAGE_IDS)
    if " id=" in html:
        ids |= {attributes(tag).get("id", "") for tag in tags_with_attributes(html)}

    def with_id(match: re.Match[str]) -> str:
        slug = slugified(plain(match["words"]))
        if match["id"] is not None or not slug:
            return match[0]
        found = next(each for each in _numbered(slug) if each not in ids)
        ids.add(found)
        return f'<{match["name"]} id="{found}">{match["words"]}</{match["name"]}>'

    return _HEADING.sub(with_id, html)


def _numbered(slug: str) -> Iterator[str]:
    """Yield *slug*, then it with the numbers from 2 on."""
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def linked(html: str) -> str:
    """Return *html* with the words of each heading that has an id as a link to it.

    Readers copy the address from there. The words themselves are the link, so that a screen reader
    says nothing twice; a heading that holds a link already has no other.
    """

    def with_link(match: re.Match[str]) -> str:
        name, anchor, words = match["name"], match["id"] or "", match["words"]
        if not _LINKABLE.fullmatch(anchor) or "<a" in words:
            return match[0]
        return f'<{name} id="{anchor}"><a href="#{anchor}">{words}</a></{name}>'

    return _HEADING.sub(with_link, html) if "<h" in html else html


def unnamed(html: str) -> str:
    """Return *html* without the ids of headings that no link of it leads to, for feeds."""

    def without_id(match: re.Match[str]) -> str:
        if match["id"] is None or f'#{match["id"]}"' in html:
            return match[0]
        return f"<{match['name']}>{match['words']}</{match['name']}>"

    return _HEADING.sub(without_id, html) if "<h" in html else html
