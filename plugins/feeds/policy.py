"""What a newsroom's settings say of its feeds."""

from collections.abc import Mapping
from typing import Any

from .entries import Publisher
from .ids import is_authority
from .plans import KINDS


def refusal(settings: Mapping[str, Any]) -> str:
    """Return what is wrong with the settings of feeds, and the remedy; else nothing."""
    unknown = [kind for kind in settings["FEEDS"] if kind not in KINDS]
    if unknown:
        return f'FEEDS holds "{unknown[0]}". It may hold {", ".join(KINDS)}'
    if len(settings["FEEDS"]) > len(set(settings["FEEDS"])):
        return "FEEDS holds something twice. Keep one of each"
    authority = settings["FEED_AUTHORITY"]
    if authority and not is_authority(authority):
        return (
            f'FEED_AUTHORITY is "{authority}". Write a domain and a day on which it was yours, '
            'such as "news.example.org,2026"'
        )
    hub = settings["WEBSUB_HUB"]
    if hub and not hub.startswith(("https://", "http://")):
        return f'WEBSUB_HUB is "{hub}". Write the whole address, such as "https://hub.example/"'
    return ""


def publisher_of(settings: Mapping[str, Any]) -> Publisher:
    """Return whose feeds they are."""
    return Publisher(
        name=settings["SITENAME"],
        motto=settings["SITESUBTITLE"],
        address=settings["SITEURL"],
        lang=settings["DEFAULT_LANG"].lower(),
        authority=settings["FEED_AUTHORITY"],
        hub=settings["WEBSUB_HUB"],
    )
