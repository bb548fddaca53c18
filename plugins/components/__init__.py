"""Parts of a story: boxes, timelines, documents, sound and film, and what else tells it."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.story import Content
from plugins.markup.parts import LABEL

from . import boxes, numbers
from .fonts import chart_fonts
from .labels import with_labels

CONTRACT = Contract(
    needs=("stories", "languages"),
    after=("stories",),
    files=chart_fonts,
    parts=(*boxes.PARTS, *numbers.PARTS),
)


def label_parts(content: Content) -> None:
    """Give the parts of *content* their labels, in its language."""
    if hasattr(content, "faults") and content._content and LABEL in content._content:
        labels = content._context["labels_in"](content.lang, content.settings["DEFAULT_LANG"])
        content._content = with_labels(content._content, labels, content.lang)


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(label_parts)
