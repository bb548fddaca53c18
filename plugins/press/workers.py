"""Work for every core of the machine."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

WORTHWHILE = 64
"""Pieces of work from which on starting processes costs less than it saves."""

_CHUNK = 50
_task: Callable[[Any], Any] | None = None  # set in a worker process alone, when it starts


def on_every_core(task: Callable[[Any], Any], pieces: Sequence[Any]) -> Iterator[Any]:
    """Yield what *task* gives for each of *pieces*, in their order.

    Workers are forked, so they know all that is in memory now, and *task* may be any callable;
    the *pieces* and what they give back are pickled. Where there is little to do, or one core
    alone, this process does it.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1  # Linux
    if len(pieces) < WORTHWHILE or cores < 2:
        yield from map(task, pieces)
        return
    chunks = [pieces[at : at + _CHUNK] for at in range(0, len(pieces), _CHUNK)]
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores, fork, _start, (task,)) as executor:
        for results in executor.map(_work, chunks):
            yield from results


def _start(task: Callable[[Any], Any]) -> None:
    global _task
    _task = task
    gc.freeze()  # what was there before stays, and looking at it would copy its memory
    gc.enable()  # a worker prints thousands of pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _work(chunk: Sequence[Any]) -> list[Any]:
    assert _task is not None  # noqa: S101 - workers begin with _start
    return [_task(piece) for piece in chunk]
