"""The kinds of pages, found by their addresses and content, so that tests miss none."""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup

from .places import DEMO

STANDING_PAGES = "|".join(path.stem for path in sorted((DEMO / "content/pages").glob("*.md")))
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
    "year": r"/archive/\d{4}/",
    "month": r"/archive/\d{4}/\d\d/",
    "month, continued": rf"/archive/\d{{4}}/\d\d/{MORE}",
    "corrections": "/corrections/",
    "photo credits": "/photo-credits/",
    "photo credits, continued": rf"/photo-credits/{MORE}",
    "search": "/search/",
    "standing page": rf"/({STANDING_PAGES})/",
    "old address": r"/old/[^/]+/",
    "missing": r"/404\.html",
    "gone": r"/410\.html",
}
"""The pattern of the addresses of each kind of page. A page that matches none fails the tests."""

VALUES = {"html": ("lang", "dir"), "link": ("rel",), "meta": ("name", "property"), "a": ("rel",)}
"""Attributes whose values count as features of a page, by element."""


def kinds(address: str) -> list[str]:
    """Return the kinds of page whose pattern *address* matches."""
    return [kind for kind, pattern in PATTERNS.items() if re.fullmatch(pattern, address)]


def features(page: BeautifulSoup) -> set[str]:
    """Return the features of *page*: elements, their parents, classes, attributes, some values."""
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
    """Return the addresses of a few of *pages* that together have every feature of all of them.

    It is a greedy cover: each step takes the page that adds most. So a page with a theme's new
    class or a plugin's new element is included at once.
    """
    features_of = {address: features(page) | set(kinds(address)) for address, page in pages.items()}
    wanted, chosen = set().union(*features_of.values()), []
    while wanted:
        chosen.append(max(sorted(features_of), key=lambda each: len(features_of[each] & wanted)))
        wanted -= features_of[chosen[-1]]
    return chosen
