"""Sidecars: files beside a photo with metadata that the photo's own file lacks.

For `photos/night-bus.jpg` they are `photos/night-bus.yml`, written by an editor, and
`photos/night-bus.jpg.xmp` or `photos/night-bus.xmp`, written by a picture desk's programs.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from plugins.kernel.faults import Fault, did_you_mean, shown_path
from plugins.markup.front_matter import decoded
from plugins.markup.header_fields import Value
from plugins.markup.text import shortened
from plugins.markup.yaml_file import yaml_file

from .clean_text import clean_line, web_address
from .containment import lies_within
from .metadata import LONGEST_ALT, LONGEST_CAPTION, LONGEST_CREDIT
from .rules import PHOTO_METADATA, PHOTO_SIDECAR
from .stamps import sidecar_paths
from .xmp import is_xmp

LARGEST_FILE = 1024 * 1024

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)%?", re.ASCII)
_ACROSS = {"left": 0, "center": 50, "centre": 50, "right": 100}
_DOWN = {"top": 0, "center": 50, "centre": 50, "bottom": 100}


@dataclass(frozen=True)
class Sidecar:
    """An editor's fields for a photo; one that is empty or None comes from the photo's file."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    licence: str = ""
    focus: tuple[int, int] | None = None
    """The point that crops keep in sight: percent from the left and the top."""
    expires: date | None = None
    """The last day on which the photo may be shown."""


class SidecarFiles(NamedTuple):
    """The sidecars of a photo: the editor's fields, the XMP, all their bytes, and their faults."""

    sidecar: Sidecar = Sidecar()
    xmp: bytes = b""
    data: tuple[bytes, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_sidecars(path: str, content_folder: str) -> SidecarFiles:
    """Return the sidecars of the photo at *path*, which must lie in *content_folder*."""
    yaml, *packets = sidecar_paths(path)
    data, faults = _data(yaml, content_folder)
    sidecar = Sidecar()
    if data:
        sidecar, found = parsed_sidecar(data, shown_path(yaml))
        faults += found
    packet = next(filter(os.path.isfile, packets), "")
    xmp, problems = _data(packet, content_folder)
    if xmp and not is_xmp(xmp):
        text = "cannot be read as XMP, so it is ignored. Save it again, or delete it."
        problems += (PHOTO_METADATA.at(shown_path(packet), 1, text),)
    return SidecarFiles(sidecar, xmp, (data, xmp), faults + problems)


def parsed_sidecar(data: bytes, path: str) -> tuple[Sidecar, tuple[Fault, ...]]:
    """Return the sidecar in the YAML *data*, and its faults, which name the file *path*."""
    text, unreadable = decoded(data)
    front = yaml_file(text, "caption: ...")
    problems = (*unreadable, *front.problems)
    faults = [PHOTO_SIDECAR.at(path, line, f"{problem}.") for line, problem in problems]
    sidecar, seen = Sidecar(), set()
    for name, value in front.fields:
        if name in seen:
            problem = f'"{name}" appears twice. Keep one of them.'
        else:
            sidecar, problem = _with(sidecar, name, value)
        seen.add(name)
        if problem:
            faults.append(PHOTO_SIDECAR.at(path, value.line, problem))
    return sidecar, tuple(faults)


def _data(path: str, content_folder: str) -> tuple[bytes, tuple[Fault, ...]]:
    """Return the bytes of a file that may not exist, and the faults if it cannot be read."""
    if not os.path.isfile(path):
        return b"", ()  # a pipe or a device would block the build
    try:
        if not lies_within(path, content_folder):
            folder = os.path.basename(os.path.abspath(content_folder))
            problem = f"is a link that leads outside {folder}/. Put the file itself there."
        elif os.path.getsize(path) > LARGEST_FILE:
            problem = "is too large. Keep only the fields about the photo."
        else:
            with open(path, "rb") as file:
                return file.read(LARGEST_FILE), ()
    except OSError as error:
        problem = f"cannot be read: {error.strerror or 'it is damaged'}."
    return b"", (PHOTO_SIDECAR.at(shown_path(path), 1, problem),)


def _with(sidecar: Sidecar, name: str, value: Value) -> tuple[Sidecar, str]:
    """Return *sidecar* with one more field, and what is wrong with that field."""
    if name not in _FIELDS:
        known = ", ".join(_FIELDS)
        remedy = did_you_mean(name, _FIELDS) or f" Write one of {known}."
        return sidecar, f'"{shortened(name, 40)}" is not a field of a photo.{remedy}'
    if value.is_empty:
        return sidecar, ""
    if name == "focus" and value.items and all(item.is_text for item in value.items):
        text = " ".join(item.text for item in value.items)
    elif value.is_text:
        text = value.text
    else:
        return sidecar, f'"{name}" is not text. Write it after the colon.'
    read, remedy = _FIELDS[name]
    found = read(text)
    if found in (None, ""):
        return sidecar, f'{name} "{shortened(text, 80)}" {remedy}'
    found_field: dict[str, Any] = {name: found}
    return replace(sidecar, **found_field), ""


def _focus(text: str) -> tuple[int, int] | None:
    """Return a point in a photo, typed as in CSS: two percentages, or one or two words."""
    words = text.lower().replace(",", " ").split()
    if len(words) == 1 and words[0] in {*_ACROSS, *_DOWN}:
        return _ACROSS.get(words[0], 50), _DOWN.get(words[0], 50)
    if len(words) != 2:
        return None
    if words[0] in {"top", "bottom"} or words[1] in {"left", "right"}:
        words.reverse()
        if not {*words} <= {*_ACROSS, *_DOWN}:
            return None  # CSS also wants the distance from the left first
    across, down = _percent(words[0], _ACROSS), _percent(words[1], _DOWN)
    return None if across is None or down is None else (across, down)


def _percent(word: str, places: dict[str, int]) -> int | None:
    match = _PERCENT.fullmatch(word)
    if not match:
        return places.get(word)
    percent = round(float(match[1]))
    return percent if percent <= 100 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


_FIELDS: dict[str, tuple[Callable[[str], object], str]] = {
    "caption": (lambda text: clean_line(text, LONGEST_CAPTION), "has no text."),
    "credit": (lambda text: clean_line(text, LONGEST_CREDIT), "has no text."),
    "alt": (lambda text: clean_line(text, LONGEST_ALT), "has no text."),
    "licence": (
        web_address,
        'is not a web address. Write one such as "https://creativecommons.org/licenses/by/4.0/".',
    ),
    "focus": (
        _focus,
        "is not a place in a photo. Write two percentages, from the left and the top, such as "
        '"30 20", or words such as "left top".',
    ),
    "expires": (
        _day,
        'is not a date. Write the last day on which the photo may be shown, such as "2026-12-31".',
    ),
}
