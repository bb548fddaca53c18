"""Pelican's readers, for stories that may have been read before."""

from functools import partial
from pathlib import PurePosixPath
from typing import Any

from pelican.contents import Article
from pelican.readers import Readers

from plugins.kernel.front_matter import SUFFIXES

from .archive import Archive
from .store import Reading
from .workers import on_every_core


class PressReaders(Readers):
    """Read a file only when the archive does not know it, and many files on every core."""

    def __init__(self, settings: dict[str, Any], archive: Archive) -> None:
        super().__init__(settings)
        self.archive = archive
        self.ready: dict[str, Any] | None = None

    def read_file(
        self,
        base_path: str,
        path: str,
        content_class: type = Article,
        fmt: str | None = None,
        context: dict[str, Any] | None = None,
        **signals: Any,
    ) -> Any:
        """Return the content of the file at *path*, as Pelican's own readers do."""
        read = partial(
            super().read_file, base_path, content_class=content_class, context=context, **signals
        )
        if fmt == "static" or context is None:
            return read(path, fmt=fmt)
        shared = {"settings": self.settings, "context": context}
        if self.ready is None and content_class is Article:
            self.ready = self._read_stories(read, shared)
        name = str(PurePosixPath(path))
        if self.ready and name in self.ready:
            return self.ready.pop(name)
        known = self.archive.known(name, shared)
        if known is not None:
            return known
        content = read(path)
        self._note(name, self.archive.reading(name, content, shared))
        return content

    def _read_stories(self, read: Any, shared: dict[str, Any]) -> dict[str, Any]:
        """Return every story by its path: those of the archive, and the others newly read."""
        stories, news = {}, []
        folders = tuple(f"{folder}/" for folder in self.settings["ARTICLE_PATHS"])
        for path in sorted(self.archive.status):
            if path.startswith(folders) and path.endswith(SUFFIXES):
                known = self.archive.known(path, shared)
                if known is None:
                    news.append(path)
                else:
                    stories[path] = known

        def read_apart(path: str) -> Reading | None:
            return self.archive.reading(path, read(path), shared)

        if len(news) > len(stories) or len(news) > 200:
            for path, reading in zip(news, on_every_core(read_apart, news), strict=True):
                content = reading and self.archive.revived(path, reading, shared)
                if content is not None:
                    self._note(path, reading)
                    stories[path] = content
        return stories

    def _note(self, path: str, reading: Reading | None) -> None:
        if reading is not None:
            self.archive.read[path] = reading
