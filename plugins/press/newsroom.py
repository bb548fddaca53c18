"""A site that stays in memory while it is written: ``python -m plugins.press.newsroom``.

It builds once, then once for each line on its standard input: a JSON list of the paths that
changed. It answers each with a line of JSON: null, or the faults that stopped the build. It is
`make serve` that starts it, and starts it anew when settings or plugins changed.
"""

import argparse
import contextlib
import gc
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import init as init_logging
from pelican.settings import read_settings

from . import release
from .edition import locked
from .known_story import READ_ALONE, SHARED, KnownStory, forget_texts, same
from .one_story import read_apart, reader_of


class Newsroom:
    """A site and what is known of it: which pages there are, and which show which story."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.site: Any = None

    def build(self) -> str | None:
        """Build the site anew; return its faults, or None when it is built."""
        self._forget()
        settings = read_settings("pelicanconf.py", override=self.settings)
        site = Pelican(settings)
        try:
            site.run()
            self.site = site
        except (SystemExit, Exception) as ending:
            release(site)
            return _said(ending)
        return None

    def update(self, paths: Iterable[str]) -> str | None:
        """Bring the site up to date with the files *paths*; return its faults, or None."""
        changed = {os.path.abspath(path) for path in paths}
        try:
            if self.site and all(self._correct(path) for path in changed):
                return None
        except (SystemExit, Exception) as ending:
            self._forget()  # it is not known how far it came
            return _said(ending)
        return self.build()

    def rest(self) -> None:
        """Write down what was read, and clear away what is no longer needed: nobody waits."""
        if self.site:
            self.site.edition.archive.keep()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _forget(self) -> None:
        if self.site:
            release(self.site)
        self.site = None
        forget_texts()

    def _correct(self, path: str) -> bool:
        """Print again what shows the story at *path*, where nothing else can have changed by it.

        That is so when all is as it was that is looked at to relate stories to each other. Return
        False when it is not, or not known.
        """
        site, edition = self.site, self.site.edition
        archive, articles = edition.archive, site.generators[0]
        name = os.path.relpath(path, edition.content).replace(os.sep, "/")
        if name.startswith("../"):
            return False  # of the theme or the newsroom's own look: any page may show it
        if not os.path.lexists(path) and not archive.knows(name):
            return True  # an editor's own file, which came and went
        story = articles.context["generated_content"].get(name)
        if not isinstance(story, KnownStory) or id(story) in site.looked_into:
            return False
        before = archive.near(name)
        try:
            archive.look_again(name)
        except OSError:
            return False  # it is gone
        if before and before[0] == archive.key(name, before[1]):
            return True  # its bytes are the same
        _, reading = read_apart(archive, reader_of(articles), name)
        if reading is None or before is None:
            return False
        archive.note(name, reading)
        after, rest = archive.taken_apart(reading)
        unseen = READ_ALONE if site.settings["SITEURL"] else READ_ALONE | SHARED
        old, new = archive.attributes(before), archive.attributes(after)
        if not same(old, new, unseen):
            return False
        story.replace({**new, "reading_key": after[0]}, rest)
        forget_texts()
        card = old.get("press_card") != new.get("press_card")
        self._print(self.site.writer.memory.shows(id(story), card=card))
        return True

    def _print(self, names: Iterable[str]) -> None:
        edition, plan = self.site.edition, self.site.writer
        plan.crew.progress.began = time.perf_counter()
        name = f"{edition.lock_file.stem}-"
        with tempfile.TemporaryDirectory(prefix=name, dir=edition.cache) as stage:
            writer = plan(stage, self.site.settings)
            writer.pages = [plan.memory.pages[name] for name in names]
            lock = locked(edition.lock_file, edition.output)
            try:
                marks = {
                    name: mark
                    for each in writer.pages
                    for mark in [plan.inputs.mark_of(each)]
                    for name in each.names
                }
                writer.print_all()
                edition.replace(Path(stage), marks)
                plan.planned.update(marks)
            finally:
                if lock:
                    lock.close()


def _said(ending: BaseException) -> str:
    """Say on the terminal what ended a build, and return it; a signal to end goes on."""
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
    options = parser.parse_args(arguments)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a build says goes to the terminal
    settings = {
        "PATH": os.path.abspath(options.content),
        "OUTPUT_PATH": os.path.abspath(options.output),
        "DRAFTS": options.drafts,
        "PRESS_RESIDENT": True,
    }
    init_logging(fatal="errors", name="pelican")
    newsroom = Newsroom(settings)
    faults = newsroom.build()
    with contextlib.suppress(BrokenPipeError):
        while True:
            print(json.dumps(faults), file=answers, flush=True)
            newsroom.rest()
            line = sys.stdin.readline()
            if not line:
                return
            faults = newsroom.update(json.loads(line))


if __name__ == "__main__":
    main(sys.argv[1:])
