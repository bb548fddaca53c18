"""Give each series of stories a page that lists its parts in the order of reading."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.settings import Setting, text
from plugins.kernel.story import every

from .parts import in_order, numbers, parts_of_series, shown, shown_on_story
from .wrapper import Series

LISTS = ("articles_page", "articles_paginator", "articles_previous_page", "articles_next_page")

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    templates={"series.html": (*LISTS, "series")},
    shows={"series": shown, "article": shown_on_story},
    settings=(Setting("SERIES_URL", text, "The address of a series."),),
)


def collect_series(generator: Generator) -> None:
    """Provide ``series``, each with its parts; set each story's ``series`` to the series itself."""

    def new_series(name: str, slug: str) -> Series:
        series = Series(name, generator.settings)
        series.slug = slug
        series.numbers, series.count = {}, 0
        return series

    site = generator.context["site"]
    listed = parts_of_series(every(site), new_series)
    generator.context["series"] = listed
    site.lists["series"] = {series.slug: parts[::-1] for series, parts in listed}
    for series, parts in listed:
        series.listed = True
        series.numbers = numbers(parts)
        series.count = max(series.numbers.values())
    for series, _ in parts_of_series(site.hidden, new_series):
        series.listed = series.slug in site.lists["series"]


def print_pages(generator: Generator, writer: Writer) -> None:
    """Write the page of each series."""
    for series, stories in generator.context["series"]:
        writer.write_file(
            series.save_as,
            generator.get_template("series"),
            generator.context,
            relative_urls=generator.settings["RELATIVE_URLS"],
            series=series,
            articles=in_order(series, stories),
            template_name="series",
            url=series.url,
        )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(collect_series)
    signals.article_writer_finalized.connect(print_pages)
