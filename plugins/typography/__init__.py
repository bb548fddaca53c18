"""Give stories, headlines and captions typographic punctuation."""

from markupsafe import Markup
from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import Content

CONTRACT = Contract(needs=("stories",), after=("image_captions", "responsive_images"))


def typeset_content(content: Content) -> None:
    """Set the punctuation of the text, the figure above it, and the fields that readers see."""
    if not hasattr(content, "faults"):
        return  # a photo or another file without text
    from .typesetting import set_punctuation  # imported late: most builds read one story or none

    set_punctuation(content)


def offer(generator: Generator) -> None:
    """Give plugins ``typeset(text, lang)``, for texts of pages that no story has."""
    generator.context["typeset"] = _typeset


def _typeset(text: str, lang: str = "en") -> Markup:
    from .punctuation import typeset_text  # imported late, too

    return typeset_text(text, lang)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.content_object_init.connect(typeset_content)
