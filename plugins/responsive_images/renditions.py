"""Makes the renditions of a photo: each size, format and crop, with its rights in every file.

A photo is decoded once, and `scaling` makes its sizes.

No file has more bytes than the original: a file that does is encoded again at less quality, and a
format that still saves nothing is left out.
"""

import os
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import chain

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.photos.errors import UnreadablePhotoError
from plugins.photos.plans import TINY_FILE, Rendition

from .damage import errors_named
from .decoding import average_colour, decoded, divisor, most_shown, opaque, opened, upright_size
from .embedded_rights import Rights
from .records import RECORD, Record
from .scaling import Scaled

Options = Mapping[str, object]

SETTINGS: Mapping[str, Options] = {
    # Looks as good as the JPEG at 60 % of its bytes. Speed 9 takes a fifth of the time of speed 8
    # and a tenth of that of speed 6, for 3 and 7 % more bytes at the same SSIMULACRA2 score.
    # Without the search for cheaper coefficients it takes another seventh less, and needs more
    # quality. Every core works on one photo.
    "AVIF": {
        "quality": 64,
        "speed": 9,
        "subsampling": "4:2:0",
        "max_threads": 1,
        "advanced": {"disable-trellis-quant": "1"},
    },
    "JPEG": {"quality": 78, "progressive": True, "optimize": True, "subsampling": "4:2:0"},
    "WEBP": {"lossless": True, "quality": 75, "method": 4},
    # The default effort: the highest takes twice as long to save 1 %.
    "PNG": {},
}

FINER: Sequence[tuple[int, int]] = ((400, 68), (640, 66), (1200, 65))
"""The quality of AVIFs up to so many pixels across. Speed 9 costs small pictures more detail."""

FLAT_AVIF: Options = {**SETTINGS["AVIF"], "quality": 80, "subsampling": "4:4:4", "advanced": {}}
"""Lines and letters show losses that a photo hides; still half as large as the WebP."""

LESS_FLAT_AVIF: Sequence[Options] = ({"quality": 65}, {"quality": 50})

LESS: Mapping[str, Sequence[Options]] = {
    "AVIF": ({"quality": 50}, {"quality": 40}, {"quality": 30}),
    "JPEG": tuple({"quality": each} for each in (65, 50, 35, 20, 10)),
    "WEBP": tuple({"lossless": False, "quality": each} for each in (80, 60, 40)),
    "PNG": ({"colours": 256}, {"colours": 64}, {"colours": 16}),
}
"""What is tried for a file with more bytes than the original, one after the other. A smaller file
of the same format begins with what its larger one needed, so that it is lighter."""


def make_renditions(
    original: str,
    sets: Mapping[str, Sequence[Rendition]],
    rights: Rights,
    all_renditions: Sequence[Rendition] = (),
    unchanged: Callable[[], bool] = lambda: True,
    copy: Callable[[], bytes] = bytes,
) -> str:
    """Make *sets* of files of the photo *original*, each in the folder that is its key.

    Return the photo's average colour, as "rrggbb". A folder appears once it has all its files; the
    files of a folder that exists are replaced one by one. *all_renditions*, all that may be made
    from the photo, decide how large it is decoded, so that a file is the same whatever else is made
    with it. *copy* returns the original without private metadata. Raise `UnreadablePhotoError` for
    a damaged photo, and for one that is not *unchanged*; `OSError` for a full disk.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with errors_named(original), opened(original) as image:
            size = upright_size(image)
            every = [*all_renditions, *chain(*sets.values())]
            if any(one.width * one.height > most_shown(image) for one in every):
                raise _too_tall(original)
            photo = decoded(image, divisor(size, every))
        colour = average_colour(photo.picture)
        scaled = Scaled(photo, [(one.width, one.height) for one in every if one.crop is None])
        for folder, wanted in sets.items():
            files = _files(scaled, wanted, rights, original, copy)
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


def _files(
    scaled: Scaled,
    wanted: Sequence[Rendition],
    rights: Rights,
    original: str,
    copy: Callable[[], bytes],
) -> list[tuple[str, bytes]]:
    most = max(os.path.getsize(original), TINY_FILE)
    flat = any(one.kind in {"GIF", "PNG", "WEBP"} for one in wanted)
    made: dict[Rendition, bytes] = {}
    tried: dict[str, int] = {}
    for one in sorted(wanted, key=lambda one: -one.width):
        if one.copied:
            made[one] = copy()
            continue
        attempts = _attempts(one, flat)[0 if one.crop else tried.get(one.kind, 0) :]
        picture = scaled.picture((one.width, one.height), one.crop)
        try:
            made[one], number = _light(picture, one.kind, attempts, rights, most)
            if not one.crop:
                tried[one.kind] = tried.get(one.kind, 0) + number
        except (OSError, RuntimeError, ValueError) as problem:  # not the disk: no file is written
            raise _too_tall(original) from problem
    return [(one.file, made[one]) for one in _saving(made, wanted, most)]


def _too_tall(original: str) -> UnreadablePhotoError:
    name = os.path.basename(original)
    return UnreadablePhotoError(f'photo "{name}" is too tall to show. Cut it in two.')


def _light(
    picture: Image.Image, kind: str, attempts: Sequence[Options], rights: Rights, most: int
) -> tuple[bytes, int]:
    """Return *picture* in the first of *attempts* with which it has *most* bytes, else the last.

    Return also the number of that attempt.
    """
    for number, options in enumerate(attempts, 1):
        data = _encoded(picture, kind, options, rights)
        if len(data) <= most or number == len(attempts):
            return data, number - 1
    raise ValueError(kind)


def _attempts(one: Rendition, flat: bool) -> list[Options]:
    """Return how the file *one* is encoded, and what is tried if that gives too many bytes.

    Only machines load crops, and nobody waits for them: a progressive JPEG takes twice as long.
    """
    if flat and one.kind == "AVIF":
        return [FLAT_AVIF, *({**FLAT_AVIF, **less} for less in LESS_FLAT_AVIF)]
    settings = {**SETTINGS[one.kind], "progressive": False} if one.crop else SETTINGS[one.kind]
    if one.kind == "AVIF":
        finer = (quality for width, quality in FINER if one.width <= width)
        settings = {**settings, "quality": next(finer, settings["quality"])}
    return [settings, *({**settings, **less} for less in LESS[one.kind])]


def _saving(
    made: Mapping[Rendition, bytes], wanted: Sequence[Rendition], most: int
) -> list[Rendition]:
    """Return those of *wanted* that are published: AVIFs only if they save bytes.

    They do if they have at most *most* and fewer than the last file, which every browser shows.
    """
    modern = [one for one in wanted if one.kind == "AVIF"]
    heaviest = max((len(made[one]) for one in modern), default=0)
    others = [one for one in wanted if one.kind != "AVIF"]
    last = others[-1] if others else None
    if last and last.crop is None and last.width == max((one.width for one in modern), default=0):
        most = min(most, len(made[last]) - 1)
    return others if heaviest > max(most, TINY_FILE) else [*modern, *others]


def _encoded(picture: Image.Image, kind: str, settings: Options, rights: Rights) -> bytes:
    options = dict(settings)
    if kind == "PNG":
        picture = _in_few_colours(picture, options.pop("colours", 0))
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


def _in_few_colours(picture: Image.Image, number: object) -> Image.Image:
    """Return *picture* in this *number* of colours; as it is if that is 0."""
    if not isinstance(number, int) or not number:
        return picture
    plain = picture.convert("RGBA" if picture.mode in {"LA", "RGBA"} else "RGB")
    method = Image.Quantize.FASTOCTREE if plain.mode == "RGBA" else Image.Quantize.MEDIANCUT
    return plain.quantize(number, method, dither=Image.Dither.NONE)
