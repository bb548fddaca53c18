"""Feeds: what readers, aggregators and people in a browser get."""

import json
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plugins.feeds.entries import updated
from plugins.feeds.ids import is_authority, permanent_id
from plugins.feeds.texts import in_feed
from plugins.feeds.xml import written
from plugins.kernel.story import Correction
from plugins.markup.text import legible
from plugins.press.print.feed_fragments import assembled, feed_fingerprint, published_fragments

from . import feed_rules as rules
from .browsing import NEEDS_BROWSER, AsPublished, Server, reading
from .conftest import grainy, pelican, photo, story

SITE = "https://news.example.org"
HUB = "https://hub.example.org/"
PUBLISHED = {"SITEURL": SITE, "FEED_AUTHORITY": "news.example.org,2015", "WEBSUB_HUB": HUB}
FORMATS = {".atom.xml": rules.atom, ".rss.xml": rules.rss, ".json": rules.json_feed}

ODD = {
    "markup.md": story('R&D: "5 < 6" <b>bold</b> & ]]> done', "2020-05-01 12:00", tags="R&D, a<b"),
    "empty.md": story("No text", "2020-05-02", body=""),
    "authors.md": story(
        "Two wrote it", "2020-05-03", authors="Ana Ruiz, Tom Okafor", series="The bridge"
    ),
    "corrected.md": story(
        "It was wrong",
        "2020-05-04 09:00",
        modified="2020-05-05 10:00",
        corrections="2020-06-01: The vote was 5 to 4, not 6 to 3 & <that> is that.",
        deck="A deck.",
        dateline="ESBJERG, Denmark",
    ),
    "rtl.md": story("الجسر القديم", "2020-05-06", lang="ar", slug="الجسر", body="نص."),
    "en.md": story("The lighthouse", "2020-05-07 08:00", slug="light", body="Lit."),
    "es.md": story("El faro", "2020-05-07 08:00", slug="light", lang="es", body="Luce."),
    "emoji.md": story(
        "🌉 A bridge 👩🏽‍🚒", "2020-05-08", body="A zero\u200dwidth 👩🏽‍🚒 and \x85."
    ),
    "picture.md": story("Only a picture", "2020-05-09", body="![A bridge.](one.jpg)"),
    "pictures.md": story(
        "Many pictures",
        "2020-05-10",
        image="large.jpg",
        body="![One.](one.jpg)\nOne. (Photo: X/AP)\n\n![Two.](one.png)\nOne. (Photo: X/AP)",
    ),
    "links.md": story(
        "Links",
        "2020-05-11",
        body="[a](markup.md) [s](/section/world/) [f](#here) [m](mailto:x@example.org) "
        '[w](https://example.com/?a=1&b=2) <a href="../up/">u</a> '
        '<img alt="x" src="/photos/one.jpg" srcset="/photos/one.jpg 1x, one.png 2x">\n\n'
        "`<a href='x'>` is code.\n\n> Said.\n\n    pre\n      formatted",
    ),
    "hidden.md": story("Hidden", "2020-05-12", status="hidden"),
    "draft.md": story("Draft", "2020-05-13", status="draft"),
    "authors/ana-ruiz.md": "Title: Ana Ruiz\nRole: Reporter\n\nAna.",
    "photos/one.jpg": photo(),
    "photos/one.png": photo(format="PNG"),
    "photos/large.jpg": grainy(),
}


@pytest.fixture(scope="module")
def odd(build_once):
    """A site of odd stories."""
    return build_once("odd", ODD, **PUBLISHED)


@pytest.fixture(params=["odd", "paper"])
def published(request):
    """A site of odd stories, and the demonstration newsroom in a subfolder of its server."""
    named = {"odd": "odd", "paper": "printed_paper"}[request.param]
    site = request.getfixturevalue(named)
    return site if request.param == "odd" else site[0]


def feeds(site):
    """Return the feeds of *site* by their names."""
    return {name: data for name, data in site.bytes().items() if name.startswith("feeds/")}


def read_by_reader(data):
    """Return a feed as feedparser reads it, its texts as they are."""
    return feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)


def problems(name, data):
    """Return what is wrong with the feed *name* by the rules of its format."""
    return [*next(check for ending, check in FORMATS.items() if name.endswith(ending))(data)]


def items(site, name="feeds/feed.json"):
    """Return the items of the JSON Feed *name* by their titles."""
    feed = json.loads((site.output / name).read_bytes())
    return {item["title"]: item for item in feed["items"]}


def test_every_feed_meets_the_rules_of_its_format(published):
    found = feeds(published)

    assert len(found) > 30
    for name, data in found.items():
        assert problems(name, data) == [], name


def test_a_feed_reader_reads_every_feed_and_the_same_in_each_format(published):
    found = feeds(published)

    for name, data in found.items():
        if not name.endswith(".json"):
            continue
        stem = "feeds/all" if name == "feeds/feed.json" else name.removesuffix(".json")
        feed = json.loads(data)
        for ending in (".atom.xml", ".rss.xml"):
            read = read_by_reader(found[stem + ending])
            assert not read.bozo, (name, read.get("bozo_exception"))
            assert read.feed.title == feed["title"]
            assert read.feed.language == feed["language"]
            assert [each.id for each in read.entries] == [each["id"] for each in feed["items"]]
            for each, item in zip(read.entries, feed["items"], strict=True):
                assert each.link == item["url"]
                assert [author.name for author in each.authors] == [
                    author["name"] for author in item["authors"]
                ]
                assert [tag.term for tag in each.tags] == item["tags"]
                assert datetime(*each.published_parsed[:6]) == moment(item["date_published"])
                assert datetime(*each.updated_parsed[:6]) == moment(item["date_modified"])
                assert each.content[0].value.strip() == item["content_html"].strip()


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def test_the_site_and_each_list_have_a_feed_in_three_formats(odd):
    found = feeds(odd)

    for path in ("section/world", "topic/r-d", "author/ana-ruiz", "series/the-bridge", "lang/ar"):
        for ending in FORMATS:
            assert f"feeds/{path}{ending}" in found
    assert {"feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/feed.json"} <= found.keys()
    assert not any("hidden" in name or "draft" in name for name in found)


def test_a_feed_of_a_language_has_its_stories_alone(odd):
    assert items(odd, "feeds/lang/es.json").keys() == {"El faro"}
    assert "El faro" in items(odd)
    english = items(odd, "feeds/lang/en.json")
    assert {item["language"] for item in english.values()} == {"en"}


def test_a_feed_of_a_language_is_called_by_its_own_name(build):
    langs = ("es", "pl", "de-at")
    files = {f"{lang}.md": story(lang, lang=lang) for lang in langs}
    site = build({"a.md": story(), **files}, **PUBLISHED)

    named = {lang: json.loads(feeds(site)[f"feeds/lang/{lang}.json"])["title"] for lang in langs}
    assert named == {
        "es": "The Margin: Español",
        "pl": "The Margin: Polski",
        "de-at": "The Margin: Deutsch (Österreich)",
    }
    for lang, title in named.items():
        (link,) = site(f"/2020/05/01/{lang}/").select(f"link[href$='feeds/lang/{lang}.json']")
        assert link["title"] == f"{title} (JSON Feed)"


def test_a_site_in_one_language_has_no_feeds_of_languages(build):
    assert not any("/lang/" in name for name in build({"a.md": story()}, **PUBLISHED).files)


def test_a_headline_is_the_same_words_in_every_format(odd):
    title = "R&D: “5 < 6” <b>bold</b> & ]]> done"
    atom = etree.fromstring((odd.output / "feeds/all.atom.xml").read_bytes())
    rss = etree.fromstring((odd.output / "feeds/all.rss.xml").read_bytes())

    assert title in items(odd)
    assert title in [each.text for each in atom.iter(f"{rules.ATOM}title")]
    assert title in [each.text for each in rss.iter("title")]
    assert "<title>R&#x26;D: “5 &#x3C; 6” &#x3C;b" in (odd.output / "feeds/all.rss.xml").read_text(
        "utf-8"
    )


def test_the_whole_text_is_there_with_deck_dateline_lead_picture_and_corrections(odd):
    corrected = items(odd)["It was wrong"]
    text = BeautifulSoup(corrected["content_html"], "lxml")
    assert text.p.string == "A deck."
    assert text.select_one(".dateline").string == "ESBJERG, Denmark —"
    assert text.h2.get_text() == "Correction, 1 June 2020"
    assert "5 to 4, not 6 to 3 & <that> is that." in text.find_all("p")[-1].string
    pictured = BeautifulSoup(items(odd)["Many pictures"]["content_html"], "lxml")
    assert pictured.img["src"].startswith(f"{SITE}/photos/sized/large-")
    assert pictured.find("picture") is None
    arabic = BeautifulSoup(items(odd)["الجسر القديم"]["content_html"], "lxml")
    assert arabic.div["dir"] == "rtl"


def test_a_correction_moves_the_date_of_the_update(odd):
    corrected = items(odd)["It was wrong"]

    assert corrected["date_published"] == "2020-05-04T09:00:00+00:00"
    assert corrected["date_modified"] == "2020-06-01T00:00:00+00:00"


NOON = datetime(2020, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("modified", "corrections", "expected"),
    [
        (None, [], NOON),
        (NOON + timedelta(hours=1), [], NOON + timedelta(hours=1)),
        (NOON + timedelta(hours=1), [NOON + timedelta(hours=2)], NOON + timedelta(hours=2)),
        (NOON + timedelta(days=3), [NOON + timedelta(days=2)], NOON + timedelta(days=3)),
        (None, [datetime(2020, 5, 1, tzinfo=UTC)], NOON + timedelta(seconds=1)),
    ],
)
def test_a_story_is_updated_when_it_was_last_changed(modified, corrections, expected):
    known = {"modified": modified} if modified else {}
    corrected = [Correction(date, "Text.") for date in corrections]

    assert updated(SimpleNamespace(date=NOON, corrections=corrected, **known)) == expected


def test_pictures_bear_their_credits(odd):
    item = items(odd)["Many pictures"]
    atom = etree.fromstring((odd.output / "feeds/all.atom.xml").read_bytes())
    credits_ = [each.text for each in atom.iter(f"{rules.MEDIA}credit")]

    assert item["image"].startswith(f"{SITE}/photos/sized/large-")
    titles = [each.get("title") for each in item["attachments"]]
    assert titles[1:] == ["One. Photo: X/AP", "One. Photo: X/AP (2)"]
    assert credits_.count("Photo: X/AP") == 2


def test_links_of_a_text_lead_from_anywhere(odd):
    text = BeautifulSoup(items(odd)["Links"]["content_html"], "lxml")
    page = f"{SITE}/2020/05/11/links/"

    assert [a["href"] for a in text.find_all("a")] == [
        f"{SITE}/2020/05/01/markup/",
        f"{SITE}/section/world/",
        f"{page}#here",
        "mailto:x@example.org",
        "https://example.com/?a=1&b=2",
        f"{SITE}/2020/05/11/up/",
    ]
    assert text.img["srcset"] == f"{SITE}/photos/one.jpg 1x, {SITE}/photos/one.png 2x"
    assert text.code.string == "<a href='x'>"
    assert "pre\n  formatted" in text.pre.get_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Plain.</p>", "<p>Plain.</p>"),
        ('<a href="b/">b</a>', '<a href="https://x.example/a/b/">b</a>'),
        ("<a href='/b'>b</a>", '<a href="https://x.example/b">b</a>'),
        ("<a HREF=b>b</a>", '<a href="https://x.example/a/b">b</a>'),
        ('<a href="//y.example/b">b</a>', '<a href="https://y.example/b">b</a>'),
        ('<video poster="p.jpg"></video>', '<video poster="https://x.example/a/p.jpg"></video>'),
        (
            '<svg><use href="#s"/></svg>',
            '<svg><use href="https://x.example/a/#s"/></svg>',
        ),
        (
            '<img srcset="a.jpg, b.jpg 2x,c.jpg 3x">',
            '<img srcset="https://x.example/a/a.jpg, https://x.example/a/b.jpg 2x,'
            ' https://x.example/a/c.jpg 3x">',
        ),
        (
            '<p title="href=x"><a href="https://y.example/">y</a>',
            '<p title="href=x"><a href="https://y.example/">y</a>',
        ),
        ('<a href="http://[bad">b</a>', '<a href="http://[bad">b</a>'),
        ("<code>src=b</code>", "<code>src=b</code>"),
        (
            '<picture><source srcset="b.webp">\n<img alt="x > y" src="/c.jpg" sizes="9px"></picture>d',
            '<img alt="x &gt; y" src="https://x.example/c.jpg">d',
        ),
        ("<picture><p>a</p></picture><picture>b", "<picture><p>a</p></picture><picture>b"),
    ],
)
def test_addresses_in_a_text_become_full_ones(text, expected):
    assert in_feed(text, "https://x.example/a/") == expected


CHANGES = {
    "another slug": {"slug": "moved"},
    "another slug, and its old address": {"slug": "moved", "aliases": "/2020/05/01/a/"},
    "another section": {"section": "Sport"},
    "another date": {"date": "2020-06-01"},
    "another headline": {"title": "Another"},
    "another language": {"lang": "es"},
}


def ids(site):
    """Return the ids of the stories in the site's feeds, of which each format has the same."""
    found = [item["id"] for item in items(site).values()]
    for name in ("feeds/all.atom.xml", "feeds/all.rss.xml"):
        read = read_by_reader((site.output / name).read_bytes())
        assert [each.id for each in read.entries] == found
    return found


@pytest.mark.parametrize("authority", ["news.example.org,2015", ""])
def test_ids_survive_a_new_address(build, authority):
    settings = {**PUBLISHED, "FEED_AUTHORITY": authority}
    before = ids(build({"a.md": story()}, **settings))

    assert before
    for changes in CHANGES.values():
        assert ids(build({"a.md": story(**changes)}, **settings)) == before
    elsewhere = {**settings, "SITEURL": "https://elsewhere.example/news"}
    assert ids(build({"a.md": story()}, **elsewhere)) == before
    renamed = build(
        {"stories/2020/b.md": story(id="stories/a", aliases="/2020/05/01/a/")}, **settings
    )
    assert ids(renamed) == before


def test_an_id_is_a_tag_of_the_newsroom_or_a_uuid(build):
    files = {"stories/2020/a b.md": story()}
    assert ids(build(files, **PUBLISHED)) == ["tag:news.example.org,2015:stories/2020/a%20b"]
    (made,) = ids(build(files, SITEURL=SITE))
    assert made.startswith("urn:uuid:")
    (other,) = ids(build(files, SITEURL=SITE, SITENAME="Another"))
    assert other != made


def test_an_id_that_is_anothers_stops_the_build(build):
    site = build({"a.md": story(), "b.md": story("B", id="stories/a"), "c.md": story("C", id="x")})

    (fault,) = site.faults[:-1]
    assert 'b.md:1: "id" is the same as that of' in fault
    assert "a.md. Delete it, or change it" in fault


def test_files_that_differ_in_their_endings_alone_stop_the_build(build):
    site = build({"a.md": story(slug="one"), "a.markdown": story("B", slug="two")})

    (fault,) = site.faults[:-1]
    assert "a.markdown:1: has the same name as" in fault
    assert "a.md, except for the suffix. Feeds could not tell them apart. Rename it" in fault


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("news.example.org,2026", True),
        ("desk@example.org,2026-03", True),
        ("example.org,2026-03-14", True),
        ("example.org", False),
        ("example.org,26", False),
        ("example.org,2026-13", False),
        ("https://example.org,2026", False),
        ("exa mple.org,2026", False),
    ],
)
def test_an_authority_is_a_domain_and_a_day(text, fits):
    assert is_authority(text) is fits


@given(st.text(min_size=1))
def test_whatever_a_file_is_called_its_id_is_a_tag_uri(key):
    made = permanent_id("example.org,2026", "The Site", legible(key) or "x")

    assert rules.IRI.fullmatch(made)
    assert made.isascii()


@given(st.text())
def test_what_is_written_as_xml_is_read_as_the_same(text):
    made = written(text)

    assert "\n" not in made
    assert (etree.fromstring(f"<t>{made}</t>").text or "") == legible(text)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"FEEDS": ["topics"]}, 'FEEDS holds "topics". It may hold "author", "language"'),
        ({"FEEDS": ["topic", "topic"]}, "FEEDS names something twice"),
        (
            {"FEED_AUTHORITY": "example.org"},
            "FEED_AUTHORITY is 'example.org', which is not a domain with a date",
        ),
        (
            {"WEBSUB_HUB": "hub.example.org"},
            "WEBSUB_HUB is 'hub.example.org', which is not a web address. Write it in full",
        ),
    ],
)
def test_a_setting_that_cannot_be_stops_the_build(build, settings, message):
    assert message in build({"a.md": story()}, **settings).faults[0]


def test_kinds_of_feeds_may_be_left_out(build):
    site = build({"a.md": story(tags="x", series="S")}, **PUBLISHED, FEEDS=["section"])

    assert {name.rsplit("/", 1)[0] for name in feeds(site)} == {"feeds", "feeds/section"}
    assert "feeds/topic" not in str(site("/topic/x/"))


def test_a_feed_holds_the_newest_alone(build):
    stories = {f"{day}.md": story(f"Day {day}", f"2020-05-0{day}") for day in range(1, 6)}
    site = build(stories, **PUBLISHED, FEED_MAX_ITEMS=2)

    for name in ("feeds/feed.json", "feeds/section/world.json", "feeds/author/the-margin.json"):
        assert list(items(site, name)) == ["Day 5", "Day 4"]


def test_a_feed_without_stories_is_there_and_dated_by_no_clock(build):
    site = build({}, **PUBLISHED)

    assert feeds(site).keys() == {"feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/feed.json"}
    for name, data in feeds(site).items():
        assert problems(name, data) == []
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in feeds(site)["feeds/all.atom.xml"]


def test_every_page_names_the_feeds_of_the_site_and_its_own(odd):
    everywhere = {f"{SITE}/feeds/{name}" for name in ("all.atom.xml", "all.rss.xml", "feed.json")}
    own = {
        "/section/world/": "section/world",
        "/topic/r-d/": "topic/r-d",
        "/author/ana-ruiz/": "author/ana-ruiz",
        "/series/the-bridge/": "series/the-bridge",
        "/2020/05/07/light/es/": "lang/es",
        "/": "",
        "/archive/": "",
        "/404.html": "",
    }

    for address, path in own.items():
        links = odd(address).select('head link[rel="alternate"][type][title]')
        more = {f"{SITE}/feeds/{path}{ending}" for ending in FORMATS} if path else set()
        assert {link["href"] for link in links} == everywhere | more, address
        assert {link["type"] for link in links} == {
            "application/atom+xml", "application/rss+xml", "application/feed+json"
        }  # fmt: skip
        for link in links:
            assert (odd.output / link["href"].removeprefix(f"{SITE}/")).is_file()


def test_the_hub_is_named_where_there_is_one(odd, build):
    assert all(HUB.encode() in data for data in feeds(odd).values())
    read = read_by_reader((odd.output / "feeds/all.atom.xml").read_bytes())
    assert [link.href for link in read.feed.links if link.rel == "hub"] == [HUB]
    without = build({"a.md": story()}, SITEURL=SITE)
    assert not any(b"hub" in data for data in feeds(without).values())


BROKEN = {
    "no id": ("all.atom.xml", r"<entry([^>]*)><id>[^<]*</id>", r"<entry\1>"),
    "one id twice": ("all.atom.xml", r"<id>[^<]*</id>", "<id>tag:x,2020:x</id>"),
    "a date of its own": ("all.atom.xml", r"<published>[^<]*", "<published>yesterday"),
    "two updates": ("all.atom.xml", r"(<updated>[^<]*</updated>)", r"\1\1"),
    "a relative link": ("all.atom.xml", 'href="https://news.example.org', 'href="'),
    "content of another type": ("all.atom.xml", 'type="html"', 'type="xhtml"'),
    "no author": ("all.atom.xml", r"<author>.*?</author>", ""),
    "no link to itself": ("all.rss.xml", 'rel="self"', 'rel="me"'),
    "no language": ("all.rss.xml", r"<language>[^<]*</language>", ""),
    "an RSS date in ISO form": ("all.rss.xml", r"<pubDate>[^<]*", "<pubDate>2020-05-01T00:00:00Z"),
    "a guid that claims to be an address": ("all.rss.xml", ' isPermaLink="false"', ""),
    "no creator": ("all.rss.xml", r"<dc:creator>[^<]*</dc:creator>", ""),
    "an element of another format": ("all.rss.xml", "<pubDate>", "<published/><pubDate>"),
    "a relative address in the text": (
        "all.rss.xml",
        'href="https://news.example.org/2020',
        'href="/2020',
    ),
    "another version": ("feed.json", "version/1.1", "version/1"),
    "an id that is a number": ("feed.json", r'"id": "[^"]*"', '"id": 7'),
    "no content": ("feed.json", '"content_html"', '"_content"'),
    "authors that are texts": ("feed.json", r'"authors": \[[^\]]*\]', '"authors": "Ana"'),
    "no media type": ("feed.json", r'"mime_type": "[^"]*", ', ""),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_rules_find_a_feed_that_is_wrong(odd, fault):
    name, pattern, change = BROKEN[fault]
    data = (odd.output / "feeds" / name).read_text("utf-8")
    broken = re.sub(pattern, change, data)

    assert broken != data
    assert problems(name, broken.encode())


def test_fragments_that_are_published_already_are_used_again():
    frame = (b"<head>\n", b",\n", b"\n</end>\n")
    fragments = {"a" * 64: (b"one", b"1"), "b" * 64: (b"two",), "c" * 64: (b"three",)}
    first = feed_fingerprint("everywhere", "words", list(fragments)[:2])
    data = assembled([fragments["a" * 64], fragments["b" * 64]], frame)
    assert data == b"<head>\none1,\ntwo\n</end>\n"

    later = feed_fingerprint("everywhere", "other words", list(fragments))
    elsewhere = feed_fingerprint("another theme", "words", fragments)
    assert published_fragments([(first, data)], later, [frame]) == {
        "a" * 24: ((b"one1",),),
        "b" * 24: ((b"two",),),
    }
    assert published_fragments([(first, data)], elsewhere, [frame]) == {}
    assert published_fragments([(first, data + b"\n")], later, [frame]) == {}
    assert published_fragments([("", b"")], later, [frame]) == {}
    assert published_fragments([(first, data), ("", b"")], later, [frame, frame]) == {}


def test_a_feed_is_what_a_clean_build_makes_whatever_was_there(build, tmp_path):
    stories = {f"{day}.md": story(f"Day {day}", f"2020-05-0{day}", tags="x") for day in range(1, 6)}
    build(stories, **PUBLISHED)
    edits = [
        {"3.md": story("Day 3", "2020-05-03", tags="x", body="Another text.")},
        {"9.md": story("Day 9", "2020-05-09", tags="x, y")},
        {"2.md": story("Day 2", "2020-05-02", corrections="2020-07-01: It was two.")},
        {"5.md": story("Day 5", "2020-05-10", lang="es")},
    ]
    for edit in edits:
        stories |= edit
        site = build(edit, fresh=False, **PUBLISHED)
        clean = pelican(
            tmp_path / "content", tmp_path / f"clean{len(stories)}/output", **PUBLISHED,
            PRESS_CACHE=str(tmp_path / "none" / str(edits.index(edit))),
        )  # fmt: skip
        assert site.bytes() == clean.bytes()


@NEEDS_BROWSER
@pytest.mark.parametrize("name", ["all.atom.xml", "all.rss.xml"])
def test_a_feed_can_be_read_in_a_browser_under_a_strict_policy(build, browser, name):
    files = {"a.md": story(deck="A deck."), "b.md": story("الجسر", "2020-05-02", lang="ar")}
    site = build(files)
    (site.output / "favicon.ico").write_bytes(b"")  # a browser's wish, whatever it shows
    with (
        Server(site.output, AsPublished) as server,
        server.answering() as address,
        reading(browser, address, f"/feeds/{name}") as page,
    ):
        seen = page.evaluate(
            "[...document.querySelectorAll('title, summary, description, content, *|id, guid')]"
            ".filter(each => each.getClientRects().length).map(each => each.textContent)"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.locator("entry, item").last.get_by_text("/2020/05/01/a/").last.click()
        page.wait_for_url("**/2020/05/01/a/")

    assert {"The Margin", "The river rises", "الجسر", "A deck."} <= set(seen)
    assert not [text for text in seen if "<p" in text or text.startswith(("urn:", "tag:"))]
    assert wide <= 390
