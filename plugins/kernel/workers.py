"""Run work on every core of the machine, or on a Dask cluster."""

import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from .progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")
Worker = tuple[BaseProcess, Connection]

EXECUTORS = ("processes", "dask")

WORTHWHILE = 64
"""From this many small items on, starting processes costs less than it saves."""

_BATCH = 50
_ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_task: Callable[..., object] | None = None  # set in a worker process alone, when it starts
_prefetch: Callable[..., None] | None = None  # the same


def cores() -> int:
    """Return how many processors this process may use; 1 where that is not known."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1  # Linux


class WorkerPool:
    """Maps tasks over items: on processes of this machine or, by ``PRESS_EXECUTOR``, on Dask."""

    def __init__(self, executor: str | None, address: str | None, progress: Progress) -> None:
        self.executor, self.address, self.progress = executor or "processes", address, progress
        if self.executor not in EXECUTORS:
            raise SystemExit(f'PRESS_EXECUTOR is "{executor}". It may be "processes" or "dask"')

    def map(
        self,
        label: str,
        task: Callable[[Item], Result],
        items: Sequence[Item],
        remote_task: Callable[[], Callable[[Item], Result]] | None = None,
        large: bool = False,
        prefetch: Callable[[Sequence[Item]], None] | None = None,
    ) -> Iterator[Result]:
        """Yield the result of *task* for each of *items*, in their order.

        The progress bar has the *label*. Processes of this machine are forked: they share all that
        is in memory now, so *task* may be any callable; only items and results are pickled.
        *remote_task* returns a task that gives the same results and can be pickled; without it, no
        cluster is used. A few items are done in this process; *large* ones are handed out one by
        one, however few. *prefetch* is called in each process with the batch that comes next.
        """
        results = self._results(task, items, remote_task, large, prefetch)
        return self.progress.track(label, results, len(items))

    def _results(
        self,
        task: Callable[[Item], Result],
        items: Sequence[Item],
        remote_task: Callable[[], Callable[[Item], Result]] | None,
        large: bool,
        prefetch: Callable[[Sequence[Item]], None] | None,
    ) -> Iterator[Result]:
        remote = remote_task if self.executor == "dask" else None
        if len(items) < (2 if large else WORTHWHILE) or (not remote and cores() < 2):
            yield from map(task, items)
            return
        size = 1 if large else _BATCH
        batches = [items[at : at + size] for at in range(0, len(items), size)]
        if remote:
            with _dask(self.address) as executor:
                for results in executor.map(partial(_run_remote_batch, remote()), batches):
                    yield from results
            return
        from concurrent.futures import ProcessPoolExecutor  # only where there is much to do

        fork = multiprocessing.get_context("fork")
        start = (task, prefetch, os.getpid())
        with ProcessPoolExecutor(cores(), fork, _start_worker, start) as executor:
            try:
                with _ending_signals_held():
                    batch_results: Iterator[list[Result]] = executor.map(_run_batch, batches)
                for results in batch_results:
                    yield from results
            except BaseException:
                executor.shutdown(cancel_futures=True)
                raise


def in_background(task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Start *task* for each of *items* in processes beside this one, which continues at once.

    Return an iterator over the results, in order, which waits for them. It raises EOFError when a
    process was ended early. The processes share all that is in memory now.
    """
    fork = multiprocessing.get_context("fork")
    workers: list[Worker] = []
    with _ending_signals_held():
        for at in range(min(cores(), len(items))):
            receiver, sender = fork.Pipe(duplex=False)
            share = items[at :: cores()]
            process = fork.Process(
                target=_run_share, args=(task, share, sender, os.getpid()), daemon=True
            )
            process.start()
            sender.close()
            workers.append((process, receiver))
    return _received(workers, len(items))


def _received(workers: Sequence[Worker], number: int) -> Iterator[Result]:
    for at in range(number):
        yield workers[at % len(workers)][1].recv()
    for process, receiver in workers:
        process.join()
        receiver.close()


def _run_share(
    task: Callable[[Item], Result], share: Sequence[Item], sender: Connection, parent: int
) -> None:
    _prepare_process(parent)
    for item in share:
        sender.send(task(item))


@contextmanager
def _ending_signals_held() -> Iterator[None]:
    """Hold signals back while workers start: a pool that is only half made cannot be shut down."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _dask(address: str | None) -> Iterator[Executor]:
    """Give an executor of the Dask cluster at *address*, or of a local one."""
    try:
        from distributed import Client
    except ImportError:
        message = 'PRESS_EXECUTOR is "dask", and it is not installed. Type: .venv/bin/pip install'
        raise SystemExit(f"{message} distributed") from None

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it reports every worker
    local = {"processes": True, "threads_per_worker": 1, "dashboard_address": None}
    with Client(address) if address else Client(**local) as client:  # type: ignore[no-untyped-call]
        yield client.get_executor()


def _start_worker(
    task: Callable[..., object], prefetch: Callable[..., None] | None, parent: int
) -> None:
    global _task, _prefetch
    _task, _prefetch = task, prefetch
    _prepare_process(parent)


def _prepare_process(parent: int) -> None:
    """Make this process, a fork of *parent*, work for it and end with it."""
    _end_with(parent)
    gc.freeze()  # what was there before stays, and scanning it would copy its memory
    gc.set_threshold(20_000, 20, 100)  # a story alone makes thousands of objects
    gc.enable()  # a worker prints thousands of pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)


def _end_with(parent: int) -> None:
    """Let this process end when its *parent* is killed; else it would hold the lock for ever.

    The option is PR_SET_PDEATHSIG of prctl(2), which only Linux has.
    """
    import ctypes  # only where there is much to do

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it was killed just now


def _run_batch(batch: Sequence[object]) -> list[Any]:
    assert _task is not None  # noqa: S101 - workers begin with _start_worker
    if _prefetch:
        _prefetch(batch)
    return [_task(item) for item in batch]


def _run_remote_batch(task: Callable[[Item], Result], batch: Sequence[Item]) -> list[Result]:
    return [task(item) for item in batch]
