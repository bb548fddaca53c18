"""Finishes the HTML of photos with what is known once their files are made.

This is the average colour of a photo, shown in its place until it has loaded, and which formats it
was not made in, because they would save nothing. Files are made after stories are read. Until then
a temporary class names the photo in the HTML.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from .records import Record, record_in

_PICTURE = re.compile(
    r"<picture>(?P<sources>(?:<source [^>]*>)*)(?P<image><img [^>]*? class=\")"
    r"(?P<classes>[^\"]*?) ?\b(?P<kind>tone|flat)-(?P<key>[0-9a-f]{12})\""
)
_SOURCE = re.compile(r"<source [^>]*>")


def temporary_class(key: str, flat: bool) -> str:
    """Return the class of a photo, by its *key*, until its files are made.

    A *flat* one, which may be transparent, has no colour in its place.
    """
    return f"{'flat' if flat else 'tone'}-{key}"


def placeholder_colours(folder: Path) -> Callable[[str], str]:
    """Return a function that finishes the pictures in HTML.

    It replaces their temporary classes with those of their colours, and takes out the formats that
    were not made. *folder* has the renditions of the photos, and their records.
    """

    @cache
    def record(key: str) -> Record | None:
        return record_in(folder / key)

    def finished(match: re.Match[str]) -> str:
        made = record(match["key"])
        colour = _colour_class(made) if match["kind"] == "tone" else ""
        classes = f"{match['classes']} {colour}".strip()
        sources = match["sources"] if made is None else _made(match["sources"], made)
        image = f'{match["image"]}{classes}"' if classes else match["image"][: -len(' class="')]
        return f"<picture>{sources}{image}"

    def replaced(text: str) -> str:
        return _PICTURE.sub(finished, text) if "<picture>" in text else text

    return replaced


def _colour_class(record: Record | None) -> str:
    try:
        return placeholder_class(record.colour) if record else "tone"
    except ValueError:  # the record is damaged
        return "tone"


def _made(sources: str, record: Record) -> str:
    """Return those of *sources* whose files were made, by the *record* of the photo."""
    names = [f"-{name} " for name in record.files]
    found = _SOURCE.findall(sources)
    return "".join(each for each in found if any(name in each for name in names))


def placeholder_class(colour: str) -> str:
    """Return the class of the theme's colour that is nearest to *colour*, "rrggbb".

    There are 64 of them, four steps each of red, green and blue, because pages hold no inline
    styles: a strict content policy forbids them.
    """
    steps = (round(int(colour[at : at + 2], 16) / 85) for at in (0, 2, 4))
    return f"tone-{''.join(map(str, steps))}"
