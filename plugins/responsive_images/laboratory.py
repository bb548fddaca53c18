"""Where photos are developed: what is made of them is kept by what they hold."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import Fault
from plugins.kernel.made_files import MadeFile, clear
from plugins.kernel.photo_sidecars import candidates
from plugins.kernel.photos import Photo, PhotoError, facts, stamp_of
from plugins.kernel.progress import Progress
from plugins.kernel.renditions import Plan, Rendition
from plugins.kernel.workers import WorkerPool

from .collection import Shown, line_of
from .recipe import planned
from .tones import RECORD

LEAD = "-lead"
CHANGED = "was changed while the site was being built. Build again."


class Task(NamedTuple):
    """What is to be made of a photo of this *plan*, into a *folder* of its own."""

    path: str
    plan: Plan
    wanted: tuple[Rendition, ...]
    folder: str


class Laboratory:
    """Makes photos of the folder *content*, and keeps what was made in *folder*.

    *files* are those that are to be published.
    """

    def __init__(self, content: Path, folder: Path) -> None:
        self.content, self.folder = content, folder
        self.files: list[MadeFile] = []

    def make(self, photos: Sequence[Shown], others: Iterable[str] = ()) -> list[Fault]:
        """Make what is not there of *photos*, on every core; return the faults of those damaged.

        *others* are names in *folder* that this build uses, too.
        """
        tasks: dict[str, Task] = {}
        used = set(others)
        for photo in photos:
            for folder, wanted in _sets(photo):
                self.files += [self._file(folder, each) for each in wanted]
                if folder not in used and not self._holds(folder, wanted):
                    tasks[folder] = Task(photo.path, photo.plan, wanted, folder)
                used.add(folder)
        if not tasks:
            return []
        damaged = self._developed(_together(tasks.values()))
        clear(self.folder, used)
        return [
            Fault(content.shown_path, line_of(content, photo.path), damaged[photo.path])
            for photo in photos
            if photo.path in damaged
            for content in photo.contents
        ]

    def _developed(self, tasks: Sequence[Sequence[Task]]) -> dict[str, str]:
        """Make *tasks*; return what is wrong with photos by their paths."""
        pool = WorkerPool(None, None, Progress(time.perf_counter()))
        develop = partial(_develop, self.content, self.folder)
        try:
            said = list(pool.map("Photos", develop, tasks, large=True))
        except BrokenProcessPool:
            reason = "There is too little memory for the photos. Save them smaller."
            raise SystemExit(reason) from None
        except OSError as problem:
            where = problem.filename or self.folder
            raise SystemExit(f"{where}: {problem.strerror}. Mend this and build again") from None
        return {path: words for path, words in said if words}

    def _holds(self, folder: str, wanted: Iterable[Rendition]) -> bool:
        """Say whether *folder* has all the *wanted* files as they were made."""
        try:
            record = json.loads((self.folder / folder / RECORD).read_bytes())
            with os.scandir(self.folder / folder) as entries:
                sizes = {entry.name: entry.stat().st_size for entry in entries}
            return all(sizes.get(each.file, -1) == record["files"][each.file] for each in wanted)
        except (OSError, ValueError, LookupError, TypeError):  # not there, or damaged
            return False

    def _file(self, folder: str, made: Rendition) -> MadeFile:
        return MadeFile(f"{self.folder}/{folder}/{made.file}", made.name, made.url)


def _sets(photo: Shown) -> Iterator[tuple[str, tuple[Rendition, ...]]]:
    """Yield the sets of files that are made of *photo*, each with the name of its folder."""
    yield photo.plan.key, photo.plan.renditions()
    if photo.leads:
        yield f"{photo.plan.key}{LEAD}", tuple(photo.plan.crops().values())


def _together(tasks: Iterable[Task]) -> list[list[Task]]:
    """Return *tasks*, those of one photo together, so that it is decoded once."""
    by_photo: dict[tuple[str, Plan], list[Task]] = {}
    for task in tasks:
        by_photo.setdefault((task.path, task.plan), []).append(task)
    return list(by_photo.values())


def _develop(content: Path, folder: Path, tasks: Sequence[Task]) -> tuple[str, str]:
    """Make *tasks*, all of one photo; return its path, and what is wrong with it, if anything."""
    from .darkroom import developed  # a build without a new photo does without

    path, plan = tasks[0].path, tasks[0].plan
    original = str(content / path)
    still = _unchanged(original)
    whole = (*plan.renditions(), *plan.crops().values())
    sets = {str(folder / task.folder): task.wanted for task in tasks}
    changed = f'photo "{os.path.basename(path)}" {CHANGED}'
    try:
        photo: Photo = facts(original, str(content))
        if planned(photo) != plan:
            return path, changed
        developed(original, sets, photo.said, whole, still)
    except PhotoError as problem:
        return path, str(problem) if still() else changed
    return path, ""


def _unchanged(original: str) -> Callable[[], bool]:
    """Return what says whether the photo *original* and the files beside it are as they are now."""
    paths = (original, *candidates(original))
    before = [stamp_of(path) for path in paths]
    return lambda: [stamp_of(path) for path in paths] == before
