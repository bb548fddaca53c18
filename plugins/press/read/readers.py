"""Pelican's readers, for stories that may have been read before."""

import os
from collections.abc import Callable
from functools import partial
from itertools import chain
from typing import Any

from pelican.contents import Article
from pelican.readers import Readers

from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings
from plugins.kernel.workers import WorkerPool
from plugins.markup.front_matter import SUFFIXES

from ..pelican_types import Content
from .archive import Archive, Read
from .one_story import read_for
from .readings import Reading
from .task import Task

RemoteRead = Callable[[], Callable[[str], Reading | None]]
"""Returns a task that reads the story at a path and can be sent to another machine."""

MANY = 200
"""From this many new stories on, they are read on every core; fewer are not worth it."""


class PressReaders(Readers):
    """Read a file only when *archive* does not know it, and many files at once on *pool*."""

    def __init__(
        self,
        settings: Settings,
        archive: Archive,
        pool: WorkerPool,
        remote: RemoteRead | None = None,
    ) -> None:
        super().__init__(settings)
        self.archive, self.pool, self.remote = archive, pool, remote
        self.stories: dict[str, Content] | None = None

    def read_file(
        self,
        base_path: str,
        path: str,
        content_class: type = Article,
        fmt: str | None = None,
        context: Context | None = None,
        **signals: Any,
    ) -> Any:
        """Return the content of the file at *path*, as Pelican's own readers do."""
        name = path.replace(os.sep, "/")
        if self.stories and name in self.stories:
            return self.stories.pop(name)
        read = partial(
            super().read_file, base_path, content_class=content_class, context=context, **signals
        )
        if context is None:
            return read(path, fmt=fmt)
        if self.archive.shared.context is None:
            self.archive.shared.context = context
        if fmt == "static":
            return self.archive.static_files.file(name, partial(read, fmt=fmt))
        if self.stories is None and content_class is Article:
            self.stories = self._read_stories(read)
            if name in self.stories:
                return self.stories.pop(name)
        known = self.archive.known(name, read)
        if known is not None:
            return known
        content, reading = read_for(self.archive, read, name)
        return self.archive.add(name, reading, read) if reading else content

    def _read_stories(self, read: Read) -> dict[str, Content]:
        """Return the stories by their paths: the known ones and, where they are many, the new."""
        stories, new = {}, []
        folders = tuple(f"{folder}/" for folder in self.settings["ARTICLE_PATHS"])
        for path in sorted(self.archive.folder.status):
            if path.startswith(folders) and path.endswith(SUFFIXES):
                known = self.archive.known(path, read)
                if known is None:
                    new.append(path)
                else:
                    stories[path] = known
        if len(new) > len(stories) or len(new) > MANY:
            task = Task(partial(_reading, self.archive, read), self.remote)
            prefetch = self.archive.folder.prefetch
            # The first is read before processes are forked, which then have all that reading needs.
            first = _reading(self.archive, read, new[0])
            others = self.pool.map("Reading", task, new[1:], prefetch=prefetch)
            for path, reading in zip(new, chain([first], others), strict=True):
                if reading is not None:
                    stories[path] = self.archive.add(path, reading, read)
        return stories


def _reading(archive: Archive, read: Read, path: str) -> Reading | None:
    return read_for(archive, read, path)[1]
