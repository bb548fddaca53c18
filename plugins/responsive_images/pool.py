"""Makes the renditions of photos on every core, and caches them by what they are made from."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import Fault
from plugins.kernel.made_files import MadeFile, clear
from plugins.kernel.workers import WorkerPool
from plugins.photos.errors import PhotoError
from plugins.photos.facts import facts, stamp_of
from plugins.photos.plans import Plan, Rendition
from plugins.photos.sidecars import sidecar_paths

from .collection import Shown, line_of
from .records import record_in, sizes_in
from .rendition_plans import planned

LEAD = "-lead"
"""The end of the name of the folder with the crops of a lead photo."""

CHANGED = "was changed while the site was being built. Build again."


class Task(NamedTuple):
    """Files to make: those *wanted* of the photo *path* with this *plan*, in their own *folder*."""

    path: str
    plan: Plan
    wanted: tuple[Rendition, ...]
    folder: str


class RenditionPool:
    """Makes the renditions of photos in the folder *content*, and caches them in *folder*.

    *files* are the renditions to publish.
    """

    def __init__(self, content: Path, folder: Path) -> None:
        self.content, self.folder = content, folder
        self.files: list[MadeFile] = []

    def make(self, photos: Sequence[Shown], others: Iterable[str] = ()) -> list[Fault]:
        """Make the missing files of *photos*; return the faults of damaged photos.

        *others* are names in *folder* that this build uses as well.
        """
        tasks: dict[str, Task] = {}
        used = set(others)
        for photo in photos:
            for folder, wanted in _sets(photo):
                self.files += [self._file(folder, each) for each in wanted]
                if folder not in used and not self._has(folder, wanted):
                    tasks[folder] = Task(photo.path, photo.plan, wanted, folder)
                used.add(folder)
        if not tasks:
            return []
        damaged = self._made(_together(tasks.values()))
        clear(self.folder, used)
        return [
            Fault(content.shown_path, line_of(content, photo.path), damaged[photo.path])
            for photo in photos
            if photo.path in damaged
            for content in photo.contents
        ]

    def _made(self, tasks: Sequence[Sequence[Task]]) -> dict[str, str]:
        """Make *tasks*; return what is wrong with photos by their paths."""
        pool = WorkerPool()
        make = partial(_make, self.content, self.folder)
        try:
            messages = list(pool.map("Photos", make, tasks, large=True))
        except BrokenProcessPool:
            reason = "There is too little memory for the photos. Save them smaller."
            raise SystemExit(reason) from None
        except OSError as problem:
            where = problem.filename or self.folder
            raise SystemExit(f"{where}: {problem.strerror}. Fix this and build again") from None
        return {path: message for path, message in messages if message}

    def _has(self, folder: str, wanted: Iterable[Rendition]) -> bool:
        """Return whether *folder* has all the *wanted* files as they were made."""
        record = record_in(self.folder / folder)
        if record is None:
            return False
        sizes = sizes_in(self.folder / folder)
        return all(sizes.get(each.file, -1) == record.files.get(each.file) for each in wanted)

    def _file(self, folder: str, made: Rendition) -> MadeFile:
        return MadeFile(f"{self.folder}/{folder}/{made.file}", made.name, made.url)


def _sets(photo: Shown) -> Iterator[tuple[str, tuple[Rendition, ...]]]:
    """Yield the sets of files that are made from *photo*, each with the name of its folder."""
    yield photo.plan.key, photo.plan.renditions()
    if photo.leads:
        yield f"{photo.plan.key}{LEAD}", tuple(photo.plan.crops().values())


def _together(tasks: Iterable[Task]) -> list[list[Task]]:
    """Return *tasks* grouped by photo, so that each is decoded once."""
    by_photo: dict[tuple[str, Plan], list[Task]] = {}
    for task in tasks:
        by_photo.setdefault((task.path, task.plan), []).append(task)
    return list(by_photo.values())


def _make(content: Path, folder: Path, tasks: Sequence[Task]) -> tuple[str, str]:
    """Make *tasks*, all of one photo; return its path, and what is wrong with it, if anything."""
    from .renditions import make_renditions  # imported late: most builds have no new photo
    from .rights import rights_of

    path, plan = tasks[0].path, tasks[0].plan
    original = str(content / path)
    unchanged = _watch(original)
    sets = {str(folder / task.folder): task.wanted for task in tasks}
    changed = f'photo "{os.path.basename(path)}" {CHANGED}'
    try:
        photo = facts(original, str(content))
        if planned(photo) != plan:
            return path, changed
        make_renditions(original, sets, rights_of(photo.metadata), plan.files(), unchanged)
    except PhotoError as problem:
        return path, str(problem) if unchanged() else changed
    return path, ""


def _watch(original: str) -> Callable[[], bool]:
    """Return a function that says whether the photo and its sidecars are still unchanged."""
    paths = (original, *sidecar_paths(original))
    before = [stamp_of(path) for path in paths]
    return lambda: [stamp_of(path) for path in paths] == before
