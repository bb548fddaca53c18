"""EXIF: what the camera wrote into a photo."""

import csv
import re

from PIL import Image

from .clean_text import iso_date, one_line
from .encodings import utf_8_or_windows_1252
from .metadata import LONGEST_CREDIT
from .metadata_fields import BY_NAME, FIELDS, Source, Value, usable

_ORIENTATION, _IFD, _TAKEN, _ZONE = 0x0112, 0x8769, 0x9003, 0x9011
_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)", re.ASCII)


def exif_fields(data: object) -> tuple[Source, bool]:
    """Return the EXIF fields in *data*, and whether the camera was turned by 90 degrees.

    Damaged EXIF is ignored, as in browsers.
    """
    if not isinstance(data, bytes):
        return {}, False
    exif = Image.Exif()
    try:
        exif.load(data)
        texts = {each.name: _bytes(exif.get(each.exif)) for each in FIELDS if each.exif}
        turned = exif.get(_ORIENTATION) in {5, 6, 7, 8}
    except Exception:  # Pillow raises errors of every kind for damaged EXIF
        return {}, False
    found = {
        "caption": [_text(texts["caption"])],
        "creators": _artists(_text(texts["creators"])),
        "copyright": [_notices(texts["copyright"])],
        "created": [_taken(exif)],
    }
    kept = {name: usable(BY_NAME[name], map(Value, each)) for name, each in found.items()}
    return {name: values for name, values in kept.items() if values}, turned


def _bytes(value: object) -> bytes:
    """Return an EXIF text, which Pillow reads as Latin-1, as it is in the file."""
    if isinstance(value, str):
        return value.encode("latin-1", "replace")
    return value if isinstance(value, bytes) else b""


def _text(value: bytes) -> str:
    """Return an EXIF text as its author meant it; it ends at the first NUL."""
    return utf_8_or_windows_1252(value.partition(b"\0")[0]).strip()


def _notices(value: bytes) -> str:
    """Return the copyright of the photographer and, after a NUL, that of the editor."""
    found = (utf_8_or_windows_1252(part).strip() for part in value.split(b"\0")[:2])
    return "; ".join(filter(None, found))


def _artists(text: str) -> list[str]:
    """Return the names in EXIF's one text, separated by semicolons and quoted where needed."""
    line = one_line(text, LONGEST_CREDIT)
    return next(csv.reader([line], delimiter=";", skipinitialspace=True), [])


def _taken(exif: Image.Exif) -> str:
    """Return when the photo was taken, by the camera's clock."""
    try:
        details = exif.get_ifd(_IFD)
        taken, zone = details.get(_TAKEN), details.get(_ZONE)
    except Exception:  # Pillow raises errors of every kind for damaged EXIF
        return ""
    match = _DATE.fullmatch(_text(_bytes(taken)))
    if not match:
        return ""
    moment = f"{match[1]}-{match[2]}-{match[3]}T{match[4]}"
    return iso_date(moment + _text(_bytes(zone))) or moment
