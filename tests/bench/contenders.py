"""What is measured: a site of each generator, in clean builds and after an edit."""

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from plugins.plan import PLUGINS

from .archive import SECTIONS, address, path
from .folders import write_for_hugo, write_for_pelican

HERE = Path(__file__).parent

STET_PHOTOS = "Stet, cold, with the copies of its photos"
STET, STET_AGAIN = "Stet, cold", "Stet, nothing changed"
STET_BODY, STET_HEADLINE = "Stet, one body edit", "Stet, one headline edit"
SEARCHED, SEARCHED_BODY = "Stet with its search, cold", "Stet with its search, one body edit"
STOCK, IMPORT = "stock Pelican, cold", "import pelican"
HUGO, HUGO_BODY = "Hugo, cold", "Hugo, rebuild after a body edit"
NAMES = (
    *(STOCK, HUGO, HUGO_BODY, STET_PHOTOS, STET, STET_AGAIN, STET_BODY, STET_HEADLINE),
    *(SEARCHED, SEARCHED_BODY, IMPORT),
)
"""The other generators make no search page, so Stet is measured without and with its own."""

LARGE = 20_000
"""The number of stories above which only Stet is measured."""


class Figures(NamedTuple):
    """What a run took: wall seconds, CPU seconds of all cores, MiB of the largest process."""

    wall: float
    cpu: float
    memory: float


class Site:
    """A generator's site of *number* stories, of which the middle one is edited.

    *command* builds *content* into *output*; *caches* are the folders that a cold build starts
    without.
    """

    def __init__(
        self, number: int, command: Sequence[str], content: Path, output: Path, *caches: Path
    ) -> None:
        self.number, self.command, self.output = number, command, output
        self.caches = caches
        self.story, self.page = content / path(number // 2), output / address(number // 2)
        self.edits = 0

    def cold(self, with_copies: bool = True) -> Figures:
        """Measure a clean build, for which copies of photos were made before, if *with_copies*."""
        kept = [cache / "photos" for cache in self.caches] if with_copies else []
        if kept:
            self._build_once()
        aside = self._set_aside(self.output, *self.caches)
        for number, folder in enumerate(kept, 1):
            if (made := aside / str(number) / "photos").exists():
                folder.parent.mkdir()
                made.rename(folder)
        figures = measured(self.command)
        pages = sum(1 for _ in self.output.rglob("*.html"))
        if pages <= self.number:
            raise SystemExit(f"{self.output}: {pages} pages of {self.number} stories. Find out why")
        return figures

    def _set_aside(self, *folders: Path) -> Path:
        """Move *folders* away instead of deleting them: ext4 makes files slowly after deletions.

        Return the folder in which they are, by their numbers.
        """
        aside = Path(tempfile.mkdtemp(prefix="aside-", dir=self.output.parent))
        for number, folder in enumerate(folders):
            if folder.exists():
                folder.rename(aside / str(number))
        return aside

    def again(self) -> Figures:
        """Measure a build in which nothing changed."""
        self._build_once()
        return measured(self.command)

    def body(self) -> Figures:
        """Measure a build after a paragraph was added to a story."""
        words = f"Paragraph {self._next()} is new."
        return self._edited(f"{self.story.read_text('utf-8')}\n{words}\n", words)

    def headline(self) -> Figures:
        """Measure a build after a story got another headline, the first line of its file."""
        words = f"Headline {self._next()} is new"
        _, rest = self.story.read_text("utf-8").split("\n", 1)
        return self._edited(f"Title: {words}\n{rest}", words)

    def _next(self) -> int:
        """Return the number of the next edit; build the site first if it does not exist."""
        self._build_once()
        self.edits += 1
        return self.edits

    def _build_once(self) -> None:
        if not self.output.exists():
            self.cold()

    def _edited(self, text: str, words: str) -> Figures:
        self.story.write_text(text, "utf-8")
        figures = measured(self.command)
        if words not in self.page.read_text("utf-8"):
            raise SystemExit(f'{self.page}: the page does not say "{words}". Find out why')
        return figures


def measured(command: Sequence[str]) -> Figures:
    """Run *command* and return what it took; exit with its output if it fails."""
    meter = [sys.executable, str(HERE / "meter.py"), *command]
    # In a newsroom, Python compiles each module once, not at every build.
    here = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(meter, stdout=subprocess.PIPE, text=True, errors="replace", env=here)
    output, _, figures = run.stdout.rstrip("\n").rpartition("\n")
    if run.returncode:
        raise SystemExit(f"{output}\n{' '.join(command)}: ended with status {run.returncode}")
    return Figures(*json.loads(figures))


def contenders(folder: Path, number: int, names: Sequence[str]) -> dict[str, Callable[[], Figures]]:
    """Return the function that measures each of *names*, with *number* stories, in *folder*."""
    if number > LARGE:
        names = [name for name in names if name.startswith("Stet")]
    every: dict[str, Callable[[], Figures]] = {}
    if any(name.startswith("Hugo") for name in names):
        hugo = _hugo(folder, number)
        every |= {HUGO: partial(hugo.cold, with_copies=False), HUGO_BODY: hugo.body}
    if any(name.startswith(("Stet", "stock")) for name in names):
        write_for_pelican(folder / "content", number)
        stock, stet = _stock(folder, number), _stet(folder, number)
        every |= {STOCK: stock.cold, STET: stet.cold, STET_AGAIN: stet.again}
        every[STET_PHOTOS] = partial(stet.cold, with_copies=False)
        every |= {STET_BODY: stet.body, STET_HEADLINE: stet.headline}
        searched = _stet(folder, number, "searched")
        every |= {SEARCHED: searched.cold, SEARCHED_BODY: searched.body}
    every[IMPORT] = lambda: measured([sys.executable, "-c", "import pelican"])
    return {name: every[name] for name in names}


def _stock(folder: Path, number: int) -> Site:
    content, output = folder / "content", folder / "stock"
    command = _builder("pelican", content, output, HERE / "stock/stockconf.py")
    return Site(number, command, content, output)


def _stet(folder: Path, number: int, name: str = "stet") -> Site:
    content, output, cache = folder / "content", folder / name, folder / f"{name}-cache"
    settings = {
        "PRESS_CACHE": str(cache),
        "SECTIONS": SECTIONS,
        "SITEURL": "https://news.example.org",
        "POLICIES": {},  # the archive has no standing pages
    }
    if name == "stet":
        settings["PLUGINS"] = [each for each in PLUGINS if each != "plugins.search"]
    command = _builder("plugins.press", content, output, "pelicanconf.py")
    command += ["-e", *(f"{name}={json.dumps(value)}" for name, value in settings.items())]
    return Site(number, command, content, output, cache)


def _builder(module: str, content: Path, output: Path, conf: str | Path) -> list[str]:
    command = [sys.executable, "-m", module, str(content), "-o", str(output), "-s", str(conf)]
    return [*command, "--fatal", "errors"]


def _hugo(folder: Path, number: int) -> Site:
    source, output, cache = folder / "hugo", folder / "hugo-output", folder / "hugo-cache"
    write_for_hugo(source, number)
    # The script of that name would start Python first.
    binary = Path(sysconfig.get_path("platlib"), "hugo/binaries/hugo")
    command = [str(binary), "build", "--source", str(source), "--destination", str(output)]
    command += ["--cacheDir", str(cache), "--panicOnWarning"]
    return Site(number, command, source / "content", output, cache, source / "resources")
