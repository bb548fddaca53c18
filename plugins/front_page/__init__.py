"""Arrange the front page: what its editors chose, a lead, and a rail for each section."""

from dataclasses import replace
from functools import partial

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, Due
from plugins.kernel.pelican_types import Context, Generator
from plugins.kernel.story import newest

from .ends import ends
from .front import shown
from .plan import chosen_in, file_of, front_at, pictures_of
from .rules import RULES
from .settings import SETTINGS


def plan_front(generator: Generator) -> None:
    """Provide the front page as ``front``, and what editors chose for it as ``front_choices``."""
    context = generator.context
    choices, faults = chosen_in(context)
    context.setdefault("faults", []).extend(faults)
    context["front_choices"] = choices
    page = front_at(context, choices, now(context))
    context["front"] = replace(page, today=context["today"])
    context["also_shown"] = pictures_of(context, context["front"])


def due(context: Context) -> list[Due]:
    """Return when places on the front page end."""
    stories, choices = newest(context["site"]), context["front_choices"]
    page_at = partial(front_at, context, choices)
    return [*ends(stories, choices, file_of(context), now(context), page_at)]


CONTRACT = Contract(
    needs=("stories",),
    after=("stories", "responsive_images", "typography"),
    settings=SETTINGS,
    templates={"index.html": ("front",)},
    shows={"front": shown},
    due=due,
    rules=RULES,
)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_front)
