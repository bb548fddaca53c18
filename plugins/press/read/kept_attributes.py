"""Which attributes of a story are kept where, and what depends on them.

The contract of a story, ``plugins.kernel.story``, says so of each.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from pelican.contents import Article
from pelican.urlwrappers import URLWrapper

from plugins.kernel.settings import Settings
from plugins.kernel.story import By, Story
from plugins.kernel.story import attributes as described

Attributes = dict[str, Any]
"""Attributes of a content, by name."""


class Names(NamedTuple):
    """The names of attributes, as they are stored.

    Those of the *summary* are in memory for every story of every build; those of the *body* are
    loaded last. On those *alone* no other story depends, and no page but those that show the
    story; *shared* ones matter only where the site has a public address; *hidden* ones are on no
    page; those of the *build* are never kept. All others, and those that the contract does
    not know, are details.
    """

    summary: frozenset[str]
    body: frozenset[str]
    alone: frozenset[str]
    shared: frozenset[str]
    hidden: frozenset[str]
    build: frozenset[str]


@cache
def names() -> Names:
    """Return the names of attributes by what the contract of a story says of each."""
    known = described(Story)

    def where(is_meant: Callable[[By], bool]) -> frozenset[str]:
        return frozenset(by.stored or name for name, by in known.items() if is_meant(by))

    return Names(
        summary=where(lambda by: by.part == "summary"),
        body=where(lambda by: by.part == "body"),
        alone=where(lambda by: by.alone),
        shared=where(lambda by: by.shared),
        hidden=where(lambda by: by.hidden),
        build=where(lambda by: by.part == "build"),
    )


_NOT_ON_CARDS = frozenset({"_content", "metadata"})
"""Of the body, what no card shows: the text, and the fields, each of which counts by itself."""


def divided(attributes: Attributes, settings: Settings) -> list[Attributes]:
    """Return the *attributes* of a story in three: its summary, its details and its body.

    Of the body are also the fields whose links Pelican resolves together with the text's.
    """
    formatted = {name.lower() for name in cast(Iterable[str], settings["FORMATTED_FIELDS"])} | {
        "_summary"
    }
    summary: Attributes = {}
    details: Attributes = {}
    body: Attributes = {}
    for name, value in attributes.items():
        if _in_summary(name):
            summary[name] = value
        elif name in names().body or name in formatted:
            body[name] = value
        else:
            details[name] = value
    return [summary, details, body]


@lru_cache(1_000)
def _in_summary(name: str) -> bool:
    """Say whether *name* is in memory at once, as is what Pelican's class has, which hides it."""
    return name in names().summary or hasattr(Article, name)


def kept(attributes: Mapping[str, object]) -> Attributes:
    """Return *attributes* without those of one build."""
    without = names().build
    return {name: value for name, value in attributes.items() if name not in without}


def shown_on_cards(summary: Attributes, body: Attributes) -> list[tuple[str, Any]]:
    """Return names and values of all that a card may show of a story's *summary* and *body*.

    Of its details a card may show anything.
    """
    hidden = names().hidden
    shown = [(name, summary[name]) for name in sorted(summary.keys() - hidden)]
    shown += [(name, body[name]) for name in sorted(body.keys() - hidden - _NOT_ON_CARDS)]
    return shown + [item for item in sorted(body["metadata"].items()) if item[0] not in hidden]


def differing(before: Attributes, after: Attributes, without: Iterable[str] = ()) -> list[str]:
    """Return the names of the attributes in which two readings differ, but for those *without*."""
    absent = object()
    return [
        name
        for name in sorted((before.keys() | after.keys()).difference(without))
        if _comparable(before.get(name, absent)) != _comparable(after.get(name, absent))
    ]


def _comparable(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_comparable(each) for each in value]
    if isinstance(value, URLWrapper):  # which are equal to Pelican when their slugs are
        return type(value), value.name, value.slug
    return value
