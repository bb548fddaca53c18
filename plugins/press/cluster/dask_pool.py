"""Runs work on a Dask cluster."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial

from plugins.kernel.progress import Progress
from plugins.kernel.workers import BATCH, WORTHWHILE, Item, Result, WorkerPool, batched

from ..read.task import Task


class DaskPool(WorkerPool):
    """Maps tasks that can be sent over the cluster at *address*, or over a local one."""

    def __init__(self, address: str | None, progress: Progress) -> None:
        super().__init__(progress)
        self.address = address

    def map(
        self,
        label: str,
        task: Callable[[Item], Result],
        items: Sequence[Item],
        large: bool = False,
        prefetch: Callable[[Sequence[Item]], None] | None = None,
    ) -> Iterator[Result]:
        """Yield the result of *task* for each of *items*, in their order."""
        if not isinstance(task, Task) or not task.remote or len(items) < WORTHWHILE:
            return super().map(label, task, items, large, prefetch)
        return self.progress.track(label, self._results(task.remote(), items), len(items))

    def _results(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        with _dask(self.address) as executor:
            for results in executor.map(partial(_run_batch, task), batched(items, BATCH)):
                yield from results


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


def _run_batch(task: Callable[[Item], Result], batch: Sequence[Item]) -> list[Result]:
    return [task(item) for item in batch]
