"""From the stage to output/: whole, atomic, and only what changed."""

import os

import pytest

from plugins.press.publish.publication import NAMES_FILE, files_below, publish

from .conftest import story


@pytest.fixture
def stage(tmp_path):
    """Return a function that stages files and publishes them."""
    output = tmp_path / "output"

    def run(**files):
        staged = tmp_path / f"stage{len(list(tmp_path.iterdir()))}"
        for name, text in files.items():
            path = staged / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        staged.mkdir(exist_ok=True)
        return publish(staged, output)

    run.output = output
    return run


def test_what_is_equal_is_not_written_again(stage):
    stage(index="old", about__index="about")
    os.utime(stage.output / "about/index", (1, 1))
    os.utime(stage.output / "index", (1, 1))

    assert stage(index="new", about__index="about") == ({"index", "about/index"}, 1)
    assert (stage.output / "about/index").stat().st_mtime == 1
    assert (stage.output / "index").read_text() == "new"


def test_what_no_longer_belongs_goes_with_its_empty_folders(stage):
    stage(index="x", a__b__c="x")

    assert stage(index="x") == ({"index"}, 0)
    assert not (stage.output / "a").exists()


def test_files_that_the_site_did_not_put_there_stay(stage):
    stage.output.mkdir()
    (stage.output / "CNAME").write_text("example.org")
    stage(index="x", a__b="x")
    (stage.output / "a/mine").write_text("mine")
    stage(index="x")

    assert (stage.output / "CNAME").exists()
    assert (stage.output / "a/mine").exists()
    assert not (stage.output / "a/b").exists()


def test_links_that_lead_in_circles_hide_no_file(tmp_path):
    for name in ("a/b/page.html", "z.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a/itself").symlink_to("itself")
    (tmp_path / "a/b/up").symlink_to(tmp_path, target_is_directory=True)
    assert sorted(files_below(tmp_path)) == ["a/b/page.html", "a/itself", "z.html"]


def test_a_page_may_become_a_folder_and_a_folder_a_page(stage):
    stage(a="x", b__c="x")
    stage(a__c="x", b="x")

    assert (stage.output / "a/c").read_text() == "x"
    assert (stage.output / "b").read_text() == "x"


def test_a_broken_publication_is_completed_by_the_next(stage, monkeypatch):
    stage(index="old", gone="x")
    calls = []

    def cut_off(source, target):
        calls.append(target)
        if len(calls) == 3:
            raise KeyboardInterrupt
        rename(source, target)

    rename = os.replace
    monkeypatch.setattr(os, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        stage(index="new", more="x", last="x")
    monkeypatch.undo()
    stage(index="new", more="x", last="x")

    assert sorted(os.listdir(stage.output)) == [NAMES_FILE, "index", "last", "more"]


def test_what_pages_show_is_there_before_they_are(stage, monkeypatch):
    """A reader who comes while the site is published gets each page with its style and photos."""
    moved = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda *names: moved.append(names[1]) or replace(*names))

    stage(a__index="x", index="x", photos__a="x", theme__a="x")

    names = [os.path.relpath(name, stage.output) for name in moved]
    assert names == [NAMES_FILE, "photos", "theme", "a", "index"]


def test_the_list_of_names_shows_no_hidden_page(stage):
    stage(secret__index="x")

    assert "secret" not in (stage.output / NAMES_FILE).read_text()


def test_a_fault_of_the_program_leaves_output_as_it_was(build, tmp_path):
    before = build({"a.md": story("Old")}).bytes()
    theme = tmp_path / "overrides"
    theme.mkdir()
    (theme / "corrections.html").write_text("{{ nothing_of_the_kind }}")

    with pytest.raises(Exception, match="nothing_of_the_kind"):
        build({"a.md": story("New")}, THEME_TEMPLATES_OVERRIDES=[str(theme)])
    assert before == {
        path.relative_to(tmp_path / "output").as_posix(): path.read_bytes()
        for path in (tmp_path / "output").rglob("*")
        if path.is_file()
    }


def test_a_foreign_file_in_the_way_stops_everything_before_it_begins(stage):
    stage(index="old")
    (stage.output / "new").mkdir()
    (stage.output / "new/mine").write_text("mine")

    with pytest.raises(FileExistsError, match="did not come from the site"):
        stage(index="changed", new="x")
    assert (stage.output / "index").read_text() == "old"


EDITS = [
    {"a.md": story("A", "2020-01-01", tags="x"), "b.md": story("B", "2020-02-01", tags="x")},
    {"a.md": story("A, again", "2020-01-01", tags="y"), "b.md": story("B", "2020-02-01")},
    {"c.md": story("C", "2021-01-01", "Sport", lang="ar"), "pages/about.md": "Title: About\n\nX."},
    {"a.md": story("A", "2020-01-01", status="hidden", authors="Zoë")},
]


def test_a_build_after_another_equals_a_clean_one(build, tmp_path):
    for files in EDITS:
        after = build(files).bytes()
    (tmp_path / "output").rename(tmp_path / "before")

    assert build(EDITS[-1]).bytes() == after


def test_a_build_killed_before_it_was_remembered_leaves_no_page_behind(build, tmp_path):
    less, more = {"a.md": story("A")}, {"a.md": story("A"), "b.md": story("B")}
    clean = build(less).bytes()
    memory = (tmp_path / "cache/press.sqlite").read_bytes()
    build(more)
    (tmp_path / "cache/press.sqlite").write_bytes(memory)

    assert build(less).bytes() == clean


def test_two_builds_give_the_same_bytes(build, tmp_path):
    first = build(EDITS[0]).bytes()
    (tmp_path / "output").rename(tmp_path / "before")

    assert build(EDITS[0]).bytes() == first
