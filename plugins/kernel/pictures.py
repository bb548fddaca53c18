"""A photo on a page, in the size that its place there asks for.

What is said here of places mirrors the theme's layout.css and components.css; the tests in a real
browser hold the two together.
"""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from .photos import Photo
from .renditions import TYPES, Plan, Rendition
from .tags import opening_tag


class Width(NamedTuple):
    """How wide a place is from *start* on, in rem of the window: hundredths of that, plus rem."""

    start: float
    hundredths: float
    rem: float

    def part(self, factor: float) -> "Width":
        """Return *factor* times this width."""
        return Width(self.start, self.hundredths * factor, self.rem * factor)

    def less(self, rem: float) -> "Width":
        """Return this width without *rem*."""
        return Width(self.start, self.hundredths, self.rem - rem)


Place = tuple[Width, ...]
"""The widths of a place, from wide windows to narrow ones."""


def _from(start: float, place: Place) -> Place:
    """Return what *place* is in windows from *start* rem on."""
    above = [width for width in place if width.start > start]
    first = next(width for width in place if width.start <= start)
    return (*above, first._replace(start=start))


def _below(start: float, place: Place) -> Place:
    """Return what *place* is in windows of less than *start* rem."""
    return tuple(width for width in place if width.start < start)


_NARROW = (Width(50, 100, -4), Width(25, 92, 0), Width(0, 100, -2))  # the gutter: 1 to 2 rem
PAGE = (Width(82, 0, 78), *_NARROW)
WIDE = (Width(64, 0, 60), *_NARROW)
TEXT = (Width(41.31, 0, 38), *_below(41.31, _NARROW))

_MAIN = tuple(width.less(3).part(2.15 / 3.15) for width in _from(60, PAGE))
_ASIDE = tuple(width.less(3).part(1 / 3.15).less(1.5625) for width in _from(60, PAGE))
_HALVES = tuple(width.less(3).part(0.5) for width in _from(60, PAGE))
_PHONE = _below(40, PAGE)


def _beside_words(place: Place) -> Place:
    """Return the place of a picture that takes 52 % of a card."""
    return (*(width.part(0.52) for width in place), *_PHONE)


_TABLET = tuple(width for width in _from(40, PAGE) if width.start < 60)

PLACES: Mapping[str, Place] = {
    "full": (Width(0, 100, 0),),
    "wide": WIDE,
    "text": TEXT,
    "lead": (*_MAIN, *_below(60, PAGE)),
    "top": (*_ASIDE, *(width.less(2).part(0.5) for width in _TABLET), *_PHONE),
    "rail": _beside_words((*_HALVES, *_TABLET)),
    "first-rail": _beside_words((*_MAIN, *_TABLET)),
    "only-rail": _beside_words(_from(40, PAGE)),
    "river": (Width(40, 0, 14), *_PHONE),
    "related": (*(width.less(3).part(1 / 3) for width in _from(40, WIDE)), *_PHONE),
    "portrait": (Width(40, 0, 7), Width(0, 0, 5)),
    "thumbnail": (Width(0, 0, 7),),
}
"""The places of the theme for a photo, by their names."""

SHAPES = {
    **dict.fromkeys(["lead", "top", "rail", "first-rail", "only-rail", "river", "related"], 3 / 2),
    "portrait": 4 / 5,
}
"""Width by height of the places that show a part of the photo."""

_DENSEST = 3
"""Pixels of a screen to the point."""

_TALLEST = {"wide": 88}
"""How much of the window's height a picture takes at most, in hundredths."""


def group(number: int) -> Place:
    """Return the place of each of *number* photos that stand side by side across the column."""
    places: list[Width] = []
    for columns in range(min(number, 3), 0, -1):
        enough = 17 * columns - 1  # 16 rem each, and 1 between them
        for width in _from(_window(enough), WIDE) if columns > 1 else WIDE:
            if not places or width.start < places[-1].start:
                places.append(width.less(columns - 1).part(1 / columns))
    return tuple(places)


def _window(rem: float) -> float:
    """Return from which width of the window on, in rem, what is as wide as WIDE holds *rem*."""
    growing = (width for width in WIDE if width.hundredths)
    starts = ((width, (rem - width.rem) * 100 / width.hundredths) for width in growing)
    return next(start for width, start in starts if start >= width.start)


def sizes(plan: Plan, place: str, number: int = 1) -> str:
    """Return how wide the photo of *plan* is in a *place*, as the attribute ``sizes`` says it.

    In the place "group", *number* photos stand side by side. Where a part of the photo is shown,
    the width is that of the whole of which it is a part.
    """
    widths = group(number) if place == "group" else PLACES[place]
    wider, tallest = _wider(plan, place), _TALLEST.get(place, 0) * plan.width / plan.height
    said = [_said(width.part(wider), tallest) for width in widths]
    starts = [f"(min-width: {_number(width.start)}rem) " if width.start else "" for width in widths]
    return ", ".join(map("".join, zip(starts, said, strict=True)))


def _most(plan: Plan, place: str) -> float:
    """Return how many pixels of the photo of *plan* a small *place* ever shows; else no limit."""
    widths = PLACES.get(place, ())
    if not widths or any(width.hundredths for width in widths):
        return math.inf
    return _DENSEST * 16 * max(width.rem for width in widths) * _wider(plan, place)


def _wider(plan: Plan, place: str) -> float:
    """Return how much wider the photo of *plan* is than the part of it that a *place* shows."""
    shape = plan.width / plan.height
    return max(1.0, shape / SHAPES.get(place, shape))


def _said(width: Width, tallest: float) -> str:
    window, rem = f"{_number(width.hundredths)}vw", f"{_number(abs(width.rem))}rem"
    if not width.hundredths:
        length = rem
    elif not width.rem:
        length = window
    else:
        length = f"{window} {'-' if width.rem < 0 else '+'} {rem}"
    if tallest:
        return f"min({length}, {_number(tallest)}vh)"
    return f"calc({length})" if " " in length else length


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def picture(plan: Plan, place: str, site: str, attrs: Mapping[str, str], number: int = 1) -> str:
    """Return the photo of *plan* as HTML for a *place*, with *attrs* on its image.

    *site* is the site's address; *attrs* say the alternative text and how the image loads.
    """
    said, most = sizes(plan, place, number), _most(plan, place)
    formats: dict[str, list[Rendition]] = {}
    for each in plan.renditions():
        files = formats.setdefault(each.kind, [])
        if not files or files[-1].width < most:
            files.append(each)
    *modern, last = formats
    sources = [
        opening_tag(
            "source",
            {"sizes": said, "srcset": _listed(formats[kind], site), "type": TYPES[kind]},
        )
        for kind in modern
    ]
    image = {
        "alt": attrs.get("alt", ""),
        "class": "",
        "height": str(plan.height),
        "sizes": said,
        "src": f"{site}/{formats[last][-1].url}",
        "srcset": _listed(formats[last], site),
        "width": str(plan.width),
        **attrs,
    }
    tone = "" if plan.flat else f"tone-{plan.key}"
    image["class"] = f"{image['class']} {tone}".strip()
    if not image["class"]:
        del image["class"]
    return f"<picture>{''.join(sources)}{opening_tag('img', image)}</picture>"


def _listed(files: list[Rendition], site: str) -> str:
    return ", ".join(f"{site}/{each.url} {each.width}w" for each in files)


def image(photo: Photo, root: str, attrs: Mapping[str, str]) -> str:
    """Return *photo*, shown as it is, as HTML with *attrs*; *root* is the site's address."""
    size: dict[str, Any] = {"height": photo.height, "width": photo.width}
    said = {"alt": photo.alt, "src": f"{root}/{photo.url}"}
    said |= {name: str(value) for name, value in size.items() if value}
    return opening_tag("img", dict(sorted({**said, **attrs}.items())))
