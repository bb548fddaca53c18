"""Converts a story's Markdown to HTML: Python-Markdown with the newsroom's extensions."""

from markdown import Markdown
from markdown.extensions import Extension

from .autolinks import Autolinks
from .fast_markdown import FastMarkdown
from .prose import Prose
from .shape import StoryShape

EXTENSIONS = (
    "abbr",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
)


def converter() -> Markdown:
    """Return a Markdown converter for stories; reset it before each story.

    Its HTML still needs labels on tables and notes, which `plugins.markup.shape.labelled` adds.
    """
    return FastMarkdown(extensions=extensions(), output_format="html")


def converter_of_parts() -> Markdown:
    """Return a converter like `converter` for texts with parts, as a scan gives them."""
    from .part_blocks import PartBlocks  # imports YAML and more, which many newsrooms never need

    return FastMarkdown(extensions=[*extensions(), PartBlocks()], output_format="html")


def extensions() -> list[Extension | str]:
    """Return the extensions of the newsroom's Markdown: Markdown's own, then ours."""
    return [*EXTENSIONS, Autolinks(), Prose(), StoryShape()]
