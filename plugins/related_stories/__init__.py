"""Show, below a story, other stories on the same topics."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import chains

from .topics import RELATED_STORIES, set_related, shown

CONTRACT = Contract(
    needs=("stories",), after=("stories",), settings=(RELATED_STORIES,), shows={"article": shown}
)


def relate_stories(generator: Generator) -> None:
    """Set the related stories of each published story; a hidden story has none."""
    site, limit = generator.context["site"], RELATED_STORIES.of(generator.settings)
    for stories in chains(site):
        set_related(stories, limit)
    for story in site.hidden:
        story.related_posts = []


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(relate_stories)
