"""The press: only what changed is read and printed, and output/ changes when all is there."""

import gc
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

from pelican import signals

from .edition import Edition
from .files import take_files
from .generator import PrintGenerator
from .lists import make_linear
from .readers import PressReaders
from .templates import quicken
from .writer import PressWriter


def begin(pelican: Any) -> None:
    """Let Pelican write onto a stage, with what is remembered of the last build at hand."""
    gc.disable()  # a build is short, and looking for garbage among all stories takes a third of it
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, stop)  # Pelican would end with status 0
        signal.signal(signal.SIGTERM, stop)
    modules = [sys.modules[name] for name in pelican.settings["PLUGINS"] if name in sys.modules]
    code = {Path(module.__file__) for module in modules if module.__file__}
    pelican.edition = edition = Edition(pelican.settings, code)
    pelican.settings["JINJA_ENVIRONMENT"] = edition.jinja_environment()
    pelican.output_path = os.path.abspath(edition.stage.name)
    # Pelican makes the writer itself, so what it needs stands on a class of this build's own.
    plan = {"is_there": edition.is_there, "planned": {}, "kept": set()}
    writer: Any = type("PressWriter", (PressWriter,), plan)
    pelican.writer = writer

    def attend(generator: Any) -> None:
        generator.readers = PressReaders(generator.settings, edition.archive)
        take_files(generator, edition.archive.status)
        quicken(generator.env)

    def keep(generator: Any) -> None:
        edition.archive.keep()

    def compare(generators: list[Any]) -> None:
        writer.inputs = edition.inputs(generators[0].context)

    pelican.press = attend, keep, compare  # signals hold what they call by weak references
    signals.article_generator_init.connect(attend)
    signals.page_generator_init.connect(attend)
    signals.page_generator_finalized.connect(keep)
    signals.all_generators_finalized.connect(compare)


def link_files(generator: Any) -> None:
    """Stage photos and other files as links: the press copies them, and minds every failure."""
    generator.fallback_to_symlinks = True


def stop(number: int, frame: object) -> NoReturn:
    """End on Ctrl-C or a kill, and say so to whoever waits for the status."""
    print("Stopped.", file=sys.stderr)
    raise SystemExit(128 + number)


def writer_of(pelican: Any) -> type[PressWriter]:
    """Return the class of this build's writer."""
    return pelican.writer  # type: ignore[no-any-return]


def print_generator(pelican: Any) -> type[PrintGenerator]:
    """Return the generator that prints what the others planned."""
    return PrintGenerator


def end(pelican: Any) -> None:
    """Every page is there: put them in place."""
    edition, staged = pelican.edition, Path(pelican.output_path)
    try:
        edition.keep_uses(pelican.writer.inputs.known)
        written = edition.publish(staged, pelican.writer.planned, pelican.writer.kept)
    except OSError as error:
        raise SystemExit(f"{error.filename}: {error.strerror}. Mend this and build again") from None
    edition.close()
    gc.freeze()  # nothing of this build need be looked at again before the process ends
    pages, kept = len(pelican.writer.planned), len(pelican.writer.kept)
    print(f"{pages - kept} pages printed, {kept} unchanged; {written} files written")


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(begin)
    signals.article_generator_init.connect(make_linear)
    signals.static_generator_init.connect(link_files)
    signals.get_generators.connect(print_generator)
    signals.get_writer.connect(writer_of)
    signals.finalized.connect(end)
