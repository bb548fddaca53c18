"""Where cards are drawn: each once, and kept by what is on it."""

import json
import os
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from plugins.kernel.made_files import MadeFile, clear
from plugins.kernel.progress import Progress
from plugins.kernel.renditions import CARDS
from plugins.kernel.workers import WorkerPool

from .cards import Cards, Words
from .look import Look


def site_can_be_drawn(look: Look, folder: Path) -> bool:
    """Say whether a font of *look* has the letters of the site's name, which is on every card.

    What was found is kept in *folder*: to open a font takes longer than all else here.
    """
    note = folder / f"{look.mark}.json"
    try:
        return bool(json.loads(note.read_bytes()))
    except (OSError, ValueError):
        from .drawing import drawable

        found = drawable(look.site, look)
        _keep(note, json.dumps(found).encode())
        return found


def draw(cards: Cards, wanted: Iterable[Words], folder: Path) -> list[MadeFile]:
    """Draw those of the *wanted* cards that *folder* lacks, on every core; return all as files."""
    suffix = cards.name_of("")
    named = {words.key + suffix: words for words in wanted}
    missing = named.keys() - os.listdir(folder)
    if missing:
        todo = [named[name] for name in named if name in missing]
        pool = WorkerPool(None, None, Progress(time.perf_counter()))
        try:
            for _ in pool.map("Cards", partial(_draw, cards, folder), todo):
                pass
        except OSError as problem:
            where = problem.filename or folder
            raise SystemExit(f"{where}: {problem.strerror}. Mend this and build again") from None
        clear(folder, {*named, f"{cards.look.mark}.json"})
    kept = str(folder)
    return [MadeFile(f"{kept}/{name}", at := f"{CARDS}/{name}", at) for name in named]


def _draw(cards: Cards, folder: Path, words: Words) -> None:
    from .drawing import drawn  # most builds draw nothing

    data = drawn(words.headline, words.section, words.lang, cards.look)
    _keep(folder / cards.name_of(words.key), data)


def _keep(path: Path, data: bytes) -> None:
    """Write *data* to *path* so that it is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    os.replace(part, path)
