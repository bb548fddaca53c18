"""A photo decoded: upright, in sRGB, and no larger than its renditions need."""

import os
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from plugins.photos.heif import heif
from plugins.photos.plans import Rendition
from plugins.photos.signatures import LONGEST, held_by

from .colours import Profile, colours_of

MOST_BYTES = 420_000_000
"""The most memory that decoding a photo may take, so that a process stays below 512 MiB."""

MOST_SHOWN = 14_000_000
"""Pixels. Encoding a larger picture takes more memory than that."""

_COSTS = {"1": 3.5, "L": 3.5, "P": 6, "I;16": 5, "RGB": 6}
"""Bytes that decoding takes per pixel, by mode."""

_CODECS = {"AVIF": 10, "HEIF": 8.5, "WEBP": 16}
"""The same, by format; these decoders hold a picture several times."""

_OTHERS = 12

GAP = 2
"""A photo that cannot be decoded at a smaller size stays this many times as large as needed."""

_FEW = (64, 64)
_UNSEEN = 2
"""Steps of 255 by which colours may differ."""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")

Size = tuple[int, int]


class Decoded(NamedTuple):
    """A *picture* upright in sRGB, at least as large as its renditions, and the photo's *size*."""

    picture: Image.Image
    size: Size


def opened(original: str) -> Image.Image:
    """Return the photo *original*, opened and not yet decoded.

    Raise DecompressionBombError for one that takes too much memory, and whatever Pillow raises.
    """
    with open(original, "rb") as file:
        if held_by(file.read(LONGEST)) == "HEIC":
            return _opened_heif(original)
    image = Image.open(original, formats=_FORMATS)
    if _memory(image) > MOST_BYTES:
        image.close()
        raise Image.DecompressionBombError
    return image


def _opened_heif(original: str) -> Image.Image:
    found = heif(original, os.path.basename(original))
    if found.size[0] * found.size[1] * _CODECS["HEIF"] > MOST_BYTES:
        raise Image.DecompressionBombError
    picture: Image.Image = found.to_pillow()
    picture.info.pop("exif", None)  # it stands upright
    return picture


def _memory(image: Image.Image) -> float:
    """Return about how many bytes decoding *image* takes, or only preparing to if it is a JPEG.

    JPEGs can be decoded at a smaller size, but all of a progressive one is held in memory.
    """
    pixels = image.width * image.height
    if not isinstance(image, JpegImageFile):
        return pixels * _CODECS.get(str(image.format), _COSTS.get(image.mode, _OTHERS))
    if not image.info.get("progressive"):
        return 0
    sampled = [across * down for _, across, down, _ in image.layer]
    return 2 * pixels * sum(sampled) / max(sampled, default=1)


def most_shown(image: Image.Image) -> int:
    """Return how many pixels a rendition of *image* may have; a drawing takes twice the memory."""
    drawn = image.mode in {"1", "P"} or image.has_transparency_data
    return MOST_SHOWN // 2 if drawn else MOST_SHOWN


def upright_size(image: Image.Image) -> Size:
    """Return width and height of an opened *image* as the reader sees it."""
    return (image.height, image.width) if orientation(image) > 4 else image.size


def divisor(size: Size, wanted: Sequence[Rendition]) -> int:
    """Return by how much a photo of this *size* may be reduced and still serve all *wanted*.

    The result is 1, 2, 4 or 8.
    """
    part = 8
    for one in wanted:
        left, top, right, bottom = one.crop or (0, 0, *size)
        least = min((right - left) // max(1, one.width), (bottom - top) // max(1, one.height))
        while part > max(1, least):
            part //= 2
    return part


def decoded(image: Image.Image, part: int) -> Decoded:
    """Return an opened *image*, decoded at its size divided by *part*, upright and in sRGB."""
    turn = TURNS.get(orientation(image))
    size, profile = upright_size(image), _profile(image)
    drafted = image.draft(None, (max(1, image.width // part), max(1, image.height // part)))
    image.load()
    picture = _in_srgb(_plain(image, 1 if drafted else part // GAP), profile)
    if turn is not None:
        picture = picture.transpose(turn)
    picture.info = {}
    return Decoded(picture, size)


def orientation(image: Image.Image) -> int:
    """Return the orientation that browsers use: from the EXIF before the picture."""
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        value = exif.get(_ORIENTATION)
    except Exception:  # damaged EXIF counts as absent
        return 1
    return value if isinstance(value, int) and value in TURNS else 1


def _plain(image: Image.Image, factor: int) -> Image.Image:
    """Return the *image* in grey, RGB or CMYK, with alpha if it is transparent.

    It is reduced in size by *factor*.
    """
    picture: Image.Image = image
    if image.mode.startswith("I;16"):
        # Scaled to 255 first, or larger values would be clipped; Pillow needs the form a * x + b.
        deep = image if image.mode == "I;16" else image.convert("I")
        picture = deep.point(lambda value: value * (1 / 257) + 0).convert("L")
    elif image.mode == "1":
        picture = image.convert("LA" if "transparency" in image.info else "L")
    elif image.mode == "P" or "transparency" in image.info:
        picture = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        picture = image.convert("RGBA" if image.mode in {"PA", "La", "RGBa"} else "RGB")
    if factor > 1:
        picture = picture.reduce(factor)
    if picture.mode in {"LA", "RGBA"} and picture.getextrema()[-1] == (255, 255):
        picture = picture.convert(picture.mode[:-1])
    return picture


def _profile(image: Image.Image) -> Profile:
    """Return the colours of an opened *image*."""
    name = getattr(image, "filename", "")
    if not name:  # it is a HEIC, and decoded
        return colours_of(image, BytesIO())
    with open(name, "rb") as file:
        return colours_of(image, file)


def _in_srgb(picture: Image.Image, profile: Profile) -> Image.Image:
    """Return the *picture* in sRGB; a *profile* that does not fit is ignored."""
    if not isinstance(profile, bytes):
        shown = picture.convert("RGBA" if picture.mode in {"LA", "RGBA"} else "RGB")
        return shown.filter(profile).convert(picture.mode)
    if profile:
        with suppress(Exception):  # it is damaged, or for another colour mode than the picture's
            picture = _converted(picture, profile)
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    if picture.mode == "LA":
        grey, alpha = picture.split()
        return Image.merge("LA", (_converted(grey, profile), alpha))
    source, web = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    transform = ImageCms.buildTransform(source, web, picture.mode, mode)
    if picture.mode == mode:
        if not _changes_nothing(transform, mode):
            ImageCms.applyTransform(picture, transform, inPlace=True)
        return picture
    done = ImageCms.applyTransform(picture, transform) or picture
    return done.convert("L") if picture.mode == "L" else done


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Return whether *transform* leaves colours as they are: a profile's name says little."""
    steps = [round(each * 255 / 7) for each in range(8)]
    cube = bytes(
        each for red in steps for green in steps for blue in steps for each in (red, green, blue)
    )
    before = Image.frombytes("RGB", (64, 8), cube).convert(mode)
    after = ImageCms.applyTransform(before, transform) or before
    differences = ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getextrema()
    return all(most <= _UNSEEN for _, most in differences)  # type: ignore[misc]


def average_colour(picture: Image.Image) -> str:
    """Return the average colour of the *picture*, as "rrggbb", on white where it is transparent.

    Some of its pixels speak for all.
    """
    few = opaque(picture.resize(_FEW, Image.Resampling.NEAREST))
    return few.resize((1, 1), Image.Resampling.BOX).convert("RGB").tobytes().hex()


def opaque(picture: Image.Image) -> Image.Image:
    """Return the *picture* without transparency, on white."""
    if picture.mode not in {"LA", "RGBA"}:
        return picture
    paper = Image.new(picture.mode[:-1], picture.size, "white")
    paper.paste(picture.convert(picture.mode[:-1]), mask=picture.getchannel("A"))
    return paper
