"""Nothing is published early."""

from datetime import UTC, datetime, timedelta

import pytest

from plugins.embargo.holds import hold

from .conftest import photo, story

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "date", "embargo", "reason"),
    [
        pytest.param("published", EARLIER, None, None, id="published"),
        pytest.param("published", NOW, None, None, id="published at this moment"),
        pytest.param("draft", EARLIER, None, "Draft", id="draft"),
        pytest.param("published", LATER, None, "Due on 14 March 2026, 13:00 UTC", id="future"),
        pytest.param(
            "hidden", EARLIER, LATER, "Embargoed until 14 March 2026, 13:00 UTC", id="embargoed"
        ),
        pytest.param("published", EARLIER, EARLIER, None, id="embargo is over"),
        pytest.param(
            "published", LATER, NOW + timedelta(minutes=5), "Due on 14 March 2026, 13:00 UTC",
            id="embargo ends before the date",
        ),
    ],
)  # fmt: skip
def test_what_is_held_and_why(status, date, embargo, reason):
    found = hold(status, date, embargo, NOW)

    assert (found.reason if found else None) == reason


SECRET = {
    "draft.md": story("Secretdraft", status="draft", tags="Secrettopic", authors="Secretauthor"),
    "future.md": story("Secretfuture", date="2099-01-01", section="Secretsection"),
    "embargo.md": story("Secretembargo", embargo="2099-01-01 06:00 +01:00", series="Secretseries"),
    "hiddenfuture.md": story("Secrethidden", date="2098-01-01", status="hidden"),
    "photo.md": story("Secretphoto", status="draft", body="![Secretalt](secretphoto.jpg)"),
    "file.md": story("Secretfile", status="draft", body="[x]({static}/photos/secretpaper.pdf)"),
    "photos/secretphoto.jpg": photo(),
    "photos/secretpaper.pdf": b"%PDF secret",
    "photos/secretunused.jpg": photo("red"),
    "authors/secretauthor.md": "Title: Secretauthor\nPortrait: secretphoto.jpg\n\nSecretlife.",
    "pages/secretpage.md": "Title: Secretpage\nStatus: draft\n\nText.",
}
OUT = {"out.md": story("Out", body="See [this]({filename}future.md).", authors="Ana Ruiz")}


def test_held_stories_are_nowhere_in_the_output(build):
    site = build({**SECRET, **OUT})

    assert site.status == 0
    for name, data in site.bytes().items():
        assert "secret" not in name.lower()
        assert b"secret" not in data.lower().replace(b"secretary", b"")
        assert b"future.md" not in data


def test_the_site_is_the_same_as_if_they_did_not_exist(build):
    link_free = {"out.md": story("Out", authors="Ana Ruiz")}
    without = build(link_free).bytes()

    assert build({**SECRET, **link_free}).bytes() == without


def test_the_build_prints_when_the_next_story_is_due(build):
    site = build({**SECRET, **OUT})

    assert "Next story due: 1 January 2098, 00:00 UTC" in site.messages
    assert "hiddenfuture.md" in site.messages


def test_a_link_to_a_held_story_is_plain_text(build):
    site = build({**SECRET, **OUT})

    page = site("/2020/05/01/out/")
    assert "See this." in page.article.get_text()
    assert not [
        link for link in page.article("a") if link.get_text() == "this" and link.get("href")
    ]
    assert 'out.md:6: warning: the link to "future.md" stays plain text' in site.messages


@pytest.mark.parametrize(
    "link",
    [
        "<a href='{filename}/stories/secretslug.md'>x</a>",
        "<a href={filename}secretslug.md>x</A>",
        '<a href="/2099/01/01/secretslug/">x</a>',
        "[x](secretslug.md#part)",
    ],
)
def test_no_form_of_link_reveals_the_name_of_a_held_story(build, link):
    site = build({"a.md": story(body=link), "secretslug.md": story("S", date="2099-01-01")})

    assert site.status == 0
    assert not [name for name, data in site.bytes().items() if b"secretslug" in data]


@pytest.mark.parametrize("form", ["[x]({static}/stories/d.md)", "<a href='{static}d.md'>x</a>"])
def test_the_text_of_a_story_is_never_published_as_a_file(build, form):
    site = build({"a.md": story(body=form), "d.md": story("D", status="draft", body="secret")})

    assert "is a story's text" in site.faults[0]
    assert not site.files


def test_an_address_does_not_change_when_the_original_is_published(build):
    spanish = story("Luna", "2020-01-03", slug="moon", lang="es")
    files = {
        "moon.es.md": spanish,
        "moon.md": story("Moon", "2020-01-03", slug="moon", status="draft"),
    }

    early = build(files).files
    late = build({**files, "moon.md": story("Moon", "2020-01-03", slug="moon")}).files

    assert "2020/01/03/moon/es/index.html" in early & late
    assert "2020/01/03/moon/index.html" not in early


def test_a_future_page_is_held_too(build):
    site = build({"a.md": story(), "pages/later.md": "Title: Later\nDate: 2099-01-01\n\nText."})

    assert "later/index.html" not in site.files


def test_a_preview_shows_held_stories_with_a_label(build):
    site = build({**SECRET, **OUT}, DRAFTS=True)

    assert "Draft" in site("/2020/05/01/draft/").article.get_text()
    assert "Due on 1 January 2099" in site("/2099/01/01/future/").article.get_text()
    assert "photos/secretphoto.jpg" in site.files
    assert site("/").find(string=lambda text: "Secretfuture" in text)


def test_a_story_that_becomes_a_draft_again_is_removed(build):
    build({"a.md": story("Out"), "b.md": story("B")})

    site = build({"a.md": story("Out", status="draft"), "b.md": story("B")})

    assert not [name for name in site.files if "/a/" in name]
    assert not (site.output / "2020/05/01/a").exists()


def test_faults_in_a_held_story_are_reported_before_its_date(build):
    site = build({"a.md": story(date="2099-01-01", body="![x](gone.jpg)\n\n[y](gone.md)")})

    assert len(site.faults) == 3


def test_faults_in_the_text_of_a_draft_are_warnings(build):
    site = build({"a.md": story(status="draft", body="![x](gone.jpg)")})

    assert site.status == 0
    assert "warning: photo" in site.messages
