"""The pages of sections, topics and authors, in linear time.

Pelican looks through all stories once for each of these pages, to put their stories in the order of
their dates; ours are in that order already.
"""

from collections.abc import Callable, Iterable
from typing import Any


def write_lists(
    generator: Any, kind: str, listed: Callable[[], Iterable[tuple[Any, list[Any]]]], write: Any
) -> None:
    """Have the page of each *kind* ("tag", "category", "author") written, as Pelican does."""
    template = generator.get_template(kind)
    for wrapper, stories in listed():
        write(
            wrapper.save_as,
            template,
            generator.context,
            **{kind: wrapper},
            url=wrapper.url,
            articles=stories,
            dates=stories,
            template_name=kind,
            blog=True,
            page_name=wrapper.page_name,
            all_articles=generator.articles,
        )


def make_linear(generator: Any) -> None:
    """Let *generator*, Pelican's for articles, write its lists in linear time."""

    def writes(kind: str, listed: Callable[[], Iterable[tuple[Any, list[Any]]]]) -> Any:
        return lambda write: write_lists(generator, kind, listed, write)

    generator.generate_tags = writes("tag", lambda: generator.tags.items())
    generator.generate_categories = writes("category", lambda: generator.categories)
    generator.generate_authors = writes("author", lambda: generator.authors)
