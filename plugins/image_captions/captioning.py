"""Captions the images of one story, page or author's file, and sets its photos."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from plugins.kernel.faults import Rule, shown_path
from plugins.kernel.labels import Labels
from plugins.kernel.settings import cache_of
from plugins.kernel.story import Content
from plugins.markup.front_matter import decoded, parsed
from plugins.markup.tags import opening_tag
from plugins.photos.errors import PhotoError
from plugins.photos.finder import PhotoFinder
from plugins.photos.photo import Photo
from plugins.photos.rules import PHOTO_METADATA, PHOTO_MISSING
from plugins.photos.trust_list import note

from .figures import Captioned, captioned, figure
from .lines import lines_of


def caption(content: Content) -> None:
    """Set the photos of *content* and its image for cards, and caption the images in its text.

    If the text of a story does not show the image that its header names, a figure above the text
    does.
    """
    settings = content.settings
    cache = str(cache_of(settings) / "photos/facts")
    folder = os.path.dirname(content.source_path)
    trust = str(settings["CREDENTIALS_TRUST_LIST"])
    finder = PhotoFinder(folder, str(settings["PATH"]), content.lang, cache, trust)
    provenance_of = partial(_provenance, content)
    body = captioned(content._content or "", finder.photo, provenance_of=provenance_of)
    image, lead = _named_image(content, finder), Captioned("")
    shown = {each.path for each in body.photos}
    if image and image.path not in shown and getattr(content, "kind", "story") == "story":
        body, lead = (
            captioned(content._content or "", finder.photo, True, provenance_of),
            figure(image, provenance_of),
        )
    content._content = body.html
    content.lead_figure = content.metadata["lead_figure"] = lead.html
    named = (image,) if image else ()
    photos = {each.path: each for each in (*named, *body.photos, *lead.photos)}
    content.photos = tuple(photos.values())
    content.image = photos[image.path] if image else body.first
    if getattr(content, "audience", "all") == "members":
        _keep_words_in(content, is_named=bool(image))
    for photo in content.photos:
        if photo.provenance and photo.provenance.until:
            note(cache_of(settings) / "photos", photo.provenance.until)
    content.photo_paths = tuple(photos)
    content.credits = tuple((each.path, each.credit) for each in photos.values() if each.credit)
    for photo in content.photos:
        content.faults += [each for each in photo.faults if each not in photo.doubts]
    if image and image.path not in {each.path for each in (*body.photos, *lead.photos)}:
        for doubt in image.doubts:
            _add_fault(content, PHOTO_METADATA, _field_line(content), doubt.text)
    for fault in lead.faults:
        _add_fault(content, fault.rule, _field_line(content), fault.text)
    places = [(fault.src, fault.nth) for fault in body.faults]
    lines = lines_of(_typed_body(content) if places else "", places)
    for fault, line in zip(body.faults, lines, strict=True):
        _add_fault(content, fault.rule, content.body_line + line - 1, fault.text)


def _keep_words_in(content: Content, *, is_named: bool) -> None:
    """Leave of the photos of *content*, a story for members, what may be shown to all.

    Captions and alternative texts are part of its text, and so is a photo that its header does not
    name.
    """
    photos = {each.path: replace(each, caption="", alt="") for each in content.photos}
    content.photos = tuple(photos.values())
    content.image = photos[content.image.path] if content.image and is_named else None


def _provenance(content: Content, photo: Photo) -> str:
    """Return how *photo* came about, as HTML in the language of *content*, or else of the site."""
    if not photo.provenance:
        return ""
    labels: Labels = content._context["labels_in"](content.lang, content.settings["DEFAULT_LANG"])
    attrs = {"class": "provenance"}
    if labels.lang != content.lang:
        attrs |= {"lang": labels.lang, "dir": labels.dir}
    return f"{opening_tag('span', attrs)}{photo.provenance.sentences(labels)}</span>"


def _typed_body(content: Content) -> str:
    """Return the text of *content* as it was typed, in which lines can be found."""
    return parsed(decoded(Path(content.source_path).read_bytes())[0]).body


def _named_image(content: Content, finder: PhotoFinder) -> Photo | None:
    src = content.metadata.get("image_src", "")
    try:
        return finder.photo(src) if src else None
    except PhotoError as problem:
        _add_fault(content, PHOTO_MISSING, _field_line(content), str(problem))
    return None


def _field_line(content: Content) -> int:
    lines = content.metadata.get("field_lines", {})
    return int(lines.get("image") or lines.get("portrait") or 1)


def _add_fault(content: Content, rule: Rule, line: int, text: str) -> None:
    path = getattr(content, "shown_path", "") or shown_path(content.source_path)
    content.faults.append(rule.at(path, line, text))
