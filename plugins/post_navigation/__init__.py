"""Link each story to the newer and the older one: in the site, its section and its series."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import chains

from .neighbours import SCOPES, clear_neighbours, set_all_neighbours, shown

CONTRACT = Contract(needs=("stories",), after=("stories", "series"), shows={"article": shown})


def link_neighbours(generator: Generator) -> None:
    """Set the neighbours of published stories; translations have theirs within their language."""
    site = generator.context["site"]
    for stories in chains(site):
        set_all_neighbours(stories)
    for scope in SCOPES:
        clear_neighbours(site.hidden, scope)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(link_neighbours)
