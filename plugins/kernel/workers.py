"""Work for every core of the machine, or of a cluster."""

import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from .progress import Progress

Task = Callable[[Any], Any]
Ready = Callable[[Sequence[Any]], None]

ENGINES = ("processes", "dask")

WORTHWHILE = 64
"""Small pieces of work from which on starting processes costs less than it saves."""

_CHUNK = 50
_ENDINGS = (signal.SIGINT, signal.SIGTERM)
_task: Task | None = None  # set in a worker process alone, when it starts
_ready: Ready | None = None  # the same


def cores() -> int:
    """Return how many processors this process may use; 1 where that is not known."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1  # Linux


class Crew:
    """Those who read and print: processes of this machine or, by ``PRESS_EXECUTOR``, Dask's."""

    def __init__(self, engine: str | None, address: str | None, progress: Progress) -> None:
        self.engine, self.address, self.progress = engine or "processes", address, progress
        if self.engine not in ENGINES:
            said = f'PRESS_EXECUTOR is "{engine}". It may be "processes" or "dask"'
            raise SystemExit(said)

    def each(
        self,
        words: str,
        task: Task,
        pieces: Sequence[Any],
        parcel: Callable[[], Task] | None = None,
        large: bool = False,
        ready: Ready | None = None,
    ) -> Iterator[Any]:
        """Yield what *task* gives for each of *pieces*, in their order; *words* say what is done.

        Processes of this machine are forked, so they know all that is in memory now, and *task*
        may be any callable. *parcel* packs a task that does the same far away; without it, no
        cluster is asked. The pieces and what they give back are pickled. Where there is little to
        do, this process does it; *large* pieces are handed out one by one, however few. Where
        processes of this machine do it, *ready* is called with the next pieces of each.
        """
        done = self._each(task, pieces, parcel, large, ready)
        return self.progress.over(words, done, len(pieces))

    def _each(
        self,
        task: Task,
        pieces: Sequence[Any],
        parcel: Callable[[], Task] | None,
        large: bool,
        ready: Ready | None,
    ) -> Iterator[Any]:
        afar = self.engine == "dask" and parcel is not None
        if len(pieces) < (2 if large else WORTHWHILE) or (not afar and cores() < 2):
            yield from map(task, pieces)
            return
        chunk = 1 if large else _CHUNK
        chunks = [pieces[at : at + chunk] for at in range(0, len(pieces), chunk)]
        if afar and parcel:
            with _dask(self.address) as executor:
                for results in executor.map(partial(_far, parcel()), chunks):
                    yield from results
            return
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(cores(), fork, _start, (task, ready, os.getpid())) as executor:
            try:
                with _undisturbed():
                    done = executor.map(_work, chunks)
                for results in done:
                    yield from results
            except BaseException:
                executor.shutdown(cancel_futures=True)
                raise


def begun(task: Task, pieces: Sequence[Any]) -> Iterator[Any]:
    """Begin *task* for each of *pieces* in processes beside this one, which goes on at once.

    Return what gives the results, in order, and waits for them. It raises EOFError when a process
    was ended before it was done. The processes know all that is in memory now.
    """
    fork = multiprocessing.get_context("fork")
    workers = []
    with _undisturbed():
        for at in range(min(cores(), len(pieces))):
            answers, told = fork.Pipe(duplex=False)
            part = pieces[at :: cores()]
            process = fork.Process(
                target=_beside, args=(task, part, told, os.getpid()), daemon=True
            )
            process.start()
            told.close()
            workers.append((process, answers))
    return _answers(workers, len(pieces))


def _answers(workers: Sequence[tuple[Any, Connection]], number: int) -> Iterator[Any]:
    for at in range(number):
        yield workers[at % len(workers)][1].recv()
    for process, answers in workers:
        process.join()
        answers.close()


def _beside(task: Task, part: Sequence[Any], told: Connection, parent: int) -> None:
    _settle(parent)
    for piece in part:
        told.send(task(piece))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back signals to end while workers start: a pool that is half made cannot be ended."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _dask(address: str | None) -> Iterator[Executor]:
    """Give an executor of the Dask cluster at *address*, or of one that is this machine's."""
    try:
        from distributed import Client
    except ImportError:
        said = 'PRESS_EXECUTOR is "dask", and it is not installed. Type: .venv/bin/pip install'
        raise SystemExit(f"{said} distributed") from None

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells of every worker
    local = {"processes": True, "threads_per_worker": 1, "dashboard_address": None}
    with Client(address) if address else Client(**local) as client:  # type: ignore[no-untyped-call]
        yield client.get_executor()


def _start(task: Task, ready: Ready | None, parent: int) -> None:
    global _task, _ready
    _task, _ready = task, ready
    _settle(parent)


def _settle(parent: int) -> None:
    """Let this process, a fork of *parent*, work for it and end with it."""
    _end_with(parent)
    gc.freeze()  # what was there before stays, and looking at it would copy its memory
    gc.set_threshold(20_000, 20, 100)  # a story alone makes thousands of objects
    gc.enable()  # a worker prints thousands of pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)


def _end_with(parent: int) -> None:
    """Let this process end when its *parent* is killed: it would hold the parent's lock for ever.

    The option is PR_SET_PDEATHSIG of prctl(2), which Linux alone has.
    """
    import ctypes  # only where there is much to do

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it was killed just now


def _work(chunk: Sequence[Any]) -> list[Any]:
    assert _task is not None  # noqa: S101 - workers begin with _start
    if _ready:
        _ready(chunk)
    return [_task(piece) for piece in chunk]


def _far(task: Task, chunk: Sequence[Any]) -> list[Any]:
    return [task(piece) for piece in chunk]
