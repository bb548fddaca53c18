"""The photos that the front page has of its own, for the plugins that make and credit photos."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from plugins.kernel.faults import Fault
from plugins.kernel.story import Links
from plugins.photos.photo import Photo
from plugins.photos.plans import Plan

from .choices import Choice
from .front_file import NAME


@dataclass
class FrontPictures:
    """What shows *photos* beside stories and pages, with a content's attributes that say so."""

    title: str
    lang: str
    dir: str
    source_path: str
    shown_path: str
    photos: tuple[Photo, ...]
    kind: str = "front"
    url: str = ""
    leads: str = ""
    reading_key: str = ""
    linked: Links = field(default_factory=Links)
    depends_on: tuple[tuple[str, ...], ...] = ((),)
    faults: list[Fault] = field(default_factory=list)
    text_fingerprint: str = ""
    card_fingerprint: str = ""

    def __post_init__(self) -> None:
        self.text_fingerprint = f"{self.title} {self.lang} {self.photos}"
        self.card_fingerprint = self.text_fingerprint

    @property
    def plans(self) -> tuple[tuple[str, Plan], ...]:
        """Those that are shown in several sizes, by path."""
        return tuple((each.path, each.plan) for each in self.photos if each.plan)

    @property
    def photo_paths(self) -> tuple[str, ...]:
        """Those that are shown as they are."""
        return tuple(each.path for each in self.photos if not each.plan)

    @property
    def expiring(self) -> tuple[tuple[str, date], ...]:
        """Those whose licence ends, with its last day."""
        return tuple((each.path, each.expires) for each in self.photos if each.expires)

    def get_relative_source_path(self) -> str:
        """Return the path of the file that names the photos, below the content folder."""
        return NAME


def own_photos(choices: Iterable[Choice]) -> Iterator[Photo]:
    """Yield the photos that *choices* have on the front page alone, each once."""
    found = {choice.photo.path: choice for choice in choices if choice.photo}
    for choice in found.values():
        assert choice.photo  # noqa: S101 - chosen above
        yield choice.photo
