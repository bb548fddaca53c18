"""The press: read and print only what changed; change output/ only when all of it is ready.

It has floors, each a package that imports only those named before it:

- ``store``: what is remembered from one build to the next
- ``read``: stories, read or taken from the cache
- ``print``: pages, planned by what they show and printed when that changed
- ``publish``: from the stage to output/; one build of the site
- ``cluster``: reading and printing on other machines
- this file, which connects a build to Pelican's signals
- ``selection`` and ``newsroom``: Pelican with a newsroom's settings and plugins
- ``serve``: the site on localhost while it is written

``pelican_types`` and ``settings`` lie below them all. A test reads the imports and fails on one
that leads up.
"""

import gc

gc.disable()  # a build is short, and looking for garbage would take a good part of it

from pathlib import Path

from pelican import signals
from pelican.log import console

from plugins.kernel.contract import Contract, nothing

from .cluster import remote
from .pelican_types import Site
from .print.generator import PrintGenerator
from .print.lists import make_linear
from .print.writer import PressWriter
from .publish.build import Build, plugin_files
from .publish.interruption import stop_on_signals
from .settings import SETTINGS, compose_names

CONTRACT = Contract(
    needs=("copy_desk", "stories"),
    after=("copy_desk",),
    settings=SETTINGS,
    everywhere={"kept": nothing},
)


def begin(pelican: Site) -> None:
    """Begin a build, which reads, plans, prints and publishes in Pelican's place."""
    if pelican.settings.get("PRESS_REMOTE"):
        return  # a worker of another build, which has all this
    gc.disable()  # the same, where many builds are made in one process
    console.quiet = False
    stop_on_signals(pelican)
    compose_names(pelican.settings)
    build = Build(pelican.settings, plugin_files(pelican.settings), remote)
    pelican.press = build
    pelican.settings["JINJA_ENVIRONMENT"] = build.jinja_environment()
    pelican.output_path = build.place.site
    pelican.receivers = {  # signals hold what they call by weak references
        signals.article_generator_init: build.take_over,
        signals.page_generator_init: build.take_over,
        signals.static_generator_init: build.take_over_static_files,
        signals.page_generator_finalized: build.keep_readings,
        signals.all_generators_finalized: build.compare,
    }
    for each, receiver in pelican.receivers.items():
        each.connect(receiver)


def writer_of(pelican: Site) -> type[PressWriter]:
    """Return the class of this build's writer."""
    build: Build = pelican.press
    return build.writer


def print_generator(pelican: Site) -> type[PrintGenerator]:
    """Return the generator that prints what the others planned."""
    return PrintGenerator


def end(pelican: Site) -> None:
    """Publish the build, now that every page is printed, and say in one line what was done."""
    build: Build = pelican.press
    if pelican.stopped is not None:  # while a process was forked, where Python drops what is raised
        raise SystemExit(pelican.stopped)
    try:
        build.keep_uses()
        build.prepare_publication()
        build.publish(Path(pelican.output_path))
    except OSError as error:
        raise SystemExit(f"{error.filename}: {error.strerror}. Fix this and build again") from None
    build.leave()
    if not build.stays_in_memory:
        release(pelican)
        gc.freeze()  # nothing of this build need be looked at again before the process ends
    build.report()
    console.quiet = True  # Pelican's own last line says less


def release(pelican: Site) -> None:
    """Let go of a build that is over, so that another may follow in this process."""
    for each, receiver in pelican.receivers.items():
        each.disconnect(receiver)
    pelican.press.close()


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(begin)
    signals.article_generator_init.connect(make_linear)
    signals.get_generators.connect(print_generator)
    signals.get_writer.connect(writer_of)
    signals.finalized.connect(end)
