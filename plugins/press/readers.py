"""Pelican's readers, for stories that may have been read before."""

import os
from functools import partial
from typing import Any

from pelican.contents import Article
from pelican.readers import Readers

from plugins.kernel.front_matter import SUFFIXES

from .archive import Archive, Reading
from .workers import on_every_core


class PressReaders(Readers):
    """Read a file only when the archive does not know it, and many files on every core."""

    def __init__(self, settings: dict[str, Any], archive: Archive) -> None:
        super().__init__(settings)
        self.archive = archive
        self.ready: dict[str, Any] | None = None
        archive.shared["settings"] = settings

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
        name = path.replace(os.sep, "/")
        if self.ready and name in self.ready:
            return self.ready.pop(name)
        read = partial(
            super().read_file, base_path, content_class=content_class, context=context, **signals
        )
        if fmt == "static" or context is None:
            return read(path, fmt=fmt)
        self.archive.shared.setdefault("context", context)
        if self.ready is None and content_class is Article:
            self.ready = self._read_stories(read)
            if name in self.ready:
                return self.ready.pop(name)
        known = self.archive.known(name, read)
        if known is not None:
            return known
        content, reading = self._read_apart(read, name)
        if reading is not None:
            self.archive.note(name, reading)
        return content

    def _read_apart(self, read: Any, path: str) -> tuple[Any, Reading | None]:
        """Return what is read from *path*, and that as it is kept where it can be."""
        if path in self.archive.status:
            self.archive.digest(path)  # before it is read: a later change is then seen
        content = read(path)
        return content, self.archive.reading(path, content)

    def _read_stories(self, read: Any) -> dict[str, Any]:
        """Return every story by its path: those of the archive, and the others newly read."""
        stories, news = {}, []
        folders = tuple(f"{folder}/" for folder in self.settings["ARTICLE_PATHS"])
        for path in sorted(self.archive.status):
            if path.startswith(folders) and path.endswith(SUFFIXES):
                known = self.archive.known(path, read)
                if known is None:
                    news.append(path)
                else:
                    stories[path] = known

        def read_apart(path: str) -> Reading | None:
            return self._read_apart(read, path)[1]

        if len(news) > len(stories) or len(news) > 200:
            for path, reading in zip(news, on_every_core(read_apart, news), strict=True):
                content = reading and self.archive.revived(path, reading, read)
                if content is not None:
                    self.archive.note(path, reading)
                    stories[path] = content
        return stories
