"""Reads the metadata of a photo from its file and from the XMP file beside it.

A file has metadata in up to three parts: XMP, IIM and EXIF; `reconciliation` decides which counts.
An XMP file beside the photo is what the picture desk edited last, so its fields always win.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .exif import exif_fields
from .iim import iim_fields
from .metadata import Metadata
from .metadata_fields import FIELDS, final_value
from .reconciliation import Conflict, precedence, reconciled
from .xmp import PLACES, descriptions, place_shown, xmp_fields

Info = Mapping[str | tuple[int, int], object]
"""What Pillow read from the header of a file (``Image.info``)."""


class FileMetadata(NamedTuple):
    """The metadata in a file, its contradictions, and whether the photo lies on its side.

    *turned* means that the camera was turned by 90 degrees, so width and height are swapped.
    """

    metadata: Metadata = Metadata()
    conflicts: tuple[Conflict, ...] = ()
    turned: bool = False


def read_metadata(info: Info, sidecar: bytes = b"") -> FileMetadata:
    """Return the metadata in *info*, which Pillow read, and in *sidecar*, the XMP beside the file.

    Damaged metadata counts as absent.
    """
    exif, turned = exif_fields(info.get("exif"))
    iim, in_sync = iim_fields(info.get("photoshop"))
    inside = descriptions(info.get("xmp") or info.get("XML:com.adobe.xmp"))
    beside = descriptions(sidecar)
    sources = {"EXIF": exif, "IIM": iim, "XMP": xmp_fields(inside)}
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
        found.update(place_shown(beside) or place_shown(inside))
    values: dict[str, Any] = {each.name: final_value(each, found[each.name]) for each in FIELDS}
    return FileMetadata(Metadata(**values), tuple(conflicts), turned)
