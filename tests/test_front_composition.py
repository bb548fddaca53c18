"""Every front is composed: with no picture or many, of any shape, with one story or fifteen sections."""

import pytest

from .browsing import NEEDS_BROWSER, serving
from .conftest import forget_signals, grainy, photo, story
from .test_pictures import check_picked

FRONT_OF_ALL = """\
breaking: {text: The bridge is closed, story: stories/s01.md}
packages:
  - {label: The vote, lead: stories/s02.md, links: [stories/s03.md, stories/s04.md]}
  - {label: The flood, lead: stories/s05.md}
  - {label: The strike, lead: stories/s06.md, links: [stories/s07.md]}
"""
WORDS = "Council votes to keep the night bus running until dawn"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def newsroom(count, sections, pictures=(), title=WORDS, **more):
    """Return *count* stories in so many *sections*; the numbers in *pictures* have their photo."""
    photos = dict(pictures)
    files = {
        f"s{at:02}.md": story(
            f"{title} {at}", f"2026-03-{28 - at // 4:02} {12 - at % 4}:00", f"Section {at % sections}",
            f"![A]({photos[at]})\nText. (Photo: X/AP)" if at in photos else "Text.",
        )
        for at in range(count)
    }  # fmt: skip
    return {**files, **more}


def every(name, count):
    return [(at, name) for at in range(count)]


SHAPES = {
    "photos/wide.jpg": grainy(),
    "photos/tall.jpg": grainy((600, 900)),
    "photos/small.jpg": photo(size=(300, 200)),
}
FRONTS = {
    "no picture": newsroom(24, 5),
    "one story": newsroom(1, 1, every("wide.jpg", 1), **SHAPES),
    "one story without a picture": newsroom(1, 1),
    "two stories": newsroom(2, 1, [(1, "wide.jpg")], **SHAPES),
    "three stories": newsroom(3, 2, every("tall.jpg", 3), **SHAPES),
    "fifteen sections": newsroom(60, 15, [(at, "wide.jpg") for at in range(1, 60, 2)], **SHAPES),
    "small pictures": newsroom(24, 4, every("small.jpg", 24), **SHAPES),
    "long words": newsroom(12, 3, every("wide.jpg", 6), LONG, **SHAPES),
    "arranged": newsroom(
        30, 6, every("wide.jpg", 30), **SHAPES, **{"../content/front.yml": FRONT_OF_ALL}
    ),
}


def test_a_block_shows_the_first_picture_that_it_has(build):
    """A lead without a picture has the width; a rail whose first story has none is a row."""
    files = newsroom(12, 1, [(2, "wide.jpg"), (6, "wide.jpg"), (7, "tall.jpg")], **SHAPES)

    page = build(files, FRONT_TOP=3)("/")

    assert "text-lead" in page.select_one(".opening")["class"]
    assert [bool(each.img) for each in page.select(".top .card")] == [False, True, False]
    assert "in-row" in page.select_one(".rail")["class"]
    assert [bool(each.img) for each in page.select(".rail .card")] == [False, False, True, True]


LARGE = ("one story", "two stories", "fifteen sections", "long words", "arranged")
"""Fronts all of whose pictures fill their places."""

ENLARGED = """() => [...document.querySelectorAll("main img")].filter(each => {
    const box = each.getBoundingClientRect(), file = each.currentSrc;
    return box.width > 301 && file.includes("small");
}).length"""
HOLES = """() => [...document.querySelectorAll("main .card, main .rail, main .package")].filter(each =>
    each.getBoundingClientRect().width < 80).length"""


@NEEDS_BROWSER
@pytest.mark.proof
@pytest.mark.parametrize("name", FRONTS)
def test_every_front_fits_its_window_and_enlarges_no_picture(build, browser, name):
    site = build(FRONTS[name], NOW="2026-03-29 12:00")
    forget_signals()
    assert site.status == 0, site.messages
    with serving(site.output) as address:
        for width in (320, 390, 820, 1280, 1680):
            context = browser.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            page.goto(f"{address}/")

            assert page.evaluate("document.documentElement.scrollWidth") <= width, width
            assert page.evaluate(ENLARGED) == 0, width
            assert page.evaluate(HOLES) == 0, width
            context.close()
            if name in LARGE and width in (390, 820, 1280):
                check_picked(browser, address, "/", width, 1)
