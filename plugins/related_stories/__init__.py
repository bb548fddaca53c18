"""Lead from the end of a story on to others: of its series, its topics, its section."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import chains

from .onward import RELATED_STORIES, set_related, shown

CONTRACT = Contract(
    needs=("stories",),
    after=("stories", "series", "post_navigation"),
    settings=(RELATED_STORIES,),
    shows={"article": shown},
)


def relate_stories(generator: Generator) -> None:
    """Set where each published story leads; a hidden story leads nowhere."""
    site, limit = generator.context["site"], RELATED_STORIES.of(generator.settings)
    for stories in chains(site):
        set_related(stories, limit)
    for story in site.hidden:
        story.related_posts = []


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(relate_stories)
