"""Compressed copies of pages, beside the pages that they are of."""

import gzip

import brotli
import pytest

from plugins.press import release
from plugins.press.print.compression import SMALLEST, TEXTS, Compression
from plugins.press.serve.resident import ResidentSite

from .conftest import Site, photo, story

BOTH = ["gz", "br"]
LONG = "The river rose by four metres in one night, and nobody slept. " * 40
FILES = {
    "stories/a.md": story("A", body=f"{LONG}\n\n![x](large.jpg)\nOne. (Photo: X/AP)"),
    "stories/b.md": story("B", "2020-05-02", body="[a table](../photos/table.csv)"),
    "photos/large.jpg": photo(),
    "photos/table.csv": "a,b\n" * 1000,
}
A = "2020/05/01/a/index.html"


def copies(site):
    return {name for name in site.files if name.endswith((".gz", ".br"))}


def check(site):
    """Every text that is worth it has its copies, each tells what it is of, and none is left."""
    files = site.bytes()
    worth = {name for name in files if name.endswith(TEXTS) and len(files[name]) >= SMALLEST}

    assert copies(site) == {f"{name}.{ending}" for name in worth for ending in BOTH}
    for name in worth:
        assert gzip.decompress(files[f"{name}.gz"]) == files[name]
        assert brotli.decompress(files[f"{name}.br"]) == files[name]


def test_they_come_and_go_with_the_setting(build):
    plain, site = build(FILES).bytes(), build(FILES, PRECOMPRESS=BOTH)
    made = copies(site)

    check(site)
    assert {f"{A}.gz", f"{A}.br", "feeds/all.atom.xml.gz", "404.html.br"} <= made
    assert any(name.startswith("theme/css/site.") for name in made)
    assert not any("photos/" in name or name.startswith("_") for name in made)
    assert {name[-3:] for name in copies(build(FILES, PRECOMPRESS=["gz"]))} == {".gz"}
    assert build(FILES).bytes() == plain


def test_a_copy_is_made_again_only_when_its_page_changed(build):
    before = build(FILES, PRECOMPRESS=BOTH)
    stamps = {name: (before.output / name).stat().st_mtime_ns for name in copies(before)}
    other = FILES | {"stories/a.md": FILES["stories/a.md"] + "\n\nAnother paragraph.\n"}

    after = build(other, PRECOMPRESS=BOTH)

    check(after)
    changed = {
        name for name in copies(after) if (after.output / name).stat().st_mtime_ns != stamps[name]
    }
    assert f"{A}.gz" in changed
    assert "2020/05/02/b/index.html.gz" not in changed
    assert "about" not in "".join(changed)


def test_they_go_with_their_page_and_what_was_changed_by_hand_is_put_right(build, tmp_path):
    site = build(FILES, PRECOMPRESS=BOTH)
    (site.output / f"{A}.gz").write_text("mine")
    (site.output / "index.html").write_text("mine")
    (site.output / "404.html.br").unlink()

    check(build(FILES, PRECOMPRESS=BOTH))
    less = {name: text for name, text in FILES.items() if name != "stories/a.md"}
    site = build(less, PRECOMPRESS=BOTH)
    check(site)
    assert not any(name.startswith("2020/05/01") for name in site.files)
    (tmp_path / "output").rename(tmp_path / "before")
    assert build(less, PRECOMPRESS=BOTH).bytes() == Site(tmp_path / "before").bytes()


def test_a_site_in_memory_has_those_of_a_clean_build(build, tmp_path):
    """A page that grows to be worth copies has them, and one that shrinks has none."""
    build(FILES)
    overrides = tmp_path / "overrides"
    overrides.mkdir()
    (overrides / "article.html").write_text("{{ article.content|safe }}", "utf-8")
    settings = {"PRECOMPRESS": BOTH, "THEME_TEMPLATES_OVERRIDES": [str(overrides)]}
    places = {"PATH": tmp_path / "content", "OUTPUT_PATH": tmp_path / "served"}
    places |= {"PRESS_CACHE": tmp_path / "cache"}
    paths = {name: str(path) for name, path in places.items()}
    newsroom = ResidentSite({**settings, **paths, "SITEURL": "", "PRESS_RESIDENT": True})
    assert newsroom.build() is None
    path = tmp_path / "content/stories/a.md"

    for body in ("Short.", LONG, f"{LONG} again", "Short.", LONG):
        path.write_text(story("A", body=body), "utf-8")
        assert newsroom.update([str(path)]) is None
        page = tmp_path / "served" / A
        there = {each.name for each in page.parent.iterdir()}

        assert there == {"index.html", *(f"index.html.{each}" for each in BOTH if body != "Short.")}
        if body != "Short.":
            assert (
                gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
            )
    path.write_text(story("A", body="Short."), "utf-8")
    assert newsroom.update([str(path)]) is None
    release(newsroom.site)
    (tmp_path / "output").rename(tmp_path / "before")

    assert Site(tmp_path / "served").bytes() == build(fresh=False, **settings).bytes()


@pytest.mark.parametrize(
    ("asked", "words"), [(["zip"], "It may hold"), (["gz", "br", "7z"], 'names "7z"')]
)
def test_another_way_is_refused(asked, words):
    with pytest.raises(SystemExit, match=words):
        Compression({"PRECOMPRESS": asked})
