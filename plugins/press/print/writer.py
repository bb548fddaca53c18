"""Pelican's writer, which plans the pages and prints those that changed."""

import math
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.kernel.contract import Shown
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings
from plugins.kernel.workers import WorkerPool

from ..pelican_types import Content
from ..read.cached_story import forget_texts
from ..read.eviction import LoadedStories
from ..read.task import Task
from ..store.manifest import Manifest
from .compression import Compression
from .feed_fragments import assembled, published_fragments, story_keys
from .inputs import Inputs, Undeclared
from .page_index import PageIndex
from .pages import Feed, FeedFiles, Fragment, Frame, Page
from .reasons import UNKEPT, Planned, Reasons, unknown_reason

LOADED_AT_ONCE = 1_000
"""Stories whose details and bodies are held in memory while pages are printed."""

FRAGMENTS_AT_ONCE = 3_000
"""Stories whose fragments are held, for the next feed that lists them: some 12 KB each."""


class Plan:
    """What a build's writers have in common: which files are planned, and which are kept.

    *planned* holds the fingerprint of each file of the site; those *kept* are up to date in
    output/ by the *manifest*. The *pool* prints the others; *remote* returns a task for it that
    prints a writer's pages on other machines. *loaded* are the stories that hold their text in
    memory. An *index* says which pages show a content, for a site that stays in memory. *reasons*
    collects why pages are printed, where that was asked for. *undeclared* are the names that
    templates use and no plugin declares, by file, *always* the number of pages that are printed at
    every build for each such file.
    """

    def __init__(
        self,
        manifest: Manifest,
        loaded: LoadedStories,
        pool: WorkerPool,
        remote: Callable[["PressWriter"], Callable[[int], None]] | None = None,
        index: PageIndex | None = None,
    ) -> None:
        self.manifest, self.loaded, self.pool = manifest, loaded, pool
        self.remote, self.index = remote, index
        self.inputs: Inputs | None = None  # set when all stories are known
        self.reasons: Reasons | None = None  # the same
        self.undeclared: Undeclared = {}
        self.always: Counter[str] = Counter()
        self.planned: dict[str, str] = {}
        self.kept: set[str] = set()


class PressWriter(Writer):
    """Plan what Pelican wants written; write, on every core, what is not up to date.

    On a worker of a cluster there is no *plan*: it prints the pages that it is given.
    """

    plan: Plan | None = None

    def __init__(self, output_path: str, settings: Settings | None = None) -> None:
        super().__init__(output_path, settings)
        self.pages: list[Page | FeedFiles] = []
        self._fragments: dict[int, Sequence[Fragment]] = {}
        self._compression = Compression(self.settings)

    def write_file(
        self,
        name: str,
        template: Template,
        context: Context,
        relative_urls: bool = False,
        paginated: Mapping[str, Sequence[Content]] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Plan the page *name*, or the pages that its list goes on over.

        The first of them alone has the values of ``first_page``, where that is given.
        """
        if not name:
            return
        first = kwargs.pop("first_page", {})
        if paginated is None and template_name is not None:
            paginated = {key: kwargs[key] for key in ("articles", "dates") if key in kwargs}
        if not paginated or template_name not in self.settings["PAGINATED_TEMPLATES"]:
            self._plan(Page(name, template, context, relative_urls, kwargs | first))
            return
        size = self.settings["PAGINATED_TEMPLATES"][template_name]
        size = size or self.settings["DEFAULT_PAGINATION"]
        lists = {
            key: Paginator(name, url, listed, self.settings, size)
            for key, listed in paginated.items()
        }
        number = next(iter(lists.values())).num_pages
        pages = {
            key: [None, *map(paginator.page, range(1, number + 1)), None]
            for key, paginator in lists.items()
        }
        for place in range(1, number + 1):
            shown: dict[str, Any] = {**first} if place == 1 else {}
            for key, paginator in lists.items():
                before, page, after = pages[key][place - 1 : place + 2]
                shown |= {
                    f"{key}_paginator": paginator,
                    f"{key}_page": page,
                    f"{key}_previous_page": before,
                    f"{key}_next_page": after,
                }
                where = page.save_as
            self._plan(Page(where, template, context, relative_urls, kwargs | shown))

    def write_feed_files(self, feed: Feed, template: Template, context: Context) -> None:
        """Plan the files of *feed*; *template* prints the text of a story in it."""
        self._plan(FeedFiles(feed.names, feed, template, context))

    def print_all(self) -> None:
        """Print what was planned and is not up to date."""
        plan = self._build_plan
        plan.loaded.limit(LOADED_AT_ONCE)
        numbers = sorted(range(len(self.pages)), key=self._age)
        remote = partial(plan.remote, self) if plan.remote else None
        for _ in plan.pool.map("Printing", Task(self._print_one, remote), numbers):
            pass

    def print(self, page: Page | FeedFiles) -> None:
        """Write *page* onto the stage."""
        if isinstance(page, FeedFiles):
            self._print_feed(page)
            return
        name, template, context, relative, own = page
        shown = {**context, "localsiteurl": context.get("localsiteurl"), "output_file": name}
        if relative:
            shown["SITEURL"] = shown["localsiteurl"] = path_to_url(get_relative_path(name))
        shown |= own
        if shown["localsiteurl"]:
            context["localsiteurl"] = shown["localsiteurl"]
        path = self._stage(name, template.render(shown).encode("utf-8"))
        signals.content_written.send(path, context=shown)
        self._compression.add_copies(path)

    @property
    def _build_plan(self) -> Plan:
        if self.plan is None:
            raise RuntimeError("a worker of a cluster plans nothing")
        return self.plan

    def _age(self, number: int) -> float:
        """Return what sorts pages by the oldest story that each shows, those without one first.

        What is loaded of a story for its own page is then in memory for the lists that it is on.
        """
        page = self.pages[number]
        own = page.own if isinstance(page, Page) else {}
        listed = own["articles_page"].object_list if "articles_page" in own else ()
        story = own.get("article") or (listed[-1] if listed else None)
        date = getattr(story, "date", None)
        return -date.timestamp() if date else -math.inf

    def _print_one(self, number: int) -> None:
        self.print(self.pages[number])
        if self._build_plan.loaded.unload_many():
            forget_texts()

    def _plan(self, page: Page | FeedFiles) -> None:
        plan = self.plan
        if plan is None or plan.inputs is None:
            raise RuntimeError("pages are planned by a build, once all stories are known")
        shown = plan.inputs.shown(page)
        fingerprint = plan.inputs.fingerprint(page, shown)
        names, is_kept = page.names, True
        for name in names:
            if name in plan.planned:
                raise FileOverwriteFailedError(f"{name} is written twice")
            plan.planned[name] = fingerprint
            is_kept = is_kept and plan.manifest.up_to_date(name, fingerprint)
        if plan.index is not None:
            plan.index.add(page, shown)
        if shown is None:
            files = plan.inputs.undeclared(page)
            plan.undeclared |= files
            plan.always.update(files.keys())
        if is_kept:
            plan.kept.update(names)
        else:
            self.pages.append(page)
            if plan.reasons:
                plan.reasons.add(self._planned(page, shown, fingerprint))

    def _planned(self, page: Page | FeedFiles, shown: Shown | None, fingerprint: str) -> Planned:
        """Return what is known of *page*, which is to be printed."""
        plan = self._build_plan
        assert plan.inputs is not None  # noqa: S101 - it was planned by them
        unknown = "" if fingerprint else UNKEPT
        if shown is None:
            unknown = unknown_reason(plan.inputs.undeclared(page))
        before = plan.manifest.fingerprint(page.name)
        is_same = before == fingerprint != ""
        return Planned(page.name, shown, unknown, page.name in plan.manifest.names, is_same)

    def _print_feed(self, files: FeedFiles) -> None:
        feed, frames = files.feed, files.feed.frames()
        keys, published = self._published_fragments(files, frames)
        fragments = [
            published.get(key) or self._fragments_of(files, story)
            for key, story in zip(keys, feed.stories, strict=True)
        ]
        for number, name in enumerate(files.names):
            file = assembled((fragment[number] for fragment in fragments), frames[number])
            self._compression.add_copies(self._stage(name, file))

    def _published_fragments(
        self, files: FeedFiles, frames: Sequence[Frame]
    ) -> tuple[list[str], dict[str, Sequence[Fragment]]]:
        """Return the key of each story of *files*, and the fragments in output/ by these keys.

        There are none on a worker of a cluster, which knows nothing of the last build.
        """
        plan = self.plan
        fingerprint = plan.inputs.fingerprint_of(files) if plan and plan.inputs else ""
        if plan is None or not fingerprint:
            return [""] * len(files.feed.stories), {}
        before = [*map(plan.manifest.published_before, files.names)]
        return story_keys(fingerprint), published_fragments(before, fingerprint, frames)

    def _fragments_of(self, files: FeedFiles, story: Content) -> Sequence[Fragment]:
        """Return the fragment of *story* in each file, which is kept for other feeds."""
        made = self._fragments.get(id(story))
        if made is None:
            made = files.feed.fragments(story, files.template, files.context)
            if len(self._fragments) >= FRAGMENTS_AT_ONCE:
                self._fragments.clear()
            self._fragments[id(story)] = made
        return made

    def _stage(self, name: str, data: bytes) -> str:
        """Write *data* onto the stage as the file *name*; return its path there."""
        path: str = sanitised_join(self.output_path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return path
