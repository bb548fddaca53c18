"""A photo in smaller sizes: each is made once, from the smallest one that is large enough."""

from collections.abc import Iterable

from PIL import Image

from .decoding import Decoded, Size

GAP = 1.5
"""A picture is scaled down only from one that is at least this many times as large: pictures made
step by step are as sharp as those made from the photo, and take a third of the time."""

REDUCING_GAP = 2.0
"""From how many times the size on Pillow may skip pixels."""

FILTERS = ((4_000_000, Image.Resampling.BICUBIC), (0, Image.Resampling.LANCZOS))
"""The filter by the pixels that a picture has at least, from which one is made that is far smaller
(by `GAP`). The first takes 70 % of the time. Faster ones blur fine points such as stars."""

Box = tuple[float, float, float, float]
"""Part of a photo, as parts of its width and height: left, top, right, bottom."""

_WHOLE = (0.0, 0.0, 1.0, 1.0)


class Scaled:
    """Pictures of *photo*; those of the whole photo have the sizes *steps*.

    What is made of a photo depends on its steps, and not on the order in which it is made.
    """

    def __init__(self, photo: Decoded, steps: Iterable[Size]) -> None:
        self.photo = photo
        self.steps = sorted({self._possible(step) for step in steps})
        self._made: dict[Size, Image.Image] = {}

    def picture(self, size: Size, crop: tuple[int, int, int, int] | None = None) -> Image.Image:
        """Return the photo, or the *crop* of it, in this *size*, and no larger than it is."""
        size = self._possible(size)
        if crop:
            across, down = self.photo.size
            left, top, right, bottom = crop
            return self._resized(size, (left / across, top / down, right / across, bottom / down))
        if size not in self._made:
            self._made[size] = self._resized(size, _WHOLE)
        return self._made[size]

    def _possible(self, size: Size) -> Size:
        return min(size[0], self.photo.size[0]), min(size[1], self.photo.size[1])

    def _resized(self, size: Size, part: Box) -> Image.Image:
        source = self._source(size, part)
        if size == source.size and part == _WHOLE:
            return source
        left, top, right, bottom = part
        box = (
            left * source.width,
            top * source.height,
            min(source.width, right * source.width),
            min(source.height, bottom * source.height),
        )
        return source.resize(size, _filter(source, box, size), box, REDUCING_GAP)

    def _source(self, size: Size, part: Box) -> Image.Image:
        """Return the smallest picture of the photo that is large enough to make *part* from it."""
        across, down = part[2] - part[0], part[3] - part[1]
        for step in self.steps:
            if step[0] * across >= GAP * size[0] and step[1] * down >= GAP * size[1]:
                return self.picture(step)
        return self.photo.picture


def _filter(source: Image.Image, box: Box, size: Size) -> Image.Resampling:
    """Return with which filter the *box* in *source* is scaled to this *size*."""
    far = min((box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1]) >= GAP
    pixels = source.width * source.height if far else 0
    return next(each for least, each in FILTERS if pixels >= least)
