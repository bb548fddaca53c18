"""Corrections: on the story, and all together on one public page."""

from typing import Any

from pelican import Pelican, signals

from plugins.kernel.clock import now

from .ledger import ledger, of_the_future


def add_page(pelican: Pelican) -> None:
    """Have Pelican print the page of all corrections."""
    pages = pelican.settings["DIRECT_TEMPLATES"]
    pelican.settings["DIRECT_TEMPLATES"] = list(dict.fromkeys([*pages, "corrections"]))


def list_corrections(generator: Any) -> None:
    """Give templates ``corrections``, those of all published stories, and ``corrections_url``."""
    stories = [*generator.articles, *generator.translations]
    generator.context["corrections"] = ledger(stories)
    generator.context["corrections_url"] = generator.settings["CORRECTIONS_URL"]
    generator.context["faults"].extend(of_the_future(stories, now(generator.context)))


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(add_page)
    signals.article_generator_finalized.connect(list_corrections)
