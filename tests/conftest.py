"""Fixtures and functions that build small real sites for the tests."""

import contextlib
import fcntl
import io
import itertools
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from blinker import Signal
from bs4 import BeautifulSoup
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pelican import signals
from PIL import Image

from plugins.plan import PAGINATED_TEMPLATES, PLUGINS
from plugins.press import release
from plugins.press.newsroom import newsroom
from plugins.press.print import inputs

from .browsing import AsPublished, Server, running
from .kinds import one_of_each
from .places import DEMO, ROOT

os.chdir(DEMO)  # the folder that commands run in
os.environ["PYTHONPATH"] = str(ROOT)  # so that commands find the plugins

hypothesis.register_profile(  # new examples in each run, and no time limit for one
    "stet",
    derandomize=False,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
hypothesis.load_profile("stet")

WITHOUT_SEARCH = [each for each in PLUGINS if each != "plugins.search"]
"""The plugins for tests of many builds that do not look at the search: it takes most of the time."""

# Options, folders and time limits -------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `make proof` gives its MINUTES to."""
    meaning = "minutes that the open-ended tests share"
    parser.addoption("--minutes", type=float, default=10, help=meaning)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes share the tests: some of these wait, for a server or a browser."""
    return max(4, os.cpu_count() or 1)


@pytest.fixture
def share(request: pytest.FixtureRequest) -> float:
    """Return the seconds that this open-ended test has: each has the same part of the minutes."""
    tests = request.session.items
    sharing = sum("share" in each.fixturenames for each in tests)  # type: ignore[attr-defined]
    return request.config.getoption("--minutes") * 60 / sharing


@pytest.fixture
def rounds(request: pytest.FixtureRequest, share: float) -> Iterator[Iterator[int]]:
    """Return an iterator that counts rounds until this test's share of the minutes is over.

    There is always one round. The summary of the run shows the number of rounds.
    """
    until = time.monotonic() + share
    done = itertools.count()

    def count() -> Iterator[int]:
        yield next(done)
        while time.monotonic() < until:
            yield next(done)

    yield count()
    request.node.user_properties.append(("rounds", next(done)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many rounds each open-ended test made."""
    for report in terminalreporter.stats.get("", []):
        if report.when == "teardown" and (made := dict(report.user_properties).get("rounds")):
            terminalreporter.write_line(f"{report.nodeid}: {made} rounds")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is the same for all workers."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at *path*, so that one process at a time runs the block."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def proof(*values: object) -> list:
    """Return *values* as parameters that mark a test as one of the long ones."""
    several = (value if isinstance(value, tuple) else (value,) for value in values)
    return [pytest.param(*each, marks=pytest.mark.proof) for each in several]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder like the project's own, for commands that keep their cache in it."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for place in (DEMO / "pelicanconf.py", DEMO / "house", ROOT / "plugins", ROOT / "theme"):
        (folder / place.name).symlink_to(place)
    return folder


COMPILED: list[Path] = []
"""One folder while tests run: the templates that any worker has compiled."""


@pytest.fixture(scope="session", autouse=True)
def _compiled(shared: Path) -> Iterator[None]:
    COMPILED.append(shared / "templates")
    COMPILED[0].mkdir(exist_ok=True)
    yield
    COMPILED.clear()


def lend_templates(cache: Path) -> None:
    """Give a new *cache* the templates that other builds compiled.

    Jinja uses one only if its source is the same.
    """
    if COMPILED and not cache.exists():
        cache.mkdir(parents=True)
        (cache / "templates").symlink_to(COMPILED[0])


@pytest.fixture(scope="session", autouse=True)
def _template_uses() -> Iterator[None]:
    """Find out once what a template uses, by its source: compiling is half of the work of a small
    build, this most of the rest."""
    find, found = inputs._uses_alone, {}

    def remembered(environment, template):
        source, _, _ = environment.loader.get_source(environment, template)
        key = source, environment.lexer, *sorted(environment.extensions)
        if key not in found:
            found[key] = find(environment, template)
        names, others, shows = found[key]
        return [*names], [*others], shows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "_uses_alone", remembered)
        yield


# Sites ---------------------------------------------------------------------------------------

ADDRESS = "https://news.example.org"

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
    """A built site: its folder, the messages and exit status of the build, and its address."""

    output: Path
    messages: str = ""
    status: str | int | None = 0
    address: str = ""

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

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page, by its address."""
        names = sorted(name for name in self.files if name.endswith(".html"))
        return {"/" + name.removesuffix("index.html"): self("/" + name) for name in names}

    @property
    def faults(self) -> list[str]:
        """The faults that stopped the build, line by line."""
        return str(self.status).splitlines() if isinstance(self.status, str) else []

    def bytes(self) -> dict[str, bytes]:
        """Return the content of every file of the site, by path."""
        return {name: (self.output / name).read_bytes() for name in self.files}


Build = Callable[..., Site]


BuildOnce = Callable[..., Site]


@pytest.fixture(scope="session")
def build_once(shared: Path) -> BuildOnce:
    """Build a named site from files or a folder, once for all workers.

    Tests must not change such a site.
    """

    def run(name: str, files: Mapping[str, str | bytes] | Path, **settings) -> Site:
        folder = shared / name
        output = folder / "output"
        with locked(shared / f"{name}.lock"):
            if not (output / "index.html").exists():
                content = files if isinstance(files, Path) else folder / "content"
                if not isinstance(files, Path):
                    write(content, files)
                site = pelican(content, output, **settings)
                forget_signals()
                assert site.status == 0, site.messages
        return Site(output, address=settings.get("SITEURL", ""))

    return run


@pytest.fixture(scope="session")
def made_of_grainy(build_once: BuildOnce) -> Path:
    """The cache with the renditions of the photo `grainy`."""
    text = story(body="![A](grainy.jpg)\nGrain. (Photo: X/AP)")
    site = build_once("grainy", {"a.md": text, "photos/grainy.jpg": grainy()})
    return site.output.parent / "cache/photos"


@pytest.fixture
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    """Build a site from files and settings; files without a folder are stories.

    A site with the photo `grainy` reuses its renditions: encoding them takes most of the time of
    a small build.
    """
    content, output, cache = (tmp_path / name for name in ("content", "output", "cache"))

    def run(
        files: Mapping[str, str | bytes] | None = None, *, fresh: bool = True, **settings
    ) -> Site:
        if fresh:
            shutil.rmtree(content, ignore_errors=True)
        write(content, files or {})
        if not cache.exists() and grainy() in (files or {}).values():
            lend_templates(cache)
            shutil.copytree(request.getfixturevalue("made_of_grainy"), cache / "photos")
        return pelican(content, output, **{"POLICIES": {}, **settings})

    return run


def write(content: Path, files: Mapping[str, str | bytes]) -> None:
    """Write *files* into the folder *content*; those without a folder are stories."""
    (content / "stories").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = content / (name if "/" in name else f"stories/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def pelican(content: Path, output: Path, **settings) -> Site:
    """Build *content* into *output* with the demo's settings, overridden by *settings*."""
    messages = io.StringIO()
    site = Site(output, address=str(settings.get("SITEURL", "")))
    overrides = {"PATH": str(content), "OUTPUT_PATH": str(output), "SITEURL": ""}
    overrides |= {"PRESS_CACHE": str(output.parent / "cache"), **settings}
    lend_templates(Path(str(overrides["PRESS_CACHE"])))
    with contextlib.redirect_stdout(messages), contextlib.redirect_stderr(messages):
        run = None
        try:
            run = newsroom(str(DEMO / "pelicanconf.py"), overrides)
            run.run()
        except SystemExit as ending:
            site.status = ending.code
        finally:
            if run:
                release(run)
    site.messages = messages.getvalue()
    return site


def photo(colour: str = "teal", size: tuple[int, int] = (60, 40), **save) -> bytes:
    """Return the bytes of a small photo."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, save.pop("format", "JPEG"), **save)
    return data.getvalue()


def grainy(size=(900, 600), kind="JPEG", mode="RGB", **save):
    """Return the bytes of a photo that is too large to be published at its own size.

    The same arguments give the same bytes. Each grain covers several pixels: finer ones would
    take twice as long to encode.
    """
    small = size[0] // 6, size[1] // 6
    noise = random.Random(1).randbytes(small[0] * small[1])
    grain = Image.frombytes("L", small, noise).resize(size)
    data = io.BytesIO()
    Image.merge("RGB", [grain, grain.rotate(90, expand=False), grain]).convert(mode).save(
        data, kind, **save
    )
    return data.getvalue()


@pytest.fixture(autouse=True)
def forgetful_signals() -> Iterator[None]:
    """Disconnect the plugins after each test: signals outlive a build."""
    yield
    forget_signals()


def forget_signals() -> None:
    """Disconnect all plugins from Pelican's signals."""
    for each in vars(signals).values():
        if isinstance(each, Signal):
            each._clear_state()


@pytest.fixture(scope="session")
def browser():
    """A browser."""
    with running() as chromium:
        yield chromium
        for left in multiprocessing.active_children():  # of a test that failed
            left.kill()  # it would hold the browser's pipes open, and the run would never end


@pytest.fixture(scope="session")
def published_demo(build_once: BuildOnce) -> Site:
    """The demonstration newsroom, built to be published at ADDRESS."""
    return build_once("published", DEMO / "content", SITEURL=ADDRESS)


@pytest.fixture(scope="session")
def demo_cache(published_demo: Site, tmp_path_factory) -> Callable[[], str]:
    """Return a function that makes a new cache with the demonstration newsroom's pictures."""

    def copy() -> str:
        cache = tmp_path_factory.mktemp("cache") / "cache"
        lend_templates(cache)
        for name in ("photos", "social-cards"):
            shutil.copytree(published_demo.output.parent / "cache" / name, cache / name)
        return str(cache)

    return copy


@pytest.fixture(scope="session")
def printed_demo(tmp_path_factory, demo_cache):
    """The demonstration newsroom and the server for it, which does not answer yet."""
    folder = tmp_path_factory.mktemp("demo")
    with Server(folder / "output", AsPublished) as server:
        address = server.address
        site = pelican(
            DEMO / "content", folder / "output", SITEURL=address, PRESS_CACHE=demo_cache()
        )
        forget_signals()
        assert site.status == 0, site.messages
        yield site, server


@pytest.fixture(scope="session")
def printed_paper(tmp_path_factory, demo_cache):
    """The same with unusual stories and short lists, in a subfolder of its server."""
    folder = tmp_path_factory.mktemp("paper")
    content = shutil.copytree(DEMO / "content", folder / "content")
    shutil.copytree(ROOT / "tests/oddities", content / "stories/oddities")
    (content / ".addresses").write_text("/old/story/ stories/gone.md\n", "utf-8")
    with Server(folder / "www", AsPublished) as server:
        site = pelican(
            content,
            folder / "www/paper",
            SITEURL=f"{server.address}/paper",
            PRESS_CACHE=demo_cache(),
            DEFAULT_PAGINATION=2,
            PAGINATED_TEMPLATES=PAGINATED_TEMPLATES | {"photo_credits": 20},
            NEWSLETTER={"address": "https://forms.example.org/", "place": "paragraph 3"},
            SUPPORT={"address": "https://donate.example.org/"},
            TIPS={"email": "tips@news.example.org", "signal": "desk.42"},
        )
        forget_signals()
        assert site.status == 0, site.messages
        yield site, server


@pytest.fixture(scope="module")
def demo(printed_demo):
    """The demonstration newsroom, served at its address."""
    site, server = printed_demo
    with server.answering():
        yield site


@pytest.fixture(scope="module")
def paper(printed_paper):
    """The demonstration newsroom with unusual stories, served at its address."""
    site, server = printed_paper
    with server.answering():
        yield site


@pytest.fixture(scope="module")
def every_sort(paper):
    """The addresses of a few pages of the paper that together have every feature of its pages.

    Redirects are left out: a browser shows their target instead.
    """
    stay = "html:not(:has(meta[http-equiv=refresh]))"
    return one_of_each({a: page for a, page in paper.pages.items() if page.select_one(stay)})


@pytest.fixture(scope="module", params=["front and story", *proof("every sort")])
def examples(request, paper):
    """The addresses of the pages to open in a browser: two, or one of every sort."""
    if request.param == "every sort":
        return request.getfixturevalue("every_sort")
    stories = (each for each, page in paper.pages.items() if page.select_one("article figure"))
    return ["/", next(stories)]
