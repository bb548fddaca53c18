"""What a real browser fetches of a photo, on phones and desks, on screens of one and three pixels."""

import io
import math

import pytest
from PIL import Image

from .browsing import NEEDS_BROWSER, serving
from .conftest import story

pytestmark = NEEDS_BROWSER


def large(width, height, seed=0):
    """Return a photo with something to see in it."""
    noise = Image.effect_noise((width // 8, height // 8), 60 + seed).resize((width, height))
    data = io.BytesIO()
    colours = [
        noise.point(lambda value, shift=shift: (value + shift) % 256) for shift in (0, 40, 90)
    ]
    Image.merge("RGB", colours).save(data, "JPEG", quality=70)
    return data.getvalue()


PHOTOS = {
    "photos/land.jpg": large(2400, 1600),
    "photos/tall.jpg": large(1600, 2400, 1),
    "photos/flat.jpg": large(2400, 1000, 2),
    "photos/face.jpg": large(800, 1000, 3),
    "photos/small.jpg": large(500, 400, 4),
}
CREDIT = "(Photo: Ana Ruiz/AP)"


def figure(name, attributes=""):
    return f"![What {name} shows.]({name}.jpg){attributes}\nThe view of {name}. {CREDIT}"


BODIES = {
    "lead.md": f"{figure('land')}\n\nText.\n\n{figure('tall')}\n\nMore.\n\n{figure('small')}",
    "two.md": "\n".join(["Text.\n", figure("land"), figure("tall")]),
    "three.md": "\n".join(["Text.\n", figure("land"), figure("tall"), figure("flat")]),
    "five.md": "\n".join(
        ["Text.\n", *(figure(each) for each in "land tall flat small face".split())]
    ),
    "wide.md": f"Text.\n\n{figure('flat', '{.wide}')}\n\nMore.\n\n{figure('land', '{.full}')}",
    "tall.md": f"{figure('tall')}\n\nText.",
    "flat.md": f"{figure('flat')}\n\nText.",
    "inline.md": "See ![What land shows.](land.jpg){width=200} and go on.",
}


@pytest.fixture(scope="module")
def site(build_once):
    """A newsroom whose photos stand in every place that the theme has for one."""
    stories = {
        name: story(
            title=f"Story {name[:-3]}",
            date=f"2026-05-{20 - number} 12:00",
            section=["World", "Science", "Sport"][number % 3],
            body=body,
            tags="rivers",
            authors="Ana Ruiz",
            image="land.jpg" if name == "inline.md" else "",
        )
        for number, (name, body) in enumerate(BODIES.items())
    }
    more = {
        f"more-{number}.md": story(
            title=f"More {number}",
            date=f"2026-04-{28 - number} 12:00",
            section=["World", "Science", "Sport"][number % 3],
            body=figure("land"),
            tags="rivers",
            authors="Ana Ruiz",
        )
        for number in range(12)
    }
    author = "Title: Ana Ruiz\nPortrait: face.jpg\n\nA reporter."
    return build_once("pictures", {**stories, **more, **PHOTOS, "authors/ana-ruiz.md": author})


@pytest.fixture(scope="module")
def served(site):
    with serving(site.output) as address:
        yield address


PAGES = [
    "/",
    *(f"/2026/05/{20 - number}/{name[:-3]}/" for number, name in enumerate(BODIES)),
    "/section/world/",
    "/author/ana-ruiz/",
    "/photo-credits/",
]

LOOK = """async () => {
    for (const image of document.images) { image.loading = "eager"; }
    await Promise.all([...document.images].map(image => image.decode()));
    return [...document.querySelectorAll("picture img")].map(image => {
        const box = image.getBoundingClientRect();
        const shape = image.getAttribute("width") / image.getAttribute("height");
        const covers = getComputedStyle(image).objectFit === "cover";
        const across = covers ? Math.max(box.width, box.height * shape) : box.width;
        const source = image.parentElement.querySelector("source[type='image/avif']");
        return [across, image.currentSrc, source.srcset];
    });
}"""


def _file(srcset, needed):
    """Return the smallest file of *srcset* that is *needed* pixels across, else the largest."""
    files = [
        (each.split()[0], int(each.split()[1].removesuffix("w"))) for each in srcset.split(", ")
    ]
    files.sort(key=lambda file: file[1])
    return next((file for file in files if file[1] >= needed), files[-1])


def check_picked(browser, site, address, width, density):
    """The browser picks the smallest file that fills the place, on the page at *address*.

    *site* is where the site is served.
    """
    view = {"width": width, "height": 800}
    context = browser.new_context(viewport=view, device_scale_factor=density)
    page = context.new_page()
    assert page.goto(site + address).ok

    looked = [
        (across, picked.removeprefix(site), srcset.replace(site, ""))
        for across, picked, srcset in page.evaluate(LOOK)
    ]

    assert looked
    wanted = [_file(srcset, math.floor(across) * density) for across, _, srcset in looked]
    for (across, picked, srcset), (address_wanted, width_wanted) in zip(
        looked, wanted, strict=True
    ):
        if (
            picked != address_wanted
        ):  # a larger one is on this page anyway, and taken from the cache
            widths = {each.split()[0]: int(each.split()[1][:-1]) for each in srcset.split(", ")}
            assert picked in {address for address, _ in wanted}, (address, across, picked)
            assert widths[picked] > width_wanted, (address, across, picked)
    context.close()


@pytest.mark.proof
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("density", [1, 3])
def test_the_browser_picks_the_smallest_file_that_fills_the_place(
    browser, served, address, width, density
):
    check_picked(browser, served, address, width, density)


ON_PHONE_AND_DESK = pytest.mark.parametrize(("width", "density"), [(390, 3), (1280, 1)])
FRONT_AND_STORY = pytest.mark.parametrize(
    "address", ["/", "/2022/07/12/webb-telescope-first-images/"]
)


@ON_PHONE_AND_DESK
@FRONT_AND_STORY
def test_the_browser_picks_such_files_of_the_demonstration_newsroom(
    browser, demo, address, width, density
):
    check_picked(browser, demo.address, address, width, density)


WATCH = """() => new Promise(done => {
    const seen = {shift: 0, largest: null};
    new PerformanceObserver(list => {
        for (const each of list.getEntries()) { seen.shift += each.value; }
    }).observe({type: "layout-shift", buffered: true});
    new PerformanceObserver(list => {
        const last = list.getEntries().at(-1);
        seen.largest = [last.element?.currentSrc ?? "", last.element?.loading ?? "",
                        last.element?.fetchPriority ?? ""];
    }).observe({type: "largest-contentful-paint", buffered: true});
    const painted = () => seen.largest?.[0] || performance.now() > 20000;
    const wait = () => painted() ? setTimeout(() => done(seen), 600) : setTimeout(wait, 20);
    wait();
})"""
"""Watch until a picture is the largest paint, and a moment more; a busy machine takes its time."""


def check_paint(browser, address, width, density, lead):
    """Nothing jumps on the page at *address*, and the largest paint is the picture *lead*."""
    view = {"width": width, "height": 800}
    context = browser.new_context(viewport=view, device_scale_factor=density)
    page = context.new_page()
    page.goto(address, wait_until="load")

    seen = page.evaluate(WATCH)

    assert seen["shift"] == 0
    source, loading, priority = seen["largest"]
    assert f"/photos/sized/{lead}" in source
    assert loading in {"auto", "eager"}
    assert priority == "high"
    context.close()


@pytest.mark.proof
@pytest.mark.parametrize("address", ["/", "/2026/05/20/lead/"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("density", [1, 3])
def test_nothing_jumps_and_the_lead_picture_is_the_largest_paint(
    browser, served, address, width, density
):
    check_paint(browser, served + address, width, density, "land-")


@ON_PHONE_AND_DESK
def test_nothing_jumps_on_the_front_of_the_demonstration_newsroom(browser, demo, width, density):
    check_paint(browser, f"{demo.address}/", width, density, "")
