"""A photo and all that is known about it."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from plugins.kernel.faults import Fault

from .credentials import Provenance
from .metadata import Metadata
from .plans import Plan


@dataclass(frozen=True)
class Photo:
    """A photo, with its own metadata and what the newsroom adds; fields are empty if unknown.

    *path* is relative to the content folder, with slashes: `photos/night-bus.jpg`. *width* and
    *height* are those that the reader sees. *caption*, *credit*, *alt* and *description* are in
    the language of the story.
    """

    path: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    alt: str = ""
    description: str = ""
    kind: str = ""
    """JPEG, PNG, WEBP, AVIF, GIF or SVG."""
    digest: str = ""
    """Changes with any byte of the file, or of the files beside it."""
    bytes: int = 0
    flat: bool = False
    """Whether JPEG would harm it: it is partly transparent, or has few colours."""
    animated: bool = False
    dark: bool = False
    """Whether it is a drawing with colours of its own for dark pages."""
    focus: tuple[int, int] = (50, 50)
    """The point that crops keep in sight: percent from the left and the top."""
    expires: date | None = None
    """The last day on which it may be shown."""
    metadata: Metadata = field(default_factory=Metadata)
    provenance: Provenance | None = None
    """How the original came about, by its content credentials or IPTC's source type."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with its metadata, for the copy desk."""
    plan: Plan | None = None
    """How it is shown in several sizes; None if it is shown as it is."""

    @property
    def doubts(self) -> tuple[Fault, ...]:
        """Those of its faults that are in its own file, which has no lines."""
        return tuple(fault for fault in self.faults if fault.path.endswith(self.path))

    @property
    def url(self) -> str:
        """The photo's address below the site's, percent-encoded."""
        return self.plan.url if self.plan else quote(self.path, safe="/")
