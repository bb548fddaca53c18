"""Makes the renditions of photos on every core, and caches them by what they are made from."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import Fault
from plugins.kernel.made_files import MadeFile, clear
from plugins.kernel.workers import WorkerPool
from plugins.photos.errors import PhotoError
from plugins.photos.formats import SEARCHED_CROPS, SHARED_CROP
from plugins.photos.plans import Plan, Rendition
from plugins.photos.stamps import sidecar_paths, stamp_of

from .collection import PHOTO_DAMAGED, Shown, line_of
from .records import record_in, sizes_in
from .rendition_plans import planned

CROPPED = {"-shared": (SHARED_CROP,), "-searched": SEARCHED_CROPS}
"""The crops of a lead photo by the ends of the names of their folders."""

CHANGED = "was changed while the site was being built. Build again."


class Task(NamedTuple):
    """Files to make: those *wanted* of the photo *path* with this *plan*, in their own *folder*."""

    path: str
    plan: Plan
    wanted: tuple[Rendition, ...]
    folder: str


class RenditionPool:
    """Makes the renditions of photos in the folder *content*, and caches them in *folder*.

    Lead photos are cropped for those of *crops*, by their names, for which somebody asks.
    """

    def __init__(self, content: Path, folder: Path, crops: Collection[str]) -> None:
        self.content, self.folder, self.crops = content, folder, crops
        self._names: dict[str, Collection[str] | None] = {}

    def make(self, photos: Sequence[Shown], others: Iterable[str] = ()) -> list[Fault]:
        """Make the missing files of *photos*; return the faults of damaged photos.

        *others* are names in *folder* that this build uses as well.
        """
        sets: dict[str, tuple[Shown, tuple[Rendition, ...]]] = {}
        for photo in photos:
            for folder, wanted in self._sets(photo):
                sets.setdefault(folder, (photo, wanted))
        made = {folder: self._made(folder, wanted) for folder, (_, wanted) in sets.items()}
        tasks = [
            Task(photo.path, photo.plan, wanted, folder)
            for folder, (photo, wanted) in sets.items()
            if made[folder] is None
        ]
        damaged = self._make(tasks)
        made |= {task.folder: self._made(task.folder, task.wanted) for task in tasks}
        self._names = made
        if not tasks:
            return []
        clear(self.folder, {*others, *sets})
        return [
            PHOTO_DAMAGED.at(content.shown_path, line_of(content, photo.path), damaged[photo.path])
            for photo in photos
            if photo.path in damaged
            for content in photo.contents
        ]

    def files(self, photos: Iterable[Shown]) -> list[MadeFile]:
        """Return the renditions of *photos*, some of those for which they were made."""
        return [
            self._file(folder, each)
            for photo in photos
            for folder, wanted in self._sets(photo)
            for each in wanted
            if each.file in (self._names[folder] or ())
        ]

    def _make(self, tasks: Sequence[Task]) -> dict[str, str]:
        """Make *tasks*; return what is wrong with photos by their paths."""
        if not tasks:
            return {}
        pool = WorkerPool()
        make = partial(_make, self.content, self.folder)
        try:
            messages = list(pool.map("Photos", make, _together(tasks), large=True))
        except BrokenProcessPool:
            reason = "There is too little memory for the photos. Save them smaller."
            raise SystemExit(reason) from None
        except OSError as problem:
            where = problem.filename or self.folder
            raise SystemExit(f"{where}: {problem.strerror}. Fix this and build again") from None
        return {path: message for path, message in messages if message}

    def _made(self, folder: str, wanted: Iterable[Rendition]) -> Collection[str] | None:
        """Return the names of the files in *folder* if they are as they were made, else None.

        Those of *wanted* that would save nothing are not made.
        """
        record = record_in(self.folder / folder)
        if record is None or not any(each.file in record.files for each in wanted):
            return None
        sizes = sizes_in(self.folder / folder)
        complete = all(sizes.get(name) == size for name, size in record.files.items())
        return record.files if complete else None

    def _sets(self, photo: Shown) -> Iterator[tuple[str, tuple[Rendition, ...]]]:
        """Yield the sets of files that are made from *photo*, each with the name of its folder."""
        yield photo.plan.key, photo.plan.renditions()
        crops = photo.plan.crops() if photo.leads and self.crops else {}
        for end, names in CROPPED.items():
            wanted = tuple(crops[name] for name in names if name in crops and name in self.crops)
            if wanted:
                yield f"{photo.plan.key}{end}", wanted

    def _file(self, folder: str, made: Rendition) -> MadeFile:
        return MadeFile(f"{self.folder}/{folder}/{made.file}", made.name, made.url)


def _together(tasks: Iterable[Task]) -> list[list[Task]]:
    """Return *tasks* grouped by photo, so that each is decoded once."""
    by_photo: dict[tuple[str, Plan], list[Task]] = {}
    for task in tasks:
        by_photo.setdefault((task.path, task.plan), []).append(task)
    return list(by_photo.values())


def _make(content: Path, folder: Path, tasks: Sequence[Task]) -> tuple[str, str]:
    """Make *tasks*, all of one photo; return its path, and what is wrong with it, if anything."""
    from plugins.photos.facts import facts  # imported late: most builds have no new photo

    from .clean_copies import clean_copy
    from .renditions import make_renditions
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
        copy = partial(clean_copy, original, str(content))
        rights = rights_of(photo.metadata)
        make_renditions(original, sets, rights, plan.files(), unchanged, copy)
    except PhotoError as problem:
        return path, str(problem) if unchanged() else changed
    return path, ""


def _watch(original: str) -> Callable[[], bool]:
    """Return a function that says whether the photo and its sidecars are still unchanged."""
    paths = (original, *sidecar_paths(original))
    before = [stamp_of(path) for path in paths]
    return lambda: [stamp_of(path) for path in paths] == before
