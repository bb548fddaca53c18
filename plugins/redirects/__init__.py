"""Redirect old addresses to the stories and pages that had them."""

from collections.abc import Iterable

from pelican import signals

from plugins.kernel.contract import Contract, Shown
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.story import Content, every

from .aliases import set_redirects

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    templates={"redirect.html": ("content",)},
    shows={"content": lambda content: Shown((content,))},
)


def plan_story_redirects(generator: Generator) -> None:
    """Set ``redirects`` of each published story."""
    _plan(generator, every(generator.context["site"], hidden=True))


def plan_page_redirects(generator: Generator) -> None:
    """Set ``redirects`` of each published page."""
    _plan(generator, generator.context["site"].pages)


def _plan(generator: Generator, contents: Iterable[Content]) -> None:
    generator.context.setdefault("faults", []).extend(set_redirects(contents))


def print_story_redirects(generator: Generator, writer: Writer) -> None:
    """Write a page at each old address of a story."""
    _print(generator, writer, every(generator.context["site"], hidden=True))


def print_page_redirects(generator: Generator, writer: Writer) -> None:
    """Write a page at each old address of a standing page."""
    _print(generator, writer, generator.context["site"].pages)


def _print(generator: Generator, writer: Writer, contents: Iterable[Content]) -> None:
    for content in contents:
        for page in content.redirects:
            writer.write_file(
                page,
                generator.get_template("redirect"),
                generator.context,
                relative_urls=generator.settings["RELATIVE_URLS"],
                content=content,
                url=page.removesuffix("index.html"),
            )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_story_redirects)
    signals.page_generator_finalized.connect(plan_page_redirects)
    signals.article_writer_finalized.connect(print_story_redirects)
    signals.page_writer_finalized.connect(print_page_redirects)
