"""What a command builds: the whole site or, with KEEP_GOING, all but what is broken."""

import contextlib
import gc
import io
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import as_json, printable, shown_path
from plugins.kernel.settings import cache_of

from . import release
from .newsroom import Unbuildable, newsroom
from .pelican_types import Site
from .publish.last_build import LeftOut, write_last_build
from .publish.last_published import LastPublished
from .publish.repairs import Repairs, found_in, published_once
from .publish.stand_in import stand_in
from .publish.workplace import locked
from .read.cached_story import forget_texts

_NOT_BUILT = ("CHECK_ONLY", "NEXT")
"""Settings of commands that build nothing."""

SOMETHING_LEFT_OUT = 3
"""The exit status of a build that could not publish everything as it is."""


class Outcome(NamedTuple):
    """The exit *status* of a build, how many *stories* it published, and what it *left out*."""

    status: int
    stories: int = 0
    left_out: Sequence[LeftOut] = ()


def build(file: str, overrides: Mapping[str, object]) -> Outcome:
    """Build the site by the settings in *file* and *overrides*; note and return what came of it.

    Raises SystemExit, with the report of the faults, and whatever else ends a build.
    """
    outcome = Outcome(128 + signal.SIGINT)  # of Ctrl-C before a build can stop by itself
    try:
        outcome = _built(file, overrides)
    except (SystemExit, Exception) as ending:
        outcome = Outcome(status_of(ending))
        if isinstance(ending, Unbuildable) and _wants_json(overrides):
            print(as_json(ending.faults), flush=True)
            raise SystemExit(1) from None
        raise
    finally:
        if not any(map(overrides.get, _NOT_BUILT)):
            write_last_build(*outcome)
    return outcome


def _wants_json(overrides: Mapping[str, object]) -> bool:
    """Say whether a tool asked what is wrong, as the copy desk tells it."""
    return bool(overrides.get("CHECK_ONLY")) and overrides.get("CHECK_FORMAT") == "json"


def status_of(ending: BaseException) -> int:
    """Return the exit status of a process that *ending* ends."""
    if isinstance(ending, SystemExit):
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return int(getattr(ending, "exitcode", 1))


def _built(file: str, overrides: Mapping[str, object]) -> Outcome:
    folder = overrides.get("PATH")
    if folder and not Path(str(folder)).is_dir():
        shown = shown_path(str(folder))
        raise Unbuildable.without(shown, f"There is no folder {shown}. Name one: CONTENT=dir")
    site = newsroom(file, overrides)
    if site.settings.get("KEEP_GOING"):
        return _rest(site, file, overrides)
    try:
        site.run()
    finally:
        release(site)
    return Outcome(0, site.press.stories)


def _rest(site: Site, file: str, overrides: Mapping[str, object]) -> Outcome:
    """Build all of *site* that has no fault, with the last published versions of what has one."""
    stop = first = _stopped(site)
    if first is None:
        return Outcome(0, site.press.stories)
    with _repairs(site) as repairs:
        while stop is not None:
            found = found_in(site.press.context, Path(site.settings["PATH"]))
            if not repairs.take(found):
                raise SystemExit(_given_up(first, repairs)) if found.faults else stop
            site = newsroom(file, {**overrides, **_around(repairs)})
            stop = _stopped(site)
    print(repairs.report, file=sys.stderr, flush=True)
    return Outcome(SOMETHING_LEFT_OUT, site.press.stories, repairs.left_out)


def _stopped(site: Site) -> SystemExit | None:
    """Build *site*; return what stopped it, or None where it is published.

    What it prints is shown only if it is the last: each build says which story is due next.
    """
    printed, stop = io.StringIO(), None
    try:
        with contextlib.redirect_stdout(printed):
            site.run()
    except SystemExit as ending:
        stop = ending
    finally:
        release(site)
        forget_texts()
        gc.collect()
    if isinstance(stop and stop.code, str):
        return stop
    print(printed.getvalue(), end="", flush=True)
    if stop:  # a signal, or a command that builds nothing
        raise stop
    return None


@contextlib.contextmanager
def _repairs(site: Site) -> Iterator[Repairs]:
    """Yield what repairs *site*; one build at a time may do so."""
    folder = Path(site.settings["PATH"])
    last = LastPublished(cache_of(site.settings), folder)
    last.cache.mkdir(parents=True, exist_ok=True)
    lock = locked(last.cache / "lock")
    try:
        yield Repairs(folder, last, published_once(folder))
    finally:
        if lock:
            lock.close()


def _around(repairs: Repairs) -> Mapping[str, object]:
    """Return the settings with which a site is built around what is broken."""
    if not repairs.instead:
        return {"LEFT_OUT": repairs.unlinked}
    place = stand_in(repairs.last.cache, Path(repairs.folder.path), repairs.files)
    return {"PATH": str(place), "LEFT_OUT": repairs.unlinked}


def _given_up(first: SystemExit, repairs: Repairs) -> str:
    """Return the report of the build that stopped *first*, and why the rest cannot go out."""
    lines = [*map(printable, repairs.problems), "So nothing is published, KEEP_GOING=1 or not."]
    return "\n".join([str(first.code), *lines])
