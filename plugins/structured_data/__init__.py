"""What machines read of a story, as data."""

from functools import partial
from typing import Any

from pelican import signals

from .news_article import news_article


def describe(generator: Any) -> None:
    """Give templates ``news_article(story)``, which describes a story when its page is printed."""
    generator.context["news_article"] = partial(news_article, settings=generator.settings)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(describe)
