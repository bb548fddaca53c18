"""Build real small sites: the tests' own newsroom."""

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from blinker import Signal
from bs4 import BeautifulSoup
from pelican import Pelican, signals
from pelican.settings import read_settings
from PIL import Image

from plugins.press import release

ROOT = Path(__file__).parent.parent

STORY = """\
Title: {title}
Date: {date}
Category: {section}

{body}
"""


def story(
    title="The river rises", date="2020-05-01 12:00", section="World", body="Text.", **fields
):
    """Return the text of a story file; *fields* are added to its header."""
    more = "".join(f"{name.capitalize()}: {value}\n" for name, value in fields.items())
    return more + STORY.format(title=title, date=date, section=section, body=body)


@dataclass
class Site:
    """A small site: where it was built, what was said, and how it ended."""

    output: Path
    said: str = ""
    status: str | int | None = 0

    def __call__(self, address: str) -> BeautifulSoup:
        """Return the page at *address*, such as "/2020/05/01/flood/"."""
        path = self.output / address.lstrip("/")
        path = path / "index.html" if address.endswith("/") else path
        return BeautifulSoup(path.read_text("utf-8"), "lxml")

    @property
    def files(self) -> set[str]:
        """The files of the site, by their paths."""
        found = (path for path in self.output.rglob("*") if path.is_file())
        return {path.relative_to(self.output).as_posix() for path in found}

    @property
    def faults(self) -> list[str]:
        """What the copy desk said, line by line, when it stopped the build."""
        return str(self.status).splitlines() if isinstance(self.status, str) else []

    def bytes(self) -> dict[str, bytes]:
        """Return every file of the site with what it holds."""
        return {name: (self.output / name).read_bytes() for name in self.files}


Build = Callable[..., Site]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a site from files and settings; files without a folder are stories."""
    content, output = tmp_path / "content", tmp_path / "output"

    def run(
        files: Mapping[str, str | bytes] | None = None, *, fresh: bool = True, **settings
    ) -> Site:
        if fresh:
            shutil.rmtree(content, ignore_errors=True)
        (content / "stories").mkdir(parents=True, exist_ok=True)
        for name, text in (files or {}).items():
            path = content / (name if "/" in name else f"stories/{name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return pelican(content, output, **settings)

    return run


def pelican(content: Path, output: Path, **settings) -> Site:
    """Run Pelican with the real settings and *settings* over them."""
    said = io.StringIO()
    site = Site(output)
    overrides = {"PATH": str(content), "OUTPUT_PATH": str(output), "SITEURL": "", "POLICIES": {}}
    overrides |= {"PRESS_CACHE": str(output.parent / "cache"), **settings}
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        newsroom = Pelican(read_settings(str(ROOT / "pelicanconf.py"), override=overrides))
        try:
            newsroom.run()
        except SystemExit as ending:
            site.status = ending.code
        finally:
            release(newsroom)
    site.said = said.getvalue()
    return site


def photo(colour: str = "teal", size: tuple[int, int] = (60, 40), **save) -> bytes:
    """Return the bytes of a small photo."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, save.pop("format", "JPEG"), **save)
    return data.getvalue()


def grainy(size=(900, 600), kind="JPEG", mode="RGB", **save):
    """Return the bytes of a photo that is too large to be shown as it is."""
    grain = Image.effect_noise(size, 90)
    data = io.BytesIO()
    Image.merge("RGB", [grain, grain.rotate(90, expand=False), grain]).convert(mode).save(
        data, kind, **save
    )
    return data.getvalue()


@pytest.fixture(autouse=True)
def forgetful_signals() -> Iterator[None]:
    """Let no plugin of one site act on the next: signals outlive a build."""
    yield
    forget_signals()


def forget_signals() -> None:
    """Disconnect all plugins from Pelican's signals."""
    for each in vars(signals).values():
        if isinstance(each, Signal):
            each._clear_state()
