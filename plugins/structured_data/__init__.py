"""What machines read of a story, as data."""

from functools import partial
from typing import Any

from pelican import signals

from .image_objects import image_objects
from .news_article import news_article


def describe(generator: Any) -> None:
    """Give templates what describes a story, and pictures, when a page is printed.

    They are ``news_article(story)`` and ``image_objects(stories)``.
    """
    context, settings = generator.context, generator.settings
    context["news_article"] = partial(news_article, settings=settings)
    context["image_objects"] = partial(image_objects, site=settings["SITEURL"])


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(describe)
