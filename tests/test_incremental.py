"""A build after any edits equals a clean one, byte for byte."""

import itertools
import multiprocessing
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from plugins.plan import PLUGINS
from plugins.press import release
from plugins.press.serve.resident import ResidentSite
from plugins.press.store.database import Store

from .conftest import ROOT, Site, forget_signals, grainy, pelican, photo, story

NAMES = ("a", "b", "c", "d", "e")


def written(name, **changes):
    """Return the text of story *name*, with *changes* to its header or body."""
    fields = {
        "title": f"Story {name}",
        "date": f"2020-0{NAMES.index(name) + 1}-01",
        "tags": "x, y",
        "authors": "Ana Ruiz",
        "body": f"Text of {name}.\n\n![alt](one.jpg)\nCaption. (Photo: X/AP)",
    }
    return story(**{**fields, **changes})


CHANGES = {
    "body": {"body": "Another text.\n\n![alt](two.jpg)"},
    "headline": {"title": 'A "new" headline'},
    "date": {"date": "2021-01-01 10:00"},
    "section": {"section": "Sport"},
    "topics": {"tags": "y, z"},
    "no topics": {"tags": ""},
    "slug": {"slug": "moved", "aliases": "/old/"},
    "draft": {"status": "draft"},
    "hidden": {"status": "hidden"},
    "embargo": {"embargo": "2099-01-01 06:00 +01:00"},
    "author": {"authors": "Tom Okafor, Ana Ruiz"},
    "series": {"series": "The bridge"},
    "updated": {"modified": "2020-07-01 10:00"},
    "correction": {"corrections": "2020-06-01: It was five."},
    "placement": {"placement": "lead"},
    "placement that ends": {"placement": "lead until 2020-06-15, top until 2021-01-02"},
    "language": {"lang": "ar"},
    "link": {"body": "[to b](b.md) and [to c](/2020/03/01/c/)"},
    "image": {"image": "two.jpg"},
    "large": {"body": "Text.\n\n![alt](large.jpg)\nCaption. (Photo: X/AP)"},
    "lead": {"image": "large.jpg"},
    "chart": {"body": "Rain.\n\n/// chart | rain.csv\n    kind: bar\n///\n\nAnd more rain."},
    "parts": {
        "body": """Text.

/// document | report.pdf
A report.
///

/// video | film.mp4
    poster: large.jpg
    captions: film.vtt
A film.
///

/// audio | film.mp3
    captions: film.vtt
The same.
///

/// side-by-side
![A](one.jpg)

![B](two.jpg)
///""",
    },
    "related": {"body": "Text.\n\n/// related\n- b.md\n- <c.md>\n///"},
    "members": {"audience": "members", "deck": "A deck."},
    "no forms": {"forms": "no", "body": "One.\n\nTwo.\n\nThree.\n\nFour."},
    "embeds": {
        "body": """Text.

https://youtu.be/dQw4w9WgXcQ

/// embed | https://vimeo.com/76979871
    title: A film
    date: 2020-05-01
    image: large.jpg
A still. (Photo: X/AP)
///""",
    },
    "table": {"body": "/// table | files/rain.csv\n///\n\nRain."},
}
GRAINY = grainy()
WHOLE_FRONT = """\
breaking: {text: The bridge is closed, story: stories/d.md, until: 2020-03-03}
lead:
  - {story: stories/b.md, title: A front, image: large.jpg, alt: Grain, until: 2999-01-01}
packages:
  - {label: The vote, lead: stories/a.md, links: [stories/c.md]}
sections:
  World: [stories/e.md]
"""


def pdf(pages):
    """Return a document with so many *pages*, always of the same size."""
    head = b"%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj\n"
    return head + b"2 0 obj << /Count %03d >> endobj\ntrailer << /Root 1 0 R >>" % pages


STORY_EDITS = [(name, change) for name in NAMES for change in (*CHANGES, "delete", "plain")]
OTHER_EDITS = [
    ("photos/one.jpg", photo("red", (70, 50))),
    ("photos/one.jpg", photo("red", (40, 40))),
    ("stories/two.jpg", photo("blue", (50, 50))),
    ("stories/two.jpg", None),
    ("photos/large.jpg", GRAINY),
    ("photos/large.jpg", photo()),
    ("photos/large.yml", "caption: A large one.\ncredit: Y/AP\nfocus: 10 20\n"),
    ("photos/large.yml", "alt: Something large.\nexpires: 2999-01-01\n"),
    ("photos/large.yml", None),
    ("files/report.pdf", pdf(3)),
    ("files/report.pdf", pdf(12)),
    ("stories/report.pdf", pdf(5)),
    ("stories/report.pdf", None),
    ("files/film.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nMore.\n"),
    ("files/film.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nMoor.\n"),
    ("files/film.mp4", "longer"),
    ("files/rain.csv", "Month,Rain\nMay,12\nJune,30\n"),
    ("files/rain.csv", "Month,Rain\nMay,12\nJune,31\n"),
    ("stories/rain.csv", "Month;Rain\nJuly;1,5\n"),
    ("stories/rain.csv", None),
    ("authors/ana-ruiz.md", "Title: Ana Ruiz\nRole: Editor\nPortrait: one.jpg\n\nAna edits."),
    ("authors/ana-ruiz.md", "Title: Ana Ruiz\nSlug: ana\n\nAna."),
    ("authors/ana-ruiz.md", None),
    ("pages/about.md", "Title: About us\n\nWho we are."),
    ("pages/about.md", None),
    ("front.yml", "lead: [stories/c.md]\ntop: [stories/a.md, stories/b.md]\n"),
    ("front.yml", WHOLE_FRONT),
    ("front.yml", WHOLE_FRONT.replace("large.jpg", "one.jpg").replace("bridge", "harbour")),
    ("front.yml", WHOLE_FRONT.replace("title: A", "title: B")),
    ("front.yml", None),
    ("SITENAME", "The Other"),
    ("SECTIONS", ["Sport", "World"]),
    ("RELATED_STORIES", 1),
    ("NOW", datetime(2020, 3, 2, 23, tzinfo=UTC)),
    ("NOW", datetime(2021, 1, 3, 10, tzinfo=UTC)),
    ("EMBEDS", ["vimeo"]),
    ("NEWSLETTER", {"address": "https://x.org/", "place": ["paragraph 3", "foot"]}),
    ("NEWSLETTER", {"service": "buttondown", "name": "x", "not_in": ["Sport"]}),
    ("TIPS", {"email": "tips@x.org", "place": "end"}),
    ("PRECOMPRESS", ["gz"]),
    ("PRECOMPRESS", []),
    (
        "house/templates/page.html",
        "{% extends '!theme/page.html' %}{% block title %}X{% endblock %}",
    ),
    ("house/templates/page.html", None),
    ("house/words/ar.po", 'msgid "By {names}"\nmsgstr "Von {names}"\n'),
    ("house/words/ar.po", 'msgid "Home"\nmsgstr "Heim"\n'),
    ("house/words/ar.po", None),
    ("pages/ueber.md", "Title: Über uns\nSlug: about\nLang: de\n\nWer wir sind."),
    ("theme/templates/macros/dates.html", b"{# seen #}"),
    ("theme/locale/ar.po", b'msgid "A label of nobody"\nmsgstr "X"\n'),
    ("theme/static/css/print.css", b"\n.story { color: red }\n"),
    ("house/brand.css", ":root { --paper: #eee }"),
    ("house/brand.css", '@font-face { font-family: A; src: url("fonts/a.woff2") }'),
    ("house/brand.css", None),
    ("house/fonts/a.woff2", "another"),
    ("house/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"/>'),
    ("house/logo.svg", None),
    ("house/icon.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'),
    ("without", "plugins.typography"),
    ("without", "plugins.redirects"),
    ("without", "plugins.feeds"),
    ("without", "plugins.forms"),
    ("without", "plugins.sitemaps"),
    ("without", "plugins.search"),
    ("without", "plugins.responsive_images"),
    ("without", ""),
    ("rename", "a"),
    ("rename", "c"),
    ("undo", ""),
    ("undo", ""),
]


SERVED_EDITS = [
    edit for edit in STORY_EDITS + OTHER_EDITS if not edit[0].isupper() and edit[0] != "without"
]
"""Edits after which the site in memory is brought up to date; others start it again."""


class Desk:
    """A newsroom that is edited and built, and one that is built again each time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self.settings: dict[str, object] = {
            "THEME": str(folder / "theme"),
            "HOUSE": str(folder / "house"),
            "THEME_TEMPLATES_OVERRIDES": [str(folder / "house/templates")],
            "WORDS_PATHS": [str(folder / "house/words")],
        }
        self.number = itertools.count()
        self.before: list[tuple[Path, bytes | None]] = []
        shutil.copytree(ROOT / "theme", folder / "theme")
        for name in NAMES:
            self.put(f"stories/{name}.md", written(name))
        self.put("photos/one.jpg", photo())
        self.put("photos/two.jpg", photo("olive"))
        self.put("photos/large.jpg", GRAINY)
        self.put("files/rain.csv", "Month,Rain\nMay,12\n")
        self.put("files/report.pdf", pdf(2))
        self.put("files/film.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n")
        self.put("files/film.mp4", "film")
        self.put("files/film.mp3", "sound")
        (folder / "house/templates").mkdir(parents=True)
        (folder / "house/fonts").mkdir()
        (folder / "house/fonts/a.woff2").write_text("font")

    def put(self, name: str, data: str | bytes | None) -> None:
        self.write(self.content / name, data)

    def write(self, path: Path, data: str | bytes | None) -> None:
        self.before.append((path, path.read_bytes() if path.exists() else None))
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(data.encode() if isinstance(data, str) else data)

    def edit(self, what: tuple[str, object]) -> None:
        where, change = what
        if where in NAMES:
            text = written(where, **CHANGES.get(str(change), {}))
            self.put(f"stories/{where}.md", None if change == "delete" else text)
        elif where.startswith("house/"):
            self.write(self.folder / where, change)
        elif where.startswith("theme/"):
            path = self.folder / where
            self.write(path, path.read_bytes() + change)
        elif where == "without":
            self.settings["PLUGINS"] = [each for each in PLUGINS if each != change]
        elif where == "rename":
            old, new = (self.content / f"stories/{name}.md" for name in (change, f"{change}-new"))
            if old.exists():
                self.write(new, old.read_bytes())
                self.write(old, None)
        elif where == "undo":
            if self.before:
                path, data = self.before.pop()
                self.write(path, data)
                self.before.pop()
        elif where.isupper():
            self.settings[where] = change
        else:
            self.put(where, change)  # type: ignore[arg-type]

    def build(self, output: Path, cache: Path):
        """Build in a process of its own: no plugin of one site acts on another.

        The cache is there before, so that no template comes from another build.
        """
        cache.mkdir(parents=True, exist_ok=True)
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(1, fork) as executor:
            return executor.submit(built, self.content, output, cache, self.settings).result()

    def differs(self) -> str:
        """Return what differs between the site as it was built on and a clean one."""
        site = self.build(self.folder / "output", self.folder / "cache")
        clean = self.clean()
        assert site.status == clean.status
        if site.status:
            return ""  # a fault: the old site stays
        return different(site.bytes(), clean.bytes())

    def clean(self):
        """Return the site that is built where nothing is remembered."""
        fresh = self.folder / f"clean{next(self.number)}"
        return self.build(fresh / "output", fresh / "cache")

    @property
    def served(self) -> Site:
        return Site(self.folder / "output")

    def newsroom(self) -> ResidentSite:
        """Return what keeps the site in memory."""
        paths = {"PATH": str(self.content), "OUTPUT_PATH": str(self.folder / "output")}
        resident = {
            "SITEURL": "",
            "PRESS_CACHE": str(self.folder / "cache"),
            "PRESS_RESIDENT": True,
        }
        return ResidentSite({**self.settings, **paths, **resident})


def built(content: Path, output: Path, cache: Path, options: dict[str, object]) -> Site:
    """Build a site in this process, where nothing has been built before."""
    forget_signals()
    return pelican(content, output, PRESS_CACHE=str(cache), **options)


def different(
    left: dict[str, bytes], right: dict[str, bytes], without: tuple[str, ...] = ()
) -> str:
    """Return the names of the files that differ, *without* those that begin so."""
    names = (name for name in sorted({*left, *right}) if not name.startswith(without))
    return "\n".join(name for name in names if left.get(name) != right.get(name))


INDEX = ("search/index/", ".stet")
"""What a corrected sentence does not touch while the site is in memory, but the next build does,
and the list of all files."""


def check_builds(sessions):
    """After each session of edits, the site is that of a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        assert desk.differs() == ""
        for edits in sessions:
            for edit in edits:
                desk.edit(edit)
            assert desk.differs() == "", edits


def of_edits(edits, sessions):
    """Return a strategy for some *sessions* of a few *edits*."""
    session = st.lists(st.sampled_from(edits), max_size=4)
    return st.lists(session, min_size=1, max_size=sessions)


@settings(phases=[Phase.explicit])
@given(of_edits(STORY_EDITS + OTHER_EDITS, 2))
@example(
    [
        [("a", "headline"), ("front.yml", WHOLE_FRONT)],
        [("front.yml", None), ("b", "delete"), ("photos/large.jpg", photo())],
    ]
)
@example([[("a", "parts"), ("c", "related")], [("files/report.pdf", pdf(3)), ("b", "draft")]])
def test_after_a_few_edits_the_site_is_that_of_a_clean_build(sessions):
    check_builds(sessions)


@pytest.mark.proof
def test_after_any_edits_the_site_is_that_of_a_clean_build(rounds):
    for _ in rounds:
        settings(max_examples=5)(given(of_edits(STORY_EDITS + OTHER_EDITS, 4))(check_builds))()


def test_a_story_is_read_again_only_when_something_it_shows_changed(tmp_path):
    desk = Desk(tmp_path)
    desk.differs()

    assert "0 pages printed" in desk.build(tmp_path / "output", tmp_path / "cache").messages
    (tmp_path / "content/stories/a.md").touch()
    assert "0 pages printed" in desk.build(tmp_path / "output", tmp_path / "cache").messages
    desk.edit(("a", "body"))
    messages = desk.build(tmp_path / "output", tmp_path / "cache").messages
    assert "0 pages printed" not in messages


def test_a_damaged_cache_is_replaced_with_one_line(tmp_path):
    desk = Desk(tmp_path)
    before = desk.build(tmp_path / "output", tmp_path / "cache").bytes()
    (tmp_path / "cache/press.sqlite").write_bytes(b"SQLite format 3\x00" + b"nonsense" * 500)

    site = desk.build(tmp_path / "output", tmp_path / "cache")

    assert site.status == 0
    assert site.messages.count("is replaced") == 1
    assert site.bytes() == before


def test_a_label_that_is_edited_or_taken_out_changes_the_pages_that_show_it(tmp_path):
    """Those of the label's language and no others; while the site is in memory, too."""
    desk = Desk(tmp_path)
    desk.edit(("a", "language"))
    desk.differs()
    before = Site(tmp_path / "output").bytes()
    desk.edit(("house/words/ar.po", 'msgid "Newer"\nmsgstr "X"\n'))
    assert desk.differs() == ""
    assert different(before, Site(tmp_path / "output").bytes()) == "2020/01/01/a/index.html"

    newsroom = desk.newsroom()
    assert newsroom.build() is None
    desk.edit(("house/words/ar.po", None))
    assert newsroom.update([str(tmp_path / "house/words/ar.po")]) is None
    release(newsroom.site)
    assert different(before, desk.served.bytes(), INDEX) == ""


def test_what_was_changed_in_output_by_hand_is_restored(tmp_path):
    desk = Desk(tmp_path)
    site = desk.build(tmp_path / "output", tmp_path / "cache")
    before = site.bytes()
    (site.output / "index.html").write_text("mine")
    (site.output / "2020/01/01/a/index.html").unlink()

    assert desk.build(tmp_path / "output", tmp_path / "cache").bytes() == before


def test_a_template_that_shows_more_than_is_known_is_always_printed(tmp_path):
    desk = Desk(tmp_path)
    (tmp_path / "house/templates/page.html").write_text("{{ page.title }}: {{ articles|length }}")
    desk.put("pages/about.md", "Title: About\n\nX.")
    assert desk.differs() == ""
    desk.edit(("e", "delete"))

    assert desk.differs() == ""
    assert (tmp_path / "output/about/index.html").read_text() == "About: 4"


def test_the_stage_of_a_killed_build_is_cleared_away(tmp_path):
    desk = Desk(tmp_path)
    desk.build(tmp_path / "output", tmp_path / "cache")
    (lock,) = (tmp_path / "cache").glob("*.lock")
    left = tmp_path / f"cache/{lock.stem}-killed"
    left.mkdir()

    desk.build(tmp_path / "output", tmp_path / "cache")

    assert not left.exists()
    left = {path.name for path in (tmp_path / "cache").iterdir()}
    assert left == {lock.name, "photos", "press.sqlite", "search", "templates"}


def check_memory(sessions):
    """After each session of edits, the site that is kept in memory is that of a clean build."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as end:
        desk = Desk(Path(folder))
        newsroom = desk.newsroom()
        end.callback(lambda: newsroom.site and release(newsroom.site))
        faults = newsroom.build()
        for edits in sessions:
            for edit in edits:
                desk.edit(edit)
            changed = [str(path) for path, _ in desk.before]
            faults = newsroom.update(changed)
            if len(edits) % 2:
                newsroom.rest()
            clean = desk.clean()
            assert (faults or 0) == clean.status
            if not faults:
                assert different(desk.served.bytes(), clean.bytes(), INDEX) == "", edits
        if faults is None and newsroom.build() is None:
            assert different(desk.served.bytes(), desk.clean().bytes()) == ""


@settings(phases=[Phase.explicit])
@given(of_edits(SERVED_EDITS, 2))
@example(
    [
        [("a", "headline"), ("photos/large.jpg", photo()), ("front.yml", WHOLE_FRONT)],
        [("front.yml", None), ("b", "delete")],
    ]
)
def test_after_a_few_edits_a_site_in_memory_is_that_of_a_clean_build(sessions):
    check_memory(sessions)


@pytest.mark.proof
def test_a_site_in_memory_is_that_of_a_clean_build(rounds):
    for _ in rounds:
        settings(max_examples=5)(given(of_edits(SERVED_EDITS, 6))(check_memory))()


def test_what_other_processes_read_is_known_to_the_next_build(build, tmp_path):
    """A file that was read is not opened again while its stamp is the same."""
    stories = {f"{number}.md": story(title=f"Day {number}") for number in range(70)}
    assert build(stories).status == 0

    store = Store(tmp_path / "cache/press.sqlite", str(tmp_path / "content"), "")

    assert {f"stories/{name}" for name in stories} <= store.files.keys()


FRONT_EDITS = (
    ("front.yml", WHOLE_FRONT),
    ("photos/large.yml", "credit: Y/AP\nfocus: 10 20\n"),
    ("photos/large.jpg", photo("red", (400, 300))),
    ("front.yml", WHOLE_FRONT.replace("title: A", "title: B").replace("alt: Grain", "alt: Red")),
    ("b", "draft"),
    ("c", "headline"),
    ("d", "slug"),
    ("b", "placement"),
    ("front.yml", WHOLE_FRONT.replace("image: large.jpg", "image: one.jpg")),
    ("NOW", datetime(2020, 3, 2, 23, tzinfo=UTC)),
    ("front.yml", WHOLE_FRONT.replace("lead: stories/a.md", "lead: stories/nowhere.md")),
    ("front.yml", None),
)


@pytest.mark.proof
@pytest.mark.parametrize("check", [check_builds, check_memory])
def test_each_edit_of_the_front_page_gives_that_of_a_clean_build(check):
    settings = () if check is check_builds else ("NOW",)  # these start the site in memory again
    check([[edit] for edit in FRONT_EDITS if edit[0] not in settings])
