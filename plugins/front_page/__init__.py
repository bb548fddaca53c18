"""Arrange the front page: a lead, chosen stories and a rail for each section."""

from dataclasses import replace
from datetime import datetime

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, Due
from plugins.kernel.pelican_types import Context, Generator
from plugins.kernel.story import newest

from .ends import ends
from .front import Front, front, shown
from .settings import FRONT_RAIL, FRONT_TOP, SETTINGS


def plan_front(generator: Generator) -> None:
    """Provide the front page as ``front``."""
    context = generator.context
    planned = _front_at(context, now(context))
    context["front"] = replace(planned, today=context["today"])


def _front_at(context: Context, moment: datetime) -> Front:
    """Return the front page as it is at this *moment*, of the stories that are out now."""
    return front(
        context["site"],
        context["sections"],
        FRONT_TOP.of(context),
        FRONT_RAIL.of(context),
        context["DEFAULT_LANG"].lower(),
        moment,
    )


def due(context: Context) -> list[Due]:
    """Return when places on the front page end."""
    stories = newest(context["site"])
    return [*ends(stories, now(context), lambda moment: _front_at(context, moment))]


CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    settings=SETTINGS,
    templates={"index.html": ("front",)},
    shows={"front": shown},
    due=due,
)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_front)
