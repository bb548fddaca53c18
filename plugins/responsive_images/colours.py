"""The colours of a photo, as browsers understand them, as an ICC profile.

A file may have a profile, or only name its colours: by numbers of ITU-T H.273 (cICP in a PNG, nclx
in an AVIF or HEIC), or by the gAMA and cHRM of a PNG. What counts if a PNG has several of them
follows the PNG specification (https://www.w3.org/TR/png-3/#color-chunk-precedence).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from PIL import Image, ImageFilter

from .hdr import HDR, hdr_table

Matrix = tuple[tuple[float, ...], ...]
Curve = Callable[[float], float]
"""Returns the light, from 0 to 1, of a value from 0 to 1."""

SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
"""The white point, red, green and blue, each as x and y."""

_PRIMARIES = {
    4: (0.31, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08),
    5: (0.3127, 0.329, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06),
    6: (0.3127, 0.329, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
    7: (0.3127, 0.329, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
    9: (0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
    12: (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
    22: (0.3127, 0.329, 0.63, 0.34, 0.295, 0.605, 0.155, 0.077),
}
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD: Matrix = (
    (0.8951, 0.2664, -0.1614),
    (-0.7502, 1.7135, 0.0367),
    (0.0389, -0.0685, 1.0296),
)
_SAMPLES = 1024
_GAMMA_OF_SRGB = 45455
"""The gAMA that PNGs in sRGB have."""


class Colours(NamedTuple):
    """Colours by their white point and primaries, each as x and y, and their transfer.

    This is a number of H.273, or minus the exponent of a plain curve.
    """

    primaries: tuple[float, ...]
    transfer: float


Profile = bytes | ImageFilter.Color3DLUT
"""An ICC profile, or a table that shows colours of great brightness; b"" for sRGB."""


def colours_of(image: Image.Image, file: BinaryIO) -> Profile:
    """Return the colours of an opened *image* from *file*."""
    if image.format == "PNG":
        return _profile_of_png(image, file)
    if profile := image.info.get("icc_profile"):
        return profile if isinstance(profile, bytes) else b""
    numbers = _nclx(image, file)
    return _profile(image, _by_numbers(*numbers)) if numbers else b""


def _nclx(image: Image.Image, file: BinaryIO) -> tuple[int, int] | None:
    """Return the primaries and the transfer that an AVIF or HEIC names; None without them."""
    known = image.info.get("nclx_profile")
    if isinstance(known, dict):
        return int(known["color_primaries"]), int(known["transfer_characteristics"])
    if image.format != "AVIF":
        return None
    file.seek(0)
    _, found, numbers = file.read(65536).partition(b"colrnclx")
    if not found or len(numbers) < 4:
        return None
    return int.from_bytes(numbers[:2]), int.from_bytes(numbers[2:4])


def _by_numbers(primaries: int, transfer: int) -> Colours:
    return Colours(_PRIMARIES.get(primaries, SRGB), transfer)


def _profile_of_png(image: Image.Image, file: BinaryIO) -> Profile:
    chunks = dict(_chunks(file))
    if len(numbers := chunks.get(b"cICP", b"")) == 4:
        return _profile(image, _by_numbers(numbers[0], numbers[1]))
    if profile := image.info.get("icc_profile"):
        return profile if isinstance(profile, bytes) else b""
    gamma = int.from_bytes(chunks.get(b"gAMA", b""))
    if b"sRGB" in chunks or not gamma:
        return b""
    given = chunks.get(b"cHRM", b"")
    if len(given) != 32 and gamma == _GAMMA_OF_SRGB:
        return b""
    parts = (int.from_bytes(given[at : at + 4]) / 100_000 for at in range(0, 32, 4))
    primaries = tuple(parts) if len(given) == 32 else SRGB
    return _profile(image, Colours(primaries, -100_000 / gamma))


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks about colours of a PNG *file*, which stand before its pixels."""
    file.seek(8)
    while len(head := file.read(8)) == 8 and head[4:] != b"IDAT":
        size = int.from_bytes(head[:4])
        if head[4:] in {b"cICP", b"gAMA", b"cHRM", b"sRGB"} and size <= 64:
            yield head[4:], file.read(size)
            file.seek(4, 1)
        else:
            file.seek(size + 4, 1)


def _profile(image: Image.Image, colours: Colours) -> Profile:
    if colours.primaries == SRGB and _curve(colours.transfer) is _srgb:
        return b""
    if colours.transfer in HDR:
        return hdr_table(HDR[int(colours.transfer)], _matrix(colours.primaries))
    return _made(colours, image.mode in {"1", "L", "LA", "I;16", "I"})


@lru_cache(maxsize=16)
def _made(colours: Colours, grey: bool) -> bytes:
    """Return the ICC profile of *colours* (ICC.1:2001-04); b"" if they are impossible."""
    curve = _curve(colours.transfer)
    light = (curve(at / (_SAMPLES - 1)) for at in range(_SAMPLES))
    points = b"".join(round(max(0.0, min(1.0, each)) * 65535).to_bytes(2) for each in light)
    table = b"curv\0\0\0\0" + _SAMPLES.to_bytes(4) + points
    tags = {b"desc": b"desc\0\0\0\0\0\0\0\x05Made\0" + bytes(78), b"wtpt": _xyz(_D50)}
    if grey:
        tags[b"kTRC"] = table
    else:
        try:
            columns = _primaries(colours.primaries)
        except (ArithmeticError, OverflowError):
            return b""
        for letter, column in zip(b"rgb", columns, strict=True):
            tags[bytes([letter]) + b"XYZ"] = _xyz(column)
            tags[bytes([letter]) + b"TRC"] = table
    return _packed(tags, b"GRAY" if grey else b"RGB ")


def _packed(tags: dict[bytes, bytes], space: bytes) -> bytes:
    index, body, at = len(tags).to_bytes(4), b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        padded = value + b"\0" * (-len(value) % 4)
        index += name + (at + len(body)).to_bytes(4) + len(value).to_bytes(4)
        body += padded
    size = (at + len(body)).to_bytes(4)
    head = size + b"\0\0\0\0\x02\x40\0\0mntr" + space + b"XYZ " + bytes(12) + b"acsp"
    return head.ljust(68, b"\0") + _xyz(_D50)[8:] + bytes(48) + index + body


def _xyz(values: Sequence[float]) -> bytes:
    numbers = (round(each * 65536).to_bytes(4, signed=True) for each in values)
    return b"XYZ \0\0\0\0" + b"".join(numbers)


def _matrix(places: Sequence[float]) -> Matrix:
    """Return the matrix from red, green and blue at these *places* to those of sRGB."""
    to_xyz, from_xyz = (
        zip(*_primaries(places), strict=True),
        _inverse(tuple(zip(*_primaries(SRGB), strict=True))),
    )
    columns = zip(*to_xyz, strict=True)
    return tuple(zip(*(_times(from_xyz, column) for column in columns), strict=True))


def _primaries(places: Sequence[float]) -> Matrix:
    """Return red, green and blue at these *places* as XYZ, adapted to the white of profiles."""
    white, *corners = (
        (x / y, 1.0, (1 - x - y) / y) for x, y in zip(places[::2], places[1::2], strict=True)
    )
    columns = tuple(zip(*corners, strict=True))
    amounts = _times(_inverse(columns), white)
    cones, target = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    back = _inverse(_BRADFORD)

    def adapted(colour: Sequence[float]) -> tuple[float, ...]:
        seen = _times(_BRADFORD, colour)
        scaled = [each * to / by for each, to, by in zip(seen, target, cones, strict=True)]
        return _times(back, scaled)

    pairs = zip(corners, amounts, strict=True)
    x, y, z = (adapted([part * amount for part in corner]) for corner, amount in pairs)
    return (x, y, z)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _inverse(matrix: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    parts = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return tuple(tuple(each / whole for each in row) for row in parts)


def _curve(transfer: float) -> Curve:
    if transfer < 0:
        return lambda value: value**-transfer
    return _CURVES.get(int(transfer), _srgb)


def _srgb(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


_CURVES: dict[int, Curve] = {
    # As a screen shows them (ITU-R BT.1886).
    **dict.fromkeys((1, 6, 14, 15), lambda value: float(value**2.4)),
    4: lambda value: float(value**2.2),
    5: lambda value: float(value**2.8),
    8: lambda value: value,
}
