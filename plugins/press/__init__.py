"""The press: only what changed is read and printed, and output/ changes when all is there."""

import gc

gc.disable()  # a build is short, and looking for garbage would take a good part of it

import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

from pelican import signals
from pelican.log import console

from plugins.kernel.progress import Progress
from plugins.kernel.workers import WorkerPool

from .edition import Edition
from .files import stage_new_files, take_files
from .generator import PrintGenerator
from .lists import make_linear
from .memory import Memory
from .readers import PressReaders
from .templates import quicken
from .writer import PressWriter


def begin(pelican: Any) -> None:
    """Let Pelican write onto a stage, with what is remembered of the last build at hand."""
    settings = pelican.settings
    if settings.get("PRESS_AFAR"):
        return  # a worker of another build, which has all this
    gc.disable()  # the same, where many builds are made in one process
    console.quiet = False
    pelican.stopped = None

    def stop(number: int, frame: object) -> NoReturn:
        """End on Ctrl-C or a kill, and say so to whoever waits: Pelican's status would be 0."""
        if pelican.stopped is None:
            print("Stopped.", file=sys.stderr)
        pelican.stopped = 128 + number
        raise SystemExit(pelican.stopped)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
    modules = [sys.modules[name] for name in settings["PLUGINS"] if name in sys.modules]
    code = {Path(module.__file__) for module in modules if module.__file__}
    began = time.perf_counter()
    crew = WorkerPool(settings.get("PRESS_EXECUTOR"), settings.get("PRESS_DASK"), Progress(began))
    pelican.edition = edition = Edition(settings, code)
    settings["JINJA_ENVIRONMENT"] = edition.jinja_environment()
    pelican.output_path = edition.site
    # Pelican makes the writer itself, so what it needs stands on a class of this build's own.
    plan = {"edition": edition, "crew": crew, "planned": {}, "kept": set(), "memory": None}
    writer: Any = type("PressWriter", (PressWriter,), plan)
    if settings.get("PRESS_RESIDENT"):
        writer.memory = Memory()
    pelican.writer = writer

    def attend(generator: Any) -> None:
        generator.readers = PressReaders(generator.settings, edition.archive, crew)
        take_files(generator, edition.archive.status)
        quicken(generator.env)

    def attend_files(generator: Any) -> None:
        generator.readers = PressReaders(generator.settings, edition.archive, crew)
        stage_new_files(generator, edition.stands)

    def keep(generator: Any) -> None:
        edition.archive.keep()

    def compare(generators: list[Any]) -> None:
        edition.archive.keep_files()
        if writer.memory is None:
            edition.archive.forget_readings()
        pelican.generators = generators
        context = generators[0].context
        writer.inputs = edition.inputs(context)
        contents = [each for each in context["generated_content"].values() if each]
        for each in contents:
            writer.inputs.content(each)
        fetched = (each for each in contents if getattr(each, "looked_into", False))
        pelican.looked_into = set(map(id, fetched))
        pelican.stories = sum(getattr(each, "kind", "") == "story" for each in contents)

    pelican.press = {  # signals hold what they call by weak references
        signals.article_generator_init: attend,
        signals.page_generator_init: attend,
        signals.static_generator_init: attend_files,
        signals.page_generator_finalized: keep,
        signals.all_generators_finalized: compare,
    }
    for each, act in pelican.press.items():
        each.connect(act)
    pelican.began = began


def writer_of(pelican: Any) -> type[PressWriter]:
    """Return the class of this build's writer."""
    return pelican.writer  # type: ignore[no-any-return]


def print_generator(pelican: Any) -> type[PrintGenerator]:
    """Return the generator that prints what the others planned."""
    return PrintGenerator


def end(pelican: Any) -> None:
    """Every page is there: put them in place, and say in one line what was done."""
    edition, writer, staged = pelican.edition, pelican.writer, Path(pelican.output_path)
    if pelican.stopped is not None:  # while a process was forked, where Python drops what is raised
        raise SystemExit(pelican.stopped)
    try:
        edition.keep_uses(writer.inputs.known)
        edition.publish(staged, writer.planned, writer.kept)
    except OSError as error:
        raise SystemExit(f"{error.filename}: {error.strerror}. Mend this and build again") from None
    edition.leave()
    if writer.memory is None:
        release(pelican)
        gc.freeze()  # nothing of this build need be looked at again before the process ends
    stories = f"{pelican.stories} {'story' if pelican.stories == 1 else 'stories'}"
    kept, seconds = len(writer.kept), time.perf_counter() - pelican.began
    pages = f"{len(writer.planned) - kept} pages printed, {kept} unchanged"
    print(f"{stories}: {pages}, {seconds:.1f} seconds", flush=True)
    console.quiet = True  # Pelican's own last line says less


def release(pelican: Any) -> None:
    """Let go of a build that is over, so that another may follow in this process."""
    for each, act in pelican.press.items():
        each.disconnect(act)
    pelican.edition.close()


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(begin)
    signals.article_generator_init.connect(make_linear)
    signals.get_generators.connect(print_generator)
    signals.get_writer.connect(writer_of)
    signals.finalized.connect(end)
