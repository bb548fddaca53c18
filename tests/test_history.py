"""The public history of a story, from real repositories of git."""

import os
import subprocess
from pathlib import Path

import pytest

from plugins.history.git_log import Text, followed
from plugins.history.histories import address_of
from plugins.history.versions import paragraphs

from .conftest import story, write

ADDRESS = "/2020/05/01/a/history/"
FIRST = "The council voted by 5 to 4 to keep the last bus of the night, which leaves at two."
SECOND = "The mayor said that the money for it comes from the parking meters of the old town."
SECRET = "A sentence about Mrs. Example that should never have been in the paper at all."


LAST = f"{FIRST.replace('5 to 4', '6 to 3')}\n\n{SECOND.replace('old', 'Old')}"


class Newsroom:
    """A content folder in git."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, folder / "content"
        self.content.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, when: str = "2020-05-01T12:00:00Z") -> None:
        """Run git at the moment *when*."""
        names = ("user.name=Ana", "user.email=ana@example.org", "commit.gpgSign=false")
        options = [part for name in names for part in ("-c", name)]
        env = os.environ | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
        subprocess.run(["git", *options, *words], cwd=self.folder, env=env, check=True)

    def commit(self, when: str, files=None) -> None:
        """Write *files* and commit all that is in the content folder at the moment *when*."""
        write(self.content, files or {})
        self.git("add", "--all", "content")
        self.git("commit", "--quiet", "--allow-empty", "-m", "News", when=when)


@pytest.fixture
def newsroom(tmp_path):
    return Newsroom(tmp_path)


def body(*texts):
    return "\n\n".join(texts)


def listed(site, address=ADDRESS):
    """Return the moment and the headline of each version, and the words that changed in it."""
    return [
        (
            each.time["datetime"],
            each.h2.get_text(),
            [quote.get_text().strip() for quote in each("blockquote")],
        )
        for each in site(address).select(".versions > li")
    ]


def test_readers_see_each_version_that_was_out_with_its_moment_headline_and_new_words(
    build, newsroom
):
    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story("Bus saved", body=FIRST)})
    newsroom.commit(
        "2020-05-02T08:00:00Z", {"a.md": story("Night bus saved", body=body(FIRST, SECOND))}
    )
    newsroom.commit(
        "2020-05-03T08:00:00Z",
        {"a.md": story("Night bus saved", body=body(FIRST.replace("5 to 4", "6 to 3"), SECOND))},
    )
    newsroom.commit("2020-05-04T08:00:00Z", {"a.md": story("Night bus saved", body=LAST)})
    site = build(fresh=False, STORY_HISTORY=True)

    assert listed(site) == [
        ("2020-05-04T08:00:00+00:00", "Night bus saved", [SECOND.replace("old", "Old")]),
        ("2020-05-03T08:00:00+00:00", "Night bus saved", [FIRST.replace("5 to 4", "6 to 3")]),
        ("2020-05-02T08:00:00+00:00", "Night bus saved", []),
        ("2020-05-01T13:00:00+00:00", "Bus saved", []),
    ]
    page = site(ADDRESS)
    assert [each.summary.get_text() for each in page.select(".version details")] == ["Small edits"]
    link = site("/2020/05/01/a/").select_one("article .history-link a")
    assert link["href"] == ADDRESS
    assert link.get_text() == "History of this story"


def test_words_that_were_taken_out_are_never_shown_and_headlines_are(build, newsroom):
    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story("One", body=FIRST)})
    newsroom.commit("2020-05-02T08:00:00Z", {"a.md": story("Two", body=body(FIRST, SECRET))})
    newsroom.commit("2020-05-03T08:00:00Z", {"a.md": story("Three", body=FIRST)})
    newsroom.commit("2020-05-04T08:00:00Z", {"a.md": story("Three", body=body(FIRST, SECOND))})
    uncommitted = story("Three", body=body(FIRST, "More follows."))
    write(newsroom.content, {"a.md": uncommitted})
    site = build(fresh=False, STORY_HISTORY=True)

    assert [(title, words) for _, title, words in listed(site)] == [
        ("Three", []),
        ("Three", []),
        ("Two", []),
        ("One", []),
    ]
    assert "Mrs. Example" not in site(ADDRESS).get_text()
    assert "parking" not in site(ADDRESS).get_text()
    assert "follows" not in site(ADDRESS).get_text()


def test_drafts_held_and_waiting_versions_are_none(build, newsroom):
    """Comments leave no trace either. A version that waited counts from when it went out."""
    texts = [
        ("2020-04-01T08:00:00Z", story("Sketch", body=SECRET, status="draft")),
        ("2020-04-02T08:00:00Z", story("Early", body=FIRST)),  # before its own date
        ("2020-04-30T08:00:00Z", story("On time", body=FIRST)),
        ("2020-05-02T08:00:00Z", story("Taken back", body=FIRST, status="draft")),
        ("2020-05-03T08:00:00Z", story("Held", body=FIRST, embargo="2020-06-01 06:00 +02:00")),
        ("2020-05-04T08:00:00Z", story("Misspelt", body=FIRST, embrgo="2020-06-01 06:00")),
        (
            "2020-05-05T08:00:00Z",
            story("Out", body=f"{FIRST}\n\n<!-- a hint -->\n", embargo="2020-05-09 06:00 +02:00"),
        ),
    ]
    for when, text in texts:
        newsroom.commit(when, {"a.md": text})
    site = build(fresh=False, STORY_HISTORY=True)

    assert [(when, title) for when, title, _ in listed(site)] == [
        ("2020-05-09T04:00:00+00:00", "Out"),
        ("2020-05-01T12:00:00+00:00", "On time"),
    ]
    assert "hint" not in str(site(ADDRESS))


def test_the_history_ends_with_the_text_that_the_site_has(build, newsroom):
    """So no headline is shown early of a version that is kept back because it is broken."""
    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story("One", body=FIRST)})
    newsroom.commit("2020-05-02T08:00:00Z", {"a.md": story("Two", body="![](gone.jpg)")})
    write(newsroom.content, {"a.md": story("One", body=FIRST)})

    titles = [title for _, title, _ in listed(build(fresh=False, STORY_HISTORY=True))]
    assert titles == ["One"]


def test_a_history_goes_on_through_renames_and_merges(build, newsroom):
    newsroom.commit(
        "2020-05-01T13:00:00Z", {"stories/2020/b c.md": story("One", body=FIRST, slug="a")}
    )
    newsroom.git("checkout", "--quiet", "-b", "desk")
    newsroom.git("mv", "content/stories/2020/b c.md", "content/stories/a.md")
    newsroom.commit("2020-05-02T08:00:00Z")
    newsroom.commit("2020-05-03T08:00:00Z", {"a.md": story("Two", body=FIRST)})
    newsroom.git("checkout", "--quiet", "main")
    newsroom.git("merge", "--quiet", "--no-ff", "-m", "Merge", "desk", when="2020-05-04T08:00:00Z")
    site = build(fresh=False, STORY_HISTORY=True, SITEURL="https://news.example.org")

    canonical = site(ADDRESS).select_one("link[rel=canonical]")
    assert canonical["href"] == f"https://news.example.org{ADDRESS}"
    assert not site(ADDRESS).select("meta[name=robots][content*=noindex]")
    assert "history" not in (site.output / "sitemap.xml").read_text()
    assert [(when[:10], title) for when, title, _ in listed(site)] == [
        ("2020-05-04", "Two"),
        ("2020-05-01", "One"),
    ]


def test_an_incremental_build_equals_a_clean_one(build, newsroom, tmp_path):
    """A commit alone changes the history; what is switched off leaves nothing behind."""
    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story("One"), "b.md": story("Other")})
    build(fresh=False, STORY_HISTORY=True)
    write(newsroom.content, {"a.md": story("Two")})
    assert [title for _, title, _ in listed(build(fresh=False, STORY_HISTORY=True))] == ["One"]
    newsroom.commit("2020-05-02T13:00:00Z")
    site = build(fresh=False, STORY_HISTORY=True)
    after = files_in(site.output)
    build(
        fresh=False,
        STORY_HISTORY=True,
        OUTPUT_PATH=str(tmp_path / "new"),
        PRESS_CACHE=str(tmp_path / "none"),
    )

    assert [title for _, title, _ in listed(site)] == ["Two", "One"]
    assert files_in(tmp_path / "new") == after
    assert not list(build(fresh=False).output.rglob("history"))


def files_in(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_field_of_a_story_decides_before_the_setting(build, newsroom):
    files = {"a.md": story("One", history="no"), "b.md": story("Two")}
    newsroom.commit("2020-05-01T13:00:00Z", files)
    site = build(fresh=False, STORY_HISTORY=True)
    assert [path.parent.name for path in site.output.rglob("history")] == ["b"]

    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story("One", history="yes")})
    assert [path.parent.name for path in build(fresh=False).output.rglob("history")] == ["a"]


def test_a_shallow_clone_stops_the_build_and_the_message_names_fetch_depth(build, newsroom):
    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story("One")})
    newsroom.commit("2020-05-02T13:00:00Z", {"a.md": story("Two")})
    (newsroom.folder / ".git" / "shallow").write_text(
        subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=newsroom.folder, text=True)
    )
    site = build(fresh=False, STORY_HISTORY=True)

    assert site.status
    assert "STORY_HISTORY" in str(site.status)
    assert "fetch-depth: 0" in str(site.status)
    assert not build(fresh=False).status


def test_without_a_repository_the_setting_or_the_field_is_a_fault(build):
    site = build({"a.md": story("One")}, STORY_HISTORY=True)
    assert site.status
    assert "STORY_HISTORY is True, which" not in str(site.status)
    assert "STORY_HISTORY needs the content in git" in str(site.status)

    site = build({"a.md": story("One", history="yes")})
    assert site.status
    assert 'a.md:1: "history" needs the content in git' in str(site.status)


def test_renames_of_one_commit_happen_at_once():
    one, two, three = (str(number) * 40 for number in (1, 2, 3))
    zero, mode = "0" * 40, ":100644 100644"
    words = f"\x01100\0\0{mode} {zero} {one} A\0a\0{mode} {zero} {two} A\0b\0"
    words += f"\x01200\0\0{mode} {one} {one} R100\0a\0b\0{mode} {two} {three} R090\0b\0c\0"
    words += f"\x01300\0\0{mode} {one} {zero} D\0b\0"

    assert followed(iter(words.split("\0"))) == {"c": [Text(100, two), Text(200, three)]}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("2020/a/", "2020/a/history/"),
        ("2020/a.html", "2020/a/history/"),
        ("2020/a/index.html", "2020/a/history/"),
    ],
)
def test_a_history_is_below_its_story(url, address):
    assert address_of(url) == address


def test_parts_of_a_story_show_their_titles_and_words(build, newsroom):
    newsroom.commit("2020-05-01T13:00:00Z", {"a.md": story(body=FIRST)})
    box = "/// box | What it costs\nIt costs 41,000 a year.\n///"
    film = "/// embed | https://youtu.be/dQw4w9WgXcQ\n    title: The last bus\n    date: 2020-05-01\n///"
    newsroom.commit("2020-05-02T13:00:00Z", {"a.md": story(body=body(FIRST, box, film))})
    (_, _, changed), *_ = listed(build(fresh=False, STORY_HISTORY=True))

    assert changed == ["What it costs", "It costs 41,000 a year.", "The last bus"]


def test_paragraphs_are_words_alone():
    html = '<p title="a>b">One<sup>2</sup></p><!-- <p>no</p> --><ul><li>Two</li></ul>'
    assert paragraphs(html) == ("One2", "Two")
