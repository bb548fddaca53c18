"""Run work on every core of the machine."""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from .progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTHWHILE = 64
"""From this many small items on, starting processes costs less than it saves."""

BATCH = 50
"""Small items that are handed out together."""

_ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_task: Callable[..., object] | None = None  # set in a worker process alone, when it starts
_prefetch: Callable[..., None] | None = None  # the same


def cores() -> int:
    """Return how many processors this process may use; 1 where that is not known."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1  # Linux


class WorkerPool:
    """Maps tasks over items, on processes of this machine, under the bar of *progress*."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.progress = progress or Progress(time.perf_counter())

    def map(
        self,
        label: str,
        task: Callable[[Item], Result],
        items: Sequence[Item],
        large: bool = False,
        prefetch: Callable[[Sequence[Item]], None] | None = None,
    ) -> Iterator[Result]:
        """Yield the result of *task* for each of *items*, in their order.

        The progress bar has the *label*. Processes are forked: they share all that is in memory
        now, so *task* may be any callable; only items and results are pickled. A few items are
        done in this process; *large* ones are handed out one by one, however few. *prefetch* is
        called in each process with the batch that comes next.
        """
        alone = len(items) < (2 if large else WORTHWHILE) or cores() < 2
        batches = batched(items, 1 if large else BATCH)
        results = map(task, items) if alone else _on_processes(task, batches, prefetch)
        return self.progress.track(label, results, len(items))


def batched(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Return *items* in batches of at most this *size*."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def _on_processes(
    task: Callable[[Item], Result],
    batches: Sequence[Sequence[Item]],
    prefetch: Callable[[Sequence[Item]], None] | None,
) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor  # only where there is much to do

    fork = multiprocessing.get_context("fork")
    start = (task, prefetch, os.getpid())
    with ProcessPoolExecutor(cores(), fork, _start_worker, start) as executor:
        try:
            with _ending_signals_held():
                results: Iterator[list[Result]] = executor.map(_run_batch, batches)
            for batch in results:
                yield from batch
        except BaseException:
            executor.shutdown(cancel_futures=True)
            raise


def in_background(task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Start *task* for each of *items* in processes beside this one, which continues at once.

    Return an iterator over the results, in order, which waits for them. It raises EOFError when a
    process was ended early. The processes share all that is in memory now.
    """
    fork = multiprocessing.get_context("fork")
    number, receivers = min(cores(), len(items)), []
    with _ending_signals_held():
        for at in range(number):
            receiver, sender = fork.Pipe(duplex=False)
            share = (task, items[at::number], sender, os.getpid())
            fork.Process(target=_run_share, args=share, daemon=True).start()
            sender.close()
            receivers.append(receiver)
    return (receivers[at % number].recv() for at in range(len(items)))


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


def _start_worker(
    task: Callable[..., object], prefetch: Callable[..., None] | None, parent: int
) -> None:
    global _task, _prefetch
    _task, _prefetch = task, prefetch
    _prepare_process(parent)


def _prepare_process(parent: int) -> None:
    """Make this process, a fork of *parent*, work for it and end when it is killed."""
    import ctypes  # only where there is much to do

    with suppress(OSError, AttributeError):  # PR_SET_PDEATHSIG of prctl(2), which only Linux has
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # else it would keep the lock
    if os.getppid() != parent:
        os._exit(1)  # it was killed just now
    gc.freeze()  # what was there before stays, and scanning it would copy its memory
    gc.set_threshold(20_000, 20, 100)  # a story alone makes thousands of objects
    gc.enable()  # a worker prints thousands of pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)


def _run_batch(batch: Sequence[object]) -> list[Any]:
    assert _task is not None  # noqa: S101 - workers begin with _start_worker
    if _prefetch:
        _prefetch(batch)
    return [_task(item) for item in batch]
