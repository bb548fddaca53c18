"""Give stories, headlines and captions typographic punctuation."""

from dataclasses import replace

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import Content
from plugins.markup.text import plain

from .punctuation import typeset, typeset_text

CONTRACT = Contract(needs=("stories",), after=("image_captions", "responsive_images"))

FIELDS = ("title", "deck", "kicker", "dateline")


def typeset_content(content: Content) -> None:
    """Set the punctuation of the text, the figure above it, and the fields that readers see."""
    if not hasattr(content, "faults"):
        return  # a photo or another file without text
    lang, metadata = content.lang, content.metadata
    if content._content:
        content._content = typeset(content._content, lang)
    _typeset_photos(content)
    figure = getattr(content, "lead_figure", "")
    if figure:
        content.lead_figure = typeset(figure, lang)
        if "lead_figure" in metadata:
            metadata["lead_figure"] = content.lead_figure  # Pelican resolves links in this one
    for name in FIELDS:
        value = getattr(content, name, None)
        if value is not None:
            setattr(content, name, typeset_text(value, lang))
            if name in metadata:
                metadata[name] = getattr(content, name)
    if metadata.get("summary") is not None:
        content._summary = metadata["summary"] = typeset_text(metadata["summary"], lang)
    corrections = getattr(content, "corrections", None)
    if corrections:
        content.corrections = [
            replace(correction, text=typeset_text(correction.text, lang))
            for correction in corrections
        ]


def _typeset_photos(content: Content) -> None:
    """Set the punctuation of captions and credits in ``photos`` and ``image`` as in the text."""
    photos = {
        photo.path: replace(
            photo,
            caption=plain(typeset_text(photo.caption, content.lang)),
            credit=plain(typeset_text(photo.credit, content.lang)),
        )
        for photo in getattr(content, "photos", ())
    }
    content.photos = tuple(photos.values())
    if getattr(content, "image", None):
        content.image = photos[content.image.path]


def offer(generator: Generator) -> None:
    """Give plugins ``typeset(text, lang)``, for texts of pages that no story has."""
    generator.context["typeset"] = typeset_text


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.content_object_init.connect(typeset_content)
