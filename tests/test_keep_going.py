"""The rest is published when a story is broken: `make publish KEEP_GOING=1`."""

import contextlib
import io
import itertools
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from plugins.press.builds import build, status_of

from .conftest import DEMO, Site, forget_signals, lend_templates, photo, story


class Newsroom:
    """A newsroom that publishes the rest, and clean builds of the same content."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self.number = itertools.count()
        (self.content / "stories").mkdir(parents=True)

    def put(self, name: str, data: str | bytes | None) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def publish(self, content="content", where="", keep_going=True, **settings) -> Site:
        """Publish, and return the site with the status and the messages of the command."""
        place = self.folder / where
        lend_templates(place / "cache")
        overrides = {
            "PATH": str(self.folder / content),
            "OUTPUT_PATH": str(place / "output"),
            "PRESS_CACHE": str(place / "cache"),
            "SITEURL": "https://news.example.org",
            "POLICIES": {},
            "PUBLISH": True,
            "KEEP_GOING": keep_going,
            **settings,
        }
        messages, site = io.StringIO(), Site(place / "output")
        with contextlib.redirect_stdout(messages), contextlib.redirect_stderr(messages):
            try:
                site.status = build(str(DEMO / "pelicanconf.py"), overrides).status
            except SystemExit as ending:
                site.status = status_of(ending)
                print(ending.code)
        forget_signals()
        site.messages = messages.getvalue()
        self.last_build = json.loads((self.folder / ".stet/last-build.json").read_text("utf-8"))
        return site

    def clean(self, instead: Mapping[str, str | bytes | None]) -> dict[str, bytes]:
        """Return the site that is built of the content with other bytes *instead*, from nothing."""
        where = f"clean{next(self.number)}"
        original, self.content = self.content, self.folder / where / "content"
        noted = self.last_build
        shutil.copytree(original, self.content)
        for name, data in instead.items():
            self.put(name, data)
        site = self.publish(f"{where}/content", where, keep_going=False)
        self.content, self.last_build = original, noted
        assert site.status == 0, site.messages
        return site.bytes()


@pytest.fixture
def newsroom(checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    return Newsroom(checkout)


def test_a_broken_story_stays_as_it_was_and_a_new_one_is_left_out(newsroom):
    """Everything else is published; the site is that of a clean build with the old bytes."""
    a, b = story("The bus stays", body="One."), story("The vote", body="[bus](a.md)")
    newsroom.put("stories/a.md", a)
    newsroom.put("stories/b.md", b)
    assert newsroom.publish().status == 0
    assert newsroom.last_build == {"status": 0, "stories": 2, "left_out": []}
    newsroom.put("stories/a.md", story("The bus goes", date="yesterday"))
    newsroom.put("stories/b.md", story("The vote, again", body="[bus](a.md) and [new](c.md)"))
    newsroom.put("stories/c.md", story("New", date="soon"))

    site = newsroom.publish()

    assert site.status == 3
    draft = story("New", status="draft")
    assert site.bytes() == newsroom.clean({"stories/a.md": a, "stories/c.md": draft})
    message = 'contains "{}", which is not a date. Write it as "2026-03-14 18:30"'
    assert newsroom.last_build == {
        "status": 3,
        "stories": 2,
        "left_out": [
            {
                "file": "content/stories/a.md",
                "line": 2,
                "message": f'"date" {message.format("yesterday")}',
                "shown": "last published",
            },
            {
                "file": "content/stories/c.md",
                "line": 2,
                "message": f'"date" {message.format("soon")}',
                "shown": "nothing",
            },
        ],
    }
    assert site.messages.splitlines()[-5:] == [
        f'content/stories/a.md:2: "date" {message.format("yesterday")}',
        f'content/stories/c.md:2: "date" {message.format("soon")}',
        "content/stories/a.md stays as it was last published.",
        "content/stories/c.md is left out.",
        "Not everything was published: 2 files are broken. Correct this and publish again.",
    ]
    assert "0 pages printed" in newsroom.publish().messages


PHOTO, OTHER = photo(), photo("red", (50, 50))
SHOWN = story(
    "With a photo",
    body="![A bus](bus.jpg)\nA bus. (Photo: X/AP)\n\n[Plan]({static}/files/plan.pdf)",
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photos/bus.jpg", None),
        ("photos/bus.jpg", b""),
        ("photos/bus.jpg", PHOTO[: len(PHOTO) // 2]),
        ("photos/bus.jpg", "a text"),
        ("stories/bus.jpg", b""),
        ("photos/bus.yml", "credti: A name"),
        ("files/plan.pdf", None),
    ],
)
def test_a_story_whose_photo_or_file_breaks_keeps_the_old_one(newsroom, name, data):
    """The page stays whole; what it shows is restored, too."""
    newsroom.put("stories/a.md", SHOWN)
    newsroom.put("photos/bus.jpg", PHOTO)
    newsroom.put("photos/bus.yml", "alt: A red bus.")
    newsroom.put("files/plan.pdf", "A plan.")
    before = newsroom.publish().bytes()
    newsroom.put(name, data)

    site = newsroom.publish()

    assert site.status == 3, site.messages
    assert site.bytes() == before
    (left_out,) = newsroom.last_build["left_out"]
    assert (left_out["file"], left_out["shown"]) == ("content/stories/a.md", "last published")


BROKEN = {"date": "yesterday"}


@pytest.mark.parametrize(
    "held",
    [{"status": "draft"}, {"embargo": "2999-01-01 06:00"}, {"date": "2999-01-01", "slug": "?"}],
    ids=["draft", "embargo", "date"],
)
def test_a_broken_story_that_is_to_be_held_back_is_not_shown(newsroom, held):
    """Whatever was published before: its header says that it is to be out no more."""
    newsroom.put("stories/a.md", story())
    newsroom.put("stories/b.md", story("The vote", body="[river](a.md), [again](/2020/05/01/a/)"))
    newsroom.publish()
    newsroom.put("stories/a.md", story(**{"statsu": "x", **held}))

    site = newsroom.publish()

    assert site.status == 3
    assert newsroom.last_build["left_out"][0]["shown"] == "nothing"
    assert "2020/05/01/a/index.html" not in site.files
    assert [a.get("href") for a in site("/2020/05/01/b/").select(".story-body a")] == [None, None]


@pytest.mark.parametrize("away", [story(status="draft"), story(embargo="2999-01-01"), None])
def test_a_story_that_was_taken_down_does_not_come_back_when_it_breaks(newsroom, away):
    newsroom.put("stories/a.md", story())
    newsroom.put("stories/b.md", story("The vote"))
    newsroom.publish()
    newsroom.put("stories/a.md", away)
    assert newsroom.publish().status == 0
    newsroom.put("stories/a.md", story(**BROKEN))

    site = newsroom.publish()

    assert site.status == 3
    assert "2020/05/01/a/index.html" not in site.files


def test_links_of_a_published_story_to_a_deleted_one_become_plain_text(newsroom):
    """The story itself did not change, so there is no other version of it to publish."""
    newsroom.put("stories/a.md", story())
    newsroom.put("stories/b.md", story("The vote", body="[the river](a.md)"))
    newsroom.publish()
    newsroom.put("stories/a.md", None)

    site = newsroom.publish()

    assert site.status == 3
    assert "2020/05/01/a/index.html" not in site.files
    (link,) = site("/2020/05/01/b/").select(".story-body a")
    assert (link.get_text(), link.get("href")) == ("the river", None)
    (left_out,) = newsroom.last_build["left_out"]
    assert (left_out["file"], left_out["shown"]) == ("content/stories/b.md", "last published")


SAME = {"slug": "river", "title": "The other"}


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("a0.md", story(**SAME)),
        ("z.md", story(**SAME)),
        ("z.md", story("Third", aliases="/2020/05/01/river/")),
        ("a0.md", story("Third", aliases="/2020/05/01/river/")),
    ],
)
@pytest.mark.parametrize("was", [None, story("Before")], ids=["new", "published"])
def test_the_story_that_is_out_keeps_its_address(newsroom, name, changed, was):
    """Another that claims it is left out or stays where it was, whichever file comes first."""
    newsroom.put("stories/m.md", story(slug="river", body="Of the river."))
    if was:
        newsroom.put(f"stories/{name}", was)
    newsroom.publish()
    newsroom.put(f"stories/{name}", changed)
    newsroom.put("stories/m.md", story(slug="river", body="Of the river, corrected."))

    site = newsroom.publish()

    assert site.status == 3
    assert "corrected" in site("/2020/05/01/river/").select_one(".story-body").get_text()
    assert site.bytes() == newsroom.clean({f"stories/{name}": was})
    (left_out,) = newsroom.last_build["left_out"]
    assert left_out["file"] == f"content/stories/{name}"


@pytest.mark.parametrize("name", ["authors/ana-ruiz.md", "pages/about.md"])
def test_a_broken_author_or_page_stays_as_it_was_or_is_left_out(newsroom, name):
    text = "Title: Ana Ruiz\n\nWho she is."
    newsroom.put("stories/a.md", story(authors="Ana Ruiz", body="[about](/about/)"))
    newsroom.put(name, "Titel: Ana Ruiz\n\nWho she is.")

    draft = "Title: X\nStatus: draft\n\nText." if "about" in name else None
    assert newsroom.publish().bytes() == newsroom.clean({name: draft})
    newsroom.put(name, text)
    before = newsroom.publish()
    assert before.status == 0
    newsroom.put(name, b"Title: Ana \xff\n\nWho she is, again.")
    assert newsroom.publish().bytes() == before.bytes()


@pytest.mark.parametrize(
    "settings", [{"SITEURL": "x"}, {"FRONT_TOP": "many"}, {"SECTIONS": "World"}]
)
def test_a_fault_of_the_settings_stops_everything(newsroom, settings):
    newsroom.put("stories/a.md", story())
    before = newsroom.publish().bytes()
    newsroom.put("stories/a.md", story("Again"))
    newsroom.put("stories/b.md", story(**BROKEN))

    site = newsroom.publish(**settings)

    assert site.status == 1
    assert site.bytes() == before
    assert newsroom.last_build == {"status": 1, "stories": 0, "left_out": []}


def test_a_story_that_the_record_names_is_never_taken_down(newsroom):
    """Where its last version is not known, nothing is published."""
    newsroom.put("stories/a.md", story())
    newsroom.put("stories/b.md", story("New", **BROKEN))
    before = newsroom.publish().bytes()
    newsroom.put(".addresses", "/2020/05/01/a/ stories/a.md\n")
    newsroom.put("stories/a.md", story(**BROKEN))
    shutil.rmtree(newsroom.folder / "cache")

    site = newsroom.publish()

    assert site.status == 1
    assert site.bytes() == before
    assert "content/stories/a.md: was published before, but .stet/ does not have" in site.messages
    assert "Nothing in output/ was changed" in site.messages


def test_what_is_kept_and_damaged_counts_as_missing(newsroom):
    newsroom.put("stories/a.md", story())
    newsroom.publish()
    newsroom.put("stories/a.md", story(**BROKEN))
    for path in newsroom.folder.glob("cache/.stet-kept/files-*/*"):
        path.write_text("damaged")

    site = newsroom.publish()

    assert site.status == 1
    assert (site.output / "2020/05/01/a/index.html").exists()


@pytest.mark.parametrize(
    "text",
    [
        story(slug="old", tags="x", body="One.\n\nTwo.\n\nThree.") + "[no](no.md)",
        story("Another", id="stories/a", body="All is new.", **BROKEN),
    ],
    ids=["text", "id"],
)
def test_a_story_that_was_renamed_and_broken_stays_where_it_was(newsroom, text):
    newsroom.put("stories/a.md", story(slug="old", tags="x", body="One.\n\nTwo.\n\nThree."))
    newsroom.put("stories/z.md", story("Other", slug="z"))
    before = newsroom.publish().bytes()
    newsroom.put("stories/a.md", None)
    newsroom.put("stories/b.md", text)

    site = newsroom.publish()

    assert site.status == 3
    assert site.bytes() == before
    (left_out,) = newsroom.last_build["left_out"]
    assert left_out["file"] == "content/stories/b.md"


def test_a_story_that_was_renamed_soundly_is_not_shown_twice(newsroom):
    newsroom.put("stories/a.md", story(body="One.\n\nTwo.\n\nThree."))
    newsroom.publish()
    newsroom.put("stories/a.md", None)
    newsroom.put("stories/b.md", story(body="One.\n\nTwo.\n\nThree."))
    newsroom.put("stories/c.md", story(body="One.\n\nTwo.\n\nThree.", **BROKEN))

    site = newsroom.publish()

    assert site.status == 3
    assert site.bytes() == newsroom.clean({"stories/c.md": None})


def test_a_broken_translation_stays_beside_the_sound_original(newsroom):
    old = story("El río", lang="es", slug="river", body="Viejo.")
    newsroom.put("stories/a.md", story(slug="river", series="Water"))
    newsroom.put("stories/es.md", old)
    newsroom.put("stories/c.md", story("Two", series="Water", date="2020-06-01"))
    newsroom.publish()
    newsroom.put("stories/a.md", story("The river falls", slug="river", series="Water"))
    newsroom.put("stories/es.md", old.replace("Viejo", "![x](no.jpg)"))

    site = newsroom.publish()

    assert site.status == 3
    assert site.bytes() == newsroom.clean({"stories/es.md": old})


def test_when_the_story_is_mended_all_is_as_in_a_clean_build(newsroom):
    newsroom.put("stories/a.md", story())
    newsroom.publish()
    newsroom.put("stories/a.md", story(**BROKEN))
    newsroom.publish()
    newsroom.put("stories/a.md", story("Mended", body="At last."))

    site = newsroom.publish()

    assert site.status == 0
    assert newsroom.last_build == {"status": 0, "stories": 1, "left_out": []}
    assert site.bytes() == newsroom.clean({})


def test_without_keep_going_a_fault_stops_all_and_is_noted(newsroom):
    newsroom.put("stories/a.md", story())
    before = newsroom.publish(keep_going=False).bytes()
    newsroom.put("stories/b.md", story(**BROKEN))

    site = newsroom.publish(keep_going=False)

    assert site.status == 1
    assert site.bytes() == before
    assert newsroom.last_build == {"status": 1, "stories": 0, "left_out": []}
    assert newsroom.publish(keep_going=False, CHECK_ONLY=True).status == 1
