"""The page of a story: its age, how long it takes to read, subheads as places, sharing."""

from datetime import UTC, date, datetime

import pytest

from plugins.markup import headings
from plugins.share.services import SERVICES, share_links
from plugins.stories.reading import a_year_before, reading_minutes
from plugins.stories.styles import text_styles

from .conftest import ADDRESS, forget_signals, pelican, photo, story

LONG = "word " * 700


@pytest.mark.parametrize(
    ("text", "lang", "minutes"),
    [
        ("", "en", 1),
        ("<p>Short.</p>", "en", 1),
        (f"<p>{LONG}</p>", "en", 3),
        (f"<p>{LONG}</p>", "en-gb", 3),
        (f"<p>{LONG}</p>", "de", 4),
        (f"<p>{LONG} — – …</p>", "xx", 4),
        (f"<p>{'新聞' * 510}</p>", "zh-hant", 4),
        (f"<p>{'ニュース' * 357}</p>", "ja", 4),
        (f"<p>{'새 소식 ' * 370}</p>", "ko", 3),
        (f"<p>{'新聞' * 255} {LONG}</p>", "zh", 6),
        (f"<p>{'ข่าว' * 863}</p>", "th", 3),
        (f"<table><tr><td>{LONG}</td></tr></table>", "en", 3),
    ],
)
def test_how_long_a_story_takes_to_read(text, lang, minutes):
    assert reading_minutes(text, lang) == minutes


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2026-03-14", "2025-03-14"),
        ("2025-03-01", "2024-03-01"),
        ("2025-02-28", "2024-02-28"),
        ("2024-02-29", "2023-02-28"),
    ],
)
def test_a_story_is_a_year_old_on_the_same_day_of_the_next_year(day, before):
    assert a_year_before(date.fromisoformat(day)) == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>None.</p>", "<p>None.</p>"),
        ("<h2>What it costs</h2>", '<h2 id="what-it-costs">What it costs</h2>'),
        ("<h2>A &amp; <em>B</em></h2>", '<h2 id="a-b">A &amp; <em>B</em></h2>'),
        ("<h2>النتائج</h2>", '<h2 id="النتائج">النتائج</h2>'),
        ("<h2>A</h2><h3>A</h3>", '<h2 id="a">A</h2><h3 id="a-2">A</h3>'),
        ("<h2>Main</h2>", '<h2 id="main-2">Main</h2>'),
        ('<h2>A</h2><p id="a">B</p>', '<h2 id="a-2">A</h2><p id="a">B</p>'),
        ('<h2 id="own">A</h2>', '<h2 id="own">A</h2>'),
        ("<h2>…</h2>", "<h2>…</h2>"),
        ("<h2>A<h2>B</h2>", '<h2>A<h2 id="b">B</h2>'),
    ],
)
def test_headings_get_ids_of_their_words(html, expected):
    assert headings.named(html) == expected
    assert headings.named(expected) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="a">A</h2>', '<h2 id="a"><a href="#a">A</a></h2>'),
        ('<h2 id="a">A <em>b</em></h2>', '<h2 id="a"><a href="#a">A <em>b</em></a></h2>'),
        ('<h2 id="a">A <a href="/b/">b</a></h2>', '<h2 id="a">A <a href="/b/">b</a></h2>'),
        ('<h2 id="50%">A</h2>', '<h2 id="50%">A</h2>'),
        ("<h2>A</h2>", "<h2>A</h2>"),
    ],
)
def test_the_words_of_a_heading_are_the_link_to_it(html, expected):
    assert headings.linked(html) == expected


def test_feeds_keep_only_the_places_that_their_text_links_to():
    text = '<p><a href="#b">b</a></p><h2 id="a">A</h2><h2 id="b">B</h2>'

    assert headings.unnamed(text) == '<p><a href="#b">b</a></p><h2>A</h2><h2 id="b">B</h2>'


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_gets_the_full_address(name):
    ((_, link),) = share_links([name], "A &amp; <em>B</em>?", f"{ADDRESS}/2020/05/01/a/")

    assert "https%3A%2F%2Fnews.example.org%2F2020%2F05%2F01%2Fa%2F" in link
    assert name in {"facebook", "linkedin"} or "A%20%26%20B%3F" in link
    assert link.startswith(("https://", "mailto:"))


STORIES = {
    "old.md": story(
        "Old",
        "2019-05-02",
        modified="2019-06-01 10:00",
        body=f"## What it costs\n\n{LONG}\n\n## What it costs\n\nMore.",
    ),
    "eve.md": story("Eve", "2019-05-03 23:00", body="See [the costs](old.md#what-it-costs)."),
}
NOW = datetime(2020, 5, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(build_once):
    """A site on the day on which its first story is a year old."""
    return build_once("story-page", STORIES, SITEURL=ADDRESS, NOW=NOW, POLICIES={})


def test_a_story_that_is_over_a_year_old_says_so_at_the_top(site):
    page = site("/2019/05/02/old/")

    assert page.select_one(".story-header > :first-child").get_text() == "Published in 2019"
    assert not site("/2019/05/03/eve/").select(".age")


def test_updated_stands_before_published(site):
    times = site("/2019/05/02/old/").select(".stamps time")

    assert [each.get("class") for each in times] == [["updated"], None]
    assert "3 minutes to read" in site("/2019/05/02/old/").select_one(".signature").get_text()
    assert "1 minute to read" in site("/2019/05/03/eve/").select_one(".signature").get_text()


def test_subheads_are_links_to_themselves_but_not_in_feeds(site):
    found = site("/2019/05/02/old/").select(".story-body h2")

    assert [each["id"] for each in found] == ["what-it-costs", "what-it-costs-2"]
    assert [each.a["href"] for each in found] == ["#what-it-costs", "#what-it-costs-2"]
    assert all(each.get_text() == "What it costs" for each in found)
    feed = (site.output / "feeds/all.atom.xml").read_text("utf-8")
    assert "<h2>What it costs</h2>" in feed.replace("&lt;", "<").replace("&gt;", ">")
    assert not site.messages


def test_a_story_can_be_shared_by_plain_links(site):
    links = site("/2019/05/02/old/").select(".share a")

    assert [each.get_text() for each in links] == [
        "Email", "WhatsApp", "Bluesky", "Mastodon", "Facebook", "X",
    ]  # fmt: skip
    assert {tuple(each["rel"]) for each in links} == {("noopener",)}


def test_the_age_changes_with_the_clock_as_in_a_clean_build(build, tmp_path):
    build(STORIES, NOW=NOW)
    tomorrow = NOW.replace(day=3, hour=0)

    site = build(STORIES, NOW=tomorrow)

    assert site("/2019/05/03/eve/").select(".age")
    assert "1 pages printed" in site.messages
    forget_signals()
    clean = pelican(tmp_path / "content", tmp_path / "clean/output", NOW=tomorrow, POLICIES={})
    assert site.bytes() == clean.bytes()


def test_without_an_address_or_a_service_there_is_no_row(build):
    assert not build(STORIES)("/2019/05/02/old/").select(".share")
    assert not build(STORIES, SITEURL=ADDRESS, SHARE=[])("/2019/05/02/old/").select(".share")


def test_a_place_for_sharing_that_does_not_exist_is_a_fault(build):
    assert 'SHARE holds "myspace"' in "\n".join(build(STORIES, SHARE=["myspace"]).faults)


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">{}<rect width="9" height="9"/></svg>'
DARK = "<style>@media (prefers-color-scheme: dark) { rect { fill: #fff } }</style>"
PICTURES = {
    "a.md": story(
        body="![A](tall.png)\nTall. (Photo: X/AP)\n\nText.\n\n![B](land.png){width=900}\nLand. (Photo: X/AP)"
    ),
    "b.md": story(
        "Two",
        "2020-05-02",
        body="![A](dark.svg)\nDark. (Chart: X)\n\nText.\n\n![B](light.svg)\nLight. (Chart: X)"
        "\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    ),
    "photos/tall.png": photo(size=(40, 60), format="PNG"),
    "photos/land.png": photo("navy", size=(60, 40), format="PNG"),
    "photos/dark.svg": DRAWING.format(DARK),
    "photos/light.svg": DRAWING.format(""),
}


@pytest.fixture(scope="module")
def pictured(build_once):
    """Two stories with tall, small, dark and light pictures, and a table."""
    return build_once("pictured", PICTURES)


def test_a_tall_picture_says_so_and_none_is_shown_larger_than_it_is(pictured):
    tall, land = pictured("/2020/05/01/a/").select("figure")

    assert "tall" in tall["class"]
    assert "tall" not in land["class"]
    assert (land.img["width"], land.img["height"]) == ("60", "40")


def test_a_drawing_with_colours_for_dark_pages_keeps_them(pictured):
    dark, light = pictured("/2020/05/02/b/").select("figure img")

    assert dark["class"] == ["own-dark"]
    assert not light.get("class")
    card = pictured("/section/world/").select_one(".card img[src$='dark.svg']")
    assert card["class"] == ["own-dark"]


@pytest.mark.parametrize(
    ("html", "parts", "styles"),
    [
        ("<p>Plain.</p>", (), []),
        ("<p>A <TABLE></TABLE></p>", (), ["css/rich.css"]),
        ('<blockquote class="pull-quote"></blockquote>', (), ["css/rich.css"]),
        ("<p>Plain.</p>", ("box",), ["css/rich.css", "css/parts.css"]),
    ],
)
def test_a_page_loads_only_the_styles_that_its_text_needs(html, parts, styles):
    assert text_styles(html, parts) == styles


def test_a_page_with_a_table_loads_its_style(pictured):
    found = {a: "rich." in str(pictured(a).head) for a in ("/2020/05/01/a/", "/2020/05/02/b/")}

    assert found == {"/2020/05/01/a/": False, "/2020/05/02/b/": True}
