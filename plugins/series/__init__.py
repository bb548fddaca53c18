"""Stories that belong together: a page for each series, in the order of reading."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.settings import Setting, text

from .parts import numbered, shown
from .wrapper import Series

LISTS = ("articles_page", "articles_paginator", "articles_previous_page", "articles_next_page")

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    templates={"series.html": (*LISTS, "series")},
    shows={"series": shown},
    settings=(Setting("SERIES_URL", text, "The address of a series."),),
)


def gather(generator: Generator) -> None:
    """Turn the names of series into series, and hand them to the templates."""

    def series(name: str, slug: str) -> Series:
        made = Series(name, generator.settings)
        made.slug = slug
        return made

    listed = numbered([*generator.articles, *generator.translations], series)
    generator.context["series"] = listed
    for made, _ in listed:
        made.listed = True
    for made, _ in numbered(generator.hidden_articles, series):
        made.listed = any(made.slug == other.slug for other, _ in listed)


def print_pages(generator: Generator, writer: Writer) -> None:
    """Write the page of each series."""
    for series, stories in generator.context["series"]:
        writer.write_file(
            series.save_as,
            generator.get_template("series"),
            generator.context,
            relative_urls=generator.settings["RELATIVE_URLS"],
            series=series,
            articles=stories,
            template_name="series",
            url=series.url,
        )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(gather)
    signals.article_writer_finalized.connect(print_pages)
