"""The rest is published when a story is broken: `make publish KEEP_GOING=1`."""

import contextlib
import io
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.plan import PLUGINS
from plugins.press.builds import build, status_of

from .conftest import DEMO, ROOT, Site, forget_signals, lend_templates, photo, story
from .test_incremental import different


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
            path.unlink(missing_ok=True)
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
            "PLUGINS": [each for each in PLUGINS if each != "plugins.search"],  # it takes long
            "ABSOLUTE_SITEURL": True,
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


@pytest.mark.parametrize("broken", [None, "a\n"])
def test_a_story_stays_as_it_was_with_the_table_of_its_part(newsroom, broken):
    newsroom.put("stories/rain.csv", "a,b\nc,1\n")
    newsroom.put("stories/a.md", story("A", body="/// table | rain.csv\n///"))
    before = newsroom.publish()("/2020/05/01/a/").select_one(".part-table")
    newsroom.put("stories/rain.csv", broken)
    newsroom.put("stories/b.md", story("B"))

    site = newsroom.publish()

    assert site.status == 3
    assert site("/2020/05/01/a/").select_one(".part-table") == before
    assert "2020/05/01/b/index.html" in site.files


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
    assert not site("/2020/05/01/a/").select("article")  # the page says that it is gone
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
    assert not site("/2020/05/01/a/").select("article")  # the page says that it is gone


def test_links_of_a_published_story_to_a_deleted_one_become_plain_text(newsroom):
    """The story itself did not change, so there is no other version of it to publish."""
    newsroom.put("stories/a.md", story())
    newsroom.put("stories/b.md", story("The vote", body="[the river](a.md)"))
    newsroom.publish()
    newsroom.put("stories/a.md", None)

    site = newsroom.publish()

    assert site.status == 3
    assert not site("/2020/05/01/a/").select("article")  # the page says that it is gone
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


def test_make_publish_keeps_going_and_notes_it_beside_the_makefile(checkout, tmp_path):
    """Wherever the content and the site are; without the word, and without content, too."""
    shutil.copyfile(ROOT / "Makefile", checkout / "Makefile")
    shutil.copyfile(DEMO / "publishconf.py", checkout / "publishconf.py")
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    stories, note = tmp_path / "elsewhere/content/stories", checkout / ".stet/last-build.json"
    stories.mkdir(parents=True)
    (stories / "a.md").write_text(story(), "utf-8")

    def publish(**variables: str) -> tuple[int, str, dict]:
        places = {"CONTENT": tmp_path / "elsewhere/content", "OUTPUT": tmp_path / "elsewhere/out"}
        typed = {"SITEURL": "https://news.example.org", **places, **variables}
        command = ["make", "-s", "--assume-old=.venv/site", "publish"]
        command += [f"{name}={value}" for name, value in typed.items()]
        done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8")
        return done.returncode, done.stderr, json.loads(note.read_text("utf-8"))

    assert publish()[::2] == (0, {"status": 0, "stories": 1, "left_out": []})
    (stories / "a.md").write_text(story("Again", **BROKEN), "utf-8")
    stopped, kept, absent = publish(), publish(KEEP_GOING="1"), publish(CONTENT="nowhere")

    assert (stopped[0], kept[0], absent[0]) == (2, 2, 2)
    nothing = {"status": 1, "stories": 0, "left_out": []}
    assert (stopped[2], absent[2]) == (nothing, nothing)
    assert (kept[2]["status"], kept[2]["stories"]) == (3, 1)
    assert kept[2]["left_out"][0]["file"] == f"{stories}/a.md"
    assert "Not everything was published: 1 file is broken." in kept[1]
    assert "There is no folder nowhere. Name one: CONTENT=dir" in absent[1]
    assert "Traceback" not in stopped[1] + kept[1] + absent[1]


def test_a_file_whose_name_is_no_text_is_left_out(newsroom):
    newsroom.put("stories/a.md", story())
    newsroom.put("stories/b.md", story("Other"))
    before = newsroom.publish().bytes()
    path = os.fsencode(newsroom.content / "stories") + b"/caf\xe9.md"
    with open(path, "w", encoding="utf-8") as file:
        file.write(story("Third"))

    site = newsroom.publish()

    assert site.status == 3
    assert site.bytes() == before
    assert "not UTF-8 text. Rename it" in newsroom.last_build["left_out"][0]["message"]


# Random breakages -----------------------------------------------------------------------------

GOOD, BAD = {"one": PHOTO, "two": OTHER}, (b"", b"GIF89a", PHOTO[:300], None)
SIDECARS = ("alt: A bus.\n", "caption: A caption.\ncredit: Y/AP\n", None, "credti: Y\n")


def text_of(name: str, variant: int) -> str:
    """Return a sound text of the story *name*, one of several."""
    number = "abcdez".index(name[0])
    body = [
        f"Text {variant} of {name}, which only this story has.",
        f"Another paragraph of {name}: {variant * 7919}.",
    ]
    if variant % 2:
        body.append("![alt](one.jpg)\nOne. (Photo: X/AP)")
    if variant % 3 == 1:
        body.append("![alt](two.jpg)\nTwo. (Photo: Z/AP)")
    if name != "a" and variant % 3:
        body.append("[the first](a.md), and [the same](/2020/01/05/a/)")
    fields = {"authors": "Ana Ruiz", "tags": f"t{variant % 2}", "date": f"2020-0{number + 1}-05"}
    if variant == 4:
        fields["series"] = "The bridge"
    if variant == 5 and name != "a":
        fields["status"] = "hidden"
    if name == "es":
        fields |= {"lang": "es", "slug": "d", "date": "2020-04-05"}
    return story(f"Story {name} {variant}", body="\n\n".join(body), **fields)


def broken(text: str, how: int) -> bytes:
    """Return *text* with one fault."""
    return [
        f"Embargo: soon\n{text}".encode(),
        f"Titel: Two of them\n{text}".encode(),
        f"{text}\n\n![alt](nowhere.jpg)".encode(),
        f"{text}\n\n[gone](nowhere.md)".encode(),
        text.encode() + b"\xff\xfe",
        f"{text}\n\n<script>alert(1)</script>".encode(),
        f"No header.\n{text}".encode(),
    ][how]


class Model:
    """What readers should see, worked out from the edits alone."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {
            "stories/z.md": story("Constant", authors="Ana Ruiz").encode()
        }
        self.broken: set[str] = set()
        self.held: set[str] = set()
        self.last: dict[str, dict[str, bytes]] = {}

    def edit(self, kind: str, name: str, how: int) -> None:
        path = {"photo": f"photos/{name}.jpg", "sidecar": f"photos/{name}.yml"}.get(kind, name)
        self.broken.discard(path)
        self.held.discard(path)
        if kind == "photo":
            data = GOOD[name] if how < 2 else BAD[how - 2]
            self.put(path, data, how >= 2)
        elif kind == "sidecar":
            data = SIDECARS[how % 4]
            self.put(path, data.encode() if data else None, how % 4 == 3)
        elif kind == "delete":
            self.put(path, None, False)
        elif path.startswith("stories"):
            text = text_of(path[8:-3], how % 6)
            if kind == "draft":
                text = f"Status: draft\n{text.replace('Status: hidden', 'Kind: news')}"
                self.held.add(path)
                self.put(
                    path, f"Statsu: x\n{text}".encode() if how == 5 else text.encode(), how == 5
                )
            else:
                data = broken(text, how) if kind == "break" else text.encode()
                self.put(path, data, kind == "break")
        else:
            text = f"Title: Ana Ruiz\n\nText {how}.\n\n![alt](one.jpg)\nOne. (Photo: X/AP)"
            data = broken(text, how % 2 + 1) if kind == "break" else text.encode()
            self.put(path, data, kind == "break")

    def put(self, path: str, data: bytes | None, is_broken: bool) -> None:
        self.files.pop(path, None)
        if data is not None:
            self.files[path] = data
        if is_broken:
            self.broken.add(path)

    def needs(self, data: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the photos and sidecars that a text shows, of *files*."""
        shown = [name for name in GOOD if f"({name}.jpg)".encode() in data]
        paths = [f"photos/{name}.{ending}" for name in shown for ending in ("jpg", "yml")]
        return {path: files[path] for path in paths if path in files}

    def is_whole(self, data: bytes, is_draft: bool = False) -> bool:
        """Say whether no photo that a text shows is broken or gone.

        Of a draft only the files beside its photos count, which nobody reads if the photo is broken.
        """
        shown = [name for name in GOOD if f"({name}.jpg)".encode() in data]
        sound = {path for path in self.files if path not in self.broken}
        photos = [name for name in shown if f"photos/{name}.jpg" in sound]
        beside = {f"photos/{name}.yml" for name in photos} & self.broken
        return not beside and (is_draft or photos == shown)

    def published(self) -> tuple[dict[str, bytes], bool]:
        """Return the content whose clean build readers see, and whether all of it is sound."""
        texts = {path: data for path, data in self.files.items() if path.endswith(".md")}
        faulty = {
            path
            for path, data in texts.items()
            if path in self.broken or not self.is_whole(data, is_draft=path in self.held)
        }
        shown = dict(self.files)
        for path in faulty:
            kept = self.last.get(path)
            shown.pop(path)
            if kept and path not in self.held:
                shown[path] = kept[path]
        for path in faulty & shown.keys():
            kept = self.last[path]
            if not self.is_whole(kept[path]):
                own = {each: data for each, data in kept.items() if each != path}
                for each in self.needs(kept[path], shown).keys() - self.kept_by_any():
                    shown.pop(each)
                shown |= own
        return shown, not faulty

    def kept_by_any(self) -> set[str]:
        return {each for kept in self.last.values() for each in kept}

    def note(self, shown: Mapping[str, bytes]) -> None:
        """Note *shown* as what was published last."""
        self.last = {
            path: {path: data, **self.needs(data, shown)}
            for path, data in shown.items()
            if path.endswith(".md") and not (path in self.held and data == self.files.get(path))
        }


MODEL_STORIES = [f"stories/{name}.md" for name in ("a", "b", "c", "d", "es")]
OTHERS = ["authors/ana-ruiz.md", "pages/about.md"]
RANDOM_EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(MODEL_STORIES + OTHERS), st.integers(0, 5)),
    st.tuples(st.just("break"), st.sampled_from(MODEL_STORIES + OTHERS), st.integers(0, 6)),
    st.tuples(st.just("draft"), st.sampled_from(MODEL_STORIES), st.integers(0, 5)),
    st.tuples(st.just("delete"), st.sampled_from(MODEL_STORIES[1:] + OTHERS), st.just(0)),
    st.tuples(st.just("photo"), st.sampled_from([*GOOD]), st.integers(0, 5)),
    st.tuples(st.just("sidecar"), st.sampled_from([*GOOD]), st.integers(0, 3)),
)


def check_breakages(sessions) -> None:
    """After each session of edits, readers see the clean build of what the model says."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        (Path(folder) / "house").symlink_to(DEMO / "house")
        patch.chdir(folder)
        newsroom, model = Newsroom(Path(folder)), Model()
        for name in GOOD:
            model.edit("photo", name, 0)
        model.edit("write", "stories/a.md", 0)
        for edits in sessions:
            for edit in edits:
                model.edit(*edit)
            shutil.rmtree(newsroom.content)
            for path, data in model.files.items():
                newsroom.put(path, data)
            shown, is_sound = model.published()

            site = newsroom.publish()

            assert site.status == (0 if is_sound else 3), site.messages
            shown.setdefault("stories/a.md", story(status="draft", date="2020-01-05").encode())
            clean = newsroom.clean({**dict.fromkeys(model.files), **shown})
            assert different(site.bytes(), clean) == ""
            model.note(shown)


SESSIONS = st.lists(st.lists(RANDOM_EDITS, max_size=5), min_size=2, max_size=5)


@settings(max_examples=2)
@given(SESSIONS)
@example(
    [
        [("write", "stories/a.md", 1), ("write", "stories/b.md", 4)],
        [("break", "stories/a.md", 0), ("photo", "one", 2), ("break", "stories/c.md", 3)],
    ]
)
def test_after_a_few_breakages_the_site_is_that_of_the_last_sound_versions(sessions):
    check_breakages(sessions)


@pytest.mark.proof
def test_after_any_breakages_the_site_is_that_of_the_last_sound_versions(rounds):
    for _ in rounds:
        settings(max_examples=5)(given(SESSIONS)(check_breakages))()


def test_a_broken_front_page_stays_as_it_was_last_arranged(newsroom):
    """Also its photo; and a story that it names leaves no hole when it breaks or is deleted."""
    front = "lead:\n- {story: stories/a.md, title: Arranged, image: wide.jpg, alt: Wide}\n"
    front += "top: [stories/c.md]\n"
    a, c = story("The bus stays", "2020-01-01"), story("The vote", "2020-01-02")
    files = {"stories/a.md": a, "stories/b.md": story("The flood"), "front.yml": front}
    files |= {"photos/wide.jpg": photo(), "photos/wide.yml": "credit: Lena Vogt"}
    for name, data in {**files, "stories/c.md": c}.items():
        newsroom.put(name, data)
    assert newsroom.publish().status == 0
    newsroom.put("front.yml", "lead: [stories/gone.md]")
    newsroom.put("photos/wide.jpg", b"broken")
    newsroom.put("stories/c.md", story("The vote", date="soon"))

    site = newsroom.publish()

    assert site.status == 3
    instead = {"front.yml": front, "photos/wide.jpg": photo(), "stories/c.md": c}
    assert site.bytes() == newsroom.clean(instead)
    assert "Arranged" in site("/").select_one(".lead").get_text()
    left = {(each["file"], each["shown"]) for each in newsroom.last_build["left_out"]}
    assert left >= {("content/front.yml", "last published")}


def test_a_story_that_is_gone_leaves_no_hole_on_the_front_page(newsroom):
    front = "lead: [stories/a.md, stories/b.md]\n"
    newsroom.put("stories/a.md", story("The bus stays", "2020-01-01"))
    newsroom.put("stories/b.md", story("The vote", "2020-01-02"))
    newsroom.put("stories/c.md", story("The flood", "2020-01-03"))
    newsroom.put("front.yml", front)
    assert newsroom.publish().status == 0
    newsroom.put("stories/a.md", None)

    site = newsroom.publish()

    assert site.status == 3, site.messages
    assert site.bytes() == newsroom.clean({"front.yml": "lead: [stories/b.md]\n"})
    assert [each["file"] for each in newsroom.last_build["left_out"]] == ["content/front.yml"]
