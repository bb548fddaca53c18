"""Draws each card once, and caches it by everything that is on it."""

import json
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from plugins.kernel.made_files import MadeFile, clear, write_whole
from plugins.kernel.workers import WorkerPool
from plugins.photos.formats import CARDS

from .cards import Cards, CardText
from .design import Design


def can_draw_site(design: Design, folder: Path) -> bool:
    """Return whether a font of *design* has the letters of the site's name, which every card shows.

    The answer is cached in *folder*, because opening a font is slow.
    """
    file = folder / f"{design.fingerprint}.json"
    try:
        return bool(json.loads(file.read_bytes()))
    except (OSError, ValueError):
        from .drawing import drawable

        found = drawable(design.site, design)
        write_whole(file, json.dumps(found).encode())
        return found


def draw(cards: Cards, wanted: Iterable[CardText], folder: Path) -> list[MadeFile]:
    """Draw the *wanted* cards that are not in *folder*, on every core; return all as files."""
    suffix = cards.name_of("")
    named = {text.key + suffix: text for text in wanted}
    missing = named.keys() - os.listdir(folder)
    if missing:
        todo = [named[name] for name in named if name in missing]
        pool = WorkerPool()
        try:
            for _ in pool.map("Cards", partial(_draw, cards, folder), todo):
                pass
        except OSError as problem:
            where = problem.filename or folder
            raise SystemExit(f"{where}: {problem.strerror}. Fix this and build again") from None
        clear(folder, {*named, f"{cards.design.fingerprint}.json"})
    parent = str(folder)
    return [MadeFile(f"{parent}/{name}", at := f"{CARDS}/{name}", at) for name in named]


def _draw(cards: Cards, folder: Path, text: CardText) -> None:
    from .drawing import drawn  # imported late: most builds draw nothing

    data = drawn(text.headline, text.section, text.lang, cards.design)
    write_whole(folder / cards.name_of(text.key), data)
