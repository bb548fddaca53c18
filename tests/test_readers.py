"""What readers need, tried in a real browser on every kind of page of a small newsroom."""

import mimetypes
import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest

from .browsing import NEEDS_BROWSER
from .conftest import photo, proof, story

pytestmark = NEEDS_BROWSER

SITEURL = "https://news.example"
WORDS = "The council met in the old hall and voted on the bus that runs by night. "
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"
RICH = f"""\
Read [the harbour]({{filename}}hafen.md) and [the record](https://example.org/a/long/address?of=it)
and a note[^1]. {WORDS * 3}

[^1]: The *minutes* say so.

## {LONG} and more

![A boat.](boat.jpg)
The boat leaves. (Photo: X/AP)

| {" | ".join(f"year {number}" for number in range(12))} |
|{"---|" * 12}
| {" | ".join(str(number * 100_000) for number in range(12))} |

> We answer every call.
{{: .pull-quote }}

    {"code " * 60}

![One](boat.jpg "The first. (Photo: X/AP)")
![Two](boat.jpg "The second. (Photo: X/AP)")

{WORDS * 6}
"""
NEWSROOM = {
    "rich.md": story(
        f"The night bus stays, says {LONG}",
        "2026-03-14 18:30",
        deck=WORDS,
        kicker="Transport",
        tags="Buses, Councils, Night, Transport, Towns and cities, Votes",
        authors="Ana Ruiz, Tom Okafor, Ida Berg",
        corrections="2026-03-15: The vote was 5 to 4.",
        modified="2026-03-15 09:00",
        series="The long winter",
        dateline="ESBJERG, Denmark",
        image="boat.jpg",
        body=RICH,
    ),
    "rich.de.md": story("Der Nachtbus bleibt", "2026-03-13", slug="rich", lang="de", body=WORDS),
    "hafen.md": story(
        "Der Hafen",
        "2026-03-12",
        lang="de",
        tags="Buses",
        series="The long winter",
        body=WORDS * 20,
    ),
    "qitar.md": story(
        "القطار يصل إلى المدينة مساء الثلاثاء",
        "2026-03-11",
        lang="ar",
        tags="Buses, Votes",
        authors="Ana Ruiz",
        series="The long winter",
        body="دخل القطار المدينة مساء الثلاثاء. " * 30,
    ),
    "plain.md": story(
        "A plain story", "2026-03-10", deck=WORDS, body="\n\n".join([WORDS * 4] * 10)
    ),
    **{
        f"more-{number}.md": story(f"More of day {number}", f"2026-02-0{number}")
        for number in range(1, 8)
    },
    "sport.md": story("A match", "2026-01-05", "Sport", body=WORDS),
    "pages/about.md": f"Title: About\n\n{WORDS}",
    "pages/about.de.md": f"Title: Über uns\nSlug: about\nLang: de\n\n{WORDS}",
    "authors/ana-ruiz.md": (
        "Title: Ana Ruiz\nRole: Reporter\nPortrait: ana.jpg\nEmail: ana@news.example\n"
        "Links: Blog: https://example.org/\n\nAna reports for [the paper](https://example.org/)."
    ),
    "photos/boat.jpg": photo(size=(600, 400)),
    "photos/ana.jpg": photo("olive"),
}
KINDS = {
    "front": "/",
    "story with all there is": "/2026/03/14/rich/",
    "translation": "/2026/03/13/rich/de/",
    "story in another language": "/2026/03/12/hafen/",
    "story from right to left": "/2026/03/11/qitar/",
    "story of text alone": "/2026/03/10/plain/",
    "section": "/section/world/",
    "later page of a section": "/section/world/page/2/",
    "topic": "/topic/buses/",
    "series": "/series/the-long-winter/",
    "author": "/author/ana-ruiz/",
    "archive": "/archive/",
    "year": "/archive/2026/",
    "month": "/archive/2026/03/",
    "corrections": "/corrections/",
    "photo credits": "/photo-credits/",
    "page": "/about/",
    "page in another language": "/about/de/",
    "missing": "/404.html",
}
INNER = KINDS.keys() - {"front", "missing"}
FEW = ["front", "story with all there is"]
EACH = [*FEW, *proof(*(kind for kind in KINDS if kind not in FEW))]
"""Every kind of page: few are looked at in minutes, all in the long tests."""


@pytest.fixture(scope="module")
def site(build_once):
    """A newsroom with every kind of page, at an address of its own."""
    return build_once("readers", NEWSROOM, SITEURL=SITEURL, DEFAULT_PAGINATION=6)


@pytest.fixture(scope="module")
def context(site, browser):
    """A browser to which the site is at its address."""

    def answer(route):
        path = site.output / unquote(urlsplit(route.request.url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        kind = mimetypes.guess_type(path.name)[0]
        route.fulfill(
            body=path.read_bytes(), content_type=kind
        ) if path.is_file() else route.abort()

    context = browser.new_context()
    context.route(f"{SITEURL}/**", answer)
    yield context
    context.close()


@pytest.fixture
def visit(context):
    """Return a function that opens a page of a kind in a window of a width."""
    page = context.new_page()

    def open_page(kind, width=390, **media):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**media)
        page.goto(SITEURL + KINDS[kind])
        return page

    yield open_page
    page.close()


@pytest.fixture(scope="module", params=EACH)
def opened(request, context):
    """A page of each kind in turn, on a phone; the tests leave it as it is."""
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(SITEURL + KINDS[request.param])
    yield page
    page.close()


# Zoom and spacing ----------------------------------------------------------------------------

SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
"""
"""What a reader may ask for: https://www.w3.org/TR/WCAG22/#text-spacing"""

CUT = """() => [...document.querySelectorAll("body *")].filter(each => {
    const style = getComputedStyle(each);
    const cuts = style.overflowX !== "visible" && style.overflowX !== "auto";
    return cuts && !each.closest(".unseen, .breadcrumb") && each.textContent.trim()
        && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML.slice(0, 90))"""
"""Elements that hide a part of their text. The path names a headline that stands whole below it."""


@pytest.mark.parametrize("kind", EACH)
def test_enlarged_to_four_times_and_spaced_out_nothing_is_lost(visit, kind):
    """Zoomed to 400 %, a window of 1280 pixels has room for 320."""
    widths = (1280, 1280 // 2, 1280 // 4)
    page = visit(kind)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_style_tag(content=SPACING)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == []


def test_a_reader_who_sets_larger_letters_gets_larger_letters(visit):
    page = visit("story of text alone", 1280)
    sizes = """() => [...document.querySelectorAll("h1, p, a, time")]
        .map(each => parseFloat(getComputedStyle(each).fontSize))"""
    before = page.evaluate(sizes)
    page.add_style_tag(content="html { font-size: 200% }")

    # The largest headlines grow with the window, too, and less than the rest.
    for small, large in zip(before, page.evaluate(sizes), strict=True):
        assert large >= small * (2 if small < 20 else 1.2)


# Keyboard and finger -------------------------------------------------------------------------

TARGETS = """() => {
    const inText = link => {
        const style = getComputedStyle(link);
        return style.display === "inline" && link.closest("p, li, dd, figcaption, sup")
            && link.parentElement.textContent.trim().length > link.textContent.trim().length;
    };
    const targets = [...document.querySelectorAll("a[href], button, input, select, summary")]
        .filter(each => each.checkVisibility() && !each.closest(".skip") && !inText(each))
        .map(each => [each, (each.closest(".card") || each).getBoundingClientRect()]);
    const small = targets.filter(([, box]) => box.width < 24 || box.height < 24);
    const near = (box, x, y) => Math.hypot(
        Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return small.filter(([one, box]) => {
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        return targets.some(([other, its]) => other !== one
            && (near(its, x, y) < 12 || (its.width < 24 || its.height < 24)
            && Math.hypot(its.left + its.width / 2 - x, its.top + its.height / 2 - y) < 24));
    }).map(([each]) => each.outerHTML.slice(0, 90));
}"""
"""Targets of less than 24 pixels that have no room around them; those in a sentence may be:
https://www.w3.org/TR/WCAG22/#target-size-minimum"""


def test_a_finger_meets_one_link_at_a_time(opened):
    assert opened.evaluate(TARGETS) == []


def test_links_that_stand_alone_are_as_large_as_a_finger_wants_them(visit):
    boxes = visit("story with all there is").evaluate(
        """() => [...document.querySelectorAll(
            ".breadcrumb a, .topics a, .author-links a, .sections a, .imprint a, .translations a")]
            .map(each => each.getBoundingClientRect().height)"""
    )

    assert len(boxes) > 20
    assert min(boxes) >= 24


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_focus_is_ringed_in_every_colour(visit, colours):
    """Two pixels or more, in a colour that stands off from the page."""
    for scheme in ("light", "dark"):
        page = visit("story with all there is", 1280, color_scheme=scheme, forced_colors=colours)
        page.keyboard.press("Tab")
        for _ in range(12):
            width, contrast = page.evaluate(
                """() => {
                    const light = colour => {
                        const [r, g, b] = colour.match(/[\\d.]+/g).map(each => each / 255)
                            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
                    };
                    const style = getComputedStyle(document.activeElement);
                    const paper = getComputedStyle(document.body).backgroundColor;
                    const [a, b] = [light(style.outlineColor), light(paper)].sort();
                    return [style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
                        b / a];
                }"""
            )
            assert width >= 2
            assert contrast >= 3
            page.keyboard.press("Tab")


def test_one_key_leads_past_the_navigation(visit):
    page = visit("story with all there is")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


# Structure -----------------------------------------------------------------------------------


def test_headings_go_down_one_step_at_a_time(opened):
    levels = opened.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => +each.tagName[1])"
    )

    assert levels.count(1) == 1
    inside = levels[levels.index(1) :]
    assert all(lower - upper <= 1 for upper, lower in pairwise(inside))


def test_each_landmark_has_a_name_of_its_own(opened):
    found = opened.evaluate(
        """() => {
            const named = [...document.querySelectorAll(
                "nav, aside, [role=region], section[aria-label]")]
                .map(each => (each.tagName === "NAV" ? "nav " : "") + each.ariaLabel);
            const outer = name => [...document.querySelectorAll(name)]
                .filter(each => !each.closest("article, main section, main > div")).length;
            return [named, ["main", "body > header", "body > footer"].map(outer)];
        }"""
    )

    names, ones = found
    assert len(names) == len(set(names))
    assert not {"nav null", "nav ", "null", ""} & set(names)
    assert ones == [1, 1, 1]


def test_each_inner_page_says_where_it_stands(opened):
    paths = opened.evaluate(
        """() => [...document.querySelectorAll("nav.breadcrumb")].map(nav => [
            nav.ariaLabel, nav.lang || nav.closest("[lang]").lang,
            [...nav.querySelectorAll(":scope > ol > li")].map(each => each.ariaCurrent),
            nav.querySelector("a").getAttribute("href")])"""
    )

    if opened.url not in {SITEURL + KINDS[kind] for kind in INNER}:
        assert paths == []
        return
    ((name, lang, current, home),) = paths
    assert name == {"de": "Pfad zu dieser Seite", "ar": "مسار التنقل"}.get(lang, "Breadcrumb")
    assert current[-1] == "page"
    assert current.count("page") == 1
    assert home == f"{SITEURL}/"


# Looks ---------------------------------------------------------------------------------------


def test_in_forced_colours_what_parts_the_page_is_still_drawn(visit):
    page = visit("story with all there is", 1280, forced_colors="active")
    lost = page.evaluate(
        """() => [".sections", ".pull-quote", ".corrections", ".author-box", ".story-facts", "th",
            ".correction-notice", ".post-navigation"].filter(name => {
            const style = getComputedStyle(document.querySelector(name));
            const paper = getComputedStyle(document.body).backgroundColor;
            return !["Top", "Left", "Right", "Bottom"].some(side =>
                style[`border${side}Style`] !== "none"
                && parseFloat(style[`border${side}Width`]) > 0
                && style[`border${side}Color`] !== paper);
        })"""
    )

    assert lost == []
    line = "getComputedStyle(document.querySelector('.sections [aria-current]')).textDecorationLine"
    assert page.evaluate(line) == "underline"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_where_the_reader_wants_it_still(visit, motion):
    page = visit("story with all there is", reduced_motion=motion)
    scrolls, moved = page.evaluate(
        """() => [getComputedStyle(document.documentElement).scrollBehavior,
            [...document.querySelectorAll("*")].filter(each => {
                const style = getComputedStyle(each);
                return parseFloat(style.transitionDuration) || style.animationName !== "none";
            }).length]"""
    )

    assert scrolls == ("auto" if motion == "reduce" else "smooth")
    assert moved == 0


def test_from_right_to_left_the_page_is_mirrored_and_foreign_words_are_not(visit):
    for width in (390, 1280):
        page = visit("story from right to left", width)
        sides = page.evaluate(
            """() => {
                const box = name => {
                    const range = document.createRange();
                    range.selectNodeContents(document.querySelector(name));
                    return range.getBoundingClientRect();
                };
                const column = document.querySelector(".story-header").getBoundingClientRect();
                const gaps = [".story-header h1", ".story-facts", ".breadcrumb", ".topics",
                    ".story-body p"].map(name => Math.abs(column.right - box(name).right));
                const face = box(".faces").left;  // the names and the moment stand left of it
                gaps.push(...[".byline", ".stamps"].map(name => Math.abs(face - box(name).right)));
                const way = name => getComputedStyle(document.querySelector(name)).direction;
                const onward = document.querySelector(".post-navigation .older .headline");
                return [gaps, way("article"), way(".masthead"),
                    getComputedStyle(onward).textAlign, way(".post-navigation .headline")];
            }"""
        )
        gaps, story_way, masthead_way, aligned, foreign_way = sides

        assert max(gaps) < 30
        assert (story_way, masthead_way, foreign_way) == ("rtl", "ltr", "ltr")
        assert aligned == "right"


def test_long_words_are_parted_by_the_rules_of_their_language(visit):
    """In the text; not in code, nor in captions, which are short."""
    for kind, lang in (("story in another language", "de"), ("story of text alone", "en")):
        page = visit(kind)

        assert page.evaluate(
            """() => {
                const text = document.querySelector(".story-body p");
                return [getComputedStyle(text).hyphens, text.closest("[lang]").lang];
            }"""
        ) == ["auto", lang]
    page = visit("story with all there is")
    assert page.evaluate("getComputedStyle(document.querySelector('pre')).hyphens") == "none"


# Print ---------------------------------------------------------------------------------------


def test_on_paper_the_story_stands_alone_with_the_addresses_of_its_links(visit):
    page = visit("story with all there is", media="print", color_scheme="dark")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll("nav, .skip, .onward, .author-links")]
            .filter(each => each.checkVisibility()).map(each => each.className)"""
    )
    contents = page.evaluate(
        """() => [...document.querySelectorAll(".story-body a, .biography a")].map(each =>
            [each.getAttribute("href"), getComputedStyle(each, "::after").content])"""
    )
    inks = page.evaluate(
        """() => ["h1", ".story-body p", ".deck", "figcaption", ".stamps"].map(name =>
            getComputedStyle(document.querySelector(name)).color)"""
    )

    assert hidden == []
    leading = {href: content for href, content in contents if not href.startswith("#")}
    assert leading == {href: f'" [" "{href}" "]"' for href in leading} or leading == {
        href: f'" [{href}]"' for href in leading
    }
    assert {f"{SITEURL}/2026/03/12/hafen/", "https://example.org/"} < leading.keys()
    assert all(content in {"none", "normal"} for href, content in contents if href.startswith("#"))
    assert page.locator(".page-address").inner_text().endswith(KINDS["story with all there is"])
    assert page.locator(".corrections p").is_visible()
    assert all(sum(map(int, re.findall(r"\d+", ink))) < 3 * 0x60 for ink in inks)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_every_picture_is_on_the_paper(visit):
    """Those, too, that the reader never scrolled down to."""
    page = visit("story with all there is")
    page.set_viewport_size({"width": 390, "height": 300})
    page.pdf()

    assert page.evaluate("[...document.images].every(each => each.complete && each.naturalWidth)")
