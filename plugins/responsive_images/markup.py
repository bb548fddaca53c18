"""From an image in a text to a picture in several sizes."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from plugins.kernel.pictures import picture
from plugins.kernel.renditions import Plan
from plugins.kernel.tags import Tag, attributes, tags

_COLUMN = 608
"""Pixels of the theme's text column, at its widest."""


def sized(text: str, plans: Mapping[str, Plan], site: str, lead: bool = False) -> str:
    """Return *text* with each image of *plans* as a picture in the sizes that its place asks for.

    *plans* go by the paths of photos. *site* is the path of the site's address. A *lead* figure
    stands above the text.
    """
    by_name = {name: plan for path, plan in plans.items() for name in named(path)}
    if not any(name in text for name in by_name):
        return text
    found = list(tags(text))
    pieces, at, pictured = [], 0, False
    figures: list[tuple[Tag, set[str], int]] = []
    for number, tag in enumerate(found):
        if tag.name == "picture":
            pictured = not tag.closes  # a reporter's own, who says which files there are
        elif tag.name == "figure":
            if tag.closes:
                figures = figures[:-1]
            else:
                classes = set(attributes(tag).get("class", "").split())
                figures.append((tag, classes, _images(found, number)))
        elif tag.name == "img":
            attrs = attributes(tag)
            plan = None if pictured else by_name.get(attrs.get("src", ""))
            if plan:
                for name in ("src", "srcset", "sizes"):
                    attrs.pop(name, None)
                place, beside = _place(figures, text, lead)
                made = picture(plan, place, site, attrs, beside)
                pieces += [text[at : tag.start], made if figures else _as_wide(made, attrs)]
                at = tag.end
    return "".join([*pieces, text[at:]])


def named(path: str) -> tuple[str, str, str]:
    """Return how a text may name the photo *path*: as a link that Pelican resolves, or plainly."""
    return f"{{static}}/{path.replace(' ', '%20')}", f"/{path}", f"/{quote(path)}"


def _images(found: list[Tag], number: int) -> int:
    """Return how many images stand in the figure that begins at the tag of that *number*."""
    images, depth = 0, 0
    for tag in found[number:]:
        images += tag.name == "img"
        depth += (-1 if tag.closes else 1) if tag.name == "figure" else 0
        if not depth:
            break
    return images


def _place(figures: list[tuple[Tag, set[str], int]], text: str, lead: bool) -> tuple[str, int]:
    """Return the place of an image within *figures*, and how many stand side by side there."""
    if not figures:
        return "text", 1
    outer, classes, images = figures[0]
    if "figure-group" in classes:
        return "group", images
    if "full" in classes:
        return "full", 1
    first = not text[: outer.start].strip()
    return ("wide" if lead or first or "wide" in classes else "text"), 1


def _as_wide(made: str, attrs: Mapping[str, str]) -> str:
    """Return *made*, a picture within a line of text, with the width that it was given there."""
    width = attrs.get("width", "")
    if not width.isdecimal() or int(width) >= _COLUMN:
        return made
    return re.sub(r' sizes="[^"]*"', f' sizes="{int(width)}px"', made)
