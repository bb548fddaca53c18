"""The checkers see what is broken on purpose, each in a page that was whole."""

import shutil

import pytest

from .browsing import NEEDS_BROWSER, AsPublished, Server, reading
from .checkers import (
    LIMITS,
    NEEDS_AXE,
    NEEDS_LIGHTHOUSE,
    NEEDS_NU,
    accessibility_faults,
    markup_faults,
    shortcomings,
)
from .dead_links import dead_links
from .kinds import PATTERNS, kinds, one_of_each
from .test_proof import GLANCES

STORY = "/2022/07/12/webb-telescope-first-images/"


@pytest.fixture
def broken(published_demo, tmp_path):
    """Return a function that copies a page with the styles, breaks it, and serves both."""
    site = published_demo
    with Server(tmp_path, AsPublished) as server, server.answering():

        def breaking(old, new, address=STORY):
            shutil.copytree(site.output / "theme", tmp_path / "theme", dirs_exist_ok=True)
            file = f"{address[1:]}index.html"
            (tmp_path / file).parent.mkdir(parents=True)
            whole = (site.output / file).read_text("utf-8")
            assert old in whole
            html = whole.replace(old, new).replace(site.address, server.address)
            (tmp_path / file).write_text(html, "utf-8")
            return server.address

        breaking.folder = tmp_path
        yield breaking


@pytest.mark.proof
@NEEDS_NU
def test_nu_sees_markup_that_is_wrong(broken):
    body = '<p id="main">Twice.</p><figcaption>Alone</figcaption><img src="x.jpg"><h2></h2>'
    broken('<article class="story">', f'{body}<article class="story"><div>')
    drawing = broken.folder / "drawing.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><wheel/></svg>', "utf-8")
    (broken.folder / "theme/css/more.css").write_text("p { colour: red }", "utf-8")

    messages = "\n".join(markup_faults(broken.folder))

    assert "Duplicate ID “main”" in messages
    assert "figcaption" in messages
    assert "An “img” element must have an “alt” attribute" in messages
    assert "Unclosed element “div”" in messages
    assert "drawing.svg" in messages
    assert "“colour”: Property “colour” doesn't exist" in messages
    assert "Empty heading" in messages


BARRIERS = {
    "a picture without words": (' alt="', ' data-alt="', "image-alt", 4),
    "pale words in the dark": (
        "</head>",
        '<link rel="stylesheet" href="/dark.css"></head>',
        "color-contrast",
        2,
    ),
    "small targets on a phone": (
        "</head>",
        '<link rel="stylesheet" href="/small.css"></head>',
        "target-size",
        2,
    ),
    "no language": ('<html lang="en"', "<html", "html-has-lang", 4),
}
STYLES = {
    "dark.css": "@media (prefers-color-scheme: dark) { article p { color: #444 !important } }",
    "small.css": "@media (max-width: 400px) { .sections ul { display: block }"
    " .sections a { display: inline-block; font-size: 6px; line-height: 8px; padding: 0 } }",
}


@pytest.mark.proof
@NEEDS_AXE
@pytest.mark.parametrize("barrier", BARRIERS)
def test_axe_sees_a_barrier_just_where_it_is(broken, browser, barrier):
    old, new, rule, times = BARRIERS[barrier]
    site = broken(old, new)
    for name, style in STYLES.items():
        (broken.folder / name).write_text(style, "utf-8")

    context = browser.new_context()
    page = context.new_page()
    page.goto(site + STORY)
    found = 0
    for scheme, width in GLANCES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        found += any(fault.startswith(f"{rule}:") for fault in accessibility_faults(page))
    context.close()

    assert found == times


@NEEDS_BROWSER
@pytest.mark.parametrize(
    ("addition", "complaint"),
    [
        ('<script src="https://cdn.example/x.js"></script>', "asked elsewhere"),
        ('<img src="https://cdn.example/x.gif" alt="">', "asked elsewhere"),
        ('<img src="/no-such.gif" alt="">', "status of 404"),
        ("<script>document.title = ''</script>", "Content Security Policy"),
        ('<p style="color: red">Red.</p>', "Content Security Policy"),
    ],
)
def test_a_reader_sees_what_asks_elsewhere_fails_or_breaks_the_policy(
    broken, browser, addition, complaint
):
    site = broken("</main>", f"{addition}</main>", "/about/")

    with pytest.raises(AssertionError, match=complaint), reading(browser, site, "/about/"):
        pass


@pytest.mark.parametrize(
    ("old", "new", "dead"),
    [
        ("</article>", '<a href="/nowhere/">x</a></article>', "/nowhere/: nothing there"),
        ("</article>", '<a href="nowhere.html">x</a></article>', "nowhere.html: nothing there"),
        ("</article>", '<a href="#none">x</a></article>', "#none: no such place there"),
        ("</article>", '<img srcset="/a.avif 1x, /b.avif 2x"></article>', "/b.avif: nothing there"),
        ("</article>", '<form action="/ask/"></form></article>', "/ask/: nothing there"),
        ('"@type":', '"sameAs": "{site}/no/", "@type":', "/no/: nothing there"),
        ("</head>", '<meta property="og:image" content="{site}/x.png"></head>', "/x.png: nothing"),
        ("</head>", '<meta http-equiv="refresh" content="0; url=/y/"></head>', "/y/: nothing"),
    ],
)
def test_dead_links_are_seen_wherever_they_stand_on_a_page(
    published_demo, tmp_path, old, new, dead
):
    site = published_demo
    page = tmp_path / "index.html"
    html = (site.output / STORY[1:] / "index.html").read_text("utf-8")
    assert old in html
    page.write_text(html.replace(old, new.replace("{site}", site.address)), "utf-8")
    before = tmp_path.parent / "whole"
    before.mkdir(exist_ok=True)
    (before / "index.html").write_text(html, "utf-8")

    found = set(dead_links(tmp_path, site.address)) - set(dead_links(before, site.address))

    assert len(found) in (1, 2)
    assert [each for each in found if dead in each]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "feeds/a.xml",
            '<feed xmlns="http://www.w3.org/2005/Atom"><link href="{site}/no/"/></feed>',
        ),
        ("a.xml", "<urlset><url><loc>{site}/no/</loc></url></urlset>"),
        ("a.xml", "<rss><description>&lt;a href='{site}/no/'>x&lt;/a></description></rss>"),
        ("a.xml", '<?xml-stylesheet href="/paper/no/"?><rss/>'),
        ("feed.json", '{"items": [{"content_html": "<p><img src=\'{site}/no/\'></p>"}]}'),
        ("robots.txt", "Sitemap: {site}/no/"),
        ("theme/a.css", "@import '../no/'; p { color: red }"),
        ("theme/a.css", "p { background: url(/paper/no/) }"),
    ],
)
def test_dead_links_are_seen_in_whatever_names_one(tmp_path, name, text):
    site = "https://x.example/paper"
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.replace("{site}", site), "utf-8")

    (dead,) = dead_links(tmp_path, site)

    assert dead.startswith(name)
    assert dead.endswith("/no/: nothing there")


def test_an_address_that_leaves_the_subfolder_is_dead_and_one_elsewhere_is_not_asked(tmp_path):
    links = "<a href='/x/'>out</a><a href='https://y.example/'>elsewhere</a><a href='./'>here</a>"
    (tmp_path / "index.html").write_text(links, "utf-8")

    assert dead_links(tmp_path, "https://x.example/paper") == ["index.html: /x/: out of the site"]


def test_a_page_of_a_new_kind_is_noticed(paper):
    assert kinds("/podcast/1/") == []
    assert all(len(kinds(address)) == 1 for address in ("/", "/topic/x/", "/2020/01/01/x/es/"))
    assert {"story", "front"} <= PATTERNS.keys()

    new = {"/podcast/1/": paper("/"), **paper.pages}
    new["/podcast/1/"].main["class"] = "never-seen"
    assert "/podcast/1/" in one_of_each(new)


@pytest.mark.proof
@NEEDS_LIGHTHOUSE
def test_lighthouse_sees_a_page_that_is_slow_shut_out_and_unkind(broken):
    slow = '<script src="/slow.js"></script>'
    site = broken("</title>", f'</title><meta name="robots" content="noindex">{slow}')
    loop = "for (const end = Date.now() + 1500; Date.now() < end;) {} null.wrong;"
    (broken.folder / "slow.js").write_text(loop, "utf-8")
    text = (broken.folder / STORY[1:] / "index.html").read_text("utf-8")
    page = broken.folder / "search/index.html"  # where a script may run
    page.parent.mkdir(exist_ok=True)
    page.write_text(text.replace(" alt=", " data-alt="), "utf-8")

    assert shortcomings(f"{site}/search/", tries=1).keys() == LIMITS.keys()
