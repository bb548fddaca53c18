"""Replaces the images in a text with pictures in several sizes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from plugins.markup.tags import Tag, attributes, opening_tag, tags
from plugins.photos.plans import Plan

from .pictures import picture

_COLUMN = 608
"""Pixels across the theme's text column, at its widest."""


PART_PLACES = {"part-photo-essay": ("essay", 1), "part-side-by-side": ("group", 2)}
"""The places of photos in parts of a story, by the class of the part."""


class Shown(NamedTuple):
    """An image in a text: its *tag*, the path of its photo, its *place* in the theme.

    *number* images are side by side there. *framed* means that it is in a figure.
    """

    tag: Tag
    path: str
    place: str
    number: int
    framed: bool


def sized(text: str, plans: Mapping[str, Plan], site: str, lead: bool = False) -> str:
    """Return *text* with each image of *plans* as a picture in the sizes that its place needs.

    *plans* are keyed by the paths of the photos. *site* is the path of the site's address. *lead*
    means that *text* is the figure above a story.
    """
    pieces, at = [], 0
    for shown in images(text, plans, lead):
        attrs = attributes(shown.tag)
        for name in ("src", "srcset", "sizes"):
            attrs.pop(name, None)
        made = picture(plans[shown.path], shown.place, site, attrs, shown.number)
        pieces += [
            text[at : shown.tag.start],
            made if shown.framed else _with_own_width(made, attrs),
        ]
        at = shown.tag.end
    return _with_posters("".join([*pieces, text[at:]]), plans, site)


def _with_posters(text: str, plans: Mapping[str, Plan], site: str) -> str:
    """Return *text* with the file that every browser shows as the picture of each film."""
    if "<video" not in text:
        return text
    by_name = {name: path for path in plans for name in references(path)}
    pieces, at = [], 0
    for tag in tags(text):
        attrs = attributes(tag) if tag.name == "video" and not tag.closes else {}
        if path := by_name.get(attrs.get("poster", "")):
            made = opening_tag(tag.name, attrs | {"poster": f"{site}/{plans[path].url}"})
            pieces += [text[at : tag.start], made]
            at = tag.end
    return "".join([*pieces, text[at:]])


def images(text: str, paths: Iterable[str], lead: bool = False) -> Iterator[Shown]:
    """Yield the images in *text* that show one of the photos *paths*.

    *lead* means that *text* is the figure above a story.
    """
    by_name = {name: path for path in paths for name in references(path)}
    if not any(name in text for name in by_name):
        return
    found = list(tags(text))
    places = [*_part_places(text, found)]
    pictured = False
    figures: list[tuple[Tag, set[str], int]] = []
    for number, tag in enumerate(found):
        if tag.name == "picture":
            pictured = not tag.closes  # the reporter's own, who names the files
        elif tag.name == "figure":
            if tag.closes:
                figures = figures[:-1]
            else:
                classes = set(attributes(tag).get("class", "").split())
                figures.append((tag, classes, _images(found, number)))
        elif tag.name == "img":
            path = None if pictured else by_name.get(attributes(tag).get("src", ""))
            if path:
                within = next((each for each in places if each[0] < tag.start < each[1]), None)
                place = within[2:] if within else _place(figures, text, lead)
                yield Shown(tag, path, *place, bool(figures))


def _part_places(text: str, found: list[Tag]) -> Iterator[tuple[int, int, str, int]]:
    """Yield where each part of *text* with a place of its own for its photos begins and ends.

    The place follows, and how many photos stand side by side there.
    """
    for number, tag in enumerate(found if ' class="part part-' in text else ()):
        classes = attributes(tag).get("class", "").split() if tag.name == "div" else []
        for name in PART_PLACES.keys() & classes:
            depth = 0
            for end in found[number:]:
                depth += (-1 if end.closes else 1) if end.name == "div" else 0
                if not depth:
                    yield tag.start, end.start, *PART_PLACES[name]
                    break


def references(path: str) -> tuple[str, str, str]:
    """Return how a text may refer to the photo *path*: as a link for Pelican, or by an address."""
    return f"{{static}}/{path.replace(' ', '%20')}", f"/{path}", f"/{quote(path)}"


def _images(found: list[Tag], number: int) -> int:
    """Return how many images are in the figure that begins at the tag *number* of *found*."""
    images, depth = 0, 0
    for tag in found[number:]:
        images += tag.name == "img"
        depth += (-1 if tag.closes else 1) if tag.name == "figure" else 0
        if not depth:
            break
    return images


def _place(figures: list[tuple[Tag, set[str], int]], text: str, lead: bool) -> tuple[str, int]:
    """Return the place of an image within *figures*, and how many are side by side there."""
    if not figures:
        return "text", 1
    outer, classes, images = figures[0]
    if "figure-group" in classes:
        return "group", images
    if "full" in classes:
        return ("wide" if "tall" in classes else "full"), 1
    first = not text[: outer.start].strip()
    if "tall" in classes and "wide" not in classes:
        return "tall", 1
    return ("wide" if lead or first or "wide" in classes else "text"), 1


def _with_own_width(made: str, attrs: Mapping[str, str]) -> str:
    """Return *made*, a picture in a line of text, with ``sizes`` by the width in its *attrs*."""
    width = attrs.get("width", "")
    if not width.isdecimal() or int(width) >= _COLUMN:
        return made
    return re.sub(r' sizes="[^"]*"', f' sizes="{int(width)}px"', made)
