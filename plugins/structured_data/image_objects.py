"""Pictures in schema.org's terms (https://schema.org/ImageObject)."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, cast

from plugins.kernel.story import Content
from plugins.photos.metadata import in_language
from plugins.photos.photo import Photo
from plugins.photos.plans import Rendition

from .script import node


class WithPhoto(Protocol):
    """Something with a photo, such as an entry in the list of credits."""

    @property
    def photo(self) -> Photo:
        """The photo."""


Pictured = Photo | WithPhoto | Content
"""A photo, something with a photo, or a story, page or author with an image for cards."""


def image_object(
    photo: Photo, site: str, lang: str, shown: Rendition | None = None
) -> dict[str, Any]:
    """Return *photo* as an ImageObject, with texts in *lang*; *shown* is the rendition to describe.

    Its properties follow Google's rules for image metadata
    (https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata):
    the address, and the credit, creator, copyright and licence if known.
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


def image_objects(pictured: Iterable[Pictured], site: str) -> list[str]:
    """Return the pictures of *pictured*, each once, as nodes of a graph."""
    found = dict(_described(each, site) for each in pictured)
    found.pop("", None)
    return list(found.values())


def _described(pictured: Pictured, site: str) -> tuple[str, str]:
    """Return the address of a picture, which is empty if there is none, and the picture as a node.

    Both are cached on a story for the next page that shows it.
    """
    if isinstance(pictured, Photo):
        return _with_address(image_object(pictured, site, ""))
    if hasattr(pictured, "photo"):
        return _with_address(image_object(cast(WithPhoto, pictured).photo, site, ""))
    pieces = vars(pictured).setdefault("press_pieces", {})
    if "image_object" not in pieces:
        photo = getattr(pictured, "image", None)
        data = image_object(photo, site, pictured.lang) if photo else {}
        pieces["image_object"] = _with_address(data)
    return pieces["image_object"]  # type: ignore[no-any-return]


def _with_address(data: Mapping[str, object]) -> tuple[str, str]:
    return str(data.get("contentUrl", "")), node(data)
