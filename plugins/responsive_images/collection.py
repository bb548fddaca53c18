"""The photos that stories show, and those that may no longer be shown."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from plugins.kernel.faults import Fault, Rule
from plugins.kernel.story import Content
from plugins.photos.plans import Plan

LICENCE_ENDED = Rule("licence-ended", "fault", "A photo that may no longer be shown.", fixed=True)
PHOTO_DAMAGED = Rule("photo-damaged", "fault", "A photo that cannot be decoded.", fixed=True)


class Shown(NamedTuple):
    """A photo that is shown in several sizes, and the contents that show it.

    *leads* means that it is the lead photo of one of them, on cards and elsewhere on the web.
    """

    path: str
    plan: Plan
    contents: list[Content]
    leads: bool


def collected(contents: Iterable[Content]) -> list[Shown]:
    """Return the photos that *contents* show in several sizes, each once."""
    shown: dict[tuple[str, Plan], list[Content]] = defaultdict(list)
    for content in contents:
        if content.plans:
            for path, plan in content.plans:
                shown[path, plan].append(content)
    return [
        Shown(path, plan, users, any(content.leads == path for content in users))
        for (path, plan), users in shown.items()
    ]


def expired(contents: Iterable[Content], today: date) -> Iterator[Fault]:
    """Yield a fault for each photo that a story shows after the last day of its licence."""
    for content in contents:
        for path, last in content.expiring or ():
            if last < today:
                line = line_of(content, path)
                yield LICENCE_ENDED.at(content.shown_path, line, ended(path, last))


def ended(path: str, last: date) -> str:
    """Return the message that the licence of the photo *path* ended after its *last* day."""
    name = os.path.basename(path)
    problem = f'the licence of photo "{name}" ended on {last.isoformat()}.'
    return f'{problem} Show another, or renew "expires" in {os.path.splitext(name)[0]}.yml'


def line_of(content: Content, path: str) -> int:
    """Return the line on which *content* names the photo *path*; 1 if it is not found."""
    try:
        with open(content.source_path, encoding="utf-8", errors="replace") as file:
            lines = file.read().casefold().splitlines()
    except OSError:
        return 1
    name = os.path.basename(path).casefold()
    for spelling in (name, name.replace(" ", "%20"), os.path.splitext(name)[0]):
        for number, line in enumerate(lines, 1):
            if spelling in line:
                return number
    return 1
