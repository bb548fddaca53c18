"""Pelican's reader for story files until there is one to read: most builds read one or none.

All that reads a story is imported when the first one is read: Markdown, the checks of its fields,
and what they need. That halves the time in which a build without changes starts.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pelican.readers import BaseReader

from plugins.kernel.settings import Settings
from plugins.markup.front_matter import SUFFIXES

if TYPE_CHECKING:
    from .field_values import HeaderRules


class LateReader(BaseReader):
    """Reads every file as `StoryReader` does."""

    enabled = True
    file_extensions = [each[1:] for each in SUFFIXES]  # noqa: RUF012 - Pelican's own form

    @cached_property
    def _reader(self) -> BaseReader:
        from .reader import StoryReader

        return StoryReader(self.settings)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the file's HTML and its metadata, which includes the faults."""
        return self._reader.read(source_path)  # type: ignore[no-any-return]


class Headers:
    """Gives the checked fields and the body of a story's file by its bytes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, data: bytes) -> tuple[dict[str, Any], str] | None:
        """Return the fields and the body of a story's file; None where its header has a fault."""
        from .reader import header_of

        return header_of(data, self._rules)

    @cached_property
    def _rules(self) -> "HeaderRules":
        from .reader import header_rules

        return header_rules(self._settings)
