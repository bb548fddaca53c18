"""Old addresses keep working: each leads to where the story or page is now."""

from typing import Any

from pelican import signals

from plugins.kernel.contract import Contract, Shown
from plugins.kernel.pelican_types import Generator, Writer

from .aliases import all_redirects

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    templates={"redirect.html": ("content",)},
    shows={"content": lambda content: Shown((content,))},
)


def plan_redirects(generator: Generator) -> None:
    """Note which files lead from old addresses to the stories or pages that go out."""
    faults = generator.context.setdefault("faults", [])
    faults.extend(all_redirects(_contents(generator)))


def print_redirects(generator: Generator, writer: Writer) -> None:
    """Write a page at each old address."""
    for content in _contents(generator):
        for page in content.redirects:
            writer.write_file(
                page,
                generator.get_template("redirect"),
                generator.context,
                relative_urls=generator.settings["RELATIVE_URLS"],
                content=content,
                url=page.removesuffix("index.html"),
            )


def _contents(generator: Generator) -> list[Any]:
    if hasattr(generator, "articles"):
        return [*generator.articles, *generator.translations, *generator.hidden_articles]
    return [*generator.pages, *generator.translations, *generator.hidden_pages]


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_redirects)
    signals.page_generator_finalized.connect(plan_redirects)
    signals.article_writer_finalized.connect(print_redirects)
    signals.page_writer_finalized.connect(print_redirects)
