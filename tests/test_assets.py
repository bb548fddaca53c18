"""The theme's files as readers get them."""

import re
import shutil

import pytest

from plugins.assets.bundle import STYLE, address_of, bundled, shortened

from .conftest import ROOT, story

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
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return bundled(tmp_path, "theme", ["css/a.css", "css/b.css"], [".*", "*~"])

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
    with pytest.raises(SystemExit, match=r'b\.css: url\("x\.png"\) leads to no file'):
        bundle(**{"css/b.css": 'p { background: url("x.png") }'})
    with pytest.raises(SystemExit, match="STYLES names this file, and it is not there"):
        bundled(tmp_path, "theme", ["css/c.css"], [])
    with pytest.raises(LookupError, match=r'asset\("icon\.png"\)'):
        address_of(bundle(), "icon.png")


def test_what_a_comment_names_need_not_be_there(bundle):
    style = bundle(**{"css/a.css": "/* url(old.png) */ p { color: red }"})[STYLE].data.decode()

    assert style.startswith("p { color: red }")


@pytest.mark.parametrize(
    ("style", "short"),
    [
        ("a  {\n  b: c;\n}\n", "a { b: c; }"),
        ("/* one */ a /* two */ { } /* three", "a { } /* three"),
        ("a/* no blank */b", "a/**/b"),
        ("a /* */:hover", "a :hover"),
        ("a/* */:hover", "a/**/:hover"),
        ('a { content: "x  /* y */" }', 'a { content: "x  /* y */" }'),
        (r'a { content: "\"  /*" } /**/ b', r'a { content: "\"  /*" } b'),
        ("a { b: url(x/*.png) } /* */", "a { b: url(x/*.png) }"),
        (r"a\  b", r"a\  b"),
        ("'it  is' /* it's */ 'x  y'", "'it  is' 'x  y'"),
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
    assert "0 pages printed" in build({"a.md": story()}, THEME=str(theme)).said
