"""A preview to send: where it is, what it shows, who names it, and when it ends."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.previews.__main__ import days_of
from plugins.previews.record import (
    Preview,
    parsed_line,
    read_record,
    renewed,
    story_path,
    write_record,
)

from .conftest import ADDRESS, grainy, pelican, photo, story
from .servers import SERVERS, free_port, served

TOKEN = "Zq3vX-0aB_" * 4
PAGE = f"preview/{TOKEN}/index.html"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINE = f"{TOKEN} 2026-03-08T12:00Z stories/secretname.md\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
BODY = """Secretword [a](other.md) [b](out.md) [c]({static}/files/secretdoc.pdf)

![Alt](secretphoto.jpg)
Caption. (Photo: X/AP)

![Alt](/photos/secretdrawing.svg)
Drawn. (Photo: X/AP)
"""
DRAFT = {
    "secretname.md": story(
        "Secrethead",
        "2026-02-01",
        body=BODY,
        status="draft",
        tags="Secrettopic",
        authors="Ana Ruiz",
    ),
    "other.md": story("Otherhead", "2026-02-01", body="Other.", status="draft"),
    "out.md": story("Out", "2026-01-01", authors="Ana Ruiz"),
    "photos/secretphoto.jpg": grainy(),
    "photos/secretdrawing.svg": SVG,
    "files/secretdoc.pdf": b"%PDF-1.4 secret",
    "photos/public.jpg": photo(),
}


def with_record(files, line=LINE):
    return {**files, "./.previews": line}


@pytest.fixture
def shown(build_once):
    files = with_record(DRAFT)
    return build_once("preview", files, SITEURL=ADDRESS, NOW="2026-03-01 12:00", POLICIES={})


def test_a_preview_shows_the_story_below_a_band(shown):
    page = shown(f"/preview/{TOKEN}/")

    assert page.select_one(".preview-band").get_text() == "Preview, not published"
    assert "Secrethead" in page.h1.get_text()
    assert "Secretword" in page.article.get_text()
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]
    assert not page.find("link", rel="canonical")
    assert not page.find("script", type="application/ld+json")
    assert not page.find("meta", property="og:image")


def test_its_photos_and_files_lie_below_its_address_and_are_there(shown):
    article = shown(f"/preview/{TOKEN}/").article
    named = [tag["src"] for tag in article.find_all("img")]
    for tag in article.find_all(("source", "img")):
        named += [each.split()[0] for each in tag.get("srcset", "").split(", ") if each]
    named += [tag["href"] for tag in article.find_all("a", href=True) if "secret" in tag["href"]]

    assert len(named) > 3
    for each in named:
        path = each.removeprefix(ADDRESS)
        assert path.startswith(f"/preview/{TOKEN}/"), each
        assert path.lstrip("/") in shown.files
    assert f"preview/{TOKEN}/files/secretdoc.pdf" in shown.files


def test_nothing_else_names_it(shown):
    leaks = [
        name
        for name, data in shown.bytes().items()
        if not name.startswith(f"preview/{TOKEN}/")
        and (b"secret" in (name.encode() + data).lower() or TOKEN.encode() in data)
    ]

    assert not leaks
    assert not [name for name in shown.files if "preview" in name and TOKEN not in name]


def test_it_leads_only_to_what_is_out(shown):
    article = shown(f"/preview/{TOKEN}/").article
    links = [tag["href"] for tag in article.find_all("a", href=True)]

    assert f"{ADDRESS}/2026/01/01/out/" in links
    assert f"{ADDRESS}/author/ana-ruiz/" in links
    assert "other" not in str(article).replace("another", "")
    assert not [each for each in links if "topic" in each]


@pytest.mark.parametrize("name", ["_headers", "_hosting/nginx.conf", "_hosting/Caddyfile"])
def test_servers_ask_search_engines_to_stay_away_from_all_previews(shown, name):
    rules = (shown.output / name).read_text("utf-8")

    assert "/preview/" in rules
    assert "X-Robots-Tag" in rules
    assert TOKEN not in rules


@pytest.mark.parametrize(
    ("lang", "band"),
    [
        ("en", "Preview, not published"),
        ("de", "Vorschau, nicht veröffentlicht"),
        ("fr", "Aperçu, non publié"),
        ("es", "Vista previa, sin publicar"),
        ("ar", "معاينة، غير منشورة"),
    ],
)
def test_the_band_is_in_the_language_of_the_story(build, lang, band):
    files = {"secretname.md": story("S", "2026-02-01", status="draft", lang=lang)}
    site = build(with_record(files), NOW="2026-03-01")

    assert site(f"/preview/{TOKEN}/").select_one(".preview-band").get_text() == band


def clean(tmp_path, **settings):
    """Build the content that `build` left once more, with neither output nor cache."""
    return pelican(tmp_path / "content", tmp_path / "clean/output", POLICIES={}, **settings)


def test_an_incremental_build_equals_a_clean_one(build, tmp_path):
    build(DRAFT, NOW="2026-03-01")
    before = set(build(with_record(DRAFT), fresh=False, NOW="2026-03-01").files)
    assert PAGE in before
    for moment in ("2026-03-02", "2026-03-09"):
        changed = {"secretname.md": DRAFT["secretname.md"].replace("Secretword", f"New{moment}")}
        site = build(changed, fresh=False, NOW=moment)
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        assert site.bytes() == clean(tmp_path, NOW=moment).bytes()
        assert (moment in site(f"/{PAGE}").get_text()) == (moment < "2026-03-08")


def words(site):
    return b"".join(data for name, data in site.bytes().items() if "preview" in name)


def test_after_its_end_it_holds_no_word_of_the_draft(build):
    build(with_record(DRAFT), NOW="2026-03-01")
    site = build(fresh=False, NOW="2026-03-08 12:00 +00:00")

    assert "This preview has ended" in site(f"/{PAGE}").h1.get_text()
    assert [name for name in site.files if "preview" in name] == [PAGE]
    assert b"ecret" not in words(site)


def test_once_the_story_is_out_it_leads_there(build):
    build(with_record(DRAFT), NOW="2026-03-01")
    out = DRAFT["secretname.md"].replace("Status: draft\n", "")
    site = build({"secretname.md": out}, fresh=False, NOW="2026-03-02", SITEURL=ADDRESS)

    refresh = site(f"/{PAGE}").find("meta", attrs={"http-equiv": "refresh"})["content"]
    assert refresh == f"0; url={ADDRESS}/2026/02/01/secretname/"
    assert [name for name in site.files if "preview" in name] == [PAGE]


def test_a_deleted_story_has_no_preview(build):
    site = build(with_record({"out.md": DRAFT["out.md"]}), NOW="2026-03-01")

    assert "This preview has ended" in site(f"/{PAGE}").h1.get_text()
    assert ".previews:1: warning: stories/secretname.md is not there" in site.messages


def test_a_draft_that_breaks_holds_up_nothing_but_its_preview(build):
    broken = {"secretname.md": story("S", "2026-02-01", body="![x](gone.jpg)", status="draft")}
    site = build(with_record({**broken, "out.md": DRAFT["out.md"]}), NOW="2026-03-01")

    assert site.status == 0
    assert "cannot be shown now" in site(f"/{PAGE}").h1.get_text()


def test_a_damaged_photo_of_a_draft_holds_up_nothing_but_its_preview(build):
    files = {
        "secretname.md": story(
            "S", "2026-02-01", body="![x](bad.jpg)\nA. (Photo: X/AP)", status="draft"
        ),
        "out.md": DRAFT["out.md"],
        "photos/bad.jpg": grainy()[:20_000],
    }
    site = build(with_record(files), NOW="2026-03-01")

    assert site.status == 0, site.status
    assert "cannot be shown now" in site(f"/{PAGE}").h1.get_text()
    asked = build(fresh=False, NOW="2026-03-01", PREVIEW=TOKEN)
    assert "bad.jpg" in asked.faults[0]


def test_its_end_is_due(build):
    site = build(with_record(DRAFT), NOW="2026-03-01", NEXT="json")

    assert '"moment": "2026-03-08T12:00:00+00:00"' in site.messages


@pytest.mark.parametrize(
    "line",
    [
        "short 2026-03-08T12:00Z stories/a.md",
        f"../{TOKEN} 2026-03-08T12:00Z stories/a.md",
        f"{TOKEN} tomorrow stories/a.md",
        f"{TOKEN} 2026-03-08T12:00Z",
        "<<<<<<< HEAD",
    ],
)
def test_a_damaged_line_is_no_preview(line):
    assert parsed_line(line) is None


def test_a_damaged_record_is_a_fault(build):
    site = build(with_record({"a.md": story()}, f"=======\n{LINE}{LINE.replace('08T', '09T')}"))

    assert [fault.partition("content/")[2][:11] for fault in site.faults[:2]] == [
        ".previews:1",
        ".previews:3",
    ]


def test_no_page_takes_its_address(build):
    site = build({"pages/p.md": "Title: P\nSlug: preview\n\nText.", "a.md": story()})

    assert "belongs to the site's own pages" in site.faults[0]


def test_the_record_keeps_what_was_written(tmp_path):
    (tmp_path / "content").mkdir()
    previews = [Preview("b" * 40, NOW, "stories/b c.md"), Preview("a" * 40, NOW, "stories/a.md")]
    write_record(tmp_path, previews)

    found, faults = read_record(tmp_path, ".previews")
    assert not faults
    assert [each[:3] for each in found] == sorted(each[:3] for each in previews)


def test_asked_for_again_it_keeps_its_address_until_it_has_ended():
    later, end = NOW.replace(day=5), NOW.replace(day=20)
    first, asked = renewed([], "stories/a.md", NOW.replace(day=8), NOW, "t" * 40)
    second, again = renewed(first, "stories/a.md", end, later, "u" * 40)
    third, new = renewed(second, "stories/a.md", end.replace(day=30), end, "v" * 40)

    assert asked.token == again.token
    assert second == [again]
    assert again.until == end
    assert new.token == "v" * 40
    assert len(third) == 2


@pytest.mark.parametrize(
    "typed", ["stories/a.md", "content/stories/a.md", "./content/stories/a.md"]
)
def test_a_story_is_found_with_and_without_the_folder(tmp_path, monkeypatch, typed):
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/stories/a.md").write_text("x")
    monkeypatch.chdir(tmp_path)

    assert story_path(typed, Path("content")) == "stories/a.md"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "..",
        "../x.md",
        "stories/../../x.md",
        "stories/link.md",
        "gone.md",
        ".previews",
        "stories",
    ],
)
def test_nothing_outside_the_content_is_shown(tmp_path, monkeypatch, typed):
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "x.md").write_text("x")
    (tmp_path / "content/.previews").write_text("")
    (tmp_path / "content/stories/link.md").symlink_to(tmp_path / "x.md")
    monkeypatch.chdir(tmp_path)

    for each in {typed, str(tmp_path / typed) if typed else ""}:
        with pytest.raises(ValueError, match="There is no story"):
            story_path(each, Path("content"))


@pytest.mark.parametrize(("typed", "days"), [("", 7), ("1", 1), ("30", 30)])
def test_days(typed, days):
    assert days_of(typed) == days


@pytest.mark.parametrize("typed", ["0", "-1", "x", "1.5", "99999999999", "²"])
def test_days_that_cannot_be(typed):
    with pytest.raises(ValueError, match="whole number"):
        days_of(typed)


def run(checkout, name, **variables):
    """Run the command that make preview runs, in the folder *checkout*."""
    command = [sys.executable, "-m", "plugins.previews", "content", "-o", "output"]
    return subprocess.run(
        [*command, "--fatal", "errors", "-e", "POLICIES={}"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "STORY": name, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command(checkout):
    content = checkout / "content"
    (content / "stories").mkdir(parents=True)
    (content / "stories/a.md").write_text(story("Secret", status="draft"))
    (content / "stories/out.md").write_text(story("Out"))
    (content / "stories/bad.md").write_text(story("B", status="draft", body="![x](gone.jpg)"))
    (checkout / "publishconf.py").write_text(
        f'from pelicanconf import *\nSITEURL = "{ADDRESS}"\nABSOLUTE_SITEURL = True\n'
    )

    done = run(checkout, "content/stories/a.md", DAYS="3")

    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert last.startswith(f"The preview is at {ADDRESS}/preview/")
    token = last.split("/")[-2]
    assert len(token) >= 32
    assert (checkout / f"output/preview/{token}/index.html").is_file()
    record = (content / ".previews").read_text("utf-8")
    assert record.startswith(token)
    assert record.count("\n") == 1
    assert last == run(checkout, "stories/a.md").stdout.splitlines()[-1]

    record = (content / ".previews").read_text("utf-8")
    for name, told in (("bad", "gone.jpg"), ("out", "published already"), ("no", "no story")):
        failed = run(checkout, f"stories/{name}.md")
        assert failed.returncode, name
        assert told in failed.stderr
        assert "Traceback" not in failed.stderr
        assert (content / ".previews").read_text("utf-8") == record

    with (checkout / "publishconf.py").open("a") as settings:
        settings.write('PLUGINS.remove("plugins.previews")\n')
    assert "Put it back" in run(checkout, "stories/a.md", DAYS="90").stderr
    assert (content / ".previews").read_text("utf-8") == record


@pytest.mark.parametrize("name", SERVERS)
def test_every_answer_below_a_preview_says_so(shown, name, tmp_path):
    with served(name, shown.output, shown.output, tmp_path, free_port()) as address:
        for path in (f"preview/{TOKEN}/", f"preview/{TOKEN}/files/secretdoc.pdf"):
            assert "noindex" in headers_at(f"{address}/{path}")["X-Robots-Tag"], path
        for path in ("", "2026/01/01/out/"):
            answer = headers_at(f"{address}/{path}")
            assert "X-Robots-Tag" not in answer
        assert headers_at(f"{address}/preview/{TOKEN}/")["Content-Security-Policy"]


def headers_at(address):
    """Return the headers of the answer at *address*, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.headers
    except urllib.error.HTTPError as error:
        return error.headers


def test_a_site_in_a_folder_and_a_photo_that_is_out_too(build, tmp_path):
    both = "![Alt](photos/secretphoto.jpg)\nA. (Photo: X/AP)"
    files = {**DRAFT, "photos/secretphoto.jpg": grainy(), "out.md": story("Out", body=both)}
    site = build(with_record(files), NOW="2026-03-01", SITEURL=f"{ADDRESS}/daily")
    figure, public = site(f"/{PAGE}").article.picture, site("/2020/05/01/out/").article.picture

    assert figure.img["src"].startswith(f"/daily/preview/{TOKEN}/photos/sized/secretphoto-")
    assert public.img["src"].startswith("/daily/photos/sized/secretphoto-")
    for address in (figure.img["src"], public.img["src"]):
        assert address.removeprefix("/daily/") in site.files
    assert site.bytes() == clean(tmp_path, NOW="2026-03-01", SITEURL=f"{ADDRESS}/daily").bytes()


def test_an_embargoed_story_leads_on_from_its_minute(build):
    files = {
        "secretname.md": story("S", "2026-03-01", embargo="2026-03-03 12:00 +00:00"),
        "out.md": DRAFT["out.md"],
    }
    early = build(with_record(files), NOW="2026-03-03 11:59 +00:00")
    assert early(f"/{PAGE}").select_one(".preview-band")
    assert "Preview ends" not in early.messages  # for the story is out before

    late = build(fresh=False, NOW="2026-03-03 12:00 +00:00")
    assert late(f"/{PAGE}").find("meta", attrs={"http-equiv": "refresh"})


def test_only_a_story_has_a_preview(build):
    line = LINE.replace("stories/secretname.md", "pages/p.md")
    files = {"pages/p.md": "Title: P\nStatus: draft\n\nText.", "out.md": DRAFT["out.md"]}
    site = build(with_record(files, line), NOW="2026-03-01", PREVIEW=TOKEN)

    assert "pages/p.md is not a story" in site.faults[0]


def test_a_name_is_found_in_whatever_form_the_disk_has_it(build):
    files = {"cafe\u0301.md": story("S", "2026-02-01", status="draft"), "out.md": DRAFT["out.md"]}
    site = build(with_record(files, LINE.replace("secretname", "caf\xe9")), NOW="2026-03-01")

    assert site(f"/{PAGE}").select_one(".preview-band")
