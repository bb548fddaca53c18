"""The files of a photo: each of its sizes, formats and parts, with its rights in every one.

A photo is decoded once. From the first, large picture come the smaller ones, each from the
smallest that is at least twice its size, so that little is computed and nothing is blurred.
"""

import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple

from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngInfo

from plugins.kernel.photo_metadata import Metadata
from plugins.kernel.photos import UnreadablePhotoError
from plugins.kernel.renditions import Rendition

from . import rights
from .tones import RECORD

MOST_PIXELS = 120_000_000
"""Pixels of what is no JPEG, for only a JPEG can be decoded at a fraction of its size."""

SETTINGS: Mapping[str, Mapping[str, Any]] = {
    # As good to the eye as the JPEG, at 60 % of its bytes. Speed 6 saves 4 % of them and takes
    # three times as long; speed 9 takes a third and adds 8 %. Every core has a photo of its own.
    "AVIF": {"quality": 60, "speed": 8, "subsampling": "4:2:0", "max_threads": 1},
    "JPEG": {"quality": 80, "progressive": True, "optimize": True, "subsampling": "4:2:0"},
    # Only drawings are made as WebP: without loss, and yet half of what the PNG takes.
    "WEBP": {"lossless": True, "quality": 75, "method": 4},
    # The compressor's usual effort: the largest takes twice as long for one byte in a hundred.
    "PNG": {},
}

FLAT_AVIF: Mapping[str, Any] = {**SETTINGS["AVIF"], "quality": 80, "subsampling": "4:4:4"}
"""Lines and letters show what a photo hides; still it is half of the WebP."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_GAP = 2  # how many times larger than its copy a picture is to be

Size = tuple[int, int]
Box = tuple[float, float, float, float]


class Negative(NamedTuple):
    """A picture upright in sRGB, at least as large as all that is made of it, and the size of the
    photo that it stands for."""

    picture: Image.Image
    size: Size


def developed(
    original: str,
    sets: Mapping[str, Sequence[Rendition]],
    said: Metadata,
    whole: Sequence[Rendition] = (),
    still: Callable[[], bool] = lambda: True,
) -> str:
    """Make *sets* of files of the photo *original*, with what is *said* of it; each by its folder.

    Return the photo's average colour, as "rrggbb". A folder appears when all its files are there;
    where it is there already, they replace those in it one by one. *whole* is all that is ever made
    of the photo: by that is decided how large it is decoded, so that a file is the same whatever
    else is made with it. Raise `UnreadablePhotoError` for a damaged photo, and for one that is not
    *still* what it was; `OSError` for a full disk.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _complaints(original), _opened(original) as image:
            size = _upright(image.size, _orientation(image))
            negative = _exposed(image, _part(size, [*whole, *chain(*sets.values())]))
        tone = _tone(negative.picture)
        for folder, wanted in sets.items():
            files = _files(negative, wanted, said, original)
            if not still():
                raise UnreadablePhotoError(f'photo "{os.path.basename(original)}" was changed.')
            record = {"files": {name: len(data) for name, data in files}, "tone": tone}
            _keep([*files, (RECORD, json.dumps(record).encode())], folder)
    return tone


def _keep(files: Sequence[tuple[str, bytes]], folder: str) -> None:
    """Write *files* so that *folder* is there with all of them, or is as it was."""
    parent, name = os.path.split(os.path.abspath(folder))
    os.makedirs(parent, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=parent) as aside:
        whole = os.path.join(aside, name)
        os.mkdir(whole)  # a temporary folder itself is hidden from other users
        for file, data in files:
            with open(os.path.join(whole, file), "xb") as out:
                out.write(data)
        try:
            os.rename(whole, folder)
        except OSError:
            if not os.path.isdir(folder):
                raise
            for file, _ in files:  # another process was faster
                os.replace(os.path.join(whole, file), os.path.join(folder, file))


# The negative


@contextmanager
def _complaints(original: str) -> Iterator[None]:
    """Turn whatever a decoder objects to into words about the photo *original*."""
    name = os.path.basename(original)
    try:
        yield
    except (Image.DecompressionBombError, MemoryError) as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" has too many pixels. Save it smaller, as a JPEG for example.'
        ) from problem
    except Exception as problem:  # decoders answer damage with errors of every kind
        raise UnreadablePhotoError(f'photo "{name}" {_complaint(problem)}') from problem


def _complaint(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno is not None:
        return f"cannot be read: {problem.strerror}."
    early = isinstance(problem, EOFError) or "truncated" in str(problem).lower()
    return f"is damaged{': it ends too early' if early else ''}. Copy the original again."


def _opened(original: str) -> Image.Image:
    image = Image.open(original, formats=_FORMATS)
    if not isinstance(image, JpegImageFile) and image.width * image.height > MOST_PIXELS:
        image.close()
        raise Image.DecompressionBombError
    return image


def _upright(size: Size, orientation: int) -> Size:
    return (size[1], size[0]) if orientation > 4 else size


def _part(size: Size, wanted: Sequence[Rendition]) -> int:
    """Return to which part of its *size* a photo may shrink and yield all that is *wanted*: 1 for
    the whole, 2 for a half, 4 or 8."""
    part = 8
    for one in wanted:
        left, top, right, bottom = one.crop or (0, 0, *size)
        least = min((right - left) // max(1, one.width), (bottom - top) // max(1, one.height))
        while part > max(1, least):
            part //= 2
    return part


def _exposed(image: Image.Image, part: int) -> Negative:
    """Return the negative of an opened *image*, decoded at a *part* of its size."""
    orientation = _orientation(image)
    size, profile = _upright(image.size, orientation), image.info.get("icc_profile")
    drafted = image.draft(None, (max(1, image.width // part), max(1, image.height // part)))
    image.load()
    picture = _in_srgb(_plain(image, 1 if drafted else part // _GAP), profile)
    if orientation in _TURNS:
        picture = picture.transpose(_TURNS[orientation])
    picture.info = {}
    return Negative(picture, size)


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held, as browsers know it: from the EXIF before the picture."""
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        value = exif.get(_ORIENTATION)
    except Exception:  # damaged EXIF is no EXIF
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _plain(image: Image.Image, factor: int) -> Image.Image:
    """Return the *image* in grey, RGB or CMYK, with transparency where it has some, and smaller by
    a *factor*."""
    picture: Image.Image = image
    if image.mode == "I;16":
        # To 255 first, for what is larger would be cut off; and Pillow wants a sum and a product.
        picture = image.point(lambda value: value * (1 / 257) + 0).convert("L")
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


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Return the *picture* in the colours of the web; an unfit *profile* counts as none."""
    if isinstance(profile, bytes) and profile:
        with suppress(Exception):  # it is damaged, or of other colours than the picture
            picture = _converted(picture, profile)
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    if ImageCms.getProfileDescription(source).startswith("sRGB"):
        return picture
    if picture.mode == "LA":
        grey, alpha = picture.split()
        return Image.merge("LA", (_converted(grey, profile), alpha))
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    web = ImageCms.createProfile("sRGB")
    transform = ImageCms.buildTransform(source, web, picture.mode, mode)
    if picture.mode == mode:
        ImageCms.applyTransform(picture, transform, inPlace=True)
        return picture
    done = ImageCms.applyTransform(picture, transform) or picture
    return done.convert("L") if picture.mode == "L" else done


def _tone(picture: Image.Image) -> str:
    """Return the average colour of the *picture*, on white where it is transparent."""
    dot = _opaque(picture.resize((1, 1), Image.Resampling.BOX)).convert("RGB")
    return dot.tobytes().hex()


# The prints


def _files(
    negative: Negative, wanted: Sequence[Rendition], said: Metadata, original: str
) -> list[tuple[str, bytes]]:
    packet, exif = rights.packet(said), rights.exif(said)
    flat = any(one.kind == "PNG" for one in wanted)
    files = []
    for one, picture in _prints(negative, wanted):
        try:
            data = _encoded(picture, one.kind, flat, packet, exif)
        except (OSError, RuntimeError, ValueError) as problem:  # no disk: nothing is written yet
            raise UnreadablePhotoError(
                f'photo "{os.path.basename(original)}" is too tall to be shown. Cut it in two.'
            ) from problem
        files.append((one.file, data))
    return files


def _prints(
    negative: Negative, wanted: Sequence[Rendition]
) -> Iterator[tuple[Rendition, Image.Image]]:
    """Yield each of *wanted* with its picture, large to small."""
    shown: dict[Box, list[Image.Image]] = {}
    for one in sorted(wanted, key=lambda one: -one.width):
        box = _box(negative, one.crop)
        size = min(one.width, negative.size[0]), min(one.height, negative.size[1])
        sources = shown.setdefault(box, [])
        picture = next((picture for picture in sources if picture.size == size), None)
        if picture is None:
            picture = _resized(negative.picture, box, sources, size)
            sources.append(picture)
        yield one, picture


def _box(negative: Negative, crop: tuple[int, int, int, int] | None) -> Box:
    """Return the *crop* of a photo in the pixels of its negative."""
    picture = negative.picture
    if crop is None:
        return 0, 0, picture.width, picture.height
    across, down = picture.width / negative.size[0], picture.height / negative.size[1]
    left, top, right, bottom = crop
    return (
        max(0, left * across),
        max(0, top * down),
        min(picture.width, right * across),
        min(picture.height, bottom * down),
    )


def _resized(
    picture: Image.Image, box: Box, sources: Sequence[Image.Image], size: Size
) -> Image.Image:
    """Return part of a *picture* in a *size*, from the smallest that is good enough."""
    for source in reversed(sources):
        if source.width >= _GAP * size[0] and source.height >= _GAP * size[1]:
            return source.resize(size, Image.Resampling.LANCZOS)
    if size == picture.size and box == (0, 0, *size):
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=float(_GAP))


def _encoded(picture: Image.Image, kind: str, flat: bool, packet: bytes, exif: bytes) -> bytes:
    options = dict(FLAT_AVIF if flat and kind == "AVIF" else SETTINGS[kind])
    if kind == "PNG":
        words = PngInfo()
        if packet:
            words.add_itxt("XML:com.adobe.xmp", packet.decode())
        options["pnginfo"] = words
    elif packet:
        options["xmp"] = packet
    if exif:
        options["exif"] = exif
    data = BytesIO()
    (_opaque(picture) if kind == "JPEG" else picture).save(data, kind, **options)
    return data.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    """Return the *picture* on white paper."""
    if picture.mode not in {"LA", "RGBA"}:
        return picture
    paper = Image.new(picture.mode[:-1], picture.size, "white")
    paper.paste(picture.convert(picture.mode[:-1]), mask=picture.getchannel("A"))
    return paper
