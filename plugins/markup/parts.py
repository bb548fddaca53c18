"""Parts of a story, such as boxes and timelines: what a plugin declares of each, and what is typed.

A plugin that adds parts declares them in its contract, ``parts=(Part("box", ...), ...)``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from plugins.kernel.contract import contracts
from plugins.kernel.faults import Rule
from plugins.kernel.settings import Settings

from .tags import Tag, opening_tag, tags

SIGN = "///"
"""What begins and ends a part; a text without it has none."""

PART_WRONG = Rule("part-wrong", "fault", "A part of a story that cannot be made.", fixed=True)

LABEL = "data-part-label"
"""The attribute of a ``<span>`` that stands for a label in the story's language."""

LABEL_VALUE = "data-part-"
"""How the attribute begins that holds the value of one of its placeholders."""

_PART = re.compile(r'<(?P<tag>[a-z]+) class="part part-(?P<name>[a-z-]+)[" ]')


def right(value: str) -> str:
    """Find nothing wrong with the *value* of an option."""
    return ""


class Option(NamedTuple):
    """What may stand below the first line of a part: ``poster: still.jpg``.

    Without *choices* it may have any value. Some are *needed*. *check* returns what is wrong with a
    value, and the remedy, as the end of a sentence: 'is no date. Write it as "2026-03-14"'.
    """

    choices: tuple[str, ...] = ()
    needed: bool = False
    check: Callable[[str], str] = right


class TypedPart(NamedTuple):
    """A part as it was typed: its *name*, its *head*, which follows the bar, and its options.

    *line* is that of its first line, and *lines* are those of its options; both count from 0, from
    the first line of the text.
    """

    name: str
    head: str
    line: int
    options: Mapping[str, str]
    lines: Mapping[str, int]

    def option(self, name: str) -> str:
        """Return the value of the option *name*; empty where it was not typed."""
        return self.options.get(name, "")


class PartError(Exception):
    """What keeps a part from being made, with the remedy: "the file holds no column of numbers".

    It is reported where the part begins, or at the line of an *option*.
    """

    def __init__(self, text: str, option: str = "") -> None:
        super().__init__(text)
        self.option = option


class PartDesk:
    """What a part may ask for while it is made; `plugins.stories.parts` answers.

    *lang* is the language of the text. *number* tells the parts of one text apart, from 1.
    *settings* are those of the site; files that they name are declared by the plugin's contract.
    """

    lang: str
    number: int
    settings: Settings

    def file(self, name: str, suffixes: tuple[str, ...] = (), option: str = "") -> str:
        """Return the path, below the content folder, of the file that was typed as *name*.

        Raises PartError if there is none, or if it does not end with one of *suffixes*. The story
        is read again when the file's bytes change.
        """
        raise NotImplementedError

    def size(self, path: str) -> int:
        """Return how many bytes the file *path* has, which `file` returned."""
        raise NotImplementedError

    def data(self, path: str) -> bytes:
        """Return the bytes of the file *path*, which `file` returned.

        Raises PartError if there are too many.
        """
        raise NotImplementedError

    def fault(self, text: str, option: str = "") -> None:
        """Report what is wrong with the part, or with its *option*, and the remedy."""
        raise NotImplementedError

    def found(self, rule: Rule, text: str, option: str = "") -> None:
        """Report what a *rule* of the plugin finds in the part, or in its *option*."""
        raise NotImplementedError

    def asks(self, host: str) -> None:
        """Note that a click in the part asks the server *host* for something."""
        raise NotImplementedError


Render = Callable[[TypedPart, str, PartDesk], str]
"""Returns the HTML of a part; the second argument is the HTML of the text in it.

It is one element, begun with `begin`. Links and images in it may name files as stories do. Raises
PartError if it cannot be made.
"""

InFeed = Callable[[str, str], str]
"""Returns what a feed shows of a part: from its HTML as pages have it, with full addresses, and the
address of the story's page."""


Alone = Callable[[str, Settings], bool]
"""Says whether an address that stands alone in its paragraph is a part, by the site's settings."""


def as_on_the_page(html: str, page: str) -> str:
    """Return *html*: most parts are plain HTML, which feed readers show as it is."""
    return html


@dataclass(frozen=True)
class Part:
    """A part that stories may have: its *name*, and what makes its HTML of what was typed.

    *head* says what follows the bar, such as "title" or "file"; nothing may if it is empty, and
    something must if it *needs_head*. *text* says what stands in it, such as "a list"; if it is
    empty, the part has no text, and *needs_text* means that there must be some. *in_feed* returns
    what feeds show. *alone* says which addresses, alone in their paragraph, are the part.
    """

    name: str
    render: Render
    head: str = "title"
    needs_head: bool = False
    text: str = "text"
    needs_text: bool = True
    options: Mapping[str, Option] = field(default_factory=dict)
    in_feed: InFeed = as_on_the_page
    alone: Alone | None = None


Parts = Mapping[str, Part]
"""The parts that stories may have, by name."""


def parts_of(settings: Settings) -> Parts:
    """Return the parts that the site's plugins declare, by name."""
    known = contracts(settings).values()
    return {part.name: part for contract in known for part in contract.parts}


def begin(tag: str, name: str, attributes: Mapping[str, str] | None = None) -> str:
    """Return the opening *tag* of the part *name*, with more *attributes*."""
    return opening_tag(tag, {"class": f"part part-{name}", **(attributes or {})})


def words(text: str) -> str:
    """Return *text*, which an editor typed, as HTML."""
    return escape(text, quote=False)


def label(name: str, **values: str | int) -> str:
    """Return HTML that stands for the label *name* until the story's language is at hand.

    *values* are those of the label's placeholders. `plugins.components.labels` has all labels.
    """
    attrs = {LABEL: name} | {f"{LABEL_VALUE}{key}": str(value) for key, value in values.items()}
    return f"{opening_tag('span', attrs)}</span>"


def label_attribute(attribute: str, name: str, **values: str | int) -> dict[str, str]:
    """Return attributes of a tag, in which ``data-`` *attribute* gets the label *name*."""
    marks = {f"data-{attribute}": "", LABEL: name}
    return marks | {f"{LABEL_VALUE}{key}": str(value) for key, value in values.items()}


def with_parts(html: str, change: Callable[[str, str], str]) -> str:
    """Return *html* with each of its parts as *change* returns it, from its name and its HTML.

    Parts within a part are changed first.
    """
    pieces, at = [], 0
    while match := _PART.search(html, at):
        opening, end = _bounds(html, match.start())
        inside = with_parts(html[opening.end : end], change)
        whole = html[opening.start : opening.end] + inside
        pieces += [html[at : match.start()], change(match["name"], whole)]
        at = end
    return "".join([*pieces, html[at:]])


def _bounds(html: str, start: int) -> tuple[Tag, int]:
    """Return the opening tag at *start*, and where its element ends."""
    found: Iterator[Tag] = tags(html, start)
    opening, depth = next(found), 1
    for tag in found:
        if tag.name == opening.name:
            depth += -1 if tag.closes else 1
        if not depth:
            return opening, tag.end
    return opening, len(html)
