"""Show corrections on their stories, and all of them together on one public page."""

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.settings import Setting, text
from plugins.kernel.story import with_corrections

from .page import CORRECTION_IN_FUTURE, all_corrections, future_corrections, shown

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    templates={"corrections.html": ("corrections",)},
    shows={"corrections": shown},
    rules=(CORRECTION_IN_FUTURE,),
    everywhere={"corrections_url": nothing},
    settings=(Setting("CORRECTIONS_URL", text, "The address of the page of all corrections."),),
)


def list_corrections(generator: Generator) -> None:
    """Provide ``corrections``, those of all published stories, and ``corrections_url``."""
    context = generator.context
    stories = with_corrections(context["site"])
    context["corrections"] = all_corrections(stories)
    context["corrections_url"] = generator.settings["CORRECTIONS_URL"]
    context["faults"].extend(future_corrections(stories, now(context)))


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
