"""Give every image its caption and credit, and every story its photos."""

import os
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.settings import cache_of
from plugins.markup.front_matter import decoded, parsed
from plugins.markup.tags import opening_tag
from plugins.photos.errors import PhotoError
from plugins.photos.finder import PhotoFinder
from plugins.photos.photo import Photo

from .figures import Captioned, captioned, figure
from .lines import lines_of

CONTRACT = Contract(needs=("stories", "languages"), after=("stories",))


def caption_images(content: Any) -> None:
    """Set the photos of *content*, its image for cards, and a figure where the text lacks it."""
    if not hasattr(content, "faults") or not content.source_path:
        return  # a photo or another file that is copied as it is
    settings = content.settings
    cache = str(cache_of(settings) / "photos/facts")
    folder = os.path.dirname(content.source_path)
    finder = PhotoFinder(folder, settings["PATH"], content.lang, cache)
    origin = partial(_origin, content)
    made = captioned(content._content or "", finder.photo, origin_of=origin)
    image, lead = _named_image(content, finder), Captioned("")
    shown = {each.path for each in made.photos}
    if image and image.path not in shown and getattr(content, "kind", "story") == "story":
        made, lead = (
            captioned(content._content or "", finder.photo, True, origin),
            figure(image, origin),
        )
    content._content = made.html
    content.lead_figure = content.metadata["lead_figure"] = lead.html
    named = (image,) if image else ()
    photos = {each.path: each for each in (*named, *made.photos, *lead.photos)}
    content.photos = tuple(photos.values())
    content.image = photos[image.path] if image else made.first
    content.photo_paths = tuple(photos)
    content.faults += dict.fromkeys(each for photo in content.photos for each in photo.remarks)
    for remark in lead.remarks:
        _add(content, _field_line(content), remark.text, remark.warning)
    places = [(remark.src, remark.nth) for remark in made.remarks]
    lines = lines_of(_body(content) if places else "", places)
    for remark, line in zip(made.remarks, lines, strict=True):
        _add(content, content.body_line + line - 1, remark.text, remark.warning)


def _origin(content: Any, photo: Photo) -> str:
    """Return how *photo* came about, in sentences in the language of *content* or the site."""
    if not photo.provenance:
        return ""
    labels = content._context["labels_in"](content.lang, content.settings["DEFAULT_LANG"])
    attrs = {"class": "provenance"}
    if labels.lang != content.lang:
        attrs |= {"lang": labels.lang, "dir": labels.dir}
    return f"{opening_tag('span', attrs)}{photo.provenance.sentences(labels)}</span>"


def _body(content: Any) -> str:
    """Return the text of *content* as it was typed, to find lines in."""
    return parsed(decoded(Path(content.source_path).read_bytes())[0]).body


def _named_image(content: Any, finder: PhotoFinder) -> Photo | None:
    src = content.metadata.get("image_src", "")
    try:
        return finder.photo(src) if src else None
    except PhotoError as problem:
        _add(content, _field_line(content), str(problem))
    return None


def _field_line(content: Any) -> int:
    lines = content.metadata.get("field_lines", {})
    return int(lines.get("image") or lines.get("portrait") or 1)


def _add(content: Any, line: int, text: str, warning: bool = False) -> None:
    path = getattr(content, "shown_path", "") or shown_path(content.source_path)
    content.faults.append(Fault(path, line, text, warning))


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(caption_images)
