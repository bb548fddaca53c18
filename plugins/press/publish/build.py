"""One build of the site, from what is remembered of the last to what the next will remember."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from jinja2 import FileSystemBytecodeCache

from plugins.kernel.contract import contracts
from plugins.kernel.faults import printable, shown_path
from plugins.kernel.made_files import clear
from plugins.kernel.pelican_types import Context
from plugins.kernel.progress import Progress
from plugins.kernel.settings import Settings
from plugins.kernel.workers import WorkerPool

from ..pelican_types import Content, Generator
from ..print.compression import Compression
from ..print.inputs import Inputs, Uses, declared
from ..print.page_index import PageIndex
from ..print.reasons import Reasons, always_lines, lines, shared_reasons
from ..print.templates import speed_up
from ..print.writer import Plan, PressWriter
from ..read.archive import Archive
from ..read.readers import PressReaders
from ..read.readings import Reading
from ..read.source_files import select_files
from ..store.database import Store
from ..store.fingerprints import digest, file_stamp, setting_digests
from ..store.manifest import Manifest
from .last_published import Kept, LastPublished, published
from .publication import NAMES_FILE, files_below, move, publish
from .shared_parts import SharedParts
from .static_files import StaticFiles
from .workplace import Workplace


class Remote(Protocol):
    """Makes tasks for other machines, and the pool that hands them out."""

    def pool(self, settings: Settings, progress: Progress) -> WorkerPool:
        """Return what maps tasks over items, as *settings* ask for."""

    def read_task(self, settings: Settings, realm: str) -> Callable[[str], Reading | None]:
        """Return a task that reads the story at a path."""

    def print_task(self, build: "Build", writer: PressWriter) -> Callable[[int], None]:
        """Return a task that prints the page of a number, of those that *writer* planned."""


class Build:
    """One build: its settings, its workplace, what was read before, and its plan.

    *plugins* are the files of the plugins' code. *remote* makes tasks for a cluster. The class of
    its *writer* has the plan, for Pelican makes the writer itself.
    """

    def __init__(self, settings: Settings, plugins: Iterable[Path], remote: Remote) -> None:
        self.began = time.perf_counter()
        self.settings = settings
        self.pool = remote.pool(settings, Progress(self.began))
        self.content = Path(str(settings["PATH"]))
        self._compression = Compression(settings)
        self.place = place = Workplace(settings)
        self.output = place.output
        output = str(self.output)
        self.store = Store(place.cache / "press.sqlite", shown_path(self.content), output)
        self.manifest = Manifest(self.store, output, self._compression.endings)
        self._contracts = list(contracts(settings).values())
        self._shared = SharedParts(settings, plugins, self._contracts)
        self.archive = Archive(self.content, self.store, self._shared.realm, settings)
        self._static = StaticFiles(self.manifest, self._compression, self.archive.folder.status)
        self._remote_read = partial(remote.read_task, settings, self._shared.realm)
        self.plan = Plan(
            manifest=self.manifest,
            loaded=self.archive.loaded,
            pool=self.pool,
            remote=partial(remote.print_task, self),
            index=PageIndex() if settings.get("PRESS_RESIDENT") else None,
        )
        self.writer: type[PressWriter] = type("PressWriter", (PressWriter,), {"plan": self.plan})
        self.articles: Generator | None = None
        self.context: Context = {}
        is_publication = settings.get("ABSOLUTE_SITEURL") and not settings.get("DRAFTS")
        self.last = LastPublished(place.cache, self.content) if is_publication else None
        self._out: dict[str, Kept] = {}
        self.loaded_by_plugins: set[int] = set()
        self.stories = 0

    @property
    def stays_in_memory(self) -> bool:
        """Whether the site is kept in memory, to be brought up to date after each edit."""
        return self.plan.index is not None

    def jinja_environment(self) -> dict[str, Any]:
        """Return the settings of Jinja, with a cache of compiled templates.

        They are kept apart by the code and the settings that compile them.
        """
        # Saves a quarter second of each build; and no template changes while a site is built.
        own = {"bytecode_cache": None, "auto_reload": False, "cache_size": -1}
        settings = cast(dict[str, object], self.settings["JINJA_ENVIRONMENT"])
        options = setting_digests({name: settings[name] for name in settings.keys() - own.keys()})
        compilers = digest(self._shared.code, *options, *options.values())
        compiled = self.place.cache / "templates" / compilers
        if not compiled.is_dir():
            compiled.mkdir(parents=True)
            clear(compiled.parent, {compilers})
        return {**settings, **own, "bytecode_cache": FileSystemBytecodeCache(str(compiled))}

    def take_over(self, generator: Generator) -> None:
        """Let *generator* read by the archive, and its templates be printed faster."""
        if not self.context:
            self.context = generator.context
            self.context.setdefault("faults", []).extend(self.archive.folder.faults)
        generator.readers = self._readers(generator)
        select_files(generator, self.archive.folder.status)
        speed_up(generator.env)

    def take_over_static_files(self, generator: Generator) -> None:
        """Let *generator* stage only the files that are not up to date in output/."""
        generator.readers = self._readers(generator)
        self._static.stage_new(generator)

    def _readers(self, generator: Generator) -> PressReaders:
        return PressReaders(generator.settings, self.archive, self.pool, self._remote_read)

    def keep_readings(self, generator: Generator) -> None:
        """Remember what was read, once *generator*, the last that reads, is done."""
        self.archive.keep()

    def compare(self, generators: list[Generator]) -> None:
        """Get ready to plan pages by what they show, once all *generators* know their contents.

        The first of them is that for articles.
        """
        self.archive.static_files.keep(self.archive.folder.status)
        if not self.stays_in_memory:
            self.archive.release()
        self.articles = generators[0]
        context = self.articles.context
        self.plan.inputs = inputs = self._inputs(context)
        contents = [each for each in context["generated_content"].values() if each]
        if self.last:
            shown = [*contents, *context.get("also_shown", ())]
            self._out = published(shown, self.archive, self.last.files)
        for each in contents:
            inputs.add_fingerprints(each)
        loaded = (each for each in contents if getattr(each, "was_loaded", False))
        self.loaded_by_plugins = set(map(id, loaded))
        self.stories = sum(getattr(each, "kind", "") == "story" for each in contents)
        if self.settings.get("WHY"):
            self.plan.reasons = self._reasons()

    def _reasons(self) -> Reasons:
        """Return what finds why pages are printed, by the note of the last publication."""
        before = json.loads(self.store.note(f"parts of {self.output}") or "{}")
        names, folder = self.manifest.names, shown_path(self.content)
        return Reasons(
            shared_reasons(before["parts"], self._shared.named()) if before else (),
            self.archive.changes.since(before["changes"]) if before else None,
            lambda content: content.save_as not in names,
            lambda path: f"{folder}/{path}",
        )

    def _keep_parts(self) -> None:
        """Note what this publication is made of, so that the next can say why it prints a page."""
        note, changes = f"parts of {self.output}", self.archive.changes.number
        parts = json.dumps({"changes": changes, "parts": self._shared.named()})
        if parts != self.store.note(note):
            self.store.keep_note(note, parts)

    def _inputs(self, context: Context) -> Inputs:
        """Return what finds the fingerprints of pages, now that all stories are known."""
        contents: Mapping[str, Content | None] = context["generated_content"]

        def address_of(path: str) -> str:
            content = contents.get(path)
            return content.url if content else ""

        self._shared.complete(context)
        everywhere = self._shared.digest(self._compression.version)
        return Inputs(everywhere, address_of, declared(self._contracts), self._known_uses())

    def _known_uses(self) -> Uses:
        """Return what this code found out about these very templates before."""
        noted = json.loads(self.store.note("templates") or "{}")
        return noted["uses"] if noted.get("key") == self._uses_key() else {}

    def _uses_key(self) -> str:
        return digest(self._shared.code, self._shared.theme)

    def keep_uses(self) -> None:
        """Remember what was found out about the templates."""
        uses = self.plan.inputs.known if self.plan.inputs else {}
        if uses != self._known_uses():
            self.store.keep_note("templates", json.dumps({"key": self._uses_key(), "uses": uses}))

    def prepare_publication(self) -> None:
        """Let plugins do what must be done before output/ changes, now that nothing is missing."""
        steps = self.articles.context.get("before_publication", ()) if self.articles else ()
        for step in steps:
            step()

    def publish(self, staged: Path) -> int:
        """Put the staged files in place beside those that are kept; return how many were written.

        Raises OSError, before anything is changed where that can be known before.
        """
        self._static.copy_staged(staged)
        if self.last:
            self.last.keep(self.content, self._out)
        kept = self.plan.kept | self._static.kept
        if self._compression.endings:
            kept |= {copy for name in kept for copy in self.manifest.compressed_copies(name)}
        output, before, note = str(self.output), self.manifest.names, f"names of {self.output}"
        noted = self.store.note(note)
        is_known = bool(noted) and file_stamp(output, NAMES_FILE) == noted
        names, written = publish(staged, self.output, kept, before, names_file_is_known=is_known)
        gone = before - names
        self.manifest.keep(names - kept, {**self.plan.planned, **self._static.fingerprints}, gone)
        if (now := file_stamp(output, NAMES_FILE)) != noted:
            self.store.keep_note(note, now)  # last: it says that the manifest can be relied on
        self._keep_parts()
        return written

    def replace(self, staged: Path, fingerprints: Mapping[str, str]) -> None:
        """Put the *staged* files, some of those that output/ has, in place of the old."""
        names, before = set(files_below(staged)), self.manifest.names
        copies = (copy for name in fingerprints for copy in self.manifest.compressed_copies(name))
        gone = set(copies) - names
        if gone or not names <= before:  # a page grew to be worth copies, or shrank
            publish(staged, self.output, before - gone, before)
        else:
            move(str(staged), str(self.output))
        self.manifest.keep(names, fingerprints, gone)

    def report(self) -> None:
        """Print in one line what was done, and why, where that was asked for."""
        stories = f"{self.stories} {'story' if self.stories == 1 else 'stories'}"
        kept, seconds = len(self.plan.kept), time.perf_counter() - self.began
        pages = f"{len(self.plan.planned) - kept} pages printed, {kept} unchanged"
        print(f"{stories}: {pages}, {seconds:.1f} seconds", flush=True)
        if self.plan.reasons:
            why = lines(self.plan.reasons.found)
        else:
            why = always_lines(self.plan.undeclared, self.plan.always)
        if why:
            print(*map(printable, why), sep="\n", flush=True)

    def leave(self) -> None:
        """Let another build have output/."""
        self.place.leave()

    def close(self) -> None:
        """Let another build have output/, and let go of the cache."""
        self.leave()
        self.store.close()


def plugin_files(settings: Settings) -> set[Path]:
    """Return the files of the plugins; a plugin's ``__init__.py`` means its whole folder."""
    modules = [sys.modules.get(name) for name in cast(Iterable[str], settings["PLUGINS"])]
    return {Path(module.__file__) for module in modules if module and module.__file__}
