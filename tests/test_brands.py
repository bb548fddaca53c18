"""A newsroom's own face: its fonts, its colours in print, and the brands in the docs."""

import re

import pytest
from PIL import Image

from plugins.assets.brand import colours_of
from plugins.assets.fallback_fonts import faces, is_font, metrics_of, with_stand_ins

from .brands import (
    BRANDS,
    HEIGHT,
    NAMES,
    PHONE,
    PICTURE,
    WIDE,
    built,
    fingerprint,
    shown_fingerprint,
)
from .browsing import NEEDS_BROWSER, reading, serving
from .conftest import forget_signals, story, write
from .places import ROOT

SERIF = (ROOT / "theme/fonts/SourceSerifPro-Semibold.ttf").read_bytes()
SANS = (ROOT / "theme/fonts/Almarai-Bold.ttf").read_bytes()

# Fonts ----------------------------------------------------------------------------------------

FACE = '@font-face { font-family: "My Font"; src: url("fonts/a.woff2") format("woff2") }'


def stood_in(css, data=SERIF):
    return with_stand_ins(css, lambda address: data)


@pytest.mark.parametrize(
    ("stack", "listed", "local"),
    [
        ('"My Font", Georgia, serif', '"My Font", "My Font stand-in", Georgia, serif', "Times New Roman"),
        ("'My Font', Arial, sans-serif", "'My Font', \"My Font stand-in\", Arial, sans-serif", "Arial"),
        ("my font, sans-serif", 'my font, "My Font stand-in", sans-serif', "Arial"),
        ('"My Font"', '"My Font", "My Font stand-in"', "Times New Roman"),
        ('Other, "My Font", serif', 'Other, "My Font", "My Font stand-in", serif', "Times New Roman"),
    ],
)  # fmt: skip
def test_a_font_has_a_stand_in_in_every_list(stack, listed, local):
    css = stood_in(f"{FACE}\n:root {{ --font-text: {stack}; }}\nh1 {{ font-family: {stack} }}")

    assert f"--font-text: {listed};" in css
    assert f"h1 {{ font-family: {listed} }}" in css
    assert css.startswith(FACE)
    assert f'src: local("{local}")' in css


@pytest.mark.parametrize(
    "css",
    [
        ":root { --font-text: Georgia, serif }",
        f"{FACE} :root {{ --mono: 'My Font', monospace }}",
        f"{FACE.replace('format', 'font-style')} ",
        "@font-face { font-family: A; src: local(B) } p { font-family: A, serif }",
        "@font-face { font-family: A; font-style: italic; src: url(a.ttf) } p { font-family: A, x }",
    ],
)
def test_other_styles_stay_as_they_are(css):
    assert 'local("Times' not in stood_in(css, SERIF if "italic" in css or "mono" in css else None)


def test_a_stand_in_takes_the_room_of_its_font():
    css = stood_in(f"{FACE} p {{ font-family: 'My Font', serif }}")
    found = {key: float(value) for key, value in re.findall(r"([a-z-]+): ([\d.]+)%", css)}
    size = found["size-adjust"] / 100

    metrics = metrics_of(SERIF)
    assert size == pytest.approx(metrics.width / 33.046, abs=1e-3)
    assert found["ascent-override"] * size == pytest.approx(metrics.ascent * 100, abs=0.1)
    assert found["descent-override"] * size == pytest.approx(metrics.descent * 100, abs=0.1)


def test_a_bold_font_has_a_bold_stand_in():
    face = FACE.replace("src", "font-weight: 700; src")

    assert 'local("Arial Bold")' in stood_in(f"{face} p {{ font-family: 'My Font', sans-serif }}")


def test_what_is_no_font_is_known():
    assert is_font(SERIF)
    assert not is_font(b"font")
    assert metrics_of(b"font") is None
    assert [each.line for each in faces(f"\n\n{FACE}")] == [3]


def test_a_font_that_cannot_be_read_is_a_warning(build, tmp_path):
    write(tmp_path, {"house/brand.css": f"\n{FACE}", "house/fonts/a.woff2": "font"})
    site = build({"a.md": story()}, HOUSE=str(tmp_path / "house"))

    assert site.status == 0
    assert 'brand.css:2: warning: "fonts/a.woff2" is no font' in site.messages


# The brands of the docs -----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_brand_is_short_and_readable_on_light_and_dark_pages(name):
    lines = (BRANDS / name / "brand.css").read_text("utf-8").splitlines()
    colours, faults = colours_of(ROOT / "theme", BRANDS / name)

    assert len(lines) < 60
    assert not faults
    for scheme in ("light", "dark"):
        paper = getattr(colours["paper"], scheme)
        assert contrast(paper, getattr(colours["ink"], scheme)) > 10
        assert contrast(paper, getattr(colours["accent"], scheme)) > 4.5


def contrast(first, second):
    """Return the contrast of two colours, as WCAG counts it."""
    lighter, darker = sorted(map(luminance, (first, second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [each / 255 for each in bytes.fromhex(colour[1:])]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_of_a_brand_shows_it_as_it_is(name):
    """A failure here means: run ``.venv/bin/python -m tests.brands``, and look at the pictures."""
    with Image.open(BRANDS / name / PICTURE) as picture:
        assert picture.size == ((WIDE + PHONE) * 3 // 5, HEIGHT * 3 // 5)
    assert shown_fingerprint(name) == fingerprint(name)


def test_every_property_is_in_the_docs_with_its_default():
    styles = [
        (ROOT / "theme/static/css" / each).read_text() for each in ("tokens.css", "parts.css")
    ]
    css = re.sub(r"/\*.*?\*/", "", "".join(styles), flags=re.DOTALL)
    (tokens,) = ["".join(re.findall(r"@layer tokens \{(.*?)\n\}", css, re.DOTALL))]
    defaults = {}
    for key, value in re.findall(r"(--[\w-]+):\s*([^;]+);", tokens):
        defaults.setdefault(key, " ".join(value.split()))
    rows = re.findall(
        r"^\| `(--[\w-]+)` \| .+ \| `(.+)` \|$", (ROOT / "docs/brand.md").read_text(), re.M
    )

    assert dict(rows) == defaults


@pytest.fixture(
    scope="module",
    params=[
        "daily",
        *(pytest.param(each, marks=pytest.mark.proof) for each in ("local", "weekly")),
    ],
)
def branded(request, tmp_path_factory):
    """A small site in a brand of the docs, by its name and where it is served."""
    folder = tmp_path_factory.mktemp("brand")
    write(
        folder / "content",
        {
            "a.md": story(
                "A headline that is long enough for two lines of a phone", body="A text. " * 60
            )
        },
    )
    site = built(
        request.param, folder / "content", folder / "output", POLICIES={}, NAVIGATION_PAGES=[]
    )
    forget_signals()
    assert site.status == 0, site.messages
    assert "warning" not in site.messages
    with serving(site.output) as address:
        yield request.param, address


SHIFT = """() => new Promise(done => {
    let shift = 0;
    new PerformanceObserver(list => {
        for (const each of list.getEntries()) { shift += each.value; }
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done([shift, document.fonts.size, [...document.fonts].filter(f => f.status == "loaded").length]), 300);
})"""


@NEEDS_BROWSER
def test_nothing_jumps_when_a_font_arrives_late(branded, browser):
    _, address = branded
    held = []
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.route("**/*.ttf", lambda route: held.append(route))
    page.goto(f"{address}/2020/05/01/a/", wait_until="domcontentloaded")
    page.wait_for_timeout(300)  # so that the text is painted in the stand-in
    before = page.locator("h1.headline").bounding_box()
    for each in held:
        each.continue_()
    page.wait_for_function(
        "[...document.fonts].some(font => font.status == 'loaded' && !/stand-in/.test(font.family))"
    )
    shift, *_ = page.evaluate(SHIFT)

    assert held
    assert shift < 0.01  # letters differ by a pixel or two; lines and blocks do not
    assert page.locator("h1.headline").bounding_box() == before
    page.close()


@NEEDS_BROWSER
def test_a_logo_keeps_its_proportions_on_the_smallest_phone(branded, browser):
    name, address = branded
    with reading(browser, address, "/", width=320) as page:
        logo = page.evaluate(
            "(i => i && [i.width / i.height, i.naturalWidth / i.naturalHeight, i.alt])(document.querySelector('.nameplate img'))"
        )

    assert (logo is None) == (name == "daily")
    if logo:
        assert logo[0] == pytest.approx(logo[1], abs=0.05)
        assert logo[2] == NAMES[name][0]


@NEEDS_BROWSER
def test_print_is_black_on_white_with_the_accent_and_fonts_of_the_brand(branded, browser):
    _, address = branded
    looks = "[getComputedStyle(document.body).color, getComputedStyle(document.querySelector('h1')).fontFamily, getComputedStyle(document.documentElement).getPropertyValue('--paper')]"
    with reading(browser, address, "/2020/05/01/a/", scheme="dark") as page:
        _, font, _ = page.evaluate(looks)
        page.emulate_media(media="print")

        assert page.evaluate(looks) == ["rgb(0, 0, 0)", font, "#fff"]
