"""Work that can be done by this process and its forks, or on other machines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Task(Generic[Item, Result]):
    """Done by *here*; *remote* returns a task that gives the same and can be sent elsewhere."""

    here: Callable[[Item], Result]
    remote: Callable[[], Callable[[Item], Result]] | None = None

    def __call__(self, item: Item) -> Result:
        """Return the result for *item*."""
        return self.here(item)
