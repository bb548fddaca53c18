"""The front page: a lead, placed stories and a rail for each section."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator

from .front import front, shown
from .settings import SETTINGS

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    settings=SETTINGS,
    templates={"index.html": ("front",)},
    shows={"front": shown},
)


def plan_front(generator: Generator) -> None:
    """Plan the front page and hand it to the template as ``front``."""
    context, settings = generator.context, generator.settings
    context["front"] = front(
        generator.articles,
        context["sections"],
        settings["FRONT_TOP"],
        settings["FRONT_RAIL"],
        settings["DEFAULT_LANG"].lower(),
    )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_front)
