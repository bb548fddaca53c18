"""The demonstration newsroom in a real browser, on each kind of page."""

from fnmatch import fnmatch

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from .browsing import NEEDS_BROWSER, running, serving
from .conftest import ROOT, forget_signals, pelican

pytestmark = NEEDS_BROWSER

KINDS = {
    "front": "body:has(.lead)",
    "story with a group of pictures": "article .figure-group",
    "story with a table": "article .table",
    "story with a pull quote": "article .pull-quote",
    "story with a correction": "article .corrections",
    "story in a series by two authors": "article .author-box ~ .author-box",
    "translation": "html[lang=es] article.story",
    "story from right to left": "html[dir=rtl] article.story",
    "section": "/section/science/",
    "topic": "/topic/*/",
    "series": "/series/*/",
    "author": "/author/*/",
    "archive": "/archive/",
    "month": "/archive/2021/*/",
    "corrections": "/corrections/",
    "photo credits": "/photo-credits/",
    "page": "/about/",
    "missing": "/404.html",
}
"""Each kind of page: its address, or what only such a page holds."""

GLANCES = [(scheme, width) for scheme in ("light", "dark") for width in (390, 1280)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration newsroom, built as it is shipped."""
    site = pelican(ROOT / "content", tmp_path_factory.mktemp("demo") / "output")
    forget_signals()
    assert site.status == 0, site.said
    return site


@pytest.fixture(scope="module")
def addresses(demo):
    """Return the address of a page of each kind."""
    pages = sorted(name for name in demo.files if name.endswith(".html"))
    soups = {name: BeautifulSoup((demo.output / name).read_bytes(), "lxml") for name in pages}

    def found(kind):
        if kind.startswith("/"):
            pattern = kind[1:] + ("index.html" if kind.endswith("/") else "")
            return next(name for name in pages if fnmatch(name, pattern))
        return next(name for name in pages if soups[name].select_one(kind))

    return {name: "/" + found(kind).removesuffix("index.html") for name, kind in KINDS.items()}


@pytest.fixture(scope="module")
def served(demo):
    """Serve the site on this machine and return its address."""
    with serving(demo.output) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with running() as chromium:
        yield chromium


@pytest.fixture
def visit(browser, served, addresses):
    """Return a function that opens a page of a kind, as a reader with these habits would."""
    contexts = []

    def open_page(kind, width=390, scheme="light", **habits):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **habits
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("requestfailed", lambda request: page.complaints.append(request.url))
        page.on("request", lambda request: _elsewhere(page, request.url, served))
        page.goto(served + addresses[kind])
        return page

    yield open_page
    for context in contexts:
        context.close()


def _elsewhere(page, url, served):
    if not url.startswith((served, "data:")):
        page.complaints.append(f"asked another server: {url}")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_on_the_smallest_phone_and_nothing_complains(visit, kind):
    page = visit(kind, width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_accessibility_violation_in_light_and_dark_on_phone_and_desk(visit, kind):
    for scheme, width in GLANCES:
        page = visit(kind, width=width, scheme=scheme)
        found = Axe().run(page)

        assert not found.response["violations"], (scheme, width, found.generate_report())
        page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit, kind):
    page = visit(kind, width=1280)
    reachable = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, [tabindex='0']")]
            .filter(each => each.checkVisibility()).length"""
    )

    seen = set()
    for _ in range(reachable):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            """() => {
                const here = document.activeElement;
                here.dataset.place ??= String(document.querySelectorAll("[data-place]").length);
                let ringed = here;  // a card may be ringed as a whole
                while (ringed && getComputedStyle(ringed).outlineStyle === "none") {
                    ringed = ringed.parentElement;
                }
                return [here.dataset.place, ringed !== null];
            }"""
        )
        seen.add(place)
        assert outline, "the focus cannot be seen"
    assert len(seen) == reachable


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_carries_a_script_that_runs(visit, kind):
    page = visit(kind)

    assert page.evaluate(
        """() => [...document.scripts].every(each => each.type === "application/ld+json")"""
    )


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_keep_their_shape_and_load_without_a_jump(visit, kind):
    page = visit(kind, width=1280)
    page.evaluate(
        """async () => {
            for (const image of document.images) { image.loading = "eager"; }
            await Promise.all([...document.images].map(image => image.decode()));
        }"""
    )

    shapes = page.evaluate(
        """() => [...document.querySelectorAll("figure.figure img")]
            .map(image => [image.width / image.height, image.naturalWidth / image.naturalHeight])"""
    )
    for shown, own in shapes:
        assert shown == pytest.approx(own, rel=0.02)


def test_the_printed_story_is_an_article_and_no_website(visit):
    page = visit("story with a correction")
    page.emulate_media(media="print")

    hidden = page.evaluate(
        """() => [...document.querySelectorAll("nav, .skip")].map(each => each.checkVisibility())"""
    )
    assert not any(hidden)
    assert page.locator("article h1").is_visible()
    assert page.locator("article .corrections").first.is_visible()


def test_words_from_right_to_left_start_at_the_right(visit):
    page = visit("story from right to left", width=1280)

    assert page.evaluate("getComputedStyle(document.querySelector('article p')).direction") == "rtl"
