"""The way to the newer and the older story: in the whole site, the section and the series."""

from collections import defaultdict

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator

from .chains import leave_out, link_stories, shown

CONTRACT = Contract(needs=("stories",), after=("stories", "series"), shows={"article": shown})


def chain_stories(generator: Generator) -> None:
    """Chain the published stories, and the translations within their language."""
    link_stories(generator.articles)
    by_language = defaultdict(list)
    for story in generator.translations:
        by_language[story.lang].append(story)
    for stories in by_language.values():
        link_stories(stories)
    for within in ("", "_in_category", "_in_series"):
        leave_out(generator.hidden_articles, within)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(chain_stories)
