"""The settings of feeds."""

from typing import cast

from plugins.kernel.settings import Setting, all_of, names, number, text

from .ids import is_authority

KINDS = ("section", "topic", "author", "series", "language")
"""What may have feeds, beside the site."""


def each_once(value: object) -> str:
    """Check that nothing is in the list *value* twice."""
    kinds = cast(list[str], value)
    return "names something twice. Keep one of each" if len(kinds) > len(set(kinds)) else ""


def authority(value: object) -> str:
    """Check that *value* is empty, or the authority of a tag URI (RFC 4151)."""
    if not value or is_authority(cast(str, value)):
        return ""
    example = 'such as "news.example.org,2026"'
    return f"is not a domain with a date on which you owned it. Write both, {example}"


def hub(value: object) -> str:
    """Check that *value* is empty, or the address of a WebSub hub."""
    if not value or cast(str, value).startswith(("https://", "http://")):
        return ""
    return 'is not a web address. Write it in full, such as "https://hub.example/"'


FEEDS = Setting[list[str]](
    "FEEDS",
    all_of(names(KINDS), each_once),
    "What has feeds of its own, beside the site.",
    '["section", "topic"]',
)
FEED_MAX_ITEMS = Setting[int]("FEED_MAX_ITEMS", number(1), "How many stories a feed holds.", "30")
WEBSUB_HUB = Setting[str](
    "WEBSUB_HUB",
    all_of(text, hub),
    "The WebSub hub that notifies feed readers of new stories at once.",
    '"https://hub.example/"',
)
FEED_AUTHORITY = Setting[str](
    "FEED_AUTHORITY",
    all_of(text, authority),
    "A domain and a year in which you owned it; the ids of stories in feeds begin with it.",
    '"news.example.org,2026"',
)

SETTINGS = (FEEDS, FEED_MAX_ITEMS, WEBSUB_HUB, FEED_AUTHORITY)
