"""The renditions of a photo: their sizes, formats and names, planned before any is made.

Everything here follows from the facts about a photo; no file is opened or made.
"""

from posixpath import basename, splitext
from typing import NamedTuple
from urllib.parse import quote

from .formats import CROPS, FOLDER, ORIGINALS, SHARED_CROP, SUFFIXES

WIDTHS = (336, 480, 608, 1080, 1920)
"""Pixels across, at most. They suit the theme's places for a photo, on screens with one, two and
three pixels per CSS pixel: lists and small cards 224 to 312, cards on a desk 346 to 480, a story's
column 608 and 1216, a phone's column 716 and 1074, a wide picture 960 and 1920. Chromium takes a
smaller file than the place needs if that is nearer by the geometric mean. A width is kept only if
it saves one of these places at least a `SAVING` of the bytes, and a photo becomes ten files at
most, its four crops among them."""

FALLBACK_WIDTH = 1080
"""The most pixels across, for feeds, search engines and the few browsers without AVIF."""

SAVING = 0.2
"""The least part of the bytes of the next larger file that a smaller one has to save."""

GROWTH = 1.45
"""The bytes of a photo grow with its width to this power (measured: 1.4 to 1.66)."""

TINY_WIDTH, TINY_FILE = 320, 12 * 1024
"""Pixels across, and bytes. A photo with no more than either is shown as it is."""

TINY_AREA = 4_000_000
"""Pixels. A photo with more is not tiny, however few bytes its file has."""

LONGEST_STEM = 120
"""The most bytes of a photo's name with which the names of its renditions begin."""

LIGHT = 500_000
"""Bytes. A drawing with no more is also published as it is, for browsers without AVIF."""

FAINT = 1 / 8
"""Bytes per pixel. A JPEG with no more, of low quality already, is published as it is as well."""

LEAST_CROP = 50_000
"""Pixels. Search engines do not use a smaller picture."""

RESIZED = frozenset({"AVIF", "GIF", "JPEG", "PNG", "WEBP", *ORIGINALS.values()})
"""The formats of originals that are shown in several sizes."""


class Rendition(NamedTuple):
    """A file made from a photo: its name below the site's address, its size and its format.

    *crop* is the part of the photo that it shows: left, top, right, bottom in pixels of the photo.
    *copied* means that it is the original itself, without private metadata.
    """

    name: str
    width: int
    height: int
    kind: str
    crop: tuple[int, int, int, int] | None = None
    copied: bool = False

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
    point around which it is cropped, in percent from the left and the top. *kind* is the format of
    the original, and *copied* means that the original itself is one of the files.
    """

    stem: str
    width: int
    height: int
    flat: bool
    focus: tuple[int, int]
    kind: str = "JPEG"
    copied: bool = False

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

        The last one is for browsers without AVIF. No file is larger than the photo. The files of
        another format than the last are not made if they would save nothing.
        """
        modern = (self._whole(width, "AVIF") for width in _fitting(WIDTHS, self.width))
        return (*modern, self._fallback())

    def _fallback(self) -> Rendition:
        """Return the file that every browser shows."""
        if self.copied:
            return self._whole(self.width, self.kind)._replace(copied=True)
        if not self.flat:
            return self._whole(min(FALLBACK_WIDTH, self.width), "JPEG")
        kind = "WEBP" if self.kind in {"AVIF", "HEIF", "WEBP"} else "PNG"
        return self._whole(min(WIDTHS[-1], self.width), kind)

    def _whole(self, width: int, kind: str) -> Rendition:
        name = f"{self.stem}-{width}{SUFFIXES[kind]}"
        return Rendition(name, width, self._height(width), kind)

    def crops(self) -> dict[str, Rendition]:
        """Return the crops for social networks and search engines, by their names.

        A crop that is too small for search engines is left out.
        """
        made = {name: self._crop(name, *size) for name, size in CROPS.items()}
        return {
            name: each
            for name, each in made.items()
            if name == SHARED_CROP or each.width * each.height >= LEAST_CROP
        }

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

    Drawings, animations and tiny photos are shown as they are, if browsers show their formats.
    """
    if kind not in RESIZED or animated:
        return False
    small = size[0] * size[1] <= TINY_AREA
    tiny = small and (size[0] <= TINY_WIDTH or weight <= TINY_FILE)
    return not tiny or kind in ORIGINALS.values()


def is_copied(kind: str, flat: bool, size: tuple[int, int], weight: int) -> bool:
    """Return whether the original itself is one of the files in which a photo is shown.

    *size* is in pixels across and down, *weight* in bytes. A photo is copied if it has so few bytes
    that a new file in the same size or smaller would often have more.
    """
    area = size[0] * size[1]
    if kind == "JPEG":
        return size[0] <= FALLBACK_WIDTH and weight <= FAINT * area
    return flat and kind in {"GIF", "PNG", "WEBP"} and area <= TINY_AREA and weight <= LIGHT


def stem(path: str, key: str) -> str:
    """Return the beginning of the names of the renditions of the photo *path*; *key* ends it."""
    name = splitext(basename(path))[0].encode()[:LONGEST_STEM].decode("utf-8", "ignore")
    return f"{FOLDER}/{name}-{key}"


def _fitting(widths: tuple[int, ...], most: int) -> list[int]:
    """Return those of *widths* that save enough bytes of a photo that is *most* pixels across."""
    largest = min(most, widths[-1])
    enough = largest * (1 - SAVING) ** (1 / GROWTH)
    return [*(width for width in widths if width <= enough), largest]


def _place(total: int, part: int, focus: int) -> int:
    """Return where a *part* begins so that its middle is as near to *focus* percent as possible."""
    return max(0, min(total - part, round(total * focus / 100 - part / 2)))
