"""From a story's Markdown to HTML: Python-Markdown with the newsroom's extensions."""

from markdown import Markdown

from .fast_markdown import FastMarkdown
from .shape import LabelsOf, StoryShape

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


def converter(labels: LabelsOf | None = None) -> Markdown:
    """Return a Markdown converter for stories; reset it before each story.

    *labels* gives the labels of tables and notes for the story that is converted. Without it
    they have none.
    """
    return FastMarkdown(extensions=[*EXTENSIONS, StoryShape(labels)], output_format="html")
