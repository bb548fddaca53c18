"""Whether the files in output/ stand as a build left them."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection

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

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1  # Linux
    if len(stamps) < MANY or cores < 2:
        return looked
    fork = multiprocessing.get_context("fork")
    answers, told = fork.Pipe(duplex=False)
    process = fork.Process(target=_tell, args=(place, stamps, told), daemon=True)
    process.start()
    told.close()
    changed: set[str] | None = None

    def heard(name: str) -> bool:
        nonlocal changed
        if changed is None:
            try:
                changed = answers.recv()
            except EOFError:  # it was killed: look oneself
                changed = {each for each in stamps if not looked(each)}
            process.join()
        return name not in changed

    return heard


def _tell(place: str, stamps: Mapping[str, str], told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    told.send({name for name, mark in stamps.items() if stamp_of(place, name) != mark})
