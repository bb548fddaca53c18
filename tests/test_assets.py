"""The theme's files as readers get them."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from plugins.assets.brand import colours_of
from plugins.assets.bundle import STYLE, address_of, bundled, shortened
from plugins.assets.properties import properties

from .conftest import ROOT, forget_signals, pelican, story

FILES = {
    "css/a.css": "@layer a, b;\n@layer a { p { color: red; } }",
    "css/b.css": '@layer b { q { background: url(../dot.svg) } i { src: url("../f/x.woff2#y") } }',
    "dot.svg": "<svg/>",
    "f/x.woff2": "font",
    ".hidden": "x",
    "css/b.css~": "x",
}


@pytest.fixture
def bundle(tmp_path):
    """Return a function that writes a theme's files and bundles them."""

    def run(**changes):
        for name, text in (FILES | changes).items():
            path = tmp_path / ("" if name.startswith("house/") else "static") / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        layers, house = ["css/a.css", "css/b.css"], tmp_path / "house"
        return bundled(tmp_path / "static", "theme", layers, [".*", "*~"], house)

    return run


def test_the_layers_are_one_file_and_every_name_bears_a_digest(bundle):
    assets = bundle()

    assert set(assets) == {STYLE, "dot.svg", "f/x.woff2"}
    for asset in assets.values():
        assert re.fullmatch(r"theme/(?:css/|f/)?[a-z]+\.[0-9a-f]{12}\.[a-z0-9]+", asset.address)
    style = assets[STYLE].data.decode()
    assert style.index("@layer a {") < style.index("@layer b {")


def test_the_style_shows_files_under_their_new_names(bundle):
    assets = bundle()
    style = assets[STYLE].data.decode()
    dot, font = (assets[name].address.removeprefix("theme/") for name in ("dot.svg", "f/x.woff2"))

    assert f'url("../{dot}")' in style
    assert f'url("../{font}#y")' in style


def test_an_address_changes_with_the_bytes_alone(bundle):
    before, after = bundle(), bundle(**{"dot.svg": "<svg></svg>"})

    assert before["f/x.woff2"] == after["f/x.woff2"]
    assert before["dot.svg"].address != after["dot.svg"].address
    assert before[STYLE].address != after[STYLE].address  # it names the other


def test_a_style_sheet_beside_the_layers_is_a_file_of_its_own(bundle):
    joined = bundle()[STYLE]
    assets = bundle(**{"alone/b.css": "p  { background: url(../dot.svg) }"})
    dot = assets["dot.svg"].address.removeprefix("theme/")

    assert assets["alone/b.css"].data.decode() == f'p {{ background: url("../{dot}") }}'
    assert assets[STYLE] == joined


@pytest.mark.parametrize(
    "style",
    [
        "p { background: url(data:image/png;base64,xx) }",
        'p { background: url("https://x.example/a.png") }',
        "p { fill: url(#gradient) }",
        "p { background: url(/photos/a.jpg) }",
        'p { content: "url(no.png)" }',
    ],
)
def test_addresses_that_are_not_the_themes_stay(bundle, style):
    assert style in bundle(**{"css/a.css": style})[STYLE].data.decode()


def test_a_file_that_is_not_there_is_told(bundle, tmp_path):
    with pytest.raises(SystemExit, match=r'b\.css:1: url\("x\.png"\) is not a file'):
        bundle(**{"css/b.css": 'p { background: url("x.png") }'})
    with pytest.raises(SystemExit, match="STYLES names this file, and it does not exist"):
        bundled(tmp_path, "theme", ["css/c.css"], [], tmp_path / "house")
    with pytest.raises(LookupError, match=r'asset\("icon\.png"\)'):
        address_of(bundle(), "icon.png")


def test_what_a_comment_names_need_not_be_there(bundle):
    style = bundle(**{"css/a.css": "/* url(old.png) */ p { color: red }"})[STYLE].data.decode()

    assert style.startswith("p { color: red }")


@pytest.mark.parametrize(
    ("style", "short"),
    [
        ("a  {\n  b: c;\n}\n", "a { b: c; }"),
        ("/* one */ a /* two */ { b: c } /* three", "a { b: c } /* three"),
        ("a/* no blank */b", "a/**/b"),
        ("a /* */:hover", "a :hover"),
        ("a/* */:hover", "a/**/:hover"),
        ('a { content: "x  /* y */" }', 'a { content: "x  /* y */" }'),
        (r'a { content: "\"  /*" } /**/ b', r'a { content: "\"  /*" } b'),
        ("a { b: url(x/*.png) } /* */", "a { b: url(x/*.png) }"),
        (r"a\  b", r"a\  b"),
        ("'it  is' /* it's */ 'x  y'", "'it  is' 'x  y'"),
        (":root { /* --paper: #fff; */ }", ""),
        ("a { b: c }\np, q:hover {}\nd { e: f }", "a { b: c } d { e: f }"),
        ("@layer a { b { } c { d: e } }", "@layer a { c { d: e } }"),
        ("@layer a { }", "@layer a { }"),
        (":root { --a: {}; --b: { } }", ":root { --a: {}; --b: { } }"),
        ('a { content: "; b { }" }', 'a { content: "; b { }" }'),
    ],
)
def test_a_style_is_shorter_and_says_the_same(style, short):
    assert shortened(style) == short
    assert shortened(short) == short


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / "theme/static/css").glob("*.css"))
)
def test_each_layer_of_the_theme_means_the_same_when_it_is_short(name):
    style = (ROOT / "theme/static/css" / name).read_text("utf-8")
    words = re.sub(r"/\*.*?\*/", " ", style, flags=re.DOTALL).split()

    assert shortened(style).split() == words


def test_a_page_asks_for_one_style_and_what_it_asks_for_is_there(build):
    site = build({"a.md": story()}, SITEURL="https://x.example/daily")
    page = site("/2020/05/01/a/")
    (style,) = page("link", rel="stylesheet")
    (icon,) = page("link", rel="icon")

    for link in (style, icon):
        assert link["href"].removeprefix("https://x.example/daily/") in site.files
    assert sum(name.startswith("theme/css/site.") for name in site.files) == 1
    assert not any(name.startswith("theme/css/base") for name in site.files)
    text = (site.output / style["href"].removeprefix("https://x.example/daily/")).read_text("utf-8")
    assert "@media print {" in text
    assert "/*" not in text


def test_pages_are_printed_again_when_the_style_has_another_address(build, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    before = build({"a.md": story()}, THEME=str(theme))
    (old,) = (name for name in before.files if name.startswith("theme/css/site."))
    with (theme / "static/css/base.css").open("a", encoding="utf-8") as layer:
        layer.write("p { color: red }")

    after = build({"a.md": story()}, THEME=str(theme))

    (new,) = (name for name in after.files if name.startswith("theme/css/site."))
    assert new != old
    assert after("/")("link", rel="stylesheet")[0]["href"] == f"/{new}"
    assert "0 pages printed" in build({"a.md": story()}, THEME=str(theme)).messages


BRAND = """\
/* ours: url(fonts/old.woff2) */
@font-face { font-family: Harbour; src: url("fonts/harbour.woff2") format("woff2") }
:root { --paper: light-dark(#fff, #012); --serif: Harbour, serif }
.masthead { border: 0 }
"""
HOUSE = {"house/brand.css": BRAND, "house/fonts/harbour.woff2": "font", "house/fonts/card.ttf": "x"}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90"/></svg>'


def test_the_newsrooms_own_style_comes_last_and_in_no_layer(bundle):
    style = bundle(**HOUSE)[STYLE].data.decode()

    assert style.index("@layer b {") < style.index("@font-face")
    assert style.endswith(".masthead { border: 0 }")


def test_fonts_that_it_names_are_published_and_others_are_not(bundle):
    assets = bundle(**HOUSE)
    font = assets["house/fonts/harbour.woff2"].address

    assert re.fullmatch(r"theme/house/fonts/harbour\.[0-9a-f]{12}\.woff2", font)
    assert f'url("../{font.removeprefix("theme/")}")' in assets[STYLE].data.decode()
    assert "house/fonts/card.ttf" not in assets


def test_a_file_that_it_names_and_lacks_is_a_fault_with_its_line(bundle):
    brand = "\n\np { background: url(sea.png) }"

    with pytest.raises(SystemExit, match=r"brand\.css:3: url\(sea\.png\) is not a file in house/"):
        bundle(**{"house/brand.css": brand})


def test_the_icon_of_the_house_takes_the_place_of_the_themes(bundle):
    before = bundle(**{"icon.svg": "<svg/>"})["icon.svg"]
    after = bundle(**{"icon.svg": "<svg/>", "house/icon.svg": LOGO, "house/logo.svg": LOGO})

    assert after["icon.svg"].address != before.address
    assert (after["icon.svg"].data, after["logo.svg"].data) == (LOGO.encode(), LOGO.encode())


def test_a_feed_in_a_browser_has_the_colours_and_fonts_and_nothing_else(bundle):
    feed = {"css/feed.css": "@namespace h 'x';\np { color: var(--ink) }"}
    tokens = "@layer a { :root { --ink: #111; margin: 0 } @media print { :root { --ink: #000 } } }"
    assets = bundle(**HOUSE, **feed, **{"css/a.css": tokens})

    text = assets["css/feed.css"].data.decode()
    assert text.startswith("@namespace")
    assert ":root { --paper: light-dark(#fff, #012); --serif: Harbour, serif }" in text
    assert f'url("../{assets["house/fonts/harbour.woff2"].address.removeprefix("theme/")}")' in text
    assert "masthead" not in text


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("@layer t { :root { --a: 1; color: red } }", ":root { --a: 1 }"),
        (
            "@media print { :root { --a: 1 } p { color: red } }",
            "@media print {\n:root { --a: 1 }\n}",
        ),
        (":root { @media print { --a: 1; top: 0 } }", ":root { @media print { --a: 1 } }"),
        ("html { color-scheme: dark } @import 'x'; p { top: 0 }", "html { color-scheme: dark }"),
        ("@font-face { src: url(a.woff2) }", "@font-face { src: url(a.woff2) }"),
        ("", ""),
    ],
)
def test_the_properties_of_a_style_are_taken_out_of_it(css, kept):
    assert properties(css) == kept


@pytest.fixture
def house(tmp_path):
    """Return a function that writes files into a newsroom's own house/, and returns its settings."""

    def run(**files):
        folder = tmp_path / "house"
        for name, text in files.items():
            path = folder / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return {"HOUSE": str(folder), "THEME_TEMPLATES_OVERRIDES": [str(folder / "templates")]}

    return run


@pytest.mark.parametrize(
    ("css", "paper"),
    [
        ("", ("#fdfcf9", "#131518")),
        (":root { --paper: #FFF }", ("#ffffff", "#ffffff")),
        (":root { --paper: light-dark(white, rgb(1 2 3)) }", ("#ffffff", "#010203")),
        (":root { --paper: #ffff; } .x { --paper: red }", ("#ffffff", "#ffffff")),
        (":root { --paper: #ff000080 }", ("#ff7f7f", "#800000")),
        (
            "html { --paper: #eee } @media (prefers-color-scheme: dark) { :root { --paper: #111 } }",
            ("#eeeeee", "#111111"),
        ),
        (":root { --sea: hsl(240 100% 50%); --paper: var(--sea) }", ("#0000ff", "#0000ff")),
        (":root { --paper: var(--none, light-dark(#111111, #222222)) }", ("#111111", "#222222")),
        (":root { color-scheme: light; --paper: light-dark(#fff, #000) }", ("#ffffff", "#ffffff")),
        ("@media print { :root { --paper: red } }", ("#fdfcf9", "#131518")),
        (":root { --paper: var(--paper) }", None),
        (":root { --paper: color-mix(in srgb, red, blue) }", None),
        (":root { --paper: oklch(60% .1 200) }", None),
    ],
)
def test_the_colours_of_a_page_are_read_from_its_styles(house, css, paper):
    colours, faults = colours_of(ROOT / "theme", Path(house(brand_css=css)["HOUSE"]))

    assert colours["paper"] == (paper or ("#fdfcf9", "#131518"))
    assert bool(faults) == (paper is None)


def test_what_cannot_be_read_is_a_warning_with_line_and_remedy(house):
    brand = '@import "x.css";\n:root {\n  --accent: lab(50% 40 59);\n}\np { color: red } }'
    _, faults = colours_of(ROOT / "theme", Path(house(brand_css=brand)["HOUSE"]))

    assert [(fault.line, fault.warning) for fault in sorted(faults)] == [
        (1, True),
        (3, True),
        (5, True),
    ]
    assert '--accent is "lab(50% 40 59)", which cards and browser' in sorted(faults)[1].text


def test_a_newsroom_shows_its_own_look_everywhere(build, house):
    files = {"brand_css": BRAND, "fonts__harbour_woff2": "font", "logo_svg": LOGO, "icon_svg": LOGO}
    footer = '<footer class="imprint">Ours.</footer>'
    own = house(**files, templates__parts__footer_html=footer)
    site = build({"a.md": story(tags="x")}, SITEURL="https://x.example", **own)

    assert site.status == 0, site.messages
    for page in (site("/"), site("/2020/05/01/a/"), site("/topic/x/")):
        logo = page.select_one(".masthead .nameplate img")
        assert (logo["alt"], logo["width"], logo["height"]) == ("The Margin", "90", "30")
        assert (site.output / logo["src"].removeprefix("https://x.example/")).read_text() == LOGO
        (icon,) = page("link", rel="icon")
        assert (site.output / icon["href"].removeprefix("https://x.example/")).read_text() == LOGO
        colours = [each["content"] for each in page("meta", attrs={"name": "theme-color"})]
        assert colours == ["#ffffff", "#001122"]
        assert page.select_one("footer.imprint").string == "Ours."
        (data,) = page("script", type="application/ld+json")
        assert logo["src"] in data.string
    card = min(name for name in site.files if name.startswith("social-cards/"))
    with Image.open(site.output / card) as image:
        assert image.convert("RGB").getpixel((0, 300)) == (255, 255, 255)
    assert (
        "0 pages printed"
        in build({"a.md": story(tags="x")}, SITEURL="https://x.example", **own).messages
    )


@pytest.mark.parametrize(
    "files",
    [
        {"brand_css": ":root { --paper: red }"},
        {"logo_svg": LOGO.replace("90", "60")},
        {"icon_svg": LOGO},
        {"fonts__harbour_woff2": "another"},
        {"templates__parts__footer_html": "<footer>Theirs.</footer>"},
    ],
)
def test_a_change_of_the_look_prints_what_it_must(build, house, tmp_path, files):
    stories = {"a.md": story(tags="x")}
    own = house(brand_css=BRAND, fonts__harbour_woff2="font", logo_svg=LOGO)
    build(stories, SITEURL="https://x.example", **own)
    house(**files)

    changed = build(stories, SITEURL="https://x.example", **own).bytes()
    forget_signals()
    settings = {"SITEURL": "https://x.example", "POLICIES": {}, **own}
    assert pelican(tmp_path / "content", tmp_path / "clean/output", **settings).bytes() == changed


def test_a_logo_that_is_none_is_a_fault(build, house):
    site = build({"a.md": story()}, **house(logo_svg="<svg"))

    assert "logo.svg:1: photo" in site.faults[0]
