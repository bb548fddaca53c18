"""A site that stays in memory while it is written: ``python -m plugins.press.serve.resident``.

It builds once, then once for each line on its standard input: a JSON list of the paths that
changed. It answers each with a line of JSON: null, or the faults that stopped the build. `make
serve` starts it, and starts it again when settings or plugins changed.
"""

import argparse
import contextlib
import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from pelican.log import init as init_logging

from plugins.kernel.settings import Settings
from plugins.press import release

from ..builds import status_of
from ..newsroom import newsroom
from ..pelican_types import Site
from ..publish.build import Build
from ..publish.last_build import write_last_build
from ..read.cached_story import CachedStory, forget_texts
from ..read.kept_attributes import differing, names
from ..read.one_story import read_for, reader_of


class ResidentSite:
    """A site that is brought up to date after each edit: Pelican's, once it was built."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.site: Site | None = None

    def build(self) -> str | None:
        """Build the site from scratch; return its faults, or None when it is built."""
        self._forget()
        site: Site | None = None
        try:
            site = newsroom("pelicanconf.py", self.settings)
            site.run()
            self.site = site
        except (SystemExit, Exception) as ending:
            write_last_build(status_of(ending))
            if site:
                release(site)
            return _message(ending)
        write_last_build(0, site.press.stories)
        return None

    def update(self, paths: Iterable[str]) -> str | None:
        """Bring the site up to date with the files *paths*; return its faults, or None."""
        changed = {os.path.abspath(path) for path in paths}
        try:
            if self.site and all(self._print_story(self.site, path) for path in changed):
                return None
        except (SystemExit, Exception) as ending:
            self._forget()  # it is not known how far it came
            return _message(ending)
        return self.build()

    def rest(self) -> None:
        """Write down what was read, and clear away what is no longer needed: nobody waits."""
        if self.site:
            self.site.press.archive.keep()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _forget(self) -> None:
        if self.site:
            release(self.site)
        self.site = None
        forget_texts()

    def _print_story(self, site: Site, path: str) -> bool:
        """Print again what shows the story at *path*, where nothing else can have changed by it.

        That is so when every attribute that relates stories to each other is as it was. Return
        False when one is not, or that is not known.
        """
        build: Build = site.press
        archive, articles = build.archive, build.articles
        assert articles is not None  # noqa: S101 - it was built
        name = os.path.relpath(path, build.content).replace(os.sep, "/")
        if name.startswith("../"):
            return False  # of the theme or the newsroom's own look: any page may show it
        if not os.path.lexists(path) and not archive.folder.knows(name):
            return True  # an editor's own file, which came and went
        story = articles.context["generated_content"].get(name)
        if not isinstance(story, CachedStory) or id(story) in build.loaded_by_plugins:
            return False
        before = archive.record(name)
        try:
            archive.look_again(name)
        except OSError:
            return False  # it is gone
        if before and archive.is_valid(name, before):
            return True  # its bytes are the same
        _, reading = read_for(archive, reader_of(articles), name)
        if reading is None or before is None:
            return False
        old, (new, others) = archive.summary(before), archive.replace(name, before, reading)
        alone = names().alone if site.settings["SITEURL"] else names().alone | names().shared
        if differing(old, new, alone) or story.waiting or story.linked.named:
            return False
        if name in articles.context["headlines_in_links"] and "title" in differing(old, new):
            return False
        story.replace(new, others)
        forget_texts()
        card = old.get("press_card") != new.get("press_card")
        self._print(build, id(story), card=card)
        return True

    def _print(self, build: Build, story: int, *, card: bool) -> None:
        """Print the pages that show the text of *story* or, too, its *card*."""
        plan = build.plan
        assert plan.index is not None  # noqa: S101 - the site stays in memory
        assert plan.inputs is not None  # noqa: S101 - it was built
        plan.pool.progress.began = time.perf_counter()
        with build.place.new_stage() as stage:
            writer = build.writer(stage, build.settings)
            writer.pages = [plan.index.pages[name] for name in plan.index.showing(story, card=card)]
            lock = build.place.lock()
            try:
                fingerprints = {
                    name: fingerprint
                    for page in writer.pages
                    for fingerprint in [plan.inputs.fingerprint_of(page)]
                    for name in page.names
                }
                writer.print_all()
                build.replace(Path(stage), fingerprints)
                plan.planned.update(fingerprints)
            finally:
                if lock:
                    lock.close()


def _message(ending: BaseException) -> str:
    """Print what ended a build, and return it; raise again what a signal to end raised."""
    if isinstance(ending, SystemExit):
        if not isinstance(ending.code, str):
            raise ending
        print(ending.code, file=sys.stderr)
        return ending.code
    traceback.print_exception(ending)
    return f"The build failed: {ending}"


def main(arguments: Sequence[str]) -> None:
    """Build, and build again for each line of paths, until there are no more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content")
    parser.add_argument("output")
    parser.add_argument("--drafts", action="store_true")
    parser.add_argument("--at", default="")
    options = parser.parse_args(arguments)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a build prints goes to the terminal
    settings = {
        "PATH": os.path.abspath(options.content),
        "OUTPUT_PATH": os.path.abspath(options.output),
        "DRAFTS": options.drafts,
        "PRESS_RESIDENT": True,
    }
    if options.at:
        settings["NOW"] = options.at
    init_logging(fatal="errors", name="pelican")
    site = ResidentSite(settings)
    faults = site.build()
    with contextlib.suppress(BrokenPipeError):
        while True:
            print(json.dumps(faults), file=answers, flush=True)
            site.rest()
            line = sys.stdin.readline()
            if not line:
                return
            faults = site.update(json.loads(line))


if __name__ == "__main__":
    main(sys.argv[1:])
