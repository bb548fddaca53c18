"""The kinds of charts, by the names that stories have for them."""

from typing import Final

KINDS: Final = ("line", "bar", "slope", "dot")
