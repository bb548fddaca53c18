"""Corrections: on the story, and all together on one public page."""

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.settings import Setting, text

from .ledger import ledger, of_the_future, shown

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    templates={"corrections.html": ("corrections",)},
    shows={"corrections": shown},
    everywhere={"corrections_url": nothing},
    settings=(Setting("CORRECTIONS_URL", text, "The address of the page of all corrections."),),
)


def list_corrections(generator: Generator) -> None:
    """Give templates ``corrections``, those of all published stories, and ``corrections_url``."""
    stories = [*generator.articles, *generator.translations]
    generator.context["corrections"] = ledger(stories)
    generator.context["corrections_url"] = generator.settings["CORRECTIONS_URL"]
    generator.context["faults"].extend(of_the_future(stories, now(generator.context)))


def print_page(generator: Generator, writer: Writer) -> None:
    """Write the page that lists all corrections."""
    settings = generator.settings
    writer.write_file(
        settings["CORRECTIONS_SAVE_AS"],
        generator.get_template("corrections"),
        generator.context,
        relative_urls=settings["RELATIVE_URLS"],
        template_name="corrections",
        url=settings["CORRECTIONS_URL"],
    )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(list_corrections)
    signals.article_writer_finalized.connect(print_page)
