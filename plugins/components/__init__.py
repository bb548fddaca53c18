"""Parts of a story: boxes, timelines, documents, sound and film, and what else tells it."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import Content, every
from plugins.markup.parts import LABEL

from . import (
    boxes,
    documents,
    embeds,
    numbers,
    pictures,
    quotes,
    recordings,
    related,
    timelines,
)
from .fonts import chart_fonts
from .labels import with_labels
from .related import without_held
from .rules import RULES

CONTRACT = Contract(
    needs=("stories", "languages", "image_captions"),
    after=("stories",),
    files=chart_fonts,
    settings=(embeds.EMBEDS,),
    rules=(embeds.UNTITLED, *RULES),
    parts=(
        *boxes.PARTS,
        *timelines.PARTS,
        *quotes.PARTS,
        *related.PARTS,
        *documents.PARTS,
        *recordings.PARTS,
        *pictures.PARTS,
        *embeds.PARTS,
        *numbers.PARTS,
    ),
)


def label_parts(content: Content) -> None:
    """Give the parts of *content* their labels, in its language."""
    if hasattr(content, "faults") and content._content and LABEL in content._content:
        labels = content._context["labels_in"](content.lang, content.settings["DEFAULT_LANG"])
        content._content = with_labels(content._content, labels, content.lang)


def allow_frames(generators: list[Generator]) -> None:
    """Let the content policy name the servers that a click on a published page asks, no others."""
    context = generators[0].context
    published = [*every(context["site"], hidden=True), *context["site"].pages]
    hosts = {host for content in published for _, host in content.parts if host}
    frames = [f"https://{host}" for host in sorted(hosts)]
    context.setdefault("policy_hosts", {})["frame-src"] = frames


def leave_out_held(generators: list[Generator]) -> None:
    """Leave out of the lists of related stories what is not out yet, once all links are checked."""
    context = generators[0].context
    for content in (*context["generated_content"].values(), *context.get("previewed", ())):
        if content and content.waiting and any(name == related.NAME for name, _ in content.parts):
            content._content = without_held(content._content)


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(label_parts)
    signals.all_generators_finalized.connect(allow_frames)
    signals.all_generators_finalized.connect(leave_out_held)
