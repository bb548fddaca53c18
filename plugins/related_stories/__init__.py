"""What else the newsroom has told of the same topics."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator

from .topics import RELATED_STORIES, relate, shown

CONTRACT = Contract(
    needs=("stories",), after=("stories",), settings=(RELATED_STORIES,), shows={"article": shown}
)


def relate_stories(generator: Generator) -> None:
    """Relate the published stories; a hidden one leads to others, and none to it."""
    limit = generator.settings["RELATED_STORIES"]
    relate(generator.dates, limit)
    relate(generator.translations, limit)
    for story in generator.hidden_articles:
        story.related_posts = []


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(relate_stories)
