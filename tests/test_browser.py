"""The demonstration newsroom in a real browser, as readers use it."""

import gzip

import pytest

from .browsing import NEEDS_BROWSER, reading

pytestmark = NEEDS_BROWSER


@pytest.fixture
def page_with(browser, paper):
    """Return a function that opens the first page that holds what a CSS selector names."""
    opened = []

    def open_page(selector, **habits):
        address = next(each for each, page in paper.pages.items() if page.select_one(selector))
        opened.append(reading(browser, paper.address, address, **habits))
        return opened[-1].__enter__()

    yield open_page
    for each in opened:
        each.__exit__(None, None, None)


def test_nothing_scrolls_sideways_on_the_smallest_phone(browser, paper, examples):
    widths = {}
    for address in examples:
        with reading(browser, paper.address, address, width=320) as page:
            widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert {address: width for address, width in widths.items() if width > 320} == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_feed_that_is_opened_fits_the_window(browser, paper, width):
    feed = "/feeds/section/science.atom.xml"  # a headline of it has a word of 80 letters
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(paper.address + feed)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_biography_takes_the_width_of_its_column(browser, paper):
    with reading(browser, paper.address, "/author/world-desk/", width=1280) as page:
        text, column = (
            page.locator(each).bounding_box()["width"] for each in (".biography", ".list-header")
        )

    assert text == column


def test_a_picture_within_a_sentence_stays_in_its_line(page_with):
    page = page_with(".story-body p img[width='40']", width=1280)
    sentence = page.locator(".story-body p", has=page.locator("img[width='40']")).bounding_box()

    assert sentence["height"] < 2 * 30  # the picture is 30 pixels high


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser, paper, examples):
    for address in examples:
        with reading(browser, paper.address, address, width=1280) as page:
            reachable, steps = page.evaluate(
                """() => {
                    const players = "audio[controls], video[controls]";
                    const all = `a[href], button, input, summary, [tabindex='0'], ${players}`;
                    const count = kinds => [...document.querySelectorAll(kinds)]
                        .filter(each => each.checkVisibility()).length;
                    return [count(all), count(all) + 9 * count(players)];  // with their buttons
                }"""
            )

            seen = set()
            for _ in range(steps):
                if len(seen) == reachable:
                    break
                page.keyboard.press("Tab")
                place, outline = page.evaluate(
                    """() => {
                        const here = document.activeElement;
                        here.dataset.place ??= document.querySelectorAll("[data-place]").length;
                        let ringed = here;  // a card may be ringed as a whole
                        while (ringed && getComputedStyle(ringed).outlineStyle === "none") {
                            ringed = ringed.parentElement;
                        }
                        return [here.dataset.place, ringed !== null];
                    }"""
                )
                seen.add(place)
                assert outline, f"{address}: the focus cannot be seen"
            assert len(seen) == reachable, address


def test_every_story_is_light(published_demo):
    """HTML and style sheets come compressed to 15 KB at most, whatever pictures a story names.

    With parts such as a timeline or a chart it is 20,000 bytes.
    """
    demo = published_demo
    stories = {
        address: page for address, page in demo.pages.items() if page.select("article.story time")
    }

    assert len(stories) > 20
    for address, page in stories.items():
        links = [link["href"] for link in page.select("link[rel=stylesheet]")]
        files = [demo.output / each.removeprefix(f"{demo.address}/") for each in links]
        files.append(demo.output / address[1:] / "index.html")
        limit = 20_000 if page.select_one("article .part") else 15 * 1024
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= limit, address


def test_pictures_keep_their_shape_and_load_without_a_jump(browser, paper, examples):
    for address in examples:
        with reading(browser, paper.address, address, width=1280) as page:
            page.evaluate(
                """async () => {
                    for (const image of document.images) { image.loading = "eager"; }
                    await Promise.all([...document.images].map(image => image.decode()));
                }"""
            )

            shapes = page.evaluate(
                """() => [...document.querySelectorAll("figure.figure img")].map(image =>
                    [image.width / image.height, image.naturalWidth / image.naturalHeight])"""
            )
            for shown, own in shapes:
                assert shown == pytest.approx(own, rel=0.02), address


def test_the_printed_story_is_an_article_and_no_website(page_with):
    page = page_with("article .corrections")
    page.emulate_media(media="print")

    hidden = page.evaluate(
        """() => [...document.querySelectorAll("nav, .skip")].map(each => each.checkVisibility())"""
    )
    assert not any(hidden)
    assert page.locator("article h1").is_visible()
    assert page.locator("article .corrections").first.is_visible()


def test_words_from_right_to_left_start_at_the_right(page_with):
    page = page_with("html[dir=rtl] article.story", width=1280)

    assert (
        page.evaluate("getComputedStyle(document.querySelector('.story-body p')).direction")
        == "rtl"
    )


def test_columns_of_a_table_are_aligned_as_they_were_typed(page_with):
    page = page_with("html[dir=rtl] .align-right")

    aligned = "getComputedStyle(document.querySelector('td.align-right')).textAlign"
    assert page.evaluate(aligned) == "right"
