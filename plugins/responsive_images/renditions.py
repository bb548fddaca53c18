"""Makes the renditions of a photo: each size, format and crop, with its rights in every file.

A photo is decoded once. The largest picture is made first; each smaller one is made from the
smallest that is at least twice its size, which is quick and keeps pictures sharp.
"""

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import chain

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.photos.errors import UnreadablePhotoError
from plugins.photos.plans import Rendition

from .decoding import (
    GAP,
    Decoded,
    Size,
    average_colour,
    decoded,
    divisor,
    opaque,
    opened,
    upright_size,
)
from .embedded_rights import Rights
from .records import RECORD, Record

SETTINGS: Mapping[str, Mapping[str, object]] = {
    # Looks as good as the JPEG at 60 % of its bytes. Speed 6 saves 4 % of them and takes three
    # times as long; speed 9 takes a third and adds 8 %. Every core works on one photo.
    "AVIF": {"quality": 60, "speed": 8, "subsampling": "4:2:0", "max_threads": 1},
    "JPEG": {"quality": 80, "progressive": True, "optimize": True, "subsampling": "4:2:0"},
    # Only flat pictures become WebP: lossless, and still half as large as the PNG.
    "WEBP": {"lossless": True, "quality": 75, "method": 4},
    # The default effort: the highest takes twice as long to save 1 %.
    "PNG": {},
}

FLAT_AVIF: Mapping[str, object] = {**SETTINGS["AVIF"], "quality": 80, "subsampling": "4:4:4"}
"""Lines and letters show losses that a photo hides; still half as large as the WebP."""

Box = tuple[float, float, float, float]


def make_renditions(
    original: str,
    sets: Mapping[str, Sequence[Rendition]],
    rights: Rights,
    all_renditions: Sequence[Rendition] = (),
    unchanged: Callable[[], bool] = lambda: True,
) -> str:
    """Make *sets* of files of the photo *original*, each in the folder that is its key.

    Return the photo's average colour, as "rrggbb". A folder appears once it has all its files; the
    files of a folder that exists are replaced one by one. *all_renditions*, all that may be made
    from the photo, decide how large it is decoded, so that a file is the same whatever else is made
    with it. Raise `UnreadablePhotoError` for a damaged photo, and for one that is not *unchanged*;
    `OSError` for a full disk.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _errors_named(original), opened(original) as image:
            size = upright_size(image)
            photo = decoded(image, divisor(size, [*all_renditions, *chain(*sets.values())]))
        colour = average_colour(photo.picture)
        for folder, wanted in sets.items():
            files = _files(photo, wanted, rights, original)
            if not unchanged():
                raise UnreadablePhotoError(f'photo "{os.path.basename(original)}" was changed.')
            record = Record({name: len(data) for name, data in files}, colour)
            _save([*files, (RECORD, record.as_json())], folder)
    return colour


def _save(files: Sequence[tuple[str, bytes]], folder: str) -> None:
    """Write *files* so that *folder* has all of them, or stays as it was."""
    parent, name = os.path.split(os.path.abspath(folder))
    os.makedirs(parent, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=parent) as temporary:
        complete = os.path.join(temporary, name)
        os.mkdir(complete)  # other users may not read the temporary folder itself
        for file, data in files:
            with open(os.path.join(complete, file), "xb") as out:
                out.write(data)
        try:
            os.rename(complete, folder)
        except OSError:
            if not os.path.isdir(folder):
                raise
            for file, _ in files:  # another process was faster
                os.replace(os.path.join(complete, file), os.path.join(folder, file))


@contextmanager
def _errors_named(original: str) -> Iterator[None]:
    """Turn whatever a decoder raises into an error that names the photo *original*."""
    name = os.path.basename(original)
    try:
        yield
    except (Image.DecompressionBombError, MemoryError) as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" has too many pixels. Save it smaller, as a JPEG for example.'
        ) from problem
    except Exception as problem:  # decoders raise errors of every kind for damaged files
        raise UnreadablePhotoError(f'photo "{name}" {_reason(problem)}') from problem


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno is not None:
        return f"cannot be read: {problem.strerror}."
    early = isinstance(problem, EOFError) or "truncated" in str(problem).lower()
    return f"is damaged{': it ends too early' if early else ''}. Copy the original again."


def _files(
    photo: Decoded, wanted: Sequence[Rendition], rights: Rights, original: str
) -> list[tuple[str, bytes]]:
    flat = any(one.kind == "PNG" for one in wanted)
    files = []
    for one, picture in _pictures(photo, wanted):
        try:
            data = _encoded(picture, one.kind, flat, rights)
        except (OSError, RuntimeError, ValueError) as problem:  # not the disk: no file is written
            raise UnreadablePhotoError(
                f'photo "{os.path.basename(original)}" is too tall to show. Cut it in two.'
            ) from problem
        files.append((one.file, data))
    return files


def _pictures(
    photo: Decoded, wanted: Sequence[Rendition]
) -> Iterator[tuple[Rendition, Image.Image]]:
    """Yield each of *wanted* with its picture, from large to small."""
    shown: dict[Box, list[Image.Image]] = {}
    for one in sorted(wanted, key=lambda one: -one.width):
        box = _box(photo, one.crop)
        size = min(one.width, photo.size[0]), min(one.height, photo.size[1])
        sources = shown.setdefault(box, [])
        picture = next((picture for picture in sources if picture.size == size), None)
        if picture is None:
            picture = _resized(photo.picture, box, sources, size)
            sources.append(picture)
        yield one, picture


def _box(photo: Decoded, crop: tuple[int, int, int, int] | None) -> Box:
    """Return the *crop* of a photo in pixels of its decoded picture."""
    picture = photo.picture
    if crop is None:
        return 0, 0, picture.width, picture.height
    across, down = picture.width / photo.size[0], picture.height / photo.size[1]
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
    """Return the *box* of *picture* in a *size*, from the smallest of *sources* that suffices."""
    for source in reversed(sources):
        if source.width >= GAP * size[0] and source.height >= GAP * size[1]:
            return source.resize(size, Image.Resampling.LANCZOS)
    if size == picture.size and box == (0, 0, *size):
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=float(GAP))


def _encoded(picture: Image.Image, kind: str, flat: bool, rights: Rights) -> bytes:
    options = dict(FLAT_AVIF if flat and kind == "AVIF" else SETTINGS[kind])
    if kind == "PNG":
        texts = PngInfo()
        if rights.packet:
            texts.add_itxt("XML:com.adobe.xmp", rights.packet.decode())
        options["pnginfo"] = texts
    elif rights.packet:
        options["xmp"] = rights.packet
    if rights.exif:
        options["exif"] = rights.exif
    data = BytesIO()
    (opaque(picture) if kind == "JPEG" else picture).save(data, kind, **options)
    return data.getvalue()
