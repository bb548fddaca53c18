"""What machines read of a story, as data."""

from typing import Any

from pelican import signals

from .news_article import news_article


def describe(generator: Any) -> None:
    """Hand each story's page its description as ``article.structured_data``."""
    for story in (*generator.articles, *generator.translations, *generator.hidden_articles):
        story.structured_data = news_article(story, generator.settings)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(describe)
