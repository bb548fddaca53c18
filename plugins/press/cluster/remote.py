"""Tasks for the workers of a cluster; what they need is imported only where there is a cluster."""

from collections.abc import Callable

from ..pelican_types import Settings
from ..print.writer import PressWriter
from ..publish.build import Build
from ..read.readings import Reading


def read_task(settings: Settings, realm: str) -> Callable[[str], Reading | None]:
    """Return a task that reads the story at a path, by *settings*, for the archive of *realm*."""
    from . import tasks

    return tasks.read_task(settings, realm)


def print_task(build: Build, writer: PressWriter) -> Callable[[int], None]:
    """Return a task that prints the page of a number, of those that *writer* planned."""
    from . import tasks

    return tasks.print_task(build, writer)
