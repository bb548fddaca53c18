"""Links to other stories within a story, each with the headline of the story that it leads to."""

import re
from html import unescape
from typing import cast

from plugins.markup.front_matter import SUFFIXES
from plugins.markup.parts import (
    Part,
    PartDesk,
    PartError,
    TypedPart,
    begin,
    label,
    with_parts,
    words,
)
from plugins.markup.tags import attributes, opening_tag, tags
from plugins.markup.text import plain, shortened
from plugins.markup.web_addresses import is_complete

from .boxes import labelled
from .elements import Element, children

NAME = "related"

_FOLDERS = ("ARTICLE_PATHS", "PAGE_PATHS")
"""The settings that name the folders of stories and pages."""

_FORM = 'Write "- stories/2026/bus.md"'
_BRACKETS = re.compile(r"<(/?[^<>\s]+)>")


def _related(part: TypedPart, inside: str, desk: PartDesk) -> str:
    elements = list(children(inside))
    if any(each.name not in {"ul", "ol"} for each in elements) or not elements:
        raise PartError(f"it holds something else than a list of stories. {_FORM}")
    folders = tuple(
        f"{folder}/" for name in _FOLDERS for folder in cast(list[str], desk.settings[name])
    )
    links = [_link(item, folders) for each in elements for item in children(each.inside)]
    attributes, title = labelled(words(part.head) if part.head else label("related"), desk)
    items = "\n".join(f"<li>{link}</li>" for link in links)
    return f"{begin('aside', NAME, attributes)}\n{title}<ul>\n{items}\n</ul>\n</aside>"


def _link(item: Element, folders: tuple[str, ...]) -> str:
    """Return the link of an *item*; one to a file has no words, for it gets the headline.

    A path that begins with one of *folders* begins in the content folder.
    """
    found = [attributes(tag).get("href", "") for tag in tags(item.inside) if tag.name == "a"]
    target = next(filter(None, found), "") or _typed_path(item.inside)
    shown = shortened(plain(item.inside) or target, 60)
    if target and plain(item.inside) not in {"", target, plain(_words(item.inside))}:
        raise PartError(f'"{shown}" is more than a link. {_FORM}, and nothing else')
    if _is_story(target):
        path = f"/{target}" if target.startswith(folders) else target
        return f"{opening_tag('a', {'href': path})}</a>"
    if not target or is_complete(target) or not _words(item.inside):
        raise PartError(f'"{shown}" names no story of this site. {_FORM}')
    return f"{opening_tag('a', {'href': target})}{_words(item.inside)}</a>"


def _typed_path(html: str) -> str:
    """Return the path of a story that is all of *html*; empty if there is anything else."""
    path = unescape(_BRACKETS.sub(r"\1", html)).strip()
    return path if _is_story(path) and "<" not in path and len(path.split("\n")) == 1 else ""


def _is_story(target: str) -> bool:
    return re.split("[?#]", target)[0].endswith(SUFFIXES)


def _words(html: str) -> str:
    """Return what stands in the first link of *html*."""
    link = next((each for each in children(html) if each.name == "a"), None)
    if link is None:  # the item of a loose list is a paragraph
        return next((_words(each.inside) for each in children(html)), "")
    return "" if plain(link.inside) == attributes(link.tag).get("href") else link.inside


def without_held(html: str) -> str:
    """Return *html* without the entries whose stories are not out, which are no links any more.

    A list in which nothing is left goes with its part.
    """
    return with_parts(html, lambda name, part: _out(part) if name == NAME else part)


def _out(part: str) -> str:
    pieces, at, left = [], 0, 0
    for entry in re.finditer(r"<li>.*?</li>\n?", part, re.DOTALL):
        if "<a href=" in entry[0]:
            left += 1
        else:
            pieces.append(part[at : entry.start()])
            at = entry.end()
    return "".join([*pieces, part[at:]]) if left else ""


PARTS = (Part(NAME, _related, text="a list of links to stories"),)
"""Links to other stories."""
