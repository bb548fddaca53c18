"""What is known of originals in formats that browsers do not show: TIFF and HEIC."""

from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from .embedded import photoshop_resources
from .errors import UnreadablePhotoError
from .metadata_reader import Info

_ORIENTATION, _SUBFILE, _IPTC, _PHOTOSHOP, _DNG = 0x0112, 254, 33723, 34377, 50706


def heif_info(opened: Any) -> Info:
    """Return what is known of the picture in the HEIC file *opened*, without its orientation."""
    return {**opened.info, "exif": _upright(opened.info.get("exif"))}


def tiff_info(image: TiffImageFile, name: str) -> Info:
    """Return what is known of the TIFF *image*, under the names that Pillow uses for a JPEG.

    Its orientation is left out, because Pillow turns the picture. Raise `UnreadablePhotoError` for
    a camera's raw picture, of which only a thumbnail can be shown.
    """
    tags = image.tag_v2
    if _DNG in tags or tags.get(_SUBFILE, 0) & 1:
        raise UnreadablePhotoError(
            f'photo "{name}" is a camera\'s raw picture. Develop it, and save it as JPEG.'
        )
    resources = photoshop_resources(_bytes(tags.get(_PHOTOSHOP)))
    if iptc := _iptc(image):
        resources[0x0404] = iptc
    exif = image.getexif()
    exif.pop(_ORIENTATION, None)
    return {**image.info, "exif": exif.tobytes(), "photoshop": resources}


def _iptc(image: TiffImageFile) -> bytes:
    """Return the IPTC in a TIFF as it is in the file.

    Many programs say that it is whole numbers of four bytes, of which Pillow hands out the first.
    """
    data = getattr(image.tag_v2, "_tagdata", {}).get(_IPTC, b"")
    if data[:1] != b"\x1c" and data[3:4] == b"\x1c":
        return b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
    return bytes(data)


def _bytes(value: object) -> bytes:
    """Return the *value* of a tag, which some programs write as whole numbers, as bytes."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, tuple) and all(isinstance(each, int) for each in value):
        return b"".join((each & 0xFFFFFFFF).to_bytes(4, "little") for each in value)
    return b""


def _upright(data: object) -> bytes:
    """Return the EXIF in *data* without the orientation; b"" if it is damaged."""
    exif = Image.Exif()
    try:
        exif.load(data if isinstance(data, bytes) else b"")
        exif.pop(_ORIENTATION, None)
        return exif.tobytes()
    except Exception:  # Pillow raises errors of every kind for damaged EXIF
        return b""
