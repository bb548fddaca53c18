"""The renditions of a photo: their sizes, formats and names, planned before any is made.

Everything here follows from the facts about a photo; no file is opened or made.
"""

from posixpath import basename, splitext
from typing import NamedTuple
from urllib.parse import quote

from .formats import CROPS, FOLDER, SUFFIXES

WIDTHS = (224, 336, 480, 608, 720, 960, 1080, 1280, 1440, 1920)
"""Pixels across. They suit the theme's places for a photo, on screens with one, two and three
pixels per CSS pixel: a phone's column 358, 716, 1074; a list 224, 448, 672; related stories 304,
608, 912; a story's column 608, 1216, 1824; wider than it 960, 1920. Chromium takes a smaller file
than the place needs if that is nearer by the geometric mean, so none is much too large."""

FALLBACK_WIDTHS = (480, 960, 1920)
"""Pixels across, for the few browsers without AVIF."""

TINY_WIDTH, TINY_FILE = 320, 12 * 1024
"""Pixels across, and bytes. A photo with no more than either is shown as it is."""

TINY_AREA = 4_000_000
"""Pixels. A photo with more is not tiny, however few bytes its file has."""

LONGEST_STEM = 120
"""The most bytes of a photo's name with which the names of its renditions begin."""

RESIZED = frozenset({"AVIF", "JPEG", "PNG", "WEBP"})
"""The formats of originals that are shown in several sizes."""


class Rendition(NamedTuple):
    """A file made from a photo: its name below the site's address, its size and its format.

    *crop* is the part of the photo that it shows: left, top, right, bottom in pixels of the photo.
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
        """The end of the name, unique among the photo's renditions, such as "640.avif"."""
        return self.name.rpartition("-")[2]


class Plan(NamedTuple):
    """How a photo is shown in several sizes: the beginning of its files' names, and its own size.

    *flat* means that it is more a drawing than a photograph, or is transparent; *focus* is the
    point around which it is cropped, in percent from the left and the top.
    """

    stem: str
    width: int
    height: int
    flat: bool
    focus: tuple[int, int]

    @property
    def key(self) -> str:
        """The key of the files in the cache: a digest of the photo and of the code for them."""
        return self.stem.rpartition("-")[2]

    @property
    def url(self) -> str:
        """The address below the site's of the largest file that every browser shows."""
        return self.renditions()[-1].url

    def renditions(self) -> tuple[Rendition, ...]:
        """Return the files in which the photo is shown, format by format, small to large.

        The last format is for browsers that know no other. No file is larger than the photo.
        """
        last = "PNG" if self.flat else "JPEG"
        kinds = [("AVIF", WIDTHS), ("WEBP", FALLBACK_WIDTHS), (last, FALLBACK_WIDTHS)]
        if not self.flat:
            del kinds[1]  # WebP is only a little smaller than JPEG, but much smaller than PNG
        return tuple(
            Rendition(f"{self.stem}-{width}{SUFFIXES[kind]}", width, self._height(width), kind)
            for kind, widths in kinds
            for width in _fitting(widths, self.width)
        )

    def crops(self) -> dict[str, Rendition]:
        """Return the crops for social networks and search engines, by their names."""
        return {name: self._crop(name, *size) for name, size in CROPS.items()}

    def files(self) -> tuple[Rendition, ...]:
        """Return every file that may be made from the photo."""
        return (*self.renditions(), *self.crops().values())

    def _crop(self, name: str, across: int, down: int) -> Rendition:
        box = self.cropped(across / down)
        width = min(across, box[2] - box[0])
        height = max(1, round(width * down / across))
        return Rendition(f"{self.stem}-{name}.jpg", width, height, "JPEG", box)

    def cropped(self, shape: float) -> tuple[int, int, int, int]:
        """Return the largest crop with a *shape*, width by height, around the photo's focus."""
        across = min(self.width, max(1, round(self.height * shape)))
        down = min(self.height, max(1, round(self.width / shape)))
        left = _place(self.width, across, self.focus[0])
        top = _place(self.height, down, self.focus[1])
        return left, top, left + across, top + down

    def _height(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))


def is_resized(kind: str, animated: bool, size: tuple[int, int], weight: int) -> bool:
    """Return whether a photo of these pixels across and down, and bytes, is shown in several sizes.

    Drawings, animations and tiny photos are shown as they are.
    """
    if kind not in RESIZED or animated:
        return False
    small = size[0] * size[1] <= TINY_AREA
    return not (small and (size[0] <= TINY_WIDTH or weight <= TINY_FILE))


def stem(path: str, key: str) -> str:
    """Return the beginning of the names of the renditions of the photo *path*; *key* ends it."""
    name = splitext(basename(path))[0].encode()[:LONGEST_STEM].decode("utf-8", "ignore")
    return f"{FOLDER}/{name}-{key}"


def _fitting(widths: tuple[int, ...], most: int) -> list[int]:
    return sorted({*(width for width in widths if width < most), min(most, widths[-1])})


def _place(total: int, part: int, focus: int) -> int:
    """Return where a *part* begins so that its middle is as near to *focus* percent as possible."""
    return max(0, min(total - part, round(total * focus / 100 - part / 2)))
