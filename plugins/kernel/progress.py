"""How far a build has come, on a terminal."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds that a build takes before the bar appears."""


class Progress:
    """A progress bar on the terminal, once a build has taken two seconds; nothing elsewhere."""

    def __init__(self, began: float) -> None:
        self.began = began

    def track(self, label: str, results: Iterable[Result], total: int) -> Iterator[Result]:
        """Yield *results*, of which there will be *total*, under a bar with this *label*."""
        if not sys.stderr.isatty():
            yield from results
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True, disable=True) as bar:
            task = bar.add_task(label, total=total)
            for done, result in enumerate(results, 1):
                if bar.disable and time.perf_counter() - self.began > PATIENCE:
                    bar.disable = False
                    bar.start()
                bar.update(task, completed=done)
                yield result
