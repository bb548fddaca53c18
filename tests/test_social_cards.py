"""Pages that are shared show a picture: the story's own, or a card that is drawn for it."""

import io
import re
import shutil
from pathlib import Path

import pytest
from pelican.settings import read_settings
from PIL import Image, ImageChops, features

from plugins.assets.brand import colours_of
from plugins.press import release
from plugins.press.serve.resident import ResidentSite
from plugins.social_cards import drawing
from plugins.social_cards.design import design_of, font_files
from plugins.social_cards.drawing import MARGIN, drawn
from plugins.social_cards.locales import social_locale

from .conftest import DEMO, ROOT, WITHOUT_SEARCH, forget_signals, grainy, photo, story
from .test_incremental import Desk, different

ADDRESS = "https://news.example.org"
RAQM = pytest.mark.skipif(not features.check("raqm"), reason="Pillow has no Raqm here")


def tags(page):
    """Return what *page* tells social networks."""
    found = page.select("meta[property^='og:']")
    return {tag["property"].removeprefix("og:"): tag["content"] for tag in found}


def cards(site):
    """Return the names of the cards of *site*."""
    return {name for name in site.files if name.startswith("social-cards/")}


def card_of(site, address):
    """Return the card of the page at *address*, by its name in the site."""
    return tags(site(address))["image"].removeprefix(f"{ADDRESS}/")


@pytest.fixture(scope="module")
def design():
    """The design of the theme's cards."""
    settings = read_settings(str(DEMO / "pelicanconf.py"))
    return design_of_settings(settings)


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def inked(data, box):
    """Return where the card *data* is not paper within *box*: left, top, right, bottom."""
    part = opened(data).crop(box)
    paper = Image.new("RGB", part.size, part.getpixel((0, 0)))
    return ImageChops.difference(part, paper).getbbox()


def test_a_story_without_a_picture_is_shared_with_a_card(build):
    site = build({"a.md": story('Harbour "ready" again')}, SITEURL=ADDRESS)

    told = tags(site("/2020/05/01/a/"))
    name = told["image"].removeprefix(f"{ADDRESS}/")
    with Image.open(site.output / name) as image:
        assert (image.size, image.format) == ((1200, 630), "PNG")
    assert re.fullmatch(r"social-cards/[0-9a-f]{16}-[0-9a-f]{10}\.png", name)
    assert (told["image:width"], told["image:height"]) == ("1200", "630")
    assert told["image:type"] == "image/png"
    assert told["image:alt"] == "Harbour “ready” again · World · The Margin"
    assert (site.output / name).stat().st_size < 30_000


def test_other_pages_are_shared_with_the_card_of_the_site(build):
    site = build({"a.md": story(tags="Harbour", authors="Ana Ruiz")}, SITEURL=ADDRESS)

    own = card_of(site, "/")
    assert cards(site) == {own, card_of(site, "/2020/05/01/a/")}
    for address in ("/section/world/", "/topic/harbour/", "/author/ana-ruiz/", "/archive/"):
        assert card_of(site, address) == own
        assert tags(site(address))["type"] == "website"
    assert not tags(site("/404.html"))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("bus.jpg", grainy(), "image/jpeg"),
        ("bus.png", photo(size=(900, 600), format="PNG"), "image/png"),
        ("bus.gif", photo(size=(600, 315), format="GIF"), "image/gif"),
    ],
)
def test_a_picture_of_its_own_counts_before_a_card(build, name, data, kind):
    files = {"a.md": story(body=f"![A bus]({name})"), f"photos/{name}": data}
    site = build(files, SITEURL=ADDRESS)

    told = tags(site("/2020/05/01/a/"))
    assert told["image"].startswith(f"{ADDRESS}/photos/")
    assert (told["image:type"], told["image:alt"]) == (kind, "A bus")
    assert cards(site) == {card_of(site, "/")}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"></svg>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", SVG),
        ("a.gif", photo(size=(599, 600), format="GIF")),
        ("a.jpg", grainy((400, 900))),
    ],
)
def test_what_networks_do_not_show_large_is_no_picture(build, name, data):
    files = {"a.md": story(body=f"![A map]({name})"), f"photos/{name}": data}
    site = build(files, SITEURL=ADDRESS)

    assert card_of(site, "/2020/05/01/a/") in cards(site)


def test_a_card_is_drawn_again_only_when_what_is_on_it_changed(build, tmp_path):
    """A body edit draws nothing; another headline, section or site name replaces the card."""
    kept = tmp_path / "cache/social-cards"
    first = build({"a.md": story(), "b.md": story("Two", "2020-04-01")}, SITEURL=ADDRESS)
    drawn_then = {path: path.stat().st_mtime_ns for path in kept.glob("*.png")}
    old = card_of(first, "/2020/05/01/a/")

    again = build(
        {"a.md": story(body="Another."), "b.md": story("Two", "2020-04-01")}, SITEURL=ADDRESS
    )
    assert {path: path.stat().st_mtime_ns for path in kept.glob("*.png")} == drawn_then
    assert card_of(again, "/2020/05/01/a/") == old

    site = build({"a.md": story("New"), "b.md": story("Two", "2020-04-01")}, SITEURL=ADDRESS)
    new = card_of(site, "/2020/05/01/a/")
    assert old not in site.files
    assert cards(site) == {new, card_of(site, "/"), card_of(site, "/2020/04/01/b/")}

    site = build({"a.md": story("New", section="Sport")}, SITEURL=ADDRESS)
    assert card_of(site, "/2020/05/01/a/") != new
    assert len(before := cards(site)) == 2

    site = build({"a.md": story("New", section="Sport")}, SITEURL=ADDRESS, SITENAME="The Other")
    assert cards(site).isdisjoint(before)


def test_a_cache_that_was_deleted_and_a_site_that_was_are_made_again(build, tmp_path):
    files = {"a.md": story()}
    before = build(files, SITEURL=ADDRESS).bytes()
    for path in (tmp_path / "output/social-cards").iterdir():
        path.unlink()
    assert build(files, SITEURL=ADDRESS).bytes() == before

    for folder in ("output", "cache"):
        for path in (tmp_path / folder / "social-cards").iterdir():
            path.unlink()
    assert build(files, SITEURL=ADDRESS).bytes() == before


EDITS = [
    [("a", "body")],
    [("a", "headline"), ("stories/d.md", story("Without a picture!", "2020-04-01"))],
    [
        ("stories/a.md", story("Story a", "2020-01-01")),
        ("house/static/css/tokens.css", b":root { --ink: #112233; }"),
    ],
    [("SITENAME", "The Other")],
]


def test_a_published_site_is_that_of_a_clean_build(tmp_path):
    desk = Desk(tmp_path)
    desk.settings |= {"SITEURL": ADDRESS, "PLUGINS": WITHOUT_SEARCH}
    desk.put("stories/d.md", story("Without a picture", "2020-04-01"))
    assert desk.differs() == ""
    for edits in EDITS:
        for edit in edits:
            desk.edit(edit)
        assert desk.differs() == "", edits


def test_a_site_in_memory_that_is_shared_draws_the_new_headline(tmp_path):
    desk = Desk(tmp_path)
    desk.settings["SITEURL"] = ADDRESS
    desk.put("stories/d.md", story("Without a picture", "2020-04-01"))
    paths = {"PATH": str(desk.content), "OUTPUT_PATH": str(tmp_path / "output")}
    resident = {"PRESS_CACHE": str(tmp_path / "cache"), "PRESS_RESIDENT": True}
    newsroom = ResidentSite({**desk.settings, **paths, **resident, "POLICIES": {}})
    assert newsroom.build() is None
    desk.put("stories/d.md", story("With another headline", "2020-04-01"))

    assert newsroom.update([str(desk.content / "stories/d.md")]) is None
    assert different(desk.served.bytes(), desk.clean().bytes()) == ""
    release(newsroom.site)
    forget_signals()


# The drawing


def test_the_same_words_give_the_same_bytes(design):
    assert drawn("Fire", "World", "en", design) == drawn("Fire", "World", "en", design)
    assert drawn("Fire", "World", "en", design) != drawn("Fire", "Sport", "en", design)


@pytest.mark.parametrize("words", [1, 3, 8, 16, 40, 200])
def test_a_headline_of_any_length_stays_on_the_card(design, words):
    data = drawn(" ".join(["headline"] * words), "World", "en", design)

    left, _, right, bottom = inked(data, (0, 150, 1200, 565))
    assert left >= MARGIN - 2
    assert right <= 1200 - MARGIN + 2
    assert bottom < 415
    assert len(data) < 40_000


def test_one_word_that_is_wider_than_the_card_is_broken(design):
    _, _, right, bottom = inked(drawn("x" * 90, "World", "en", design), (0, 230, 1200, 565))

    assert right <= 1200 - MARGIN + 2
    assert bottom > 120


def test_a_headline_that_is_cut_ends_in_an_ellipsis(design):
    long = drawing._line(" ".join(["headline"] * 200), design, "ltr")

    size, lines = drawing._largest(long, 300)
    assert size == min(drawing.HEADLINES)
    assert lines[-1].endswith("headline…")
    assert all(drawing._width(line, long, size) <= drawing.COLUMN for line in lines)


@pytest.mark.parametrize("headline", ["市议会投票", "Fire 🔥", "ไฟไหม้", "a\u202eb", "\ufffe"])
def test_letters_that_no_font_has_leave_section_and_site(design, headline):
    assert drawn(headline, "World", "en", design) == drawn("漢", "World", "en", design)
    assert drawn(headline, "World", "en", design) != drawn("Fire", "World", "en", design)


def test_a_section_that_no_font_has_leaves_the_site(design):
    data = drawn("市议会投票", "世界", "zh", design)

    assert inked(data, (0, 130, 1200, 565)) is None
    assert inked(data, (0, 30, 1200, 110)) is not None


@RAQM
def test_arabic_is_drawn_from_the_right(design):
    data = drawn("مسبار الأمل", "Science", "ar", design)

    left, _, right, _ = inked(data, (0, 230, 1200, 565))
    assert left > 500
    assert right >= 1200 - MARGIN - 12


@pytest.mark.parametrize("headline", ["مسبار الأمل", "שלום", "e\u0328\u0301\u0302"])
def test_without_raqm_no_letters_are_drawn_unjoined_or_backwards(design, headline, monkeypatch):
    monkeypatch.setattr(drawing.features, "check", lambda name: False)

    assert not drawing.drawable(headline, design)
    assert drawing.drawable("Fire", design)


def test_a_site_whose_name_cannot_be_drawn_has_no_cards(build):
    files = {
        "a.md": story(),
        "b.md": story(date="2020-04-01", body="![A](a.jpg)"),
        "photos/a.jpg": grainy(),
    }
    site = build(files, SITEURL=ADDRESS, SITENAME="边注")

    page = site("/2020/05/01/a/")
    assert not cards(site)
    assert "image" not in tags(page)
    assert page.select_one("meta[name='twitter:card']")["content"] == "summary"
    assert "image" in tags(site("/2020/04/01/b/"))


def test_a_font_that_is_not_there_is_a_fault(build):
    site = build({"a.md": story()}, SOCIAL_CARD_FONTS=["Almarai-Bod.ttf"])

    assert site.faults[0] == (
        'pelicanconf.py:1: SOCIAL_CARD_FONTS names "Almarai-Bod.ttf", which is not in house/fonts/. '
        'Did you mean "Almarai-Bold.ttf"?'
    )


def design_of_settings(settings):
    house, theme = Path(settings["HOUSE"]), Path(settings["THEME"])
    fonts = font_files(house, theme, settings["SOCIAL_CARD_FONTS"])
    return design_of("The Margin", colours_of(theme, house)[0], fonts)


def test_a_font_of_the_house_counts_before_the_themes(tmp_path, design):
    settings = read_settings(str(DEMO / "pelicanconf.py")) | {"HOUSE": str(tmp_path)}
    (tmp_path / "fonts").mkdir()
    shutil.copyfile(design.fonts[1], tmp_path / "fonts/SourceSerifPro-Semibold.ttf")

    own = design_of_settings(settings)
    assert own.fonts == (str(tmp_path / "fonts/SourceSerifPro-Semibold.ttf"), design.fonts[1])
    assert own.fingerprint != design.fingerprint


def test_the_colours_of_the_house_are_on_the_cards(tmp_path):
    (tmp_path / "brand.css").write_text(":root { --paper: light-dark(#fed, #000); --accent: red }")
    settings = read_settings(str(DEMO / "pelicanconf.py")) | {"HOUSE": str(tmp_path)}
    own = design_of_settings(settings)

    assert (own.paper, own.accent) == ("#ffeedd", "#ff0000")
    shades = {colour for _, colour in opened(drawn("Fire", "World", "en", own)).getcolors()}
    assert {(0xFF, 0xEE, 0xDD), (0xFF, 0, 0)} <= shades


def test_the_colours_are_those_of_the_theme(design):
    tokens = Path(ROOT / "theme/static/css/tokens.css").read_text("utf-8")

    for role in ("paper", "ink", "accent"):
        assert f"--{role}: light-dark({getattr(design, role)}" in tokens
    shades = {colour for _, colour in opened(drawn("Fire", "World", "en", design)).getcolors()}
    for role in ("paper", "ink", "accent"):
        assert tuple(bytes.fromhex(getattr(design, role)[1:])) in shades


def test_fonts_come_with_their_licence():
    fonts = {path.name for path in (ROOT / "theme/fonts").glob("*.[ot]tf")}
    licence = (ROOT / "theme/fonts/OFL.txt").read_text("utf-8")

    assert fonts == set(read_settings(str(DEMO / "pelicanconf.py"))["SOCIAL_CARD_FONTS"])
    assert all(f"{name}:\nCopyright" in licence for name in fonts)
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "en_US"),
        ("en-gb", "en_GB"),
        ("zh-hant-tw", "zh_TW"),
        ("es", "es_ES"),
        ("ar", "ar_AR"),
        ("de", "de_DE"),
        ("tlh", ""),
        ("zh-hant", "zh_TW"),
    ],
)
def test_languages_as_open_graph_names_them(lang, expected):
    assert social_locale(lang) == expected


@pytest.mark.parametrize("before", [[], ["SourceSerifPro-Semibold.ttf"]])
def test_a_font_that_is_none_is_named_when_it_is_opened(build, before):
    fonts = [*before, "README.md"]
    site = build({"a.md": story("حريق")}, SOCIAL_CARD_FONTS=fonts, SITEURL="https://x.org")

    message = "README.md: this font of SOCIAL_CARD_FONTS cannot be used: unknown file format."
    assert message in str(site.status)
