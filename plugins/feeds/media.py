"""The pictures of a story in its feed, by Media RSS (https://www.rssboard.org/media-rss)."""

from collections.abc import Iterable, Mapping
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed

from plugins.kernel.photos import Photo
from plugins.kernel.renditions import TYPES

MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}

_OTHER_TYPES = {"GIF": "image/gif", "SVG": "image/svg+xml"}


class _Pictured:
    """A feed whose entries name their pictures, in ``pictures``."""

    def add_item_elements(self, handler: Any, item: Mapping[str, Any]) -> None:
        """Write the elements of the entry *item*, and its pictures."""
        super().add_item_elements(handler, item)  # type: ignore[misc]
        for picture in item.get("pictures", ()):
            handler.startElement("media:content", picture["attributes"])
            for name, text in picture["texts"].items():
                handler.addQuickElement(f"media:{name}", text)
            handler.endElement("media:content")


class PicturedRss(_Pictured, Rss201rev2Feed):
    """An RSS feed with pictures."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the attributes of the feed's first element."""
        return {**super().rss_attributes(), **MEDIA}


class PicturedAtom(_Pictured, Atom1Feed):
    """An Atom feed with pictures."""

    def root_attributes(self) -> dict[str, str]:
        """Return the attributes of the feed's first element."""
        return {**super().root_attributes(), **MEDIA}


KINDS = {Rss201rev2Feed: PicturedRss, Atom1Feed: PicturedAtom}


def pictured(feed: Any, stories: Iterable[Any], site: str) -> None:
    """Let the entries of *feed* name the pictures of those of *stories* that they are of."""
    items = {item["link"]: item for item in feed.items}
    for story in stories:
        item = items.pop(f"{site}/{story.url}", None)
        if item is not None:
            item["pictures"] = [_picture(photo, site) for photo in story.photos]
        if not items:
            break
    feed.__class__ = KINDS.get(type(feed), type(feed))


def _picture(photo: Photo, site: str) -> dict[str, dict[str, str]]:
    shown: Any = photo.plan.renditions()[-1] if photo.plan else photo
    attributes = {
        "url": f"{site}/{photo.url}",
        "type": {**TYPES, **_OTHER_TYPES}.get(shown.kind, ""),
        "medium": "image",
        "width": str(shown.width),
        "height": str(shown.height),
    }
    texts = {"credit": photo.credit, "description": photo.caption or photo.alt}
    return {
        "attributes": {name: value for name, value in attributes.items() if value},
        "texts": {name: text for name, text in texts.items() if text},
    }
