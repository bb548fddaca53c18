"""Corrections: on the story, and all together on one public page."""

from typing import Any

from pelican import signals

from plugins.kernel.clock import now

from .ledger import ledger, of_the_future


def list_corrections(generator: Any) -> None:
    """Hand the corrections of all published stories to the templates as ``corrections``."""
    stories = [*generator.articles, *generator.translations]
    generator.context["corrections"] = ledger(stories)
    generator.context["faults"].extend(of_the_future(stories, now(generator.context)))


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(list_corrections)
