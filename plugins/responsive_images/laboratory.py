"""Where photos are developed: what is made of them is kept by what they hold."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.photo_sidecars import candidates
from plugins.kernel.photos import Photo, PhotoError, facts
from plugins.kernel.progress import Progress
from plugins.kernel.renditions import RECIPE, Rendition
from plugins.kernel.workers import Crew

from .collection import Shown, line_of
from .tones import TONE

KEPT_FOR = 60 * 24 * 3600
"""Seconds for which what was made of a photo is kept when no build asks for it: branches and
drafts come back."""

LEAD = "-lead"


class MadeFile(NamedTuple):
    """A file that was made, as Pelican copies files; its name tells its bytes."""

    source_path: str
    save_as: str
    url: str
    fingerprint: str = "by its name"


class Task(NamedTuple):
    """What is to be made of a photo, into a folder of its own, of the *whole* that ever is."""

    path: str
    wanted: tuple[Rendition, ...]
    folder: str
    whole: tuple[Rendition, ...]


class Laboratory:
    """Makes and washes photos of the folder *content*, and keeps what was made in *folder*.

    *files* are those that are to be published.
    """

    def __init__(self, content: Path, folder: Path) -> None:
        self.content, self.folder = content, folder
        self.files: list[MadeFile] = []
        self.used: set[str] = set()

    def make(self, photos: Sequence[Shown]) -> list[Fault]:
        """Make what is not there of *photos*, on every core; return the faults of those damaged."""
        tasks: list[Task] = []
        for photo in photos:
            for folder, wanted in _sets(photo):
                self.used.add(folder)
                self.files += [self._file(folder, each) for each in wanted]
                if not self._holds(folder, wanted):
                    whole = (*photo.plan.renditions(), *photo.plan.crops().values())
                    tasks.append(Task(photo.path, wanted, folder, whole))
        if not tasks:
            return []
        crew = Crew(None, None, Progress(time.perf_counter()))
        develop = partial(_develop, self.content, self.folder)
        try:
            said = list(crew.each("Photos", develop, _together(tasks), large=True))
        except BrokenProcessPool:
            raise SystemExit(
                "There is too little memory for the photos. Save them smaller."
            ) from None
        self._clear()
        damaged = {path: words for path, words in said if words}
        return [
            Fault(content.shown_path, line_of(content, photo.path), damaged[photo.path])
            for photo in photos
            if photo.path in damaged
            for content in photo.contents
        ]

    def wash(self, files: Iterable[Any]) -> list[Fault]:
        """Let *files*, photos that are published as they are, be so without what is private."""
        found = []
        for file in files:
            try:
                name = self._washed(file.source_path)
            except (PhotoError, FileNotFoundError) as problem:
                found.append(Fault(shown_path(file.source_path), 1, str(problem)))
                continue
            self.used.add(name)
            file.source_path, file.fingerprint = str(self.folder / name), name
        return found

    def _washed(self, path: str) -> str:
        """Return the name of the washed copy of the photo at *path*, made now or before."""
        there = (path, *(each for each in candidates(path) if os.path.exists(each)))
        stamps = [os.stat(each) for each in there]
        said = [
            f"{each.st_size} {each.st_mtime_ns} {each.st_ctime_ns} {each.st_ino}" for each in stamps
        ]
        key = blake2b(
            "\0".join([path, RECIPE, *said]).encode("utf-8", "surrogateescape"), digest_size=8
        )
        name = f"washed-{key.hexdigest()}{os.path.splitext(path)[1].lower()}"
        if not (self.folder / name).exists():
            from plugins.kernel.photo_privacy import washed  # a build without a new photo does

            from .rights import exif, packet  # without these

            photo = facts(path, str(self.content))
            data = washed(
                Path(path).read_bytes(),
                photo.kind,
                packet(photo.said),
                exif(photo.said),
                photo.path,
            )
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f"{name}.{os.getpid()}"
            part.write_bytes(data)
            os.replace(part, self.folder / name)
        return name

    def _holds(self, folder: str, wanted: Iterable[Rendition]) -> bool:
        """Say whether *folder* has all the *wanted* files, and the colour beside them."""
        try:
            there = set(os.listdir(self.folder / folder))
        except OSError:
            return False
        return there.issuperset([TONE, *(each.name.rpartition("/")[2] for each in wanted)])

    def _file(self, folder: str, made: Rendition) -> MadeFile:
        name = made.name.rpartition("/")[2]
        return MadeFile(f"{self.folder}/{folder}/{name}", made.name, made.url)

    def _clear(self) -> None:
        """Delete what no build has asked for in a long time."""
        now = time.time()
        for entry in os.scandir(self.folder):
            if entry.name in self.used:
                os.utime(entry.path)
            elif now - entry.stat().st_mtime > KEPT_FOR:
                if entry.is_dir():
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)


def _sets(photo: Shown) -> Iterator[tuple[str, tuple[Rendition, ...]]]:
    """Yield the sets of files that are made of *photo*, each with the name of its folder."""
    yield photo.plan.key, photo.plan.renditions()
    if photo.leads:
        yield f"{photo.plan.key}{LEAD}", tuple(photo.plan.crops().values())


def _together(tasks: Iterable[Task]) -> list[list[Task]]:
    """Return *tasks*, those of one photo together, so that it is decoded once."""
    by_photo: dict[str, list[Task]] = {}
    for task in tasks:
        by_photo.setdefault(task.path, []).append(task)
    return list(by_photo.values())


def _develop(content: Path, folder: Path, tasks: Sequence[Task]) -> tuple[str, str]:
    """Make *tasks*, all of one photo; return its path, and what is wrong with it, if anything."""
    from .darkroom import developed  # the same

    path = tasks[0].path
    try:
        photo: Photo = facts(str(content / path), str(content))
        sets = {str(folder / task.folder): task.wanted for task in tasks}
        developed(str(content / path), sets, photo.said, tasks[0].whole)
    except PhotoError as problem:
        return path, str(problem)
    return path, ""
