"""The photos of a site, each once, with the contents that show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from plugins.photos.photo import Photo


@dataclass
class CreditedPhoto:
    """A photo, by the path of its file, and the stories, pages and authors that show it."""

    path: str
    contents: list[Any] = field(default_factory=list)

    @property
    def photo(self) -> Photo:
        """The photo, with the caption and credit under which the first of its contents shows it."""
        photos: Iterable[Photo] = self.contents[0].photos
        return next(photo for photo in photos if photo.path == self.path)


def credited_photos(contents: Iterable[Any]) -> list[CreditedPhoto]:
    """Return each photo that *contents* show, in their order."""
    found: dict[str, CreditedPhoto] = {}
    for content in contents:
        paths = content.photo_paths
        if plans := getattr(content, "plans", ()):
            paths = dict.fromkeys([*(path for path, _ in plans), *paths])
        for path in paths:
            if path not in found:
                found[path] = CreditedPhoto(path)
            found[path].contents.append(content)
    return list(found.values())
