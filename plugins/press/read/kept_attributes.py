"""Which attributes of a story are kept where, and what depends on them.

The names stand here alone, so that they can be taken from the contract of a story.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pelican.contents import Article
from pelican.urlwrappers import URLWrapper

from ..pelican_types import Settings

Attributes = dict[str, Any]
"""Attributes of a content, by name."""

SUMMARY = frozenset(
    """_status aliases authors body_line category corrections date embargo expiring faults hold
    id in_default_lang kept_links kind lang leads linked modified override_save_as override_url
    photo_paths placement plans press_card press_key relative_source_path series shown_path slug
    social_card tags template title translations waiting""".split()
)
"""The attributes that are in memory for every story of every build; the others are loaded when
they are asked for."""

BODY = frozenset({"_content", "field_lines", "metadata"})
"""The attributes that are loaded last: the text, and what no card shows as it is."""

ALONE = frozenset("body_line modified press_card press_key reading_key title".split())
"""Attributes of the summary on which no other story depends, and no page but those that show it."""

SHARED_ONLY = frozenset({"social_card"})
"""Attributes that matter only where the site has a public address, so that it can be shared."""

HIDDEN = frozenset({"body_line", "faults", "field_lines", "press_key"})
"""Attributes that no page shows."""

BUILD = frozenset({"source_path", "settings", "_context"})
"""Attributes of one build and one machine, which are never kept."""


def divided(attributes: Attributes, settings: Settings) -> list[Attributes]:
    """Return the *attributes* of a story in three: its summary, its details and its body.

    Of the body are also the fields whose links Pelican resolves together with the text's.
    """
    formatted = {name.lower() for name in settings["FORMATTED_FIELDS"]} | {"_summary"}
    summary: Attributes = {}
    details: Attributes = {}
    body: Attributes = {}
    for name, value in attributes.items():
        if _in_summary(name):
            summary[name] = value
        elif name in BODY or name in formatted:
            body[name] = value
        else:
            details[name] = value
    return [summary, details, body]


@lru_cache(1_000)
def _in_summary(name: str) -> bool:
    return name in SUMMARY or hasattr(Article, name)


def kept(attributes: Mapping[str, object]) -> Attributes:
    """Return *attributes* without those of one build."""
    return {name: value for name, value in attributes.items() if name not in BUILD}


def shown_on_cards(summary: Attributes, body: Attributes) -> list[tuple[str, Any]]:
    """Return names and values of all that a card may show of a story's *summary* and *body*.

    Of its details a card may show anything.
    """
    shown = [(name, summary[name]) for name in sorted(summary.keys() - HIDDEN)]
    shown += [(name, body[name]) for name in sorted(body) if name not in BODY]
    return shown + [item for item in sorted(body["metadata"].items()) if item[0] not in HIDDEN]


def same(before: Attributes, after: Attributes, without: Iterable[str]) -> bool:
    """Say whether two readings of a story have the same attributes, but for those *without*."""
    names = (before.keys() | after.keys()).difference(without)
    absent = object()
    return all(
        _comparable(before.get(name, absent)) == _comparable(after.get(name, absent))
        for name in names
    )


def _comparable(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_comparable(each) for each in value]
    if isinstance(value, URLWrapper):  # which are equal to Pelican when their slugs are
        return type(value), value.name, value.slug
    return value
