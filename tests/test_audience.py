"""A story for members: its page holds the text, and nothing else does."""

import gzip
import json

import pytest

from .conftest import ADDRESS, grainy, story
from .leaks import leaks_in
from .test_history import Newsroom

SECRET = "Hippopotamus"  # words of the text alone
WORDS = [SECRET, "Chrysanthemum", "Kaleidoscope", "Marzipanbrot", "Quicksilver"]

BODY = """![A Chrysanthemum.](bus.jpg)
The Kaleidoscope leaves. (Photo: Lena Vogt/AP)

The Hippopotamus came at night.

> A Marzipanbrot, said Ana.

[The report](quicksilver.pdf)
"""
OTHER = story("Another story", "2020-04-30 12:00", body="All can read it.", tags="Zoo")
LONG = story("The zoo at night", body=BODY, tags="Zoo", audience="members")
PAGE = "/2020/05/01/the-zoo-at-night/"
STORIES = {
    "the-zoo-at-night.md": LONG,
    "other.md": OTHER,
    "photos/bus.jpg": grainy(),
    "files/quicksilver.pdf": b"%PDF-1.4",
}


def with_fields(text, **fields):
    return "".join(f"{name.capitalize()}: {value}\n" for name, value in fields.items()) + text


@pytest.fixture(scope="module")
def site(build_once):
    return build_once("members", STORIES, SITEURL=ADDRESS)


def telling(site, words):
    """Return the files of *site* that tell one of *words*, but for pictures."""
    files = {
        name: data
        for name, data in site.bytes().items()
        if not name.endswith((".jpg", ".png", ".webp", ".avif"))
    }
    return {found.partition(":")[0] for found in leaks_in(files, words)}


def nodes(page):
    """Return the nodes of the page's structured data, by type."""
    graph = json.loads(page.find("script", type="application/ld+json").string)["@graph"]
    return {str(each["@type"]): each for each in graph}


def test_the_page_alone_holds_the_text(site):
    assert telling(site, WORDS) == {f"{PAGE[1:]}index.html", "files/quicksilver.pdf"}
    assert SECRET in site(PAGE).select_one(".story-body").get_text()


def test_without_deck_and_summary_all_others_have_the_headline_alone(site):
    front, page = site("/"), site(PAGE)
    card = next(each for each in front.select(".card") if "zoo" in each.get_text())

    assert not card.select(".summary, img")
    assert page.find("meta", attrs={"name": "description"}) is None
    assert page.find("meta", property="og:description") is None
    assert "social-cards/" in page.find("meta", property="og:image")["content"]
    (entry,) = [
        each
        for each in json.loads((site.output / "feeds/feed.json").read_text())["items"]
        if each["title"] == "The zoo at night"
    ]
    assert not entry.get("content_html")
    assert not entry.get("summary")
    assert not {"image", "attachments"} & entry.keys()


def test_deck_and_summary_stand_in_feeds_search_and_cards(build):
    text = with_fields(LONG, deck="Who sleeps there.", summary="A night with the keepers.")
    site = build(STORIES | {"the-zoo-at-night.md": text}, SITEURL=ADDRESS)

    (entry, _) = json.loads((site.output / "feeds/feed.json").read_text())["items"]
    assert "Who sleeps there." in entry["content_html"]
    assert "A night with the keepers." in entry["content_html"]
    (fragment,) = (
        text
        for path in (site.output / "search/index").glob("*/fragment/*")
        if "zoo-at-night" in (text := gzip.decompress(path.read_bytes()).decode())
    )
    assert "Who sleeps there. A night with the keepers." in fragment
    assert "Who sleeps there." in site("/").get_text()
    assert site(PAGE).find("meta", attrs={"name": "description"})["content"] == (
        "A night with the keepers."
    )
    assert telling(site, [SECRET]) == {f"{PAGE[1:]}index.html"}


def test_a_picture_that_the_header_names_stands_on_cards_without_words_of_the_text(build):
    text = with_fields(LONG, image="bus.jpg")
    site = build(STORIES | {"the-zoo-at-night.md": text}, SITEURL=ADDRESS)

    card = next(each for each in site("/").select(".card") if "zoo" in each.get_text())
    assert card.select_one("img")["alt"] == ""
    assert telling(site, WORDS) == {f"{PAGE[1:]}index.html", "files/quicksilver.pdf"}


def test_structured_data_say_which_part_is_for_members(site):
    article = nodes(site(PAGE))["NewsArticle"]

    assert article["isAccessibleForFree"] is False
    assert article["hasPart"] == {
        "@type": "WebPageElement",
        "isAccessibleForFree": False,
        "cssSelector": ".story-body",
    }
    assert len(site(PAGE).select(article["hasPart"]["cssSelector"])) == 1
    assert not {"wordCount", "associatedMedia", "image"} & article.keys()
    assert nodes(site("/2020/04/30/other/"))["NewsArticle"]["isAccessibleForFree"] is True
    assert "hasPart" not in nodes(site("/2020/04/30/other/"))["NewsArticle"]


def test_readers_see_on_page_and_card_that_it_is_for_members(site):
    assert site(PAGE).select_one("article .audience").get_text(strip=True) == "For members"
    (label,) = site("/").select(".card .audience")
    assert label.find_parent(class_="card").find("a").get_text() == "The zoo at night"
    assert not site("/2020/04/30/other/").select("article .audience")


def test_a_wall_finds_the_addresses_in_one_file(build):
    files = {
        "a.md": story("One", audience="members"),
        "b.md": story("Two", audience="members", status="hidden"),
        "c.md": story("Three", audience="members", status="draft"),
        "d.md": story("Four", audience="members", embargo="2099-01-01 06:00 +01:00"),
        "夜.md": story("Five", audience="members"),
        "e.md": story("Six", audience="all"),
    }
    site = build(files, SITEURL=f"{ADDRESS}/daily")

    assert not site.faults
    assert (site.output / "_hosting/members.txt").read_text().splitlines() == [
        "/daily/2020/05/01/%E5%A4%9C/",
        "/daily/2020/05/01/a/",
        "/daily/2020/05/01/b/",
    ]


def test_a_site_that_is_for_all_has_no_such_file(build):
    assert "_hosting/members.txt" not in build({"a.md": OTHER}).files


def test_an_unknown_audience_is_a_fault_with_its_line(build):
    site = build({"a.md": story(audience="subscribers")})

    (fault, *_) = site.faults
    assert "a.md:1:" in fault
    assert 'Write "all" or "members"' in fault or "members" in fault


def test_the_public_history_shows_no_words_of_the_text(build, tmp_path):
    newsroom = Newsroom(tmp_path)
    newsroom.commit("2020-05-01T12:00:00Z", STORIES)
    longer = LONG.replace("came at night", "came at night with a Quagmire of mud")
    newsroom.commit("2020-05-02T12:00:00Z", {"the-zoo-at-night.md": longer})
    site = build(fresh=False, STORY_HISTORY=True)
    history = site(f"{PAGE}history/")

    assert not history.select("blockquote")
    assert "The text was changed." in history.get_text()
    assert telling(site, ["Quagmire"]) == {f"{PAGE[1:]}index.html"}


def test_an_incremental_build_equals_a_clean_one_when_the_audience_changes(build, tmp_path):
    public = LONG.replace("Audience: members\n", "")
    build(STORIES | {"the-zoo-at-night.md": public}, SITEURL=ADDRESS)
    after = build({"the-zoo-at-night.md": LONG}, fresh=False, SITEURL=ADDRESS).bytes()
    build(
        fresh=False,
        SITEURL=ADDRESS,
        OUTPUT_PATH=str(tmp_path / "new"),
        PRESS_CACHE=str(tmp_path / "none"),
    )

    clean = {
        path.relative_to(tmp_path / "new").as_posix(): path.read_bytes()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }
    assert clean == after
