"""Fronts of sections, pages of topics, authors and series, the archive, and the time on cards."""

import re
from datetime import datetime
from types import SimpleNamespace

import pytest

from plugins.stories.archives import archive, shown

from .browsing import NEEDS_BROWSER, AsPublished, Server
from .conftest import Site, photo, story

TODAY = {
    "early.md": story("Early", "2026-03-14 06:05", tags="x"),
    "day.md": story("Without an hour", "2026-03-14", tags="x"),
    "late.md": story("Late", "2026-03-14 22:30", "Sport", tags="x", lang="de"),
    "before.md": story("The day before", "2026-03-13 18:30", tags="x"),
}


def moments(page, scope="main"):
    """Return the moment on each card of *page*, by its headline."""
    return {
        card.select_one(".headline").get_text(): card.select_one("time").get_text()
        for card in page.select(f"{scope} .card")
    }


def test_a_card_has_its_hour_today_and_its_date_later(build, tmp_path):
    """At midnight, by the newsroom's clocks, hours become dates; a clean build is the same."""
    zone = {"TIMEZONE": "America/New_York", "SITEURL": "https://news.example.org"}
    evening = build(TODAY, NOW="2026-03-14 23:59", **zone)

    assert moments(evening("/")) == {
        "Early": "06:05",
        "Without an hour": "14 March 2026",
        "Late": "22:30",
        "The day before": "13 March 2026",
    }
    assert moments(evening("/section/world/"))["Early"] == "06:05"
    assert moments(evening("/topic/x/"))["Early"] == "14 March 2026"
    assert len(evening("/").select("main .card time[datetime='2026-03-14T06:05:00-04:00']")) == 1

    midnight = build(TODAY, NOW="2026-03-15 00:00", **zone)
    assert moments(midnight("/"))["Early"] == "14 March 2026"
    assert ": 0 pages printed" in build(TODAY, NOW="2026-03-15 12:00", **zone).messages
    (tmp_path / "output").rename(tmp_path / "at midnight")
    (tmp_path / "cache").rename(tmp_path / "cache at midnight")
    clean = build(TODAY, NOW="2026-03-15 00:00", **zone)
    assert clean.bytes() == Site(tmp_path / "at midnight").bytes()


def test_the_masthead_of_the_front_has_its_newest_change(build):
    """The newest publication or update of what the front lists, and no other page has it."""
    files = {f"{n}.md": story(f"S{n}", f"2026-03-1{n} 09:00", "Sport") for n in range(4)}
    files["2.md"] = "Modified: 2026-03-20 18:30\n" + files["2.md"]
    settings = {"NOW": "2026-04-01", "FRONT_TOP": 0, "FRONT_RAIL": 1}
    site = build(files, **settings)

    assert "20 March 2026" in site("/").select_one(".front-updated time[datetime]").get_text()
    assert not site("/section/sport/").select(".front-updated")
    files["4.md"] = story("S4", "2026-03-19 09:00", "Sport")  # S2 is no longer on the front
    front = build(files, **settings)("/")
    assert "19 March 2026" in front.select_one(".front-updated").get_text()


# The archive ------------------------------------------------------------------------------------

MONTHS = {
    "a.md": story("A", "2025-12-31 23:00", tags="x"),
    "b.md": story("B", "2026-03-02 09:00"),
    "c.md": story("C", "2026-03-14 09:00"),
    "d.md": story("D", "2026-03-14 18:00", "Sport", kind="opinion"),
    "e.md": story("E", "2026-01-14"),
    "held.md": story("Held", "2026-03-20"),
    "draft.md": story("Draft", "2026-03-01", status="draft"),
    "hidden.md": story("Hidden", "2026-03-01", status="hidden"),
}
SPRING = {"NOW": "2026-03-15 12:00"}


def counted(page, entries):
    """Return the words of the years or months that *page* counts, and where each leads."""
    found = [each for each in page.select(entries) if each.a]
    return [(each.get_text(" ", strip=True), each.a["href"]) for each in found]


def test_the_archive_counts_what_is_out_by_year_and_month(build):
    site = build(MONTHS, **SPRING)

    archive = site("/archive/")
    assert counted(archive, ".year > h2") == [
        ("2026 4 stories", "/archive/2026/"),
        ("2025 1 story", "/archive/2025/"),
    ]
    months = [
        ("January 1 story", "/archive/2026/01/"),
        ("March 3 stories", "/archive/2026/03/"),
    ]
    assert counted(archive, ".months > li")[:2] == months
    assert counted(site("/archive/2026/"), ".months > li") == months
    assert site("/archive/2026/").select_one(".list-header .count").get_text() == "4 stories"
    assert not archive.select("main .card")


def test_a_month_lists_its_stories_by_day(build):
    page = build(MONTHS, **SPRING)("/archive/2026/03/")

    days = [
        (day.time["datetime"], [each.get_text() for each in day.find_next("ul").select("h3")])
        for day in page.select(".day")
    ]
    assert days == [("2026-03-14", ["D", "C"]), ("2026-03-02", ["B"])]
    assert page.select_one(".line .genre").get_text() == "Opinion"
    assert page.select_one(".line .card-foot").get_text(" ", strip=True).startswith("Sport")
    assert [each.get_text() for each in page.select(".periods a")] == ["January", "March"]


def test_a_new_story_changes_its_own_month_and_the_counts_alone(build):
    build(MONTHS, WHY=True, **SPRING)
    files = MONTHS | {"new.md": story("New", "2026-03-15 09:00", "Sport")}
    printed = build(files, WHY=True, **SPRING).messages

    counts = next(line for line in printed.splitlines() if "something else" in line)
    assert re.findall(r"archive/[\d/]*", counts) == ["archive/", "archive/2026/"]


def test_the_page_of_a_month_does_not_depend_on_the_counts_of_others():
    dated = [SimpleNamespace(date=datetime(2026, month, 1)) for month in (3, 3, 1)]
    patterns = {"year": "{date:%Y}/", "month": "{date:%Y}/{date:%m}/"}
    (before,), (after,) = archive(dated, patterns), archive([*dated, dated[-1]], patterns)

    assert [shown(each) for each in before.months] == [shown(each) for each in after.months]
    assert shown(before) != shown(after)


@pytest.mark.parametrize(
    ("periods", "pages"),
    [
        ({"year": "{date:%Y}/"}, {"archive/2025/": "A", "archive/2026/": "DCBE"}),
        ({"month": "{date:%Y}-{date:%m}/"}, {"archive/2026-03/": "DCB", "archive/2025-12/": "A"}),
        ({}, {"archive/": "DCBEA"}),
    ],
)
def test_every_story_is_in_the_archive_whatever_periods_it_has(build, periods, pages):
    site = build(MONTHS, STORY_ARCHIVES=periods, **SPRING)

    for address, titles in pages.items():
        listed = site(f"/{address}").select("main .headline a[href^='/20']")
        assert "".join(each.get_text() for each in listed) == titles
    links = [each["href"].strip("/") for each in site("/archive/").select("main a")]
    assert {f"{each}/" for each in links} >= {*pages} - {"archive/"}


# Sections, topics and series -----------------------------------------------------------------


def test_the_first_page_of_a_section_is_a_front(build):
    """It has a lead, the latest and the topics that most of its stories have."""
    files = {
        f"{n}.md": story(f"S{n}", f"2026-03-{n + 10} 09:00", tags="x, y" if n else "z")
        for n in range(5)
    }
    site = build(files, NOW="2026-03-14 12:00", DEFAULT_PAGINATION=3)

    front, further = site("/section/world/"), site("/section/world/page/2/")
    assert front.select_one(".lead .headline").get_text() == "S4"
    assert [each.get_text() for each in front.select(".river .headline")] == ["S3", "S2"]
    assert [each.get_text() for each in front.select(".topics a")] == ["x", "y", "z"]
    assert moments(front)["S4"] == "09:00"
    assert not further.select(".lead, .topics")
    assert [each.get_text() for each in further.select(".river .headline")] == ["S1", "S0"]


def test_a_topic_has_its_number_of_stories_and_related_topics(build):
    files = {
        "a.md": story("A", tags="bus, city"),
        "b.md": story("B", tags="bus, city, night"),
        "c.md": story("C", tags="bus"),
    }
    page = build(files)("/topic/bus/")

    assert page.select_one(".list-header .count").get_text() == "3 stories"
    assert [each.get_text() for each in page.select(".topics a")] == ["city", "night"]


def test_the_parts_of_a_series_are_numbered_as_they_are_read(build):
    """Those that are out: a held part does not count, and a translation is no part of its own."""
    files = {
        f"{n}.md": story(f"P{n}", f"2026-03-0{n}", series="Long", slug=f"p{n}") for n in (1, 2, 3)
    }
    files["2.de.md"] = story("Zwei", "2026-03-02", series="Long", slug="p2", lang="de")
    site = build(files, NOW="2026-03-02 12:00")

    assert "Part 2 of 2" in site("/2026/03/02/p2/").select_one(".series-line").get_text()
    assert "Teil 2 von 2" in site("/2026/03/02/p2/de/").select_one(".series-line").get_text()
    site = build(files, NOW="2026-03-03 12:00")
    page = site("/series/long/")
    assert [each.get_text() for each in page.select(".parts > li > .label")] == [
        "Part 1 of 3",
        "Part 2 of 3",
        "Part 2 of 3",
        "Part 3 of 3",
    ]
    assert [each.get_text() for each in page.select(".parts .headline")] == [
        "P1",
        "P2",
        "Zwei",
        "P3",
    ]
    assert "Part 1 of 3" in site("/2026/03/01/p1/").select_one(".series-line").get_text()


# On phones -----------------------------------------------------------------------------------


@NEEDS_BROWSER
def test_on_phones_the_sections_are_one_line_and_more_shows_all_of_them(build, browser):
    """Whatever their names; and the first headline is in the first half of the screen."""
    names = [
        "World",
        "City",
        "A section of the paper with a long name",
        *map("Number {}".format, range(12)),
    ]
    files = {
        f"{at}.md": story(
            "A headline that is as long as headlines are",
            section=name,
            body="![A](p.jpg)\nB. (Photo: C/AP)",
        )
        for at, name in enumerate(names)
    }
    site = build({**files, "photos/p.jpg": photo(size=(600, 400))}, SECTIONS=names)
    top = "document.querySelector(%r).getBoundingClientRect().bottom"
    with Server(site.output, AsPublished) as server, server.answering() as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        for path, headline in (
            ("/", ".lead .headline"),
            ("/section/world/", "main .card .headline"),
            ("/2020/05/01/0/", "h1"),
        ):
            page.goto(address + path)
            assert page.locator(".sections").bounding_box()["height"] < 50
            assert page.evaluate(top % headline) < 422, path
            assert page.evaluate("document.documentElement.scrollWidth") <= 390

        assert not page.locator(".breadcrumb [aria-current]").is_visible()
        page.get_by_role("link", name="More").click()
        last = page.locator(".sections li").last.bounding_box()
        assert 0 <= last["x"] <= 390 - last["width"]
        page.set_viewport_size({"width": 1280, "height": 800})
        assert not page.locator(".sections .more").is_visible()
        assert page.locator(".breadcrumb [aria-current]").is_visible()
        page.close()


def test_a_few_short_sections_need_no_more(build):
    site = build(TODAY)

    assert len(site("/").select(".sections li")) == 2
    assert not site("/").select(".sections .more")
