"""Warnings about metadata that is damaged or contradicts itself, for the copy desk."""

import os
from collections.abc import Iterable, Iterator

from plugins.kernel.faults import Fault, shown_path
from plugins.markup.text import shortened

from .metadata_reader import FileMetadata
from .reconciliation import Conflict
from .rules import PHOTO_METADATA
from .sidecars import Sidecar
from .stamps import sidecar_paths

_SETTLED_BY = {"caption": "caption", "creator": "credit", "credit line": "credit"}
"""The field of the newsroom's sidecar that settles a conflict in the photo's own file."""


def doubts(read: FileMetadata, sidecar: Sidecar, path: str) -> Iterator[Fault]:
    """Yield warnings about the metadata *read* from the photo at *path*.

    They are about what cannot be read or used, and about each contradiction that *sidecar* leaves
    open: one for each field, however many values contradict it.
    """
    shown = f'photo "{os.path.basename(path)}"'
    if read.unreadable:
        remedy = "Save the photo again with the program that wrote it."
        text = f"the XMP in {shown} cannot be read, so it is ignored. {remedy}"
        yield PHOTO_METADATA.at(shown_path(path), 1, text)
    for label, value in read.dropped:
        if label != "licence" or not sidecar.licence:
            remedy = f'or write "licence: ..." in {shown_path(sidecar_paths(path)[0])}'
            text = f'the {label} of {shown}, "{shortened(value, 80)}", is not a web address, so it '
            more = f" Correct the file, {remedy}." if label == "licence" else " Correct the file."
            yield PHOTO_METADATA.at(shown_path(path), 1, f"{text}is left out.{more}")
    yield from _contradictions(read.conflicts, sidecar, path)


def _contradictions(conflicts: Iterable[Conflict], sidecar: Sidecar, path: str) -> Iterator[Fault]:
    where, yaml = shown_path(path), shown_path(sidecar_paths(path)[0])
    seen = set()
    for each in conflicts:
        settles = _SETTLED_BY.get(each.field)
        if each.field in seen or (settles and getattr(sidecar, settles)):
            continue
        seen.add(each.field)
        verb = "has" if settles == "caption" or " " in each.field else "names"
        plural = f"{each.field[:-1]}ies" if each.field.endswith("y") else f"{each.field}s"
        shown, other = _apart(each.shown, each.other)
        write = f', or write "{settles}: ..." in {yaml}' if settles else ""
        yield PHOTO_METADATA.at(
            where,
            1,
            f'photo "{os.path.basename(path)}" {verb} two {plural}: "{shown}" ({each.shown_in}) '
            f'and "{other}" ({each.other_in}). "{shown}" is shown. Correct the file{write}.',
        )


def _apart(shown: str, other: str) -> tuple[str, str]:
    """Return two texts short enough for a message, from near the point where they differ."""
    pairs = enumerate(zip(shown, other, strict=False))
    common = next((at for at, (one, two) in pairs if one != two), min(len(shown), len(other)))
    start = shown.rfind(" ", 0, max(0, common - 20)) + 1 if common > 50 else 0
    dots = "…" if start else ""
    return dots + shortened(shown[start:], 80), dots + shortened(other[start:], 80)
