"""Posts, films, charts and maps of other sites: cards, and a frame after a click alone."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup

from plugins import components, plan
from plugins.markup.front_matter import parsed
from plugins.photos.finder import FileFinder
from plugins.stories.body import Source
from plugins.stories.conversion import BodyConverter

from .browsing import NEEDS_BROWSER, AsPublished, Server, reading
from .conftest import ADDRESS, grainy, story
from .test_previews import TOKEN, with_record

YOUTUBE = "https://youtu.be/dQw4w9WgXcQ?si=abc"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
TOOT = "https://news.example/@desk/113512345678901234"
PAGE = "/2020/05/01/a/"


def embed(address, *options, text=""):
    lines = [f"/// embed | {address}", *(f"    {each}" for each in options)]
    return "\n".join([*lines, *([text] if text else []), "///"])


FULL = embed(
    YOUTUBE, "title: Inside the ferry", "source: Harbour TV", "date: 2026-03-14", "image: still.jpg",
    text="The ferry in March. (Photo: Lena Vogt/AP)",
)  # fmt: skip
STORIES = {
    "a.md": story(
        body=f"Before.\n\n{FULL}\n\nBetween.\n\n{TOOT}\n\nAfter.\n\nhttps://example.org/x_y_z"
    ),
    "plain.md": story("Plain", body="No part."),
    "x.md": story("A post", body=embed("https://twitter.com/ana/status/123", "title: A post")),
    "photos/still.jpg": grainy(),
}


@pytest.fixture(scope="module")
def site(build_once):
    return build_once("embeds", STORIES)


def cards(page):
    return page.select(".part-embed")


def test_a_card_has_title_source_date_picture_and_a_link_to_its_source(site):
    card, _ = cards(site(PAGE))

    assert card.select_one(".embed-title a")["href"] == WATCH
    assert card.select_one(".embed-title a").get_text() == "Inside the ferry"
    assert card.select_one(".embed-source").get_text() == "Harbour TV · 14 March 2026"
    assert card.time["datetime"] == "2026-03-14"
    image = card.select_one("figure img")
    assert image["alt"] == ""
    assert image["width"]
    assert card.select_one("figure .credit").get_text() == "Photo: Lena Vogt/AP"


def test_nothing_on_the_page_loads_from_elsewhere(site):
    text = str(site(PAGE))

    assert not site(PAGE).select("iframe")
    assert not re.findall(r'<(?:img|script|link|source)[^>]*(?:src|href)="https?://', text)


def test_a_lone_address_becomes_a_card_that_says_service_and_address(site):
    _, card = cards(site(PAGE))

    assert card.select_one(".embed-title a")["href"] == TOOT
    assert card.select_one(".embed-title").get_text() == TOOT.removeprefix("https://")
    assert card.select_one(".embed-source").get_text() == "Mastodon"


def test_any_other_lone_address_is_a_link(site):
    (link,) = site(PAGE).select('.story-body > p > a[href="https://example.org/x_y_z"]')

    assert link.get_text() == "https://example.org/x_y_z"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (YOUTUBE, 1),
        (f"<{YOUTUBE}>", 1),
        (f"{YOUTUBE}  ", 1),
        (f"   {YOUTUBE}", 0),
        (f"Text.\n\n{YOUTUBE}\n\nText.", 1),
        (f"{YOUTUBE}\n\n{TOOT}", 2),
        (f"# A\n\n{YOUTUBE}", 1),
        (f"/// box | A\n{YOUTUBE}\n///", 1),
        (f"/// box | A\n\n{YOUTUBE}\n\n///", 1),
        (f"//// box | A\nText.\n\n{YOUTUBE}\n////", 1),
        (f"{YOUTUBE}\n{TOOT}", 2),
        (f"## Watch\n{YOUTUBE}\n## Read", 1),
        (f"{YOUTUBE}\n---", 0),
        (f"{YOUTUBE}\nhttps://example.org/x", 1),
        (f"{YOUTUBE}\nText.", 0),
        (f"Text.\n{YOUTUBE}", 0),
        (f"Watch {YOUTUBE}", 0),
        (f"    {YOUTUBE}", 0),
        (f"```\n{YOUTUBE}\n```", 0),
        (f"`{YOUTUBE}`", 0),
        (f"<!--\n\n{YOUTUBE}\n\n-->", 0),
        (f"> {YOUTUBE}", 0),
        (f"- {YOUTUBE}", 0),
        (f"- a\n\n  {YOUTUBE}\n\n- b", 0),
        (f"<div>\n\n{YOUTUBE}\n\n</div>", 0),
        (f"<div>\n\n{YOUTUBE}\n\n</div>\n\n{TOOT}", 1),
        (f"[A film]({YOUTUBE})", 0),
        (f"[1]: {YOUTUBE}", 0),
        ("https://youtu.be/dQw4w9WgXcQ/x", 0),
    ],
)
def test_only_an_address_in_a_paragraph_of_its_own_becomes_a_card(convert, body, count):
    made = convert(body)

    assert made.html.count('class="part part-embed"') == count
    assert not [each for each in made.faults if each.severity == "fault"]


@pytest.fixture
def convert(tmp_path):
    """Return a function that converts a text as the reader does."""
    (tmp_path / "stories").mkdir()

    def run(text, services=plan.EMBEDS, kind="story"):
        finder = FileFinder(str(tmp_path / "stories"), str(tmp_path))
        source = Source(parsed(f"Title: A\n\n{text}"), "a.md", kind, finder, "en")
        return BodyConverter({"PLUGINS": [components], "EMBEDS": services}).body(source)

    return run


def test_the_settings_name_the_services(convert):
    assert 'class="part ' not in convert(YOUTUBE, []).html
    assert f'href="{YOUTUBE}">' in convert(YOUTUBE, ["vimeo"]).html
    assert 'class="part ' in convert(embed(YOUTUBE, "title: A"), []).html


def test_the_biography_of_an_author_has_links_and_no_cards(convert):
    made = convert(YOUTUBE, kind="author")

    assert not made.faults
    assert f'href="{YOUTUBE}">' in made.html


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        (embed("javascript:alert(1)"), 3, "is no address of the web"),
        (embed("youtube.com/watch?v=dQw4w9WgXcQ"), 3, "is no address of the web"),
        (embed("https://youtube.com@evil.org/x"), 3, "holds a user name"),
        (embed("https://evil.org:x/"), 3, "a host or a port that cannot be"),
        (embed("https://evil.org/\"onload=x"), 3, "holds signs that no address has"),
        (embed(""), 3, "has no address"),
        (embed(YOUTUBE, "title: A", "date: 14 March"), 5, 'is no date. Write it as "2026-03-14"'),
        (embed(YOUTUBE, "title: A", "date: 2026-02-30"), 5, "is no date"),
        (embed(YOUTUBE, "titel: A"), 4, 'Did you mean "title"?'),
    ],
)  # fmt: skip
def test_what_cannot_be_a_card_is_a_fault_with_its_line(convert, body, line, words):
    faults = [each for each in convert(body).faults if each.severity == "fault"]

    assert [each.line for each in faults] == [line], faults
    assert words in faults[0].text


@pytest.mark.parametrize("body", [YOUTUBE, embed(YOUTUBE), embed(YOUTUBE, "source: A")])
def test_a_card_without_a_title_is_a_warning(convert, body):
    (warning,) = convert(body).faults

    assert (warning.rule, warning.severity, warning.line) == ("embed-untitled", "warning", 3)
    assert "it says only YouTube and the address" in warning.text


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a", "https://youtube.com.evil.org/watch?v=dQw4w9WgXcQ",
     "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ", "https://x.com/ana/status/123",
     "https://xn--youtub-8of.com/watch?v=dQw4w9WgXcQ"],
)  # fmt: skip
def test_what_has_no_frame_is_a_card_that_is_a_link(convert, address):
    made = convert(embed(address, "title: A"))

    assert f'<a href="{address}">A</a>' in made.html
    assert "embed-slot" not in made.html
    assert made.parts == (("embed", ""),)


def test_options_are_text(convert):
    html = convert(embed(YOUTUBE, 'title: "<b>A</b> & \\"B\\""', "source: <i>C</i>")).html
    page = BeautifulSoup(html, "lxml")

    assert page.select_one(".embed-title").get_text() == '<b>A</b> & "B"'
    assert page.select_one(".embed-source").get_text() == "<i>C</i>"
    assert page.select_one(".embed-slot")["data-title"] == '<b>A</b> & "B" (YouTube)'


def test_a_frame_may_do_what_its_service_needs_and_no_more(convert):
    film = BeautifulSoup(convert(embed(YOUTUBE, "title: A")).html, "lxml").select_one(".embed-slot")
    post = BeautifulSoup(convert(embed(TOOT, "title: A")).html, "lxml").select_one(".embed-slot")

    assert "autoplay" in film["data-allow"]
    assert post["data-allow"] == "fullscreen"
    assert all(name not in film["data-allow"] for name in ("camera", "microphone", "geolocation"))


# The site ------------------------------------------------------------------------------------


def test_only_pages_with_a_frame_load_the_script(site):
    def scripts(address):
        return [each["src"] for each in site(address).select("script[src]")]

    assert len(scripts(PAGE)) == 1
    assert "js/embeds." in scripts(PAGE)[0]
    assert scripts("/2020/05/01/plain/") == []
    assert scripts("/2020/05/01/x/") == []
    assert (site.output / scripts(PAGE)[0].lstrip("/")).stat().st_size < 2_500


def frame_hosts(site):
    policy = re.search(r"frame-src ([^;]*);", (site.output / "_headers").read_text())
    return policy[1].split() if policy else []


def test_the_policy_names_the_hosts_of_published_parts_alone(build):
    films = {
        "draft.md": story("Draft", body="https://vimeo.com/76979871", status="draft"),
        "held.md": story("Held", body="https://flo.uri.sh/story/1/embed", date="2099-01-01"),
        "hidden.md": story("Hidden", body="https://www.tiktok.com/@a/video/12", status="hidden"),
        "pages/about.md": "Title: About\n\nhttps://datawrapper.dwcdn.net/aB3dE/\n",
        "pages/plan.md": f"Title: Plan\nStatus: draft\n\n{TOOT}\n",
        "a.md": story(body=YOUTUBE),
    }
    hosts = frame_hosts(build(films))

    assert hosts == [
        "https://datawrapper.dwcdn.net", "https://www.tiktok.com",
        "https://www.youtube-nocookie.com",
    ]  # fmt: skip
    assert frame_hosts(build({"a.md": story(body="Text.")}, fresh=False)) == [
        "https://datawrapper.dwcdn.net", "https://www.tiktok.com",
    ]  # fmt: skip


def test_feeds_have_a_paragraph_with_the_link(build):
    site = build(STORIES, SITEURL=ADDRESS)
    items = json.loads((site.output / "feeds/feed.json").read_text("utf-8"))["items"]
    text = next(each["content_html"] for each in items if each["url"].endswith("/a/"))

    assert f'<p><a href="{WATCH}">Inside the ferry</a> (Harbour TV · 14 March 2026)</p>' in text
    assert f'<p><a href="{TOOT}">' in text
    assert not re.search("button|embed|data-|youtube-nocookie|iframe", text)


def test_the_search_finds_the_words_of_a_card_and_no_button(site):
    for path in (site.output / "search/index").glob("*/fragment/*"):
        text = gzip.decompress(path.read_bytes()).decode()
        if "/a/" in text:
            assert "Inside the ferry" in text
            assert "Load from" not in text
            return
    raise AssertionError("the story is not in the index")


def test_the_first_paragraph_is_the_summary_and_not_the_card(build):
    site = build(
        {"a.md": story(body=f"{FULL}\n\nThe ferry runs again."), "photos/still.jpg": grainy()}
    )

    assert site(PAGE).find("meta", attrs={"name": "description"})["content"] == (
        "The ferry runs again."
    )


def test_labels_and_dates_are_in_the_language_of_the_story(build):
    site = build({"a.md": story(body=embed(YOUTUBE, "title: A", "date: 2026-03-14"), lang="de")})
    (card,) = cards(site(PAGE))

    assert card.select_one(".embed-slot")["data-button"] == "Von www.youtube-nocookie.com laden"
    assert card.time.get_text() == "14. März 2026"


def test_a_picture_that_is_missing_is_a_fault(build):
    site = build({"a.md": story(body=embed(YOUTUBE, "title: A", "image: none.jpg"))})

    assert any("a.md:" in each and "none.jpg" in each for each in site.faults)


def test_an_incremental_build_equals_a_clean_one(build, tmp_path):
    build(STORIES, SITEURL=ADDRESS)
    edits = {
        "a.md": story(body=embed(TOOT, "title: Said the desk")),
        "plain.md": story("Plain", body="https://vimeo.com/76979871"),
        "x.md": story("A post", body=YOUTUBE, status="draft"),
    }
    found = build(edits, fresh=False, SITEURL=ADDRESS).bytes()
    places = {"OUTPUT_PATH": str(tmp_path / "new"), "PRESS_CACHE": str(tmp_path / "none")}
    build(fresh=False, SITEURL=ADDRESS, **places)
    clean = {
        path.relative_to(tmp_path / "new").as_posix(): path.read_bytes()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }

    assert clean == found


# Readers -------------------------------------------------------------------------------------


FRAME = "<!doctype html><title>F</title><body>Film<script>parent.postMessage({height: 777}, '*')</script>"


@NEEDS_BROWSER
def test_nothing_is_asked_before_the_click_and_the_frame_has_the_focus_after_it(site, browser):
    asked = []
    with (
        Server(site.output, AsPublished) as server,
        server.answering() as address,
        reading(browser, address, PAGE) as page,
    ):
        page.context.route(
            lambda url: not url.startswith(address),
            lambda route: (
                asked.append(route.request.url),
                route.fulfill(body=FRAME, content_type="text/html"),
            ),
        )
        page.wait_for_load_state("networkidle")
        page.keyboard.press("End")
        page.wait_for_timeout(300)
        assert asked == []
        assert not page.complaints
        page.get_by_role("button", name="Load from www.youtube-nocookie.com").press("Enter")
        frame = page.locator("iframe")
        page.locator("iframe[height='777']").wait_for()
        told = frame.evaluate(
            "f => [f.title, f.allow, f.getAttribute('sandbox'), f === document.activeElement]"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.complaints.clear()  # it asked elsewhere, once it was asked to

    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"]
    assert told[0] == "Inside the ferry (YouTube)"
    assert "fullscreen" in told[1]
    assert "allow-top-navigation" not in told[2]
    assert told[3]
    assert wide <= 390


@NEEDS_BROWSER
def test_without_script_a_card_is_a_link(site, browser):
    with (
        Server(site.output, AsPublished) as server,
        server.answering() as address,
        reading(browser, address, PAGE, java_script_enabled=False) as page,
    ):
        assert page.locator("button:visible").count() == 0
        assert page.locator(".part-embed a:visible").count() >= 2


@pytest.mark.proof
@NEEDS_BROWSER
def test_the_place_of_the_button_is_kept_until_the_script_is_there(site, browser):
    with (
        Server(site.output, AsPublished) as server,
        server.answering() as address,
        reading(browser, address, PAGE) as page,
    ):
        moved = page.evaluate(
            """() => new Promise(done => new PerformanceObserver(list => done(
                list.getEntries().reduce((sum, each) => sum + each.value, 0)))
                .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""
        )
        page.emulate_media(media="print")
        printed = page.locator(".part-embed button:visible").count()
        after = page.locator(".embed-title a").first.evaluate(
            "a => getComputedStyle(a, '::after').content"
        )

    assert moved < 0.01
    assert printed == 0
    assert WATCH in after or "attr(href)" in after


def test_a_preview_has_the_card_as_a_link_and_no_script(build):
    files = with_record({"secretname.md": story("S", "2026-02-01", status="draft", body=YOUTUBE)})
    site = build(files, NOW="2026-03-01")
    page = site(f"/preview/{TOKEN}/")

    assert page.select_one(".embed-title a")["href"] == WATCH
    assert not page.select("script[src]")
    assert frame_hosts(site) == []
