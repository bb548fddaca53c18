"""Sets the punctuation of one story, page or author's file."""

from dataclasses import replace

from plugins.kernel.story import Content
from plugins.markup.text import plain

from .punctuation import typeset, typeset_text

FIELDS = ("title", "deck", "kicker", "dateline")


def set_punctuation(content: Content) -> None:
    """Set the punctuation of the text, the figure above it, and the fields that readers see."""
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
