"""Who does the work: processes of this machine, or the workers of a cluster.

What a cluster needs is imported only where there is one.
"""

from collections.abc import Callable
from typing import cast

from plugins.kernel.progress import Progress
from plugins.kernel.settings import Settings
from plugins.kernel.workers import WorkerPool

from ..print.writer import PressWriter
from ..publish.build import Build
from ..read.readings import Reading

EXECUTORS = ("processes", "dask")


def pool(settings: Settings, progress: Progress) -> WorkerPool:
    """Return the pool that PRESS_EXECUTOR asks for. Raises SystemExit for another."""
    executor = settings.get("PRESS_EXECUTOR") or "processes"
    if executor not in EXECUTORS:
        raise SystemExit(f'PRESS_EXECUTOR is "{executor}". It may be "processes" or "dask"')
    if executor == "processes":
        return WorkerPool(progress)
    from .dask_pool import DaskPool

    return DaskPool(cast(str | None, settings.get("PRESS_DASK")), progress)


def read_task(settings: Settings, realm: str) -> Callable[[str], Reading | None]:
    """Return a task that reads the story at a path, by *settings*, for the archive of *realm*."""
    from . import tasks

    return tasks.read_task(settings, realm)


def print_task(build: Build, writer: PressWriter) -> Callable[[int], None]:
    """Return a task that prints the page of a number, of those that *writer* planned."""
    from . import tasks

    return tasks.print_task(build, writer)
