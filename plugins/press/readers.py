"""Pelican's readers, for stories that may have been read before."""

import os
from functools import partial
from typing import Any

from pelican.contents import Article
from pelican.readers import Readers

from plugins.kernel.front_matter import SUFFIXES
from plugins.kernel.workers import WorkerPool

from .archive import Archive, Reading
from .one_story import Read, read_apart


class PressReaders(Readers):
    """Read a file only when the archive does not know it, and many files at once by a *crew*."""

    def __init__(self, settings: dict[str, Any], archive: Archive, crew: WorkerPool) -> None:
        super().__init__(settings)
        self.archive, self.crew = archive, crew
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
        if context is None:
            return read(path, fmt=fmt)
        self.archive.shared.setdefault("context", context)
        if fmt == "static":
            return self.archive.file(name, partial(read, fmt=fmt))
        if self.ready is None and content_class is Article:
            self.ready = self._read_stories(read)
            if name in self.ready:
                return self.ready.pop(name)
        known = self.archive.known(name, read)
        if known is not None:
            return known
        content, reading = read_apart(self.archive, read, name)
        return self._noted(name, reading, read) if reading else content

    def get_cached_data(self, filename: str, default: Any = None) -> Any:
        """Return *default*: the archive stands for Pelican's cache, which looks at each file."""
        return default

    def cache_data(self, filename: str, data: Any) -> None:
        """Keep nothing, for the same reason."""

    def _parcel(self) -> Any:
        from .afar import read_afar  # needs what a build without a cluster does without

        return read_afar(self.settings, self.archive.realm)

    def _noted(self, path: str, reading: Reading, read: Read) -> Any:
        self.archive.note(path, reading)
        return self.archive.revived(path, reading, read)

    def _read_stories(self, read: Read) -> dict[str, Any]:
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
        if len(news) > len(stories) or len(news) > 200:
            here = partial(_reading, self.archive, read)
            ready = self.archive.announce
            readings = self.crew.map("Reading", here, news, self._parcel, prefetch=ready)
            for path, reading in zip(news, readings, strict=True):
                if reading is not None:
                    stories[path] = self._noted(path, reading, read)
        return stories


def _reading(archive: Archive, read: Read, path: str) -> Reading | None:
    return read_apart(archive, read, path)[1]
