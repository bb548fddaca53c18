"""Arrange the front page: a lead, chosen stories and a rail for each section."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator

from .front import front, shown
from .settings import FRONT_RAIL, FRONT_TOP, SETTINGS

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    settings=SETTINGS,
    templates={"index.html": ("front",)},
    shows={"front": shown},
)


def plan_front(generator: Generator) -> None:
    """Provide the front page as ``front``."""
    context, settings = generator.context, generator.settings
    context["front"] = front(
        context["site"],
        context["sections"],
        FRONT_TOP.of(settings),
        FRONT_RAIL.of(settings),
        settings["DEFAULT_LANG"].lower(),
    )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_front)
