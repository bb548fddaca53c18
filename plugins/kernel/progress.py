"""How far a build has come, on a terminal."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

PATIENCE = 2.0
"""Seconds of a build before it says how far it has come."""


class Progress:
    """A bar on the terminal, once a build has taken longer than two seconds; nothing elsewhere."""

    def __init__(self, began: float) -> None:
        self.began = began

    def over(self, words: str, results: Iterable[Any], number: int) -> Iterator[Any]:
        """Yield *results*, of which there will be *number*, under a bar with *words* beside it."""
        if not sys.stderr.isatty():
            yield from results
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True, disable=True) as bar:
            task = bar.add_task(words, total=number)
            for done, result in enumerate(results, 1):
                if bar.disable and time.perf_counter() - self.began > PATIENCE:
                    bar.disable = False
                    bar.start()
                bar.update(task, completed=done)
                yield result
