"""Reads the metadata of a photo from its file and from the XMP file beside it.

A file has metadata in up to four parts: XMP, IIM, EXIF and the texts of a PNG; `reconciliation`
decides which counts.
An XMP file beside the photo is what the picture desk edited last, so its fields always win.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from .embedded import LARGEST_EXTENSION, PACKETS, TEXTS
from .exif import exif_fields
from .iim import iim_fields
from .metadata import Metadata
from .metadata_fields import BY_NAME, FIELDS, Source, final_value
from .png_texts import text_fields
from .reconciliation import Conflict, precedence, reconciled
from .xmp import (
    LARGEST_XMP,
    PLACES,
    descriptions,
    is_xmp,
    place_shown,
    unusable_addresses,
    xmp_fields,
)

Info = Mapping[str | tuple[int, int], object]
"""What Pillow read from the header of a file (``Image.info``)."""

_XMP_IN_PNG = "XML:com.adobe.xmp"


class FileMetadata(NamedTuple):
    """The metadata in a file, its contradictions, and whether the photo lies on its side.

    *turned* means that the camera was turned by 90 degrees, so width and height are swapped.
    *unreadable* means that the file has XMP that is too damaged to be read; *dropped* are texts
    where a web address belongs, each with what editors call its field.
    """

    metadata: Metadata = Metadata()
    conflicts: tuple[Conflict, ...] = ()
    turned: bool = False
    unreadable: bool = False
    dropped: tuple[tuple[str, str], ...] = ()


def read_metadata(info: Info, sidecar: bytes = b"") -> FileMetadata:
    """Return the metadata in *info*, which Pillow read, and in *sidecar*, the XMP beside the file.

    Damaged metadata counts as absent.
    """
    exif, turned = exif_fields(info.get("exif"))
    iim, in_sync = iim_fields(info.get("photoshop"))
    inside, beside = _descriptions(info), descriptions(sidecar)
    xmp: Source = {}
    for described in inside:  # what comes later was written later
        xmp |= xmp_fields(described)
    sources = {"EXIF": exif, "IIM": iim, "XMP": xmp, "PNG": text_fields(info.get(TEXTS))}
    found, conflicts = dict(xmp_fields(beside)), []
    for field in FIELDS:
        if field.name not in found:
            present = [
                (part, sources[part][field.name])
                for part in precedence(field, in_sync)
                if field.name in sources[part]
            ]
            found[field.name], differing = reconciled(field, present)
            conflicts += differing
    if not any(found[name] for name in PLACES):
        places = map(place_shown, (beside, *reversed(inside)))
        found.update(next(filter(None, places), {}))
    values: dict[str, Any] = {each.name: final_value(each, found[each.name]) for each in FIELDS}
    dropped = tuple(
        (BY_NAME[name].label, text)
        for name, text in unusable_addresses([*beside, *chain(*inside)])
        if not values[name]
    )
    readable = all(map(is_xmp, _packets(info)))
    return FileMetadata(Metadata(**values), tuple(conflicts), turned, not readable, dropped)


def _packets(info: Info) -> tuple[object, ...]:
    """Return the XMP packets in *info*."""
    packets = info.get(PACKETS)
    return packets if isinstance(packets, tuple) else (info.get("xmp"), info.get(_XMP_IN_PNG))


def _descriptions(info: Info) -> list[list[Element]]:
    """Return the descriptions in each XMP packet in *info*."""
    largest = LARGEST_EXTENSION if PACKETS in info else LARGEST_XMP
    return [descriptions(each, largest) for each in _packets(info)]
