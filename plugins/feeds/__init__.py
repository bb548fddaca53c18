"""What feed readers get."""

from itertools import chain
from typing import Any

from pelican import signals

from .dates import EMPTY
from .media import pictured


def date_empty_feed(context: Any, feed: Any) -> None:
    """Date a feed without stories by no clock, so that two builds give the same bytes."""
    if not feed.items:
        feed.latest_post_date = lambda: EMPTY


def name_pictures(context: Any, feed: Any) -> None:
    """Let each entry name the pictures of its story."""
    others = (each for each in context["generated_content"].values() if each)
    pictured(feed, chain(context["articles"], others), context["SITEURL"])


def register() -> None:
    """Connect to Pelican."""
    signals.feed_generated.connect(date_empty_feed)
    signals.feed_generated.connect(name_pictures)
