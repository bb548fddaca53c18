"""The photos of a site, each with the contents that show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from plugins.kernel.contract import Shown, Shows
from plugins.kernel.story import Content
from plugins.photos.photo import Photo


@dataclass
class CreditedPhoto:
    """A photo, by the path of its file, with the stories, pages and authors that show it."""

    path: str
    contents: list[Content] = field(default_factory=list)

    @property
    def photo(self) -> Photo:
        """The photo, with the caption and credit that it has in the first of its contents."""
        photos: Iterable[Photo] = self.contents[0].photos
        return next(photo for photo in photos if photo.path == self.path)


def credited_photos(contents: Iterable[Content]) -> list[CreditedPhoto]:
    """Return each photo that *contents* show, once, in their order."""
    found: dict[str, CreditedPhoto] = {}
    for content in contents:
        paths: Iterable[str] = content.photo_paths
        if plans := getattr(content, "plans", ()):
            paths = dict.fromkeys([*(path for path, _ in plans), *paths])
        if getattr(content, "audience", "all") == "members":  # the others are part of its text
            paths = [content.image.path] if content.image else []
        for path in paths:
            if path not in found:
                found[path] = CreditedPhoto(path)
            found[path].contents.append(content)
    return list(found.values())


PICTURES = ("pictures_page", "pictures_paginator", "pictures_previous_page", "pictures_next_page")
"""The values that the template of each page of the list gets."""


class PicturesPage(Protocol):
    """One page of the list, as Pelican's paginator makes it."""

    number: int
    object_list: Sequence[CreditedPhoto]


def shown_page(page: PicturesPage) -> Shown:
    """Return what one *page* of the list shows: cards of the contents that show each picture."""
    contents = [content for each in page.object_list for content in each.contents]
    pictures = [f"{each.path} {len(each.contents)}" for each in page.object_list]
    return Shown((), contents, [str(page.number), *pictures])


def _number(page: PicturesPage | None) -> Shown:
    return Shown(words=[str(page and page.number)])


SHOWS: Mapping[str, Shows] = {
    "pictures_page": shown_page,
    "pictures_paginator": lambda paginator: Shown(words=[str(paginator.num_pages)]),
    "pictures_previous_page": _number,
    "pictures_next_page": _number,
}
