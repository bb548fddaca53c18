"""Reading and printing where nothing of this process is known: on a worker of a cluster.

A worker has the content folder and the press's own folder at the same places, and the project.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import cloudpickle
from pelican import Pelican
from pelican.generators import ArticlesGenerator

from .archive import Archive, Reading, unpacked_rest
from .edition import Edition
from .known_story import KnownStory, Rest
from .one_story import read_apart, reader_of
from .pages import Page, Sheet
from .parcels import packed, unpacked
from .pickles import Shared
from .store import Store, rest_of
from .templates import quicken
from .writer import PressWriter


@dataclass(frozen=True)
class ReadAfar:
    """Read a story, by its path; *settings* are Pelican's, as bytes."""

    settings: bytes
    realm: str

    def __call__(self, piece: str) -> Reading | None:
        """Return what is read from the path *piece*, as it is kept."""
        return _reading_room(self)(piece)


@dataclass(frozen=True)
class PrintAfar:
    """Print a page, by its number in the *parcel*, a file, onto the stage that it names."""

    parcel: str

    def __call__(self, piece: int) -> None:
        """Write the page of the number *piece* onto the stage."""
        _printing_room(self.parcel)(piece)


def read_afar(settings: dict[str, Any], realm: str) -> ReadAfar:
    """Return what reads stories by *settings* for the archive of *realm*."""
    return ReadAfar(cloudpickle.dumps(settings), realm)


def print_afar(writer: PressWriter, edition: Edition) -> PrintAfar:
    """Return what prints the pages of *writer*, packed in a file beside the stage of *edition*."""
    context = writer.pages[0].context
    contents = [
        each
        for kind in ("generated_content", "static_content")
        for each in context[kind].values()
        if each
    ]
    pages = [each._replace(template=each.template.name) for each in writer.pages]
    store, parcel = edition.store, Path(edition.stage.name, "parcel")
    site = (dict(writer.settings), writer.output_path, str(store.path), store.folder, pages)
    parcel.write_bytes(packed(contents, site))
    return PrintAfar(str(parcel))


@lru_cache(maxsize=1)
def _reading_room(task: ReadAfar) -> Callable[[str], Reading | None]:
    settings = cloudpickle.loads(task.settings)
    generator = _generator(settings, _context(settings))
    folder = Path(settings["PATH"])
    store = Store(Path(":memory:"), str(folder), "")
    archive = Archive(folder, store, task.realm)
    archive.shared["settings"] = settings
    read = reader_of(generator)  # by Pelican's own readers

    def reading(path: str) -> Reading | None:
        return read_apart(archive, read, path)[1]

    return reading


@lru_cache(maxsize=1)
def _printing_room(parcel: str) -> Callable[[int], None]:
    contents, site = unpacked(Path(parcel).read_bytes())
    settings, stage, store, folder, pages = site
    generator = _generator(settings, _context(settings))
    quicken(generator.env)
    writer = PressWriter(stage, settings)
    database = sqlite3.connect(store, timeout=60)
    shared = {"settings": settings}
    for content in contents:
        if isinstance(content, KnownStory):
            content._fetch = partial(_fetched, database, folder, shared)
            content._fetch_text = None

    def printed(number: int) -> None:
        page: Page | Sheet = pages[number]
        writer.print(page._replace(template=generator.env.get_template(page.template)))

    return printed


def _fetched(database: sqlite3.Connection, folder: str, shared: Shared, story: KnownStory) -> Rest:
    kept = story.relative_source_path, story.reading_key
    return unpacked_rest(rest_of(database, folder, *kept), shared)


def _context(settings: dict[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {"generated_content": {}, "static_links": set(), "static_content": {}}
    return {**settings, **more, "localsiteurl": settings["SITEURL"]}


def _generator(settings: dict[str, Any], context: dict[str, Any]) -> Any:
    """Return Pelican's generator for articles, with all plugins at work."""
    pelican = Pelican({**settings, "PRESS_AFAR": True})
    return ArticlesGenerator(
        context=context,
        settings=settings,
        path=pelican.path,
        theme=pelican.theme,
        output_path=pelican.output_path,
    )
