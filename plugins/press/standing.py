"""Whether the files in output/ stand as a build left them."""

import os
from collections.abc import Callable, Mapping
from functools import partial

from plugins.kernel.workers import cores, in_background

from .fingerprints import stamp

MANY = 2_000
"""Files from which on another process looks at them, while this one reads and relates."""


def stamp_of(place: str, name: str) -> str:
    """Return the stamp of the file *name* below *place*; none where it is not."""
    try:
        return stamp(os.stat(f"{place}/{name}"))
    except OSError:
        return ""


def standing(place: str, stamps: Mapping[str, str]) -> Callable[[str], bool]:
    """Return what says of each file of *stamps* whether it still has that stamp below *place*."""

    def looked(name: str) -> bool:
        return stamp_of(place, name) == stamps[name]

    if len(stamps) < MANY or cores() < 2:
        return looked
    awaited = in_background(partial(_changed, place), [stamps])
    changed: set[str] | None = None

    def heard(name: str) -> bool:
        nonlocal changed
        if changed is None:
            try:
                (changed,) = awaited
            except EOFError:  # it was killed: look oneself
                changed = {each for each in stamps if not looked(each)}
        return name not in changed

    return heard


def _changed(place: str, stamps: Mapping[str, str]) -> set[str]:
    return {name for name, mark in stamps.items() if stamp_of(place, name) != mark}
