"""Reads the header of a picture file; nothing is decoded."""

import os
import warnings
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from PIL import Image, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from .clean_text import clean_line
from .drawings import DrawingError, drawing
from .embedded import embedded
from .errors import UnreadablePhotoError
from .formats import SUFFIXES
from .heif import heif
from .metadata import LONGEST_ALT
from .metadata_reader import Info
from .originals import heif_info, tiff_info
from .signatures import LONGEST, held_by


class Header(NamedTuple):
    """A picture's kind and size, and the metadata in its header.

    *title* is that of a drawing, and *dark* says whether it has colours for dark pages.
    """

    kind: str
    width: int
    height: int
    info: Info = MappingProxyType({})
    flat: bool = False
    animated: bool = False
    title: str = ""
    dark: bool = False


def drawing_header(file: BinaryIO, name: str) -> Header:
    """Return the header of an SVG *file*; raise `UnreadablePhotoError`, with its *name*."""
    try:
        found = drawing(file, name)
    except DrawingError as problem:
        raise UnreadablePhotoError(str(problem)) from problem
    title = clean_line(found.title, LONGEST_ALT)
    return Header("SVG", found.width, found.height, title=title, dark=found.dark)


def photo_header(file: BinaryIO, name: str, kind: str) -> Header:
    """Return the header of a *file* that is *kind* by its name; raise `UnreadablePhotoError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's warnings are for programmers
            if kind == "HEIF":
                return _heif_header(file, name)
            with Image.open(file, formats=(kind,)) as image:
                width, height = image.size
                found = tiff_info(image, name) if isinstance(image, TiffImageFile) else image.info
                info, flat = dict(found), _is_flat(image, kind)
                animated = _is_animated(image, kind)
        return Header(kind, width, height, info | embedded(file, kind), flat, animated)
    except UnreadablePhotoError:
        raise
    except UnidentifiedImageError as problem:
        raise UnreadablePhotoError(_mislabelled(file, name, kind)) from problem
    except Image.DecompressionBombError as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" has too many pixels. Save it smaller.'
        ) from problem
    except Exception as problem:  # decoders raise errors of every kind for damaged files
        raise UnreadablePhotoError(
            f'photo "{name}" is damaged. Copy the original again.'
        ) from problem


def _heif_header(file: BinaryIO, name: str) -> Header:
    if held_by(file.read(LONGEST)) != "HEIC":
        raise UnidentifiedImageError
    file.seek(0)
    opened = heif(file, name)
    width, height = opened.size
    return Header("HEIF", width, height, heif_info(opened), opened.mode[-1] == "A")


def _is_flat(image: Image.Image, kind: str) -> bool:
    if kind == "JPEG":
        return False
    few_colours = image.mode in {"1", "P"} or (kind == "PNG" and image.mode in {"L", "I", "I;16"})
    return few_colours or image.mode[-1] in "Aa" or "transparency" in image.info


def _is_animated(image: Image.Image, kind: str) -> bool:
    if kind in {"JPEG", "TIFF"}:  # the pages of a TIFF do not move
        return False  # a phone's JPEG may hold more pictures than the one that browsers show
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception:  # the first picture is complete, so there is something to show
        return False


def _mislabelled(file: BinaryIO, name: str, kind: str) -> str:
    """Return the message that *file* is not of its *kind*, and what it is instead."""
    file.seek(0)
    actual, kind = held_by(file.read(LONGEST)), _SHOWN.get(kind, kind)
    if not actual or actual == kind:
        return f'photo "{name}" is damaged or not a photo. Copy the original again.'
    if actual not in _SUFFIXES:
        return f'photo "{name}" holds {actual}, not {kind}. {REMEDY}'
    renamed = os.path.splitext(name)[0] + _SUFFIXES[actual]
    return f'photo "{name}" holds {actual}, not {kind}. Rename it to "{renamed}".'


REMEDY = "Save it as JPEG, PNG, WebP, AVIF, GIF or SVG."
"""What to do about a file in a format that cannot be shown."""

_SHOWN = {"HEIF": "HEIC"}
_SUFFIXES = {**SUFFIXES, "HEIC": ".heic", "TIFF": ".tif"}
