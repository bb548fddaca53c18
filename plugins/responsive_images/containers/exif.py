"""EXIF with nothing but the rights to a photo and the orientation of the camera."""

from collections.abc import Mapping
from typing import NamedTuple

ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
EXIF_HEADER = b"Exif\0\0"
"""The bytes before EXIF in a JPEG."""


def written_exif(artist: str, copyright_notice: str, orientation: int = 1) -> bytes:
    """Return EXIF with *artist*, *copyright_notice* and *orientation*; b"" if all are empty."""
    texts = {ARTIST: artist.encode(), COPYRIGHT: copyright_notice.encode()}
    return _written({tag: text for tag, text in texts.items() if text}, orientation)


def _written(texts: Mapping[int, bytes], orientation: int) -> bytes:
    fields = [(tag, 2, text + b"\0") for tag, text in texts.items()]
    if orientation in range(2, 9):
        fields.append((ORIENTATION, 3, orientation.to_bytes(2)))
    if not fields:
        return b""
    behind = 8 + 2 + 12 * len(fields) + 4
    entries, values = b"", b""
    for tag, kind, value in sorted(fields):
        count = 1 if kind == 3 else len(value)
        entries += tag.to_bytes(2) + kind.to_bytes(2) + count.to_bytes(4)
        if len(value) <= 4:
            entries += value.ljust(4, b"\0")
        else:
            entries += (behind + len(values)).to_bytes(4)
            values += value + b"\0" * (len(value) % 2)
    first = b"MM\0\x2a\0\0\0\x08" + len(fields).to_bytes(2) + entries + bytes(4)
    return EXIF_HEADER + first + values


class _Exif(NamedTuple):
    """The parts of EXIF that are kept: the texts about rights, and the camera's orientation."""

    texts: Mapping[int, bytes]
    orientation: int


def _parsed(block: bytes) -> _Exif:
    """Return what is kept of the first directory of *block*; damaged parts are skipped."""
    tiff = block.removeprefix(EXIF_HEADER)
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    texts: dict[int, bytes] = {}
    turned = 1
    if order is None:
        return _Exif(texts, turned)

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    start = number(4, 4)
    for at in range(start + 2, min(start + 2 + 12 * number(start, 2), len(tiff) - 11), 12):
        tag, kind, count = number(at, 2), number(at + 2, 2), number(at + 4, 4)
        if tag == ORIENTATION and kind == 3 and count == 1:
            turned = number(at + 8, 2)
        elif tag in {ARTIST, COPYRIGHT} and kind == 2:
            where = at + 8 if count <= 4 else number(at + 8, 4)
            texts[tag] = tiff[where : where + count].rstrip(b"\0")
    return _Exif(texts, turned if turned in range(1, 9) else 1)


def with_orientation_of(former: bytes, exif: bytes) -> bytes:
    """Return *exif* with the orientation in *former*, the EXIF of the original."""
    return _written(_parsed(exif).texts, _parsed(former).orientation)
