"""The kinds of pages: found by their addresses and by what they hold, so that none is forgotten."""

import re
from collections.abc import Mapping
from pathlib import Path

from bs4 import BeautifulSoup

CONTENT = Path(__file__).parent.parent / "content"
STANDING_PAGES = "|".join(path.stem for path in sorted((CONTENT / "pages").glob("*.md")))
DAY = r"/\d{4}/\d\d/\d\d"
MORE = r"page/\d+/"

PATTERNS = {
    "front": "/",
    "story": rf"{DAY}/[^/]+/",
    "translation": rf"{DAY}/[^/]+/[a-z]{{2,3}}/",
    "section": r"/section/[^/]+/",
    "section, continued": rf"/section/[^/]+/{MORE}",
    "topic": r"/topic/[^/]+/",
    "topic, continued": rf"/topic/[^/]+/{MORE}",
    "author": r"/author/[^/]+/",
    "author, continued": rf"/author/[^/]+/{MORE}",
    "series": r"/series/[^/]+/",
    "series, continued": rf"/series/[^/]+/{MORE}",
    "archive": "/archive/",
    "archive, continued": rf"/archive/{MORE}",
    "year": r"/archive/\d{4}/",
    "year, continued": rf"/archive/\d{{4}}/{MORE}",
    "month": r"/archive/\d{4}/\d\d/",
    "month, continued": rf"/archive/\d{{4}}/\d\d/{MORE}",
    "corrections": "/corrections/",
    "photo credits": "/photo-credits/",
    "photo credits, continued": rf"/photo-credits/{MORE}",
    "search": "/search/",
    "standing page": rf"/({STANDING_PAGES})/",
    "old address": r"/old/[^/]+/",
    "missing": r"/404\.html",
}
"""What the address of each kind of page looks like. A page that fits none fails the tests."""

VALUES = {"html": ("lang", "dir"), "link": ("rel",), "meta": ("name", "property"), "a": ("rel",)}
"""Attributes whose value makes a page another sort of page, by the element that has them."""


def kinds(address: str) -> list[str]:
    """Return the kinds of page whose addresses look like *address*."""
    return [kind for kind, pattern in PATTERNS.items() if re.fullmatch(pattern, address)]


def features(page: BeautifulSoup) -> set[str]:
    """Return what *page* is made of: elements, their places, classes, attributes, and languages."""
    found = set()
    for element in page.find_all(True):
        found.add(f"{element.parent.name} > {element.name}")
        found.update(f"{element.name}.{each}" for each in element.get("class", []))
        found.update(f"{element.name}[{each}]" for each in element.attrs)
        found.update(
            f"{element.name}[{each}={element[each]}]"
            for each in VALUES.get(element.name, ())
            if each in element.attrs
        )
    return found


def one_of_each(pages: Mapping[str, BeautifulSoup]) -> list[str]:
    """Return the addresses of few of *pages* that together hold whatever any of them holds.

    The page that adds most is taken first, so a theme's new class or a plugin's new element
    brings a page that has it.
    """
    held = {address: features(page) | set(kinds(address)) for address, page in pages.items()}
    wanted, chosen = set().union(*held.values()), []
    while wanted:
        chosen.append(max(sorted(held), key=lambda each: len(held[each] & wanted)))
        wanted -= held[chosen[-1]]
    return chosen
