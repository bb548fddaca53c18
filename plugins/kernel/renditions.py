"""The sizes and formats that a photo is shown in, and the addresses of their files.

All that is said here follows from what is known of a photo; nothing is opened and nothing made.
"""

from collections.abc import Callable
from hashlib import blake2b
from posixpath import basename, splitext
from typing import Any, NamedTuple
from urllib.parse import quote

from PIL import __version__ as pillow
from PIL import features

FOLDER = "photos/sized"
"""Where the files lie below the site's address. The names of all of them bear a content hash."""

CARDS = "social-cards"
"""The same of what is drawn for stories without a photo."""

WIDTHS = (224, 336, 480, 608, 720, 960, 1080, 1280, 1440, 1920)
"""Pixels across. They are those of the theme's places for a photo, on screens of one, two and
three pixels to the point: a phone's column 358, 716, 1074; a list 224, 448, 672; related stories
304, 608, 912; a story's column 608, 1216, 1824; across it 960, 1920. Chromium takes a smaller file
than the place asks for when that is nearer by the geometric mean, so none is much too large."""

FALLBACK_WIDTHS = (480, 960, 1920)
"""Pixels across, for the few browsers that know no AVIF."""

CROPS = {"og": (1200, 630), "16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
"""The shapes that social networks and search engines ask for: pixels across and down, at most."""

TINY_WIDTH, TINY_FILE = 320, 12 * 1024
"""A photo of no more pixels across, or bytes, is shown as it is."""

TINY_AREA = 4_000_000
"""Pixels. A file of few bytes that unpacks to more is no tiny one."""

LONGEST_STEM = 120
"""Bytes of a photo's name that its files begin with."""

SUFFIXES = {"AVIF": ".avif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
TYPES = {"AVIF": "image/avif", "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


class Rendition(NamedTuple):
    """A file to be made of a photo: its name below the site's address, its size and its format.

    *crop* is the part of the photo that it shows, as left, top, right, bottom in pixels.
    """

    name: str
    width: int
    height: int
    kind: str
    crop: tuple[int, int, int, int] | None = None

    @property
    def url(self) -> str:
        """The file's address below the site's."""
        return quote(self.name, safe="/")

    @property
    def file(self) -> str:
        """What tells the file from others of its photo, such as "640.avif"."""
        return self.name.rpartition("-")[2]


class Plan(NamedTuple):
    """How a photo is shown in several sizes: the beginning of its files' names, and its own size.

    *flat* says that it is a drawing more than a photograph, or that one sees through it; *focus*
    is the point around which it is cropped, in hundredths from the left and the top.
    """

    stem: str
    width: int
    height: int
    flat: bool
    focus: tuple[int, int]

    @property
    def key(self) -> str:
        """What the files are kept under: a digest of the photo and of how they are made."""
        return self.stem.rpartition("-")[2]

    @property
    def url(self) -> str:
        """The address below the site's of the largest file that every browser shows."""
        return self.renditions()[-1].url

    def renditions(self) -> tuple[Rendition, ...]:
        """Return the files in which the photo is shown, format by format, small to large.

        The last format is the one for browsers that know no other. None is larger than the photo.
        """
        last = "PNG" if self.flat else "JPEG"
        kinds = [("AVIF", WIDTHS), ("WEBP", FALLBACK_WIDTHS), (last, FALLBACK_WIDTHS)]
        if not self.flat:
            del kinds[1]  # WebP is little smaller than a JPEG, and much smaller than a PNG
        return tuple(
            Rendition(f"{self.stem}-{width}{SUFFIXES[kind]}", width, self._height(width), kind)
            for kind, widths in kinds
            for width in _fitting(widths, self.width)
        )

    def crops(self) -> dict[str, Rendition]:
        """Return the parts of the photo for social networks and search engines, by their names."""
        return {name: self._crop(name, *size) for name, size in CROPS.items()}

    def _crop(self, name: str, across: int, down: int) -> Rendition:
        box = self.cropped(across / down)
        width = min(across, box[2] - box[0])
        height = max(1, round(width * down / across))
        return Rendition(f"{self.stem}-{name}.jpg", width, height, "JPEG", box)

    def cropped(self, shape: float) -> tuple[int, int, int, int]:
        """Return the largest part of the photo of a *shape*, width by height, around its focus."""
        across = min(self.width, max(1, round(self.height * shape)))
        down = min(self.height, max(1, round(self.width / shape)))
        left = _place(self.width, across, self.focus[0])
        top = _place(self.height, down, self.focus[1])
        return left, top, left + across, top + down

    def _height(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))


def plan(photo: Any, recipe: Callable[[], str]) -> Plan | None:
    """Return how *photo* is shown; None for a drawing, an animation or a tiny one: as it is.

    What *recipe* gives changes whenever its files are to be made otherwise.
    """
    if photo.kind not in SUFFIXES or photo.animated:
        return None
    small = photo.width * photo.height <= TINY_AREA
    if small and (photo.width <= TINY_WIDTH or photo.bytes <= TINY_FILE):
        return None
    codecs = [f"{name} {features.version(name)}" for name in ("avif", "webp", "jpg")]
    parts = "\0".join([photo.digest, recipe(), pillow, *codecs])
    key = blake2b(parts.encode(), digest_size=6).hexdigest()
    stem = splitext(basename(photo.path))[0].encode()[:LONGEST_STEM].decode("utf-8", "ignore")
    return Plan(f"{FOLDER}/{stem}-{key}", photo.width, photo.height, photo.flat, photo.focus)


def _fitting(widths: tuple[int, ...], most: int) -> list[int]:
    return sorted({*(width for width in widths if width < most), min(most, widths[-1])})


def _place(whole: int, part: int, focus: int) -> int:
    """Return where a *part* begins whose middle is as near as can be to *focus*, in hundredths."""
    return max(0, min(whole - part, round(whole * focus / 100 - part / 2)))
