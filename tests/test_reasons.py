"""``make html WHY=1`` says of each page why it was printed."""

import re
import shutil

import pytest

from plugins.kernel.contract import Shown
from plugins.plan import PLUGINS
from plugins.press.print.reasons import (
    Planned,
    Reasons,
    always_lines,
    change_reasons,
    lines,
    shared_reasons,
)
from plugins.press.read.changes import KEPT, Change, ChangeLog, joined
from plugins.press.store.database import Store

from .conftest import ROOT, forget_signals, pelican, photo, story, write

# The reasons, by table


@pytest.mark.parametrize(
    ("change", "card", "reasons"),
    [
        (Change(fields=("title",)), False, ["the headline of a.md changed"]),
        (
            Change(fields=("_content", "title", "deck", "metadata", "press_key")),
            False,
            ["the headline, deck and text of a.md changed"],
        ),
        (Change(fields=("_content", "title")), True, ["the headline of a.md changed"]),
        (Change(fields=("image", "photos", "plans")), False, ["the photos of a.md changed"]),
        (Change(fields=("rating",)), False, ["the rating of a.md changed"]),
        (Change(files=("photos/one.jpg",)), False, ["photos/one.jpg changed"]),
        (
            Change(fields=("photos",), files=("photos/one.jpg",)),
            False,
            ["the photos of a.md changed", "photos/one.jpg changed"],
        ),
        (Change(fields=("metadata",)), False, ["a.md changed"]),
        (Change("new"), False, ["a.md is new"]),
        (Change("gone"), True, ["a.md is gone"]),
    ],
)
def test_a_change_of_a_file_is_named_by_its_fields(change, card, reasons):
    assert change_reasons("a.md", change, card=card) == reasons


@pytest.mark.parametrize(
    ("kind", "before", "now", "reasons"),
    [
        ("settings", {"SITENAME": "1"}, {"SITENAME": "2"}, ["SITENAME changed"]),
        ("files", {"x/footer.html": "1"}, {"x/footer.html": "2"}, ["x/footer.html changed"]),
        ("files", {}, {"x/own.html": "2"}, ["x/own.html is new"]),
        ("files", {"x/own.html": "2"}, {}, ["x/own.html is gone"]),
        ("shown files", {"css/a.css": "1"}, {"css/a.css": "2"}, ["css/a.css changed"]),
        ("values", {"sections": "1"}, {"sections": "2"}, ['"sections", which any page may show, changed']),
        ("libraries", {"jinja2": "3.1"}, {"jinja2": "3.2"}, ["the library jinja2 changed (3.1, now 3.2)"]),
        ("files", {"same": "1"}, {"same": "1"}, []),
    ],
)  # fmt: skip
def test_what_all_pages_depend_on_is_compared_part_by_part(kind, before, now, reasons):
    assert shared_reasons({kind: before}, {kind: now}) == reasons


def reasons_of(shared=(), changes=None, **planned):
    """Return why a page is printed that shows nothing but what is *planned*."""
    page = {"name": "x", "shown": Shown(), "unknown": "", "was_there": True, "is_same": False}
    found = Reasons(shared, changes, lambda content: False, str)
    found.add(Planned(**{**page, **planned}))
    return found.found["x"]


@pytest.mark.parametrize(
    ("known", "reasons"),
    [
        ({"was_there": False, "shared": ["SITENAME changed"]}, ("it is new",)),
        ({"is_same": True}, ("its file in output/ was changed or deleted",)),
        ({"shown": None, "unknown": "so"}, ("so",)),
        ({"shared": ["SITENAME changed", "SITENAME changed"]}, ("SITENAME changed",)),
        ({}, ("something changed in builds that are no longer known",)),
        (
            {"changes": {"a.md": Change(fields=("category",)), "b.md": Change(fields=("title",))}},
            ("something else that it shows changed (the section of a.md changed)",),
        ),
    ],
)
def test_each_page_has_a_reason(known, reasons):
    assert reasons_of(**known) == reasons


def test_pages_with_the_same_reasons_share_a_line_and_long_lists_are_counted():
    found = {f"{number}/index.html": ("SITENAME changed",) for number in range(400)}
    found |= {"index.html": ("one", "two", "three", "four", "five"), "feed.xml": ("new",)}
    found |= {"b/index.html": ("gone",), "a/index.html": ("gone",)}

    assert lines(found) == [
        "400 pages: SITENAME changed",
        "/: one; two; three; and 2 more",
        "feed.xml: new",
        "2 pages: gone: a/, b/",
    ]


def test_templates_that_use_what_nobody_declares_are_named():
    undeclared = {"a.html": ("bar",), "b.html": ("one", "two")}

    assert always_lines(undeclared, {"a.html": 1, "b.html": 3}) == [
        'a.html uses "bar", which no plugin declares, so its page is printed at every build.',
        'b.html uses "one" and "two", which no plugin declares, '
        "so its 3 pages are printed at every build.",
    ]


# What is remembered


@pytest.mark.parametrize(
    ("first", "then", "together"),
    [
        (Change(fields=("a",), card=False), Change(fields=("b",)), Change(fields=("a", "b"))),
        (Change("new"), Change(fields=("b",)), Change("new", ("b",))),
        (Change("new"), Change("gone"), Change("gone")),
        (Change("gone"), Change("new"), Change()),
    ],
)
def test_two_changes_of_a_file_are_one(first, then, together):
    assert joined(first, then) == together


def test_changes_are_known_until_there_were_too_many(tmp_path):
    store = Store(tmp_path / "store", str(tmp_path), str(tmp_path))
    log = ChangeLog(store)
    log.add("a.md", Change(fields=("title",)))
    log.keep(["b.md"])
    assert log.since(0) == {"a.md": Change(fields=("title",)), "b.md": Change("gone")}
    assert ChangeLog(store).since(1) == {"b.md": Change("gone")}
    assert log.since(log.number) == {}

    for number in range(KEPT):
        log.add(f"{number}.md", Change())
    log.keep([])
    assert log.since(1) is None
    assert len(log.since(2)) == KEPT


# With real builds

BODY = "Text.\n\n![alt](one.jpg)\nCaption. (Photo: X/AP)"
OWN_PLUGIN = """\
from pelican import signals

def lend(generator):
    generator.context["weather"] = "Rain"

def register():
    signals.generator_init.connect(lend)
"""


class Newsroom:
    """A site that is edited, and built with a word on why each page was printed."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT / "theme", folder / "theme")
        self.write("house/templates/seen.txt", "")
        self.write("own_plugin.py", OWN_PLUGIN)
        self.settings = {
            "THEME": str(folder / "theme"),
            "THEME_TEMPLATES_OVERRIDES": [str(folder / "house/templates")],
            "WORDS_PATHS": [str(folder / "house/words")],
            "HOUSE": str(folder / "house"),
            "PLUGINS": [*PLUGINS, "own_plugin"],
            "PLUGIN_PATHS": [str(folder)],
            "POLICIES": {},
            "FEEDS": [],
        }
        write(folder / "content", {
            "a.md": story("First", "2020-01-01", "World", BODY, tags="x"),
            "b.md": story("Second", "2020-02-01", "Sport", "See [it](a.md).", tags="y"),
            "photos/one.jpg": photo(),
            "photos/two.jpg": photo("olive"),
            "pages/about.md": "Title: About\n\nWho we are.",
        })  # fmt: skip
        self.build()

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, "utf-8")

    def replace(self, name, old, new):
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def build(self, **settings):
        """Return the messages of the build after its first line, line by line."""
        site = self.run(**settings)
        assert " pages printed, " in site.messages
        return site.messages.partition(" seconds\n")[2].splitlines()

    def run(self, **settings):
        settings = {"WHY": True, **self.settings, **settings}
        site = pelican(self.folder / "content", self.folder / "output", **settings)
        forget_signals()
        assert site.status == 0, site.messages
        return site


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    made = Newsroom(tmp_path_factory.mktemp("newsroom"))
    assert made.build() == []
    return made


A = "stories/a.md"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("First", "The first", "headline"),
        ("Text.", "Other text.", "text"),
        ("Tags: x", "Tags: x, z", "topics"),
        ("Category: World", "Category: Culture", "section"),
        ("Category", "Authors: Ana Ruiz\nCategory", "byline"),
        ("2020-01-01", "2020-01-02", "date"),
        ("Category", "Deck: So it goes.\nCategory", "deck"),
        ("one.jpg", "two.jpg", "photos"),
    ],
)
def test_the_field_of_a_story_that_changed_is_named(newsroom, old, new, field):
    newsroom.replace(f"content/{A}", old, new)
    messages = newsroom.build()

    changed = re.escape(f" of {newsroom.folder}/content/{A} changed")
    assert any(re.search(rf"the [\w, ]*\b{field}\b[\w, ]*{changed}", line) for line in messages)
    assert newsroom.build() == []


def test_the_card_of_another_story_is_named(newsroom):
    newsroom.replace("content/stories/b.md", "Second", "The second")
    messages = newsroom.build()

    assert any(
        f"the headline of {newsroom.folder}/content/stories/b.md changed" in line
        for line in messages
    )
    assert all("/b.md" in line for line in messages)


def test_a_story_that_comes_or_goes_is_named(newsroom):
    newsroom.write("content/stories/c.md", story("Third", "2020-02-09", "Sport"))
    messages = newsroom.build()
    assert "2020/02/09/c/: it is new" in messages
    assert any("/c.md is new" in line for line in messages)

    (newsroom.folder / "content/stories/c.md").unlink()
    messages = newsroom.build()
    assert any("it lists other stories than before" in line for line in messages)
    assert all("/c.md is gone" in line for line in messages)


@pytest.mark.parametrize(
    ("edited", "reason"),
    [
        ("theme/templates/parts/footer.html", "/theme/templates/parts/footer.html changed"),
        ("theme/locale/de.po", "/theme/locale/de.po changed"),
        ("own_plugin.py", "/own_plugin.py changed"),
    ],
)
def test_a_file_that_all_pages_depend_on_is_named_once_for_all(newsroom, edited, reason):
    comment = "{# seen #}" if edited.endswith(".html") else "\n# seen\n"
    newsroom.write(edited, (newsroom.folder / edited).read_text("utf-8") + comment)
    (message,) = newsroom.build()

    assert " pages: " in message
    assert message.endswith(reason)


def test_a_style_is_named(newsroom):
    newsroom.write("house/brand.css", ":root { --gutter: 3rem }")
    messages = newsroom.build()

    assert all(".css changed" in line for line in messages)
    assert messages


def test_a_setting_is_named_and_asking_why_changes_nothing(newsroom):
    assert newsroom.build(WHY=False) == []
    (message,) = newsroom.build(SITESUBTITLE="Another line")
    assert message.endswith(" pages: SITESUBTITLE changed")
    newsroom.settings["SITESUBTITLE"] = "Another line"
    assert newsroom.build() == []


def test_a_page_that_was_changed_by_hand_is_named(newsroom):
    (newsroom.folder / "output/about/index.html").write_text("mine")
    (newsroom.folder / "output/404.html").unlink()

    assert newsroom.build() == [
        "2 pages: its file in output/ was changed or deleted: 404.html, about/"
    ]


def test_a_photo_is_named(newsroom):
    text = (newsroom.folder / "content" / A).read_text("utf-8")
    name = "two.jpg" if "two.jpg" in text else "one.jpg"
    (newsroom.folder / "content/photos" / name).write_bytes(photo("navy"))

    assert any(f"photos/{name} changed" in line for line in newsroom.build())


def test_a_change_that_another_command_saw_first_is_named_all_the_same(newsroom):
    newsroom.replace(f"content/{A}", "Caption.", "Another caption.")
    assert "No faults" in newsroom.run(CHECK_ONLY=True).messages

    assert any(f"/{A} changed" in line for line in newsroom.build())


def test_a_template_that_uses_what_nobody_declares_is_named(newsroom):
    """With WHY=1 for its page, and without in a line of its own."""
    template = "house/templates/page.html"
    newsroom.write(
        template, '{% extends "!theme/page.html" %}{% block title %}{{ weather }}{% endblock %}'
    )
    newsroom.build()

    assert newsroom.build() == ['about/: its template uses "weather", which no plugin declares']
    (message,) = newsroom.build(WHY=False)
    assert message.endswith(
        f'/{template} uses "weather", which no plugin declares, '
        "so its page is printed at every build."
    )
    (newsroom.folder / template).unlink()
    newsroom.build()
