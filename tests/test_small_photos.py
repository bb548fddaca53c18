"""Photos that are smaller than their places: shown no larger than they are, and reported."""

import pytest

from plugins.photos.photo import Photo
from plugins.responsive_images.small_photos import small_photos

from .browsing import NEEDS_BROWSER, serving
from .conftest import grainy, story

CAPTION = "The bridge. (Photo: X/AP)"


def shown(path="photos/a.jpg", classes="figure", before=""):
    return f'{before}<figure class="{classes}"><img alt="A" src="/{path}"></figure>'


@pytest.mark.parametrize(
    ("width", "text", "words"),
    [
        pytest.param(300, shown(), "300 pixels wide and is shown no wider; a wide", id="opening"),
        pytest.param(480, shown(), "", id="half of an opening"),
        pytest.param(250, shown(before="<p>Text.</p>"), "the text has 608", id="in the text"),
        pytest.param(400, shown(before="<p>Text.</p>"), "", id="large enough for the text"),
        pytest.param(600, shown(classes="figure full", before="<p>A</p>"), "1280", id="full"),
        pytest.param(128, shown(before="<p>Text.</p>"), "", id="an emblem"),
        pytest.param(250, '<p>An icon <img alt="A" src="/photos/a.jpg"></p>', "", id="in a line"),
    ],
)
def test_a_photo_far_smaller_than_its_place_is_reported(width, text, words):
    found = Photo("photos/a.jpg", width, width * 2 // 3, kind="JPEG")
    messages = dict(small_photos(text, {found.path: found}))

    assert bool(messages) == bool(words)
    assert words in messages.get("photos/a.jpg", "")


def test_a_drawing_is_never_too_small():
    drawing = Photo("photos/a.svg", 90, 60, kind="SVG")

    assert not dict(small_photos(shown("photos/a.svg"), {drawing.path: drawing}))


def test_the_build_tells_the_line(build):
    site = build(
        {"a.md": story(body=f"![A](a.jpg)\n{CAPTION}"), "photos/a.jpg": grainy((300, 200))}
    )

    assert site.status == 0
    assert 'a.md:5: warning: photo "a.jpg" is 300 pixels wide' in site.messages


NAMES = {"tiny": (200, 150), "small": (400, 300), "flat": (500, 120), "tall": (300, 500)}


@NEEDS_BROWSER
@pytest.mark.parametrize("width", [390, 1280])
def test_no_photo_is_shown_larger_than_it_is(browser, build_once, width):
    """In the opening of a story, in its text, in a gallery, and on cards."""
    stories = {
        f"{name}.md": story(
            title=name,
            body=f"![A]({name}.jpg)\n{CAPTION}\n\nText.\n\n![A]({name}.jpg)\n{CAPTION}\n\n"
            f"Text.\n\n![A]({name}.jpg)\n{CAPTION}\n![A](small.jpg)\n{CAPTION}\n\n"
            f"Text.\n\n![A]({name}.jpg){{.full}}\n{CAPTION}",
        )
        for name in NAMES
    }
    photos = {f"photos/{name}.jpg": grainy(size) for name, size in NAMES.items()}
    site = build_once("small photos", {**stories, **photos})
    with serving(site.output) as address:
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        for path in ("/", "/section/world/", *(f"/2020/05/01/{name}/" for name in NAMES)):
            page.goto(address + path)
            seen = page.evaluate(
                """() => [...document.querySelectorAll("main img")].map(image => {
                    const box = image.getBoundingClientRect();
                    const covers = getComputedStyle(image).objectFit === "cover";
                    return [image.currentSrc || image.src, covers, box.width, box.height];
                })"""
            )
            assert seen
            for source, covers, across, down in seen:
                name = source.rsplit("/")[-1].partition("-")[0].removesuffix(".jpg")
                own = NAMES[name]
                scale = max(across / own[0], down / own[1]) if covers else across / own[0]
                assert scale <= 1.01, (path, source, across, down)
                assert across <= width
