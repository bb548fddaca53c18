"""A picture as schema.org and search engines describe it (https://schema.org/ImageObject)."""

from collections.abc import Iterable
from typing import Any

from plugins.photos.metadata import in_language
from plugins.photos.photo import Photo
from plugins.photos.plans import Rendition

from .script import node


def image_object(
    photo: Photo, site: str, lang: str, shown: Rendition | None = None
) -> dict[str, Any]:
    """Return *photo* as an ImageObject, its texts in *lang*; *shown* is the part that is meant.

    What is in it follows Google's rules for image metadata
    (https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata):
    the address, and whatever of credit, creator, copyright and licence is known.
    """
    metadata = photo.metadata
    if shown is None and photo.plan:
        shown = photo.plan.renditions()[-1]
    address, width, height = photo.url, photo.width, photo.height
    if shown:
        address, width, height = shown.url, shown.width, shown.height
    data = {
        "@type": "ImageObject",
        "contentUrl": f"{site}/{address}",
        "width": width,
        "height": height,
        "caption": photo.caption,
        "creditText": photo.credit,
        "creator": [{"@type": "Person", "name": name} for name in metadata.creators],
        "copyrightNotice": in_language(metadata.copyright, lang),
        "license": metadata.licence,
        "acquireLicensePage": metadata.licensor,
        "digitalSourceType": metadata.source_type,
    }
    return {name: value for name, value in data.items() if value}


def image_objects(shown: Iterable[Any], site: str) -> list[str]:
    """Return the pictures of *shown*, each once, as nodes of a graph.

    They are photos, what shows one, and stories with one on their card.
    """
    found = dict(_described(each, site) for each in shown)
    found.pop("", None)
    return list(found.values())


def _described(shown: Any, site: str) -> tuple[str, str]:
    """Return the address of the picture of *shown*, "" without one, and the picture as a node.

    Both stay with a story for the next page that shows it.
    """
    if isinstance(shown, Photo):
        return _addressed(image_object(shown, site, ""))
    if hasattr(shown, "photo"):
        return _addressed(image_object(shown.photo, site, ""))
    pieces = vars(shown).setdefault("press_pieces", {})
    if "image_object" not in pieces:
        photo = getattr(shown, "image", None)
        data = image_object(photo, site, shown.lang) if photo else {}
        pieces["image_object"] = _addressed(data)
    return pieces["image_object"]  # type: ignore[no-any-return]


def _addressed(data: dict[str, Any]) -> tuple[str, str]:
    return data.get("contentUrl", ""), node(data)
