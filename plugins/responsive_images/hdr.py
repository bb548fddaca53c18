"""Pictures of great brightness (PQ and HLG) on the screens that most readers have.

The brightest of red, green and blue decides how far a colour is darkened, as in Chromium: up to
some 200 nits not at all, above that more and more, and 1,000 nits are white.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from PIL import ImageFilter

Light = tuple[float, float, float]
Nits = Callable[[Light], Light]
"""Returns how bright values from 0 to 1 are, in nits."""

_SHOULDER = (
    *((0.0, 0.0), (200.0, 0.4926), (222.0, 0.5395), (321.0, 0.6724), (380.0, 0.7231)),
    *((466.0, 0.7835), (655.0, 0.8879), (1000.0, 1.0)),
)
"""What Chromium shows of so many nits, from 0 to 1 (measured)."""

_STEPS = 65


@lru_cache(maxsize=4)
def hdr_table(nits: Nits, matrix: tuple[tuple[float, ...], ...]) -> ImageFilter.Color3DLUT:
    """Return a filter from values that *nits* makes bright to sRGB, whose light *matrix* gives."""
    return ImageFilter.Color3DLUT.generate(_STEPS, partial(_in_srgb, nits, matrix))


def _in_srgb(
    nits: Nits, matrix: Sequence[Sequence[float]], red: float, green: float, blue: float
) -> Light:
    light = nits((red, green, blue))
    brightest = max(light)
    factor = _shown(brightest) / brightest if brightest else 0.0
    first, second, third = (
        _encoded(sum(a * b * factor for a, b in zip(row, light, strict=True))) for row in matrix
    )
    return first, second, third


def _shown(nits: float) -> float:
    for (low, below), (high, above) in pairwise(_SHOULDER):
        if nits <= high:
            return below + (above - below) * (nits - low) / (high - low)
    return 1.0


def _encoded(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def _pq(values: Light) -> Light:
    """Return the nits of *values* by SMPTE ST 2084."""

    def nits(value: float) -> float:
        power = value ** (1 / 78.84375)
        part = max(power - 0.8359375, 0.0) / (18.8515625 - 18.6875 * power)
        return float(10_000 * part ** (1 / 0.1593017578125))

    red, green, blue = map(nits, values)
    return red, green, blue


def _hlg(values: Light) -> Light:
    """Return the nits of *values* by ITU-R BT.2100, on a screen of 1,000 nits."""

    def scene(value: float) -> float:
        if value <= 0.5:
            return value * value / 3
        return (math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12

    red, green, blue = map(scene, values)
    luminance = 0.2627 * red + 0.678 * green + 0.0593 * blue
    factor = 1000 * luminance**0.2
    return red * factor, green * factor, blue * factor


HDR: Mapping[int, Nits] = {16: _pq, 18: _hlg}
"""How bright values are, by the number of the transfer in H.273."""
