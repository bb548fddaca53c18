"""Reading and printing on a worker of a cluster, which shares no memory with the build.

A worker has the project, the content folder and the press's cache folder at the same paths.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import cast

import cloudpickle
from jinja2 import Template
from pelican import Pelican
from pelican.generators import ArticlesGenerator

from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings

from .. import pelican_types
from ..pelican_types import Content
from ..print.pages import FeedFiles, Page
from ..print.templates import speed_up
from ..print.writer import PressWriter
from ..publish.build import Build
from ..read.archive import Archive
from ..read.cached_story import CachedStory, Details
from ..read.one_story import read_for, reader_of
from ..read.readings import Reading, loaded_details
from ..store.database import Store, details_in
from ..store.pickles import Shared
from .batches import PlannedSite, packed, unpacked


@dataclass(frozen=True)
class ReadTask:
    """Read the story at a path; *settings* are Pelican's, as bytes."""

    settings: bytes
    realm: str

    def __call__(self, path: str) -> Reading | None:
        """Return what is read from *path*, as it is kept."""
        return _reader(self)(path)


@dataclass(frozen=True)
class PrintTask:
    """Print a page by its number in the *batch*, a file, onto the stage that it names."""

    batch: str

    def __call__(self, number: int) -> None:
        """Write page *number* onto the stage."""
        _printer(self.batch)(number)


def read_task(settings: Settings, realm: str) -> ReadTask:
    """Return what reads stories by *settings* for the archive of *realm*."""
    return ReadTask(cloudpickle.dumps(settings), realm)


def print_task(build: Build, writer: PressWriter) -> PrintTask:
    """Return what prints the pages of *writer*, packed in a file beside the stage of *build*."""
    context = writer.pages[0].context
    contents: list[Content] = [
        each
        for kind in ("generated_content", "static_content")
        for each in context[kind].values()
        if each
    ]
    pages = [(each.template.name or "", _without_template(each)) for each in writer.pages]
    store, batch = build.store, build.place.stage / "batch"
    place = writer.output_path, str(store.path), store.folder
    site = PlannedSite(dict(writer.settings), *place, pages)
    batch.write_bytes(packed(contents, site))
    return PrintTask(str(batch))


@lru_cache(maxsize=1)
def _reader(task: ReadTask) -> Callable[[str], Reading | None]:
    settings = cloudpickle.loads(task.settings)
    generator = _generator(settings, _context(settings))
    folder = Path(settings["PATH"])
    store = Store(Path(":memory:"), str(folder), "")
    archive = Archive(folder, store, task.realm, settings)
    read = reader_of(generator)  # by Pelican's own readers

    def reading(path: str) -> Reading | None:
        return read_for(archive, read, path)[1]

    return reading


@lru_cache(maxsize=1)
def _printer(batch: str) -> Callable[[int], None]:
    contents, site = unpacked(Path(batch).read_bytes())
    settings = site.settings
    generator = _generator(settings, _context(settings))
    speed_up(generator.env)
    writer = PressWriter(site.stage, settings)
    database = sqlite3.connect(site.store, timeout=60)
    load = partial(_loaded, database, site.folder, Shared(settings))
    for content in contents:
        if isinstance(content, CachedStory):
            content._load = load
            content._load_body = None

    def print_page(number: int) -> None:
        template, page = site.pages[number]
        writer.print(_with_template(page, generator.env.get_template(template)))

    return print_page


def _without_template(page: Page | FeedFiles) -> Page | FeedFiles:
    """Return *page* without its template, which cannot be pickled."""
    return page._replace(template=cast(Template, None))


def _with_template(page: Page | FeedFiles, template: Template) -> Page | FeedFiles:
    return page._replace(template=template)


def _loaded(
    database: sqlite3.Connection, folder: str, shared: Shared, story: CachedStory
) -> Details:
    kept = story.relative_source_path, story.reading_key
    return loaded_details(details_in(database, folder, *kept), shared)


def _context(settings: Settings) -> Context:
    more: Context = {"generated_content": {}, "static_links": set(), "static_content": {}}
    return {**settings, **more, "localsiteurl": settings["SITEURL"]}


def _generator(settings: Settings, context: Context) -> pelican_types.Generator:
    """Return Pelican's generator for articles, with all plugins connected."""
    pelican = Pelican({**settings, "PRESS_REMOTE": True})
    generator: pelican_types.Generator = ArticlesGenerator(
        context=context,
        settings=settings,
        path=pelican.path,
        theme=pelican.theme,
        output_path=pelican.output_path,
    )
    return generator
