"""Sitemaps, the news sitemap and robots.txt, by the published rules."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plugins.press import release
from plugins.press.serve.resident import ResidentSite
from plugins.sitemaps import news, sitemap
from plugins.sitemaps.addresses import below
from plugins.sitemaps.news import headline, language, news_sitemaps
from plugins.sitemaps.settings import crawlers
from plugins.sitemaps.sitemap import split

from .conftest import WITHOUT_SEARCH, grainy, pelican, photo, story
from .sitemap_rules import (
    IMAGE,
    NEWS,
    SITEMAP,
    XHTML,
    one_sided,
    wrong,
    wrong_robots,
)

SITE = "https://news.example.org"
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)

ODD = 'A < B & "C" ]]> <em>D</em> \N{PILE OF POO}'
FILES = {
    "new.md": story(ODD, "2026-03-14 10:30", tags="Night bus", authors="Ana Ruiz, Tom Okafor"),
    "old.md": story(
        "Old", "2015-10-20 09:30", modified="2015-11-01 08:00", series="The long winter",
        corrections="2016-01-02 03:04: It was five.",
        body="![a](large.jpg)\nX. (Photo: X/AP)\n\n![b](a bé.png)\nY. (Photo: X/AP)",
    ),
    "ليل.md": story("ليل", "2015-10-21", lang="ar", slug="ليل-123"),
    "中文.md": story("中文", "2026-03-13", lang="zh-hant", aliases="/old/"),
    "moon.md": story("Moon", "2026-03-12 13:00 +01:00", slug="moon"),
    "moon.es.md": story("Luna", "2026-03-12 12:00", slug="moon", lang="es"),
    "moon.fr.md": story("Lune", "2026-03-15", slug="moon", lang="fr"),
    "hidden.md": story("Secrethidden", "2026-03-14", status="hidden", section="Secretsection"),
    "draft.md": story("Secretdraft", "2026-03-14", status="draft", tags="Secrettopic"),
    "later.md": story("Secretlater", "2026-03-14", embargo="2026-03-15 06:00 +01:00"),
    "pages/about.md": "Title: About\nModified: 2020-01-02\n\nWho we are.",
    "pages/about.de.md": "Title: Über uns\nLang: de\nSlug: about\n\nWir.",
    "pages/secretpage.md": "Title: Secretpage\nStatus: hidden\n\nText.",
    "photos/large.jpg": photo(size=(300, 200)),
    "photos/a bé.png": photo(format="PNG"),
}  # fmt: skip


@pytest.fixture
def published(build):
    """Build the newsroom, as it is at a moment."""

    def run(files=FILES, now=NOON, **settings):
        site = build(files, **{"SITEURL": SITE, "NOW": now, "PLUGINS": WITHOUT_SEARCH, **settings})
        assert site.status == 0, site.status
        return site

    return run


def maps(site):
    """Return the sitemaps of *site*, by their names."""
    found = {path.name: path.read_bytes() for path in site.output.glob("sitemap*.xml")}
    return dict(sorted(found.items()))


def urls(site, name, tag=f"{SITEMAP}url"):
    """Return what the sitemap *name* says of each page, by its address."""
    root = etree.fromstring((site.output / name).read_bytes())
    return {each.findtext(f"{SITEMAP}loc"): each for each in root.iter(tag)}


def texts(element, tag):
    return [each.text for each in element.iter(tag)]


def stories_of(site, name="sitemap-news.xml"):
    """Return the headlines in the news sitemap."""
    root = etree.fromstring((site.output / name).read_bytes())
    return texts(root, f"{NEWS}title")


def test_every_sitemap_keeps_the_rules(published):
    site = published()

    assert list(maps(site)) == [
        "sitemap-2015.xml",
        "sitemap-2026.xml",
        "sitemap-lists.xml",
        "sitemap-news.xml",
        "sitemap-pages.xml",
        "sitemap.xml",
    ]
    for name, data in maps(site).items():
        assert wrong(data, f"{SITE}/{name}") == []
    assert one_sided(maps(site)) == []
    assert wrong_robots((site.output / "robots.txt").read_bytes()) == []


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("<loc>", "<priority>1.0</priority><loc>", "wrong order"),
        ("</lastmod>", "</lastmod><lastmod>2020-01-01</lastmod>", "2 times"),
        ("2020-05-01T12:00:00+00:00", "1 May 2020", "'1 May 2020'"),
        ("2020-05-01T12:00:00+00:00", "2020-05-01T12:00:00", "2020-05-01T12:00:00'"),
        (f"{SITE}/2020/", "/2020/", "'/2020/05"),
        (f"{SITE}/2020/", "https://other.example/2020/", "is not below"),
        ("/a/</loc>", "/é/</loc>", "/é/'"),
        ("/a/</loc>", "/%E9/</loc>", "is not UTF-8"),
        ("/a/</loc>", f"/{'a' * 2100}/</loc>", "aaaa"),
        ("</url>", f"</url><url><loc>{SITE}/2020/05/01/a/</loc></url>", "stands twice"),
        ("<image:loc>", "<image:title>x</image:title><image:loc>", "holds"),
        ("<image:loc>", "words<image:loc>", "holds words"),
        ('encoding="UTF-8"', 'encoding="ISO-8859-1"', "no XML declaration"),
        ("</loc>", "&</loc>", "xmlParseEntityRef"),
        ("urlset", "urls", "begins with"),
        ("</lastmod>", '</lastmod><xhtml:link rel="alternate" hreflang="es" href="x"/>', "itself"),
    ],
)
def test_the_rules_find_what_is_wrong(build, good, bad, message):
    site = build({"a.md": story(body="![a](p.jpg)"), "photos/p.jpg": photo()}, SITEURL=SITE)
    text = (site.output / "sitemap-2020.xml").read_text("utf-8")
    assert good in text
    assert wrong(text.encode(), f"{SITE}/sitemap-2020.xml") == []

    found = wrong(text.replace(good, bad).encode(), f"{SITE}/sitemap-2020.xml")

    assert any(message in each for each in found), found


def test_every_page_that_is_named_is_there_and_every_story_is_named(published):
    site = published()
    named = [address for name in maps(site) for address in urls(site, name)]
    named += [text for name in maps(site) for url in urls(site, name).values() for text in texts(url, f"{IMAGE}loc")]  # fmt: skip

    for address in named:
        path = unquote(urlsplit(address).path).lstrip("/")
        assert (path + "index.html" if path.endswith("/") or not path else path) in site.files
    stories = {name.removesuffix("index.html") for name in site.files if name.startswith("20")}
    stories -= {"2026/03/14/hidden/"}
    by_year = {**urls(site, "sitemap-2015.xml"), **urls(site, "sitemap-2026.xml")}
    assert {unquote(address).removeprefix(f"{SITE}/") for address in by_year} == stories
    others = {**urls(site, "sitemap-lists.xml"), **urls(site, "sitemap-pages.xml")}
    assert {address.removeprefix(SITE) for address in others} == {
        "/", "/archive/", "/corrections/", "/section/world/", "/topic/night-bus/",
        "/author/ana-ruiz/", "/author/tom-okafor/", "/author/the-margin/",
        "/series/the-long-winter/", "/about/", "/about/de/",
    }  # fmt: skip


def test_nothing_hidden_held_or_moved_is_named(published):
    for preview in (False, True):
        site = published(DRAFTS=preview)

        for data in maps(site).values():
            assert b"secret" not in data.lower()
            assert b"hidden" not in data
            assert b"/old/" not in data.replace(b"/10/20/old/", b"")
            assert b"/moon/fr/" not in data


def test_a_year_says_when_each_story_changed_and_what_it_shows(published):
    site = published({**FILES, "photos/large.jpg": grainy()})
    found = urls(site, "sitemap-2015.xml")
    old, night = (
        found[f"{SITE}/2015/10/20/old/"],
        found[f"{SITE}/2015/10/21/{'%D9%84%D9%8A%D9%84'}-123/"],
    )

    assert texts(old, f"{SITEMAP}lastmod") == ["2016-01-02T03:04:00+00:00"]
    assert texts(night, f"{SITEMAP}lastmod") == ["2015-10-21T00:00:00+00:00"]
    large, small = texts(old, f"{IMAGE}loc")
    assert large.startswith(f"{SITE}/photos/sized/large-")
    assert large.endswith("-900.jpg")
    assert small == f"{SITE}/photos/a%20b%C3%A9.png"
    page = site("/2015/10/20/old/")
    shown = {urljoin(SITE, image["src"]) for image in page.select("figure img")}
    assert shown == {large, small}


def test_the_index_names_each_file_and_when_it_changed(published):
    site = published()

    found = urls(site, "sitemap.xml", f"{SITEMAP}sitemap")
    changed = {address: texts(each, f"{SITEMAP}lastmod") for address, each in found.items()}
    assert changed == {
        f"{SITE}/sitemap-lists.xml": ["2026-03-14T10:30:00+00:00"],
        f"{SITE}/sitemap-pages.xml": ["2020-01-02T00:00:00+00:00"],
        f"{SITE}/sitemap-2026.xml": ["2026-03-14T10:30:00+00:00"],
        f"{SITE}/sitemap-2015.xml": ["2016-01-02T03:04:00+00:00"],
    }


def test_translations_name_each_other_as_the_pages_do(published):
    site = published()
    found = {**urls(site, "sitemap-2026.xml"), **urls(site, "sitemap-pages.xml")}
    several = {
        address: {link.get("hreflang"): link.get("href") for link in each.iter(f"{XHTML}link")}
        for address, each in found.items()
        if each.find(f"{XHTML}link") is not None
    }

    assert set(several) == {
        f"{SITE}/2026/03/12/moon/",
        f"{SITE}/2026/03/12/moon/es/",
        f"{SITE}/about/",
        f"{SITE}/about/de/",
    }
    for address, versions in several.items():
        links = site(urlsplit(address).path).select("link[rel=alternate][hreflang]")
        assert {link["hreflang"]: link["href"] for link in links} == versions


def test_the_news_sitemap_holds_two_days(published):
    """The border is the minute; the zone in which a story was dated does not matter."""
    site = published(
        {
            "now.md": story("Now", "2026-03-14 12:00"),
            "border.md": story("On the border", "2026-03-12 14:00 +02:00"),
            "past.md": story("Past", "2026-03-12 17:14 +05:15"),
            "west.md": story("West", "2026-03-12 02:01 -10:00"),
            "future.md": story("Future", "2026-03-14 12:01"),
        }
    )

    assert stories_of(site) == ["Now", "West", "On the border"]


def test_a_story_of_the_news_says_what_it_must_and_no_more(published):
    site = published(SITENAME="The M & N", TIMEZONE="Europe/Berlin")
    found = urls(site, "sitemap-news.xml")
    entries = {unquote(address).removeprefix(SITE): each for address, each in found.items()}

    assert list(entries) == ["/2026/03/14/new/", "/2026/03/13/中文/", "/2026/03/12/moon/"]
    new = entries["/2026/03/14/new/"]
    assert texts(new, f"{NEWS}title") == [site("/2026/03/14/new/").h1.get_text()]
    assert texts(new, f"{NEWS}name") == ["The M & N"]
    assert texts(new, f"{NEWS}language") == ["en"]
    assert texts(new, f"{NEWS}publication_date") == ["2026-03-14T10:30:00+01:00"]
    assert texts(entries["/2026/03/13/中文/"], f"{NEWS}language") == ["zh-tw"]
    for name, data in maps(site).items():
        assert wrong(data, f"{SITE}/{name}") == []


def test_a_site_without_news_has_an_empty_news_sitemap(published):
    site = published({"a.md": story()})

    assert stories_of(site) == []
    assert wrong((site.output / "sitemap-news.xml").read_bytes(), f"{SITE}/sitemap-news.xml") == []
    robots = (site.output / "robots.txt").read_text()
    assert robots == f"User-agent: *\nDisallow:\n\nSitemap: {SITE}/sitemap.xml\n"
    assert "sitemap-news" not in (site.output / "sitemap.xml").read_text()


def test_robots_names_the_news_sitemap_while_it_has_news(published):
    """Search consoles report a sitemap without an address as an error."""
    files = {"a.md": story("A", "2026-03-14 11:00")}
    named = [
        f"{SITE}/sitemap-news.xml" in (published(files, now).output / "robots.txt").read_text()
        for now in (NOON - timedelta(hours=2), NOON, NOON + timedelta(hours=48))
    ]

    assert named == [False, True, False]


def test_no_page_changed_before_there_was_a_web(published):
    """A story of 1865 has its date; but no search engine takes a page for as old as that."""
    files = {
        "war.md": story("War", "1865-04-10", tags="war", authors="A Reporter"),
        "right.md": story("Right", "1866-04-10", corrections="2026-03-01: It was five."),
        "late.md": story("Late", "1994-12-31 23:59"),
        "early.md": story("Early", "1995-01-01", tags="early"),
        "pages/about.md": "Title: About\nDate: 1900-01-01\n\nText.",
    }
    site = published(files)
    changed = {
        address.removeprefix(SITE): texts(each, f"{SITEMAP}lastmod")
        for name in maps(site)
        for tag in ("url", "sitemap")
        for address, each in urls(site, name, f"{SITEMAP}{tag}").items()
    }

    assert changed["/1865/04/10/war/"] == changed["/1994/12/31/late/"] == changed["/about/"] == []
    assert changed["/1866/04/10/right/"] == ["2026-03-01T00:00:00+00:00"]
    assert changed["/corrections/"] == ["2026-03-01T00:00:00+00:00"]
    assert changed["/1995/01/01/early/"] == changed["/"] == ["1995-01-01T00:00:00+00:00"]
    assert changed["/topic/war/"] == changed["/author/a-reporter/"] == []
    assert changed["/sitemap-1865.xml"] == changed["/sitemap-pages.xml"] == []
    for name, data in maps(site).items():
        assert wrong(data, f"{SITE}/{name}") == []


def test_news_and_years_that_are_too_long_are_several_files(published, monkeypatch):
    monkeypatch.setattr(news, "MOST", 2)
    monkeypatch.setattr(sitemap, "MOST_URLS", 2)
    monkeypatch.setattr(sitemap, "_FEW", 2)
    files = {f"{number}.md": story(f"{number}", f"2026-03-1{number}") for number in (1, 2, 3, 4)}

    site = published({**files, "b.md": story("5", "2026-03-13 01:00")})

    for name, data in maps(site).items():
        assert wrong(data, f"{SITE}/{name}") == []
    assert list(urls(site, "sitemap-news.xml", f"{SITEMAP}sitemap")) == [
        f"{SITE}/sitemap-news-1.xml",
        f"{SITE}/sitemap-news-2.xml",
    ]
    assert stories_of(site, "sitemap-news-1.xml") == ["4", "5"]
    assert stories_of(site, "sitemap-news-2.xml") == ["3"]
    assert [*urls(site, "sitemap-2026.xml")] == [f"{SITE}/2026/03/11/1/", f"{SITE}/2026/03/12/2/"]
    assert len(urls(site, "sitemap-2026-2.xml")) == 2
    assert list(urls(site, "sitemap-2026-3.xml")) == [f"{SITE}/2026/03/14/4/"]


@pytest.mark.parametrize(
    ("number", "weight", "lengths"),
    [
        pytest.param(0, 1, [], id="none"),
        pytest.param(50_000, 1, [50_000], id="as many as may be"),
        pytest.param(50_001, 1, [50_000, 1], id="one more"),
        pytest.param(9, 25, [4, 4, 1], id="heavy"),
        pytest.param(2, 101, [1, 1], id="each too heavy"),
    ],
)
def test_a_file_holds_only_so_many_urls_and_bytes(number, weight, lengths):
    parts = split(range(number), lambda _: weight, 50_000, 100 if weight > 1 else 52_428_800)

    assert [len(part) for part in parts] == lengths
    assert [each for part in parts for each in part] == list(range(number))


@pytest.mark.parametrize(("number", "parts"), [(0, 1), (1000, 1), (1001, 2), (2001, 3)])
def test_a_news_sitemap_holds_a_thousand(number, parts):
    found = news_sitemaps(SITE, range(number))

    assert len(found) == parts
    assert sum(len(each.cards) for each in found) == number
    assert max(len(each.cards) for each in found) <= 1000


def test_a_file_is_never_larger_than_it_was_taken_for(published, tmp_path):
    """What a story is taken to weigh is at least what it fills of the file."""
    settings = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    published()
    made = newsroom(tmp_path, **settings)
    contents = made.site.press.articles.context["generated_content"].values()
    shown = [each for each in contents if each and each.kind != "author"]

    for each in shown:
        entry = sitemap._url(each, SITE)
        filled = sum(map(len, (entry.address, *entry.pictures, *(at for _, at in entry.versions))))
        assert sitemap._size(each, SITE) >= filled + 100 * (
            1 + len(entry.pictures) + len(entry.versions)
        )
    assert len(shown) > 6
    release(made.site)


def newsroom(folder: Path, **settings):
    """Return a site that is built, with what it remembers of which page shows what."""
    own = {"PRESS_CACHE": str(folder / "cache"), "PRESS_RESIDENT": True, "SITEURL": SITE}
    made = ResidentSite({**own, "NOW": NOON, **settings})
    assert made.build() is None
    return made


def test_an_edit_prints_again_only_the_files_that_name_the_story(published, tmp_path):
    settings = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    published()
    made = newsroom(tmp_path, **settings)
    memory, context = made.site.press.plan.index, made.site.press.articles.context
    old, new = (context["generated_content"][f"stories/{name}.md"] for name in ("old", "new"))

    def shown(content, *, card):
        pages = memory.showing(id(content), card=card)
        return [name for name in pages if name.startswith(("sitemap", "robots"))]

    assert shown(old, card=False) == shown(new, card=False) == []
    assert shown(old, card=True) == ["sitemap-2015.xml", "sitemap.xml"]
    assert shown(new, card=True) == ["sitemap-2026.xml", "sitemap-news.xml", "sitemap.xml"]
    release(made.site)


def test_a_site_in_memory_says_at_once_that_a_story_was_updated(published, tmp_path):
    settings = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    published()
    made = newsroom(tmp_path, **settings)
    before, path = made.site, tmp_path / "content/stories/new.md"

    for date in ("2026-03-14T11:45:00+00:00", "2026-03-14T11:50:00+00:00", ""):
        fields = {"modified": date[:16].replace("T", " ")} if date else {}
        path.write_text(
            story(
                ODD, "2026-03-14 10:30", tags="Night bus", authors="Ana Ruiz, Tom Okafor", **fields
            ),
            "utf-8",
        )
        assert made.update([str(path)]) is None
        (url,) = [
            each
            for address, each in urls(made_site(tmp_path), "sitemap-2026.xml").items()
            if address.endswith("/new/")
        ]
        assert texts(url, f"{SITEMAP}lastmod") == [date or "2026-03-14T10:30:00+00:00"]
    assert made.site is before, "it was built again"
    release(made.site)


def made_site(folder):
    from .conftest import Site

    return Site(folder / "output")


EDITS = [
    {},
    {"extra.md": story("Extra", "2015-01-01")},
    {"new.md": story("New", "2015-02-01")},
    {"moon.md": None},
    {"old.md": story("Retitled", "2015-10-20 09:30")},
    {"中文.md": story("中文", "2026-03-13", lang="zh-hant", body="Another text.")},
    {"hidden.md": story("Out", "2026-03-14")},
    {"pages/about.de.md": None},
]
HOURS = [0, 20, 36, 36 + 1 / 60, 200]


@pytest.mark.proof
def test_after_any_edit_and_any_hour_the_files_are_those_of_a_clean_build(published, tmp_path):
    files, news_of = dict(FILES), []
    for edit, now in [
        *((edit, NOON) for edit in EDITS),
        *(({}, NOON + timedelta(hours=later)) for later in HOURS),
    ]:
        files = {name: text for name, text in {**files, **edit}.items() if text is not None}
        site = published(files, now)
        clean = pelican(
            tmp_path / "content", tmp_path / "clean/output", SITEURL=SITE, NOW=now, POLICIES={}, PLUGINS=WITHOUT_SEARCH,
            PRESS_CACHE=str(tmp_path / f"cache-{len(news_of)}"),
        )  # fmt: skip
        news_of.append(set(stories_of(site)))
        machine = {name: data for name, data in site.bytes().items() if "/" not in name}

        assert machine == {name: clean.bytes()[name] for name in machine}
        assert machine.keys() == {name for name in clean.files if "/" not in name}
    assert news_of[-5:] == [
        {"中文", "Luna", "Out"},
        {"Lune", "Out", "Secretlater"},
        {"Lune", "Out", "Secretlater"},
        {"Lune"},
        set(),
    ]


def test_a_preview_has_the_files_with_addresses_that_begin_at_its_root(build):
    site = build({"a.md": story()})

    assert "/2020/05/01/a/" in urls(site, "sitemap-2020.xml")
    assert "/sitemap-2020.xml" in urls(site, "sitemap.xml", f"{SITEMAP}sitemap")
    assert stories_of(site) == []
    assert (site.output / "robots.txt").read_text() == "User-agent: *\nDisallow:\n\n"


def test_a_site_in_a_folder_is_named_with_it(build):
    site = build({"a.md": story()}, SITEURL="https://example.org/the-news")

    (address,) = urls(site, "sitemap-2020.xml")
    assert address == "https://example.org/the-news/2020/05/01/a/"
    robots = (site.output / "robots.txt").read_text()
    assert "Sitemap: https://example.org/the-news/sitemap.xml" in robots


def test_robots_shuts_out_whom_the_newsroom_names(build):
    closed = {"GPTBot": ["/"], "*": ["/topic/", "/*?q=ü"]}
    site = build({"a.md": story()}, SITEURL=SITE, ROBOTS=closed)

    assert (site.output / "robots.txt").read_text() == (
        "User-agent: *\nDisallow: /topic/\nDisallow: /*?q=%C3%BC\n\n"
        "User-agent: GPTBot\nDisallow: /\n\n"
        f"Sitemap: {SITE}/sitemap.xml\n"
    )
    assert wrong_robots((site.output / "robots.txt").read_bytes()) == []


@pytest.mark.parametrize(
    ("closed", "message"),
    [
        ({"": ["/"]}, "names the crawler"),
        ({"a\nUser-agent: *": ["/"]}, "names the crawler"),
        ({"a#": ["/"]}, "names the crawler"),
        ({"a": "/"}, "is not a list of paths"),
        ({"a": ["x"]}, "is not a list of paths"),
        ({"a": ["/\nDisallow: /"]}, "is not a list of paths"),
        ({"a": ["/"], "Kangaroo Bot": ["*.pdf"]}, None),
    ],
)
def test_what_robots_cannot_say_is_a_fault(closed, message):
    found = crawlers(closed)

    assert message in found if message else not found


def test_a_fault_in_robots_stops_the_build(build):
    site = build({"a.md": story()}, ROBOTS={"GPTBot": "/"})

    assert 'ROBOTS closes "/" to "GPTBot"' in site.faults[0]
    assert not site.files


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("en", "en"),
        ("pt-br", "pt"),
        ("FIL", "fil"),
        ("zh", "zh-cn"),
        ("zh-cn", "zh-cn"),
        ("zh-hans-hk", "zh-cn"),
        ("zh-tw", "zh-tw"),
        ("zh-hant", "zh-tw"),
        ("zh-hk", "zh-tw"),
    ],
)
def test_the_news_sitemap_has_its_own_names_of_languages(lang, code):
    assert language(lang) == code


@given(st.text())
def test_any_headline_may_stand_in_a_file(title):
    found = headline(title)

    element = etree.fromstring(f"<a>{escape(found)}</a>")
    assert (element.text or "") == found


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A &amp; B &lt;C&gt; ]]&gt;", "A & B <C> ]]>"),
        ("<em>A</em> “B”&nbsp;C", "A “B” C"),
        ("A\x00\x01\ud800\ufffeB\x1f ", "AB"),
    ],
)
def test_a_headline_is_plain_words(title, words):
    assert headline(title) == words


@pytest.mark.parametrize(
    ("site", "url", "address"),
    [
        (SITE, "2020/05/01/ليل/", f"{SITE}/2020/05/01/%D9%84%D9%8A%D9%84/"),
        (f"{SITE}/daily", "a/", f"{SITE}/daily/a/"),
        ("", "a b/", "/a%20b/"),
    ],
)
def test_addresses_are_written_in_ascii(site, url, address):
    assert below(site, url) == address


def test_search_engines_leave_out_what_is_hidden(published):
    site = published()

    def robots(address):
        return [each["content"] for each in site(address).select('meta[name="robots"]')]

    assert robots("/2026/03/14/hidden/") == robots("/secretpage/") == ["noindex"]
    assert robots("/2026/03/14/new/") == ["max-image-preview:large"]
    assert robots("/about/") == []


def test_no_file_takes_the_place_of_a_sitemap_and_a_link_to_one_is_none_to_nothing(build):
    link = "[x]({static}/sitemap-2020.xml)"
    taken = build({"a.md": story(body=link), "../content/sitemap-2020.xml": "x"})
    fine = build({"a.md": story(body="[x](/robots.txt) [y](/sitemap.xml)")})

    assert "which the site itself uses" in taken.faults[0]
    assert "is dead" not in fine.messages
