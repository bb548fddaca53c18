"""Photos on the built site: their sizes, their rights, and what is wrong with them."""

import io
import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageDraw

from plugins.photos.plans import Plan
from plugins.plan import PLUGINS

from .conftest import ROOT, WITHOUT_SEARCH, grainy, pelican, photo, story
from .tools import needs

REFERENCE = (ROOT / "tests/photos/IPTC-PhotometadataRef-Std2021.1.jpg").read_bytes()
FIGURE = "![A bridge.](bridge.jpg)\nThe bridge at dawn. (Photo: Lena Vogt/AP)"

needs_exiftool = needs(exiftool=shutil.which("exiftool"))


def with_position(data):
    """Return the JPEG *data* as a telephone makes it: with its place, its number, a thumbnail."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Fone", "Fone 9"
    exif[0x8298] = "2026 Lena Vogt"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 1.0)})
    made = io.BytesIO()
    Image.open(io.BytesIO(data)).save(made, "JPEG", exif=exif, quality=90)
    return made.getvalue()


def sized(site):
    """Return the names of the files that were made of photos."""
    return {name for name in site.files if name.startswith("photos/sized/")}


def told(paths):
    """Return what exiftool reads in each of the files at *paths*."""
    run = subprocess.run(["exiftool", "-j", "-a", "-G1", *paths], capture_output=True, check=True)
    return json.loads(run.stdout)


def tiny(kind="JPEG", **save):
    """Return the bytes of a photo that is published in its own size."""
    return grainy((100, 60), kind, **save)


def broken_tables():
    """Return a tiny JPEG with an impossible Huffman table."""
    data = bytearray(tiny())
    at = data.index(b"\xff\xc4") + 5
    data[at : at + 16] = b"\xff" * 16
    return bytes(data)


def spoilt(kind):
    """Return a tiny photo of a *kind* whose compressed pixels are overwritten, as on a bad disk."""
    data = bytearray(tiny(kind))
    middle = len(data) // 2
    data[middle : middle + 200] = b"\xff" * 200 if kind != "GIF" else bytes([254, 127] * 100)
    return bytes(data)


def broken_film():
    frames = [Image.effect_noise((100, 60), 60) for _ in range(3)]
    data = io.BytesIO()
    frames[0].save(data, "PNG", save_all=True, append_images=frames[1:])
    spoilt = bytearray(data.getvalue())
    at = spoilt.index(b"fdAT") + 60
    spoilt[at : at + 200] = b"\xff" * 200
    return bytes(spoilt)


def test_a_reader_gets_the_photo_in_many_sizes_and_the_original_stays_in_the_newsroom(build):
    site = build({"flood.md": story(body=FIGURE), "photos/bridge.jpg": grainy()})

    page = site("/2020/05/01/flood/")
    image = page.select_one("article figure picture img")
    source = page.select_one("article figure picture source[type='image/avif']")
    widths = [each.split()[1] for each in source["srcset"].split(", ")]
    assert widths == ["336w", "480w", "608w", "900w"]
    assert (image["width"], image["height"], image["alt"]) == ("900", "600", "A bridge.")
    assert image["fetchpriority"] == "high"
    assert "loading" not in image.attrs
    assert image["class"][0].startswith("tone-")
    named = {each.split()[0] for each in f"{source['srcset']}, {image['srcset']}".split(", ")}
    assert {f"/{name}" for name in sized(site)} >= named
    assert "photos/bridge.jpg" not in site.files


def test_every_file_is_as_large_as_the_page_says(build):
    site = build({"flood.md": story(body=FIGURE), "photos/bridge.jpg": grainy()})

    names = sized(site)
    assert len(names) == 5
    for name in names:
        with Image.open(site.output / name) as image:
            width = name.rpartition("-")[2].partition(".")[0]
            assert not width.isdecimal() or image.width == int(width)


SEARCHED, SHARED = {"16x9.jpg", "4x3.jpg", "1x1.jpg"}, {"og.jpg"}


@pytest.mark.parametrize(
    ("address", "left_out", "made"),
    [
        ("https://x.example", "", SEARCHED | SHARED),
        ("https://x.example", "plugins.social_cards", SEARCHED),
        ("https://x.example", "plugins.structured_data", SHARED),
        ("", "", set()),
    ],
)
def test_a_photo_is_cropped_only_for_those_who_ask(address, left_out, made, build):
    plugins = [each for each in PLUGINS if each not in {left_out, "plugins.search"}]
    files = {"flood.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    site = build(files, PLUGINS=plugins, SITEURL=address)
    crops = {name for name in sized(site) if name.rpartition("-")[2] in SEARCHED | SHARED}

    assert {name.rpartition("-")[2] for name in crops} == made
    text = (site.output / "2020/05/01/flood/index.html").read_text("utf-8")
    named = re.findall(r"photos/sized/[^\s\"]*-(?:og|\d+x\d+)\.jpg", text)
    assert {*named} == crops


def test_crops_come_and_go_with_the_site_s_address(build, tmp_path):
    files = {"flood.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    for number, address in enumerate(["", "https://x.example", "", "https://y.example"]):
        site = build(files, SITEURL=address, PLUGINS=WITHOUT_SEARCH)
        clean = pelican(
            tmp_path / "content",
            tmp_path / f"clean-{number}/output",
            SITEURL=address,
            PLUGINS=WITHOUT_SEARCH,
            POLICIES={},
        )

        assert site.bytes() == clean.bytes()


def test_lists_show_the_photo_in_their_own_sizes(build):
    site = build({"flood.md": story(body=FIGURE), "photos/bridge.jpg": grainy()})

    assert "14rem" in site("/section/world/").select_one(".river picture img")["sizes"]
    assert "14rem" not in site("/").select_one(".lead picture img")["sizes"]


@needs_exiftool
def test_rights_travel_with_every_file_and_the_place_with_none(build):
    files = {"flood.md": story(body="![](reference.jpg)"), "photos/reference.jpg": REFERENCE}
    site = build(files, SITEURL="https://x.example")

    assert site.status == 0, site.faults
    made = [name for name in sized(site) if name.startswith("photos/sized/reference-")]
    assert len(made) == 10
    for tags in told(site.output / name for name in made):
        assert tags["XMP-dc:Creator"] == "Creator1 (ref2021.1)"
        assert tags["XMP-photoshop:Credit"] == "Credit Line (ref2021.1)"
        assert tags["XMP-dc:Rights"].startswith("Copyright (Notice) 2021.1 IPTC")
        assert tags["XMP-xmpRights:WebStatement"].startswith("http")
        assert tags["XMP-dc:Description"] == "The description aka caption (ref2021.1)"
        assert tags["XMP-iptcCore:AltTextAccessibility"].startswith("This is the Alt Text")
        assert tags["XMP-iptcExt:DigitalSourceType"].endswith("softwareImage")
        assert not [key for key in tags if "GPS" in key or "Serial" in key or "Thumbnail" in key]


@needs_exiftool
@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param("tiny.jpg", "![A bridge.](tiny.jpg)", id="a tiny photo"),
        pytest.param(
            "large.jpg", "[The whole picture]({static}/photos/large.jpg)", id="a linked original"
        ),
        pytest.param("LARGE.JPG", "![A bridge.](LARGE.JPG)", id="a sized photo"),
    ],
)
def test_no_published_file_says_where_the_photographer_stood(build, name, body):
    size = (200, 150) if name == "tiny.jpg" else (900, 600)
    site = build({"flood.md": story(body=body), f"photos/{name}": with_position(grainy(size))})

    assert site.status == 0, site.faults
    published = [each for each in site.files if each.startswith("photos/")]
    assert published
    for tags in told(site.output / name for name in published):
        assert not [key for key in tags if "GPS" in key or "Serial" in key or "Model" in key]
        assert tags["IFD0:Copyright"] == "2026 Lena Vogt"


def test_what_the_editor_says_beside_the_photo_counts_for_every_story(build):
    beside = "caption: The old bridge.\ncredit: Lena Vogt/AP\nalt: A stone bridge.\n"
    files = {"photos/bridge.jpg": grainy(), "photos/bridge.yml": beside}
    site = build({**files, "a.md": story(body="![](bridge.jpg)")})

    figure = site("/2020/05/01/a/").select_one("article figure")
    assert figure.select_one(".caption").string == "The old bridge."
    assert figure.select_one(".credit").string == "Lena Vogt/AP"
    assert figure.img["alt"] == "A stone bridge."

    changed = {"photos/bridge.yml": beside.replace("old", "new")}
    site = build(changed, fresh=False)
    figure = site("/2020/05/01/a/").select_one("article figure")
    assert figure.select_one(".caption").string == "The new bridge."


def test_an_expired_licence_is_a_fault_of_each_story_that_shows_the_photo(build):
    files = {"photos/bridge.jpg": grainy(), "photos/bridge.yml": "expires: 2021-01-31\n"}
    site = build({**files, "a.md": story(body=f"Text.\n\n{FIGURE}")})

    (fault, _) = site.faults
    assert "stories/a.md:7: the licence of photo" in fault
    assert "ended on 2021-01-31" in fault
    assert not site.output.exists() or not site.files


def test_the_last_day_of_a_licence_is_still_a_good_one(build):
    files = {"photos/bridge.jpg": grainy(), "photos/bridge.yml": "expires: 2999-12-31\n"}

    assert build({**files, "a.md": story(body=FIGURE)}).status == 0


@pytest.mark.parametrize("size", [(100, 60), (900, 600)])
@pytest.mark.parametrize(
    ("name", "end", "other"),
    [
        pytest.param("a.gif", b";", b"\0;", id="a NUL before the trailer of a GIF"),
        pytest.param("a.gif", b";", b"", id="a GIF without a trailer"),
        pytest.param("a.png", b"\0\0\0\0IEND\xaeB`\x82", b"", id="a PNG without an end"),
        pytest.param("a.png", b"IEND\xaeB`\x82", b"IE", id="a PNG with half an end"),
    ],
)
def test_what_browsers_show_though_its_end_is_missing_is_published(build, size, name, end, other):
    kind = name[2:].upper()
    data = grainy(size, kind, "P").removesuffix(end) + other
    site = build({"a.md": story(body=shown(name)), f"photos/{name}": data})

    assert site.status == 0, site.faults
    src = site("/2020/05/01/a/").select_one("article figure img")["src"]
    with Image.open(site.output / src.lstrip("/")) as picture:
        picture.load()
        assert picture.size == size
    assert (site.output / src.lstrip("/")).read_bytes().endswith(end)


def test_a_photo_without_credit_is_a_warning(build):
    site = build({"a.md": story(body="![A bridge.](bridge.jpg)"), "photos/bridge.jpg": grainy()})

    assert site.status == 0
    assert 'a.md:5: warning: photo "bridge.jpg" has no credit' in site.messages


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("cut.jpg", grainy()[:20_000], id="cut short"),
        pytest.param("cut.png", grainy(kind="PNG")[:60_000], id="a PNG cut short"),
        pytest.param("cut.webp", grainy(kind="WEBP")[:20_000], id="a WebP cut short"),
        pytest.param("empty.jpg", b"", id="empty"),
        pytest.param("png.jpg", grainy(kind="PNG"), id="under a false name"),
        pytest.param("tiny.jpg", broken_tables(), id="a tiny one with broken tables"),
        pytest.param("tiny.png", spoilt("PNG"), id="a tiny PNG with broken pixels"),
        pytest.param("tiny.webp", spoilt("WEBP"), id="a tiny WebP with broken pixels"),
        pytest.param("tiny.gif", spoilt("GIF"), id="a tiny GIF with broken pixels"),
        pytest.param("film.png", broken_film(), id="an animation with a broken second picture"),
    ],
)
def test_a_photo_that_cannot_be_shown_is_a_fault_with_story_line_and_photo(build, name, data):
    body = f"Text.\n\n![A bridge.]({name})\nThe bridge. (Photo: Lena Vogt/AP)"
    site = build({"a.md": story(body=body), f"photos/{name}": data})

    assert f'stories/a.md:7: photo "{name}"' in site.faults[0]
    assert site.faults[-1].startswith("1 fault")
    assert "Traceback" not in site.messages


def chart(size=(900, 600)):
    """Return the bytes of a palette PNG, in which lines are sharp."""
    drawing = Image.new("RGB", size, "white")
    draw, chance = ImageDraw.Draw(drawing), random.Random(1)
    for number in range(400):
        points = [(chance.randrange(size[0]), chance.randrange(size[1])) for _ in range(2)]
        draw.line(points, f"hsl({number * 7 % 360}, 80%, 45%)", 1 + number % 3)
    data = io.BytesIO()
    drawing.quantize(64, dither=Image.Dither.NONE).save(data, "PNG")
    return data.getvalue()


def lossy(size=(900, 600)):
    """Return the bytes of a small WebP with losses, partly transparent."""
    picture = Image.open(io.BytesIO(grainy(size))).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(size))
    data = io.BytesIO()
    picture.save(data, "WEBP", quality=40)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("chart.png", chart(), id="a palette PNG"),
        pytest.param("large.png", chart((2400, 1600)), id="a large palette PNG"),
        pytest.param("still.gif", grainy(kind="GIF", mode="P"), id="a still GIF"),
        pytest.param("glass.webp", lossy(), id="a WebP with losses"),
        pytest.param("light.jpg", grainy(quality=20), id="a JPEG of low quality"),
        pytest.param("light.avif", grainy(kind="AVIF", quality=60), id="an AVIF"),
    ],
)
def test_no_copy_is_heavier_than_the_original(build, name, data):
    site = build({"a.md": story(body=shown(name)), f"photos/{name}": data}, SITEURL="https://x.y")

    assert site.status == 0, site.faults
    weights = {each: len((site.output / each).read_bytes()) for each in sized(site)}
    assert weights
    # A file holds who made it, which a file without metadata does not.
    assert {each: weight for each, weight in weights.items() if weight > len(data) + 100} == {}
    image = site("/2020/05/01/a/").select_one("article figure picture img")
    for tag in (image, *image.parent.select("source")):
        widths = {
            each.split()[0].removeprefix("https://x.y/").lstrip("/"): int(each.split()[1][:-1])
            for each in tag["srcset"].split(", ")
        }
        assert widths.keys() <= weights.keys()
        ordered = [weights[each] for each in sorted(widths, key=widths.__getitem__)]
        assert ordered == sorted(set(ordered))


def test_a_format_that_saves_nothing_is_not_made(build):
    """Of a drawing with few bytes, which AVIF would blow up, the original is shown."""
    flags = Image.new("P", (900, 600))
    flags.putpalette([0, 0, 0, 255, 255, 255])
    chance = random.Random(2)
    flags.putdata([chance.random() < 0.5 for _ in range(900 * 600)])
    data = io.BytesIO()
    flags.save(data, "PNG", bits=1)
    site = build({"a.md": story(body=shown("noise.png")), "photos/noise.png": data.getvalue()})

    page = site("/2020/05/01/a/")
    picture = page.select_one("article figure picture")
    assert not picture.select("source")
    assert picture.img["src"].endswith("-900.png")
    assert not picture.img.get("class")
    assert not [name for name in sized(site) if name.endswith(".avif")]
    assert (site.output / picture.img["src"].lstrip("/")).read_bytes() == data.getvalue()


def test_words_that_look_like_a_placeholder_stay(build):
    body = "![tone-0123456789ab](bridge.jpg)\nThe tone-0123456789ab of dawn. (Photo: Lena Vogt/AP)"
    site = build({"a.md": story(body=body), "photos/bridge.jpg": grainy()})

    figure = site("/2020/05/01/a/").select_one("article figure")
    assert figure.select_one(".caption").string == "The tone-0123456789ab of dawn."
    assert figure.img["alt"] == "tone-0123456789ab"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("cmyk.jpg", grainy(mode="CMYK"), id="CMYK"),
        pytest.param("palette.png", grainy(kind="PNG", mode="P"), id="palette"),
        pytest.param("deep.png", grainy(kind="PNG", mode="I;16"), id="16 bits"),
        pytest.param("glass.png", grainy(kind="PNG", mode="RGBA"), id="with an alpha channel"),
        pytest.param("night bus.JPG", grainy(), id="a space and capitals"),
        pytest.param("żółw's.jpg", grainy(), id="accents and an apostrophe"),
        pytest.param("new.avif", grainy(kind="AVIF"), id="AVIF"),
    ],
)
def test_every_kind_of_photo_is_shown(build, name, data):
    body = f"![A bridge.](<{name}>)\nThe bridge. (Photo: Lena Vogt/AP)"
    site = build({"a.md": story(body=body), f"photos/{name}": data})

    assert site.status == 0, site.faults
    image = site("/2020/05/01/a/").select_one("article figure picture img")
    source = image.find_previous("source")
    for each in f"{source['srcset']}, {image['srcset']}".split(", "):
        path = BeautifulSoup(each, "lxml").get_text().split()[0]
        with Image.open(site.output / unquote(path).lstrip("/")) as shown:
            shown.load()


def test_a_drawing_an_animation_and_a_tiny_photo_stay_as_they_are(build):
    frames = [Image.effect_noise((400, 300), 60 + each) for each in (0, 20)]
    film = io.BytesIO()
    frames[0].save(film, "GIF", save_all=True, append_images=frames[1:])
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"></svg>'
    body = "![a](film.gif)\n\n![b](map.svg)\n\n![c](tiny.jpg)"
    site = build(
        {
            "a.md": story(body=body),
            "photos/film.gif": film.getvalue(),
            "photos/map.svg": drawing,
            "photos/tiny.jpg": photo(),
        }
    )

    assert not sized(site)
    assert (site.output / "photos/map.svg").read_text() == drawing
    with Image.open(site.output / "photos/film.gif") as shown:
        assert shown.n_frames == 2


@pytest.mark.parametrize("lossless", [False, True])
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_an_animation_of_a_turned_camera_stands_upright(build, orientation, lossless):
    """Browsers turn a still WebP by its EXIF, but not one that moves."""
    frames = [Image.new("RGB", (120, 80), colour) for colour in ("black", "navy", "green")]
    for frame in frames:
        frame.paste("white", (0, 0, 40, 30))
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}.get(orientation)
    held = [frame.transpose(turn) if turn is not None else frame for frame in frames]
    exif = Image.Exif()
    exif[0x0112], exif[0x8298] = orientation, "Lena Vogt"
    film = io.BytesIO()
    held[0].save(
        film,
        "WEBP",
        save_all=True,
        append_images=held[1:],
        exif=exif.tobytes(),
        duration=[100, 200, 300],
        loop=2,
        lossless=lossless,
    )
    site = build({"a.md": story(body="![a](film.webp)"), "photos/film.webp": film.getvalue()})

    image = site("/2020/05/01/a/").select_one("article figure img")
    assert (image["width"], image["height"]) == ("120", "80")
    with Image.open(site.output / image["src"].lstrip("/")) as shown:
        assert (shown.size, shown.n_frames, shown.info["loop"]) == ((120, 80), 3, 2)
        assert shown.getexif().get(0x0112, 1) == 1
        assert shown.getexif()[0x8298] == "Lena Vogt"
        for number in range(3):
            shown.seek(number)
            assert min(shown.convert("RGB").getpixel((10, 10))) > 240
            assert min(shown.convert("RGB").getpixel((110, 70))) < 20


def test_photos_of_a_story_that_is_not_out_are_nowhere(build):
    hidden = story(body=FIGURE, status="draft")
    later = story(body=FIGURE, date="2999-01-01 10:00")
    site = build({"a.md": hidden, "b.md": later, "c.md": story(), "photos/bridge.jpg": grainy()})

    assert not [name for name in site.files if "bridge" in name]
    assert "bridge" not in str(site("/photo-credits/"))


def test_photos_of_a_hidden_story_are_not_among_the_credits(build):
    files = {"a.md": story(body=FIGURE, status="hidden"), "photos/bridge.jpg": grainy()}
    site = build(files)

    assert sized(site)
    assert "bridge" not in str(site("/photo-credits/"))


def test_a_photo_that_is_known_is_not_opened_again(build, tmp_path, monkeypatch):
    """Readers of a story that was corrected get it at once: its photos stay closed."""
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    build(files)

    def refuse(*args, **more):
        raise AssertionError("a photo was opened")

    monkeypatch.setattr(Image, "open", refuse)
    site = build({"a.md": story(body=f"{FIGURE}\n\nOne more.")}, fresh=False)

    assert site.status == 0, site.faults
    assert "One more." in str(site("/2020/05/01/a/"))


def test_what_was_made_of_a_photo_outlives_the_memory_of_the_press(build, tmp_path):
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    before = build(files).bytes()
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache/photos").rglob("*.avif")}
    (tmp_path / "cache/press.sqlite").unlink()
    shutil.rmtree(tmp_path / "output")

    assert build(files).bytes() == before
    assert made == {path: path.stat().st_mtime_ns for path in made}


def test_machines_read_what_the_page_shows(build):
    site = build(
        {"a.md": story(body=FIGURE), "photos/bridge.jpg": REFERENCE}, SITEURL="https://x.example"
    )

    page = site("/2020/05/01/a/")
    graph = json.loads(page.select_one("script[type='application/ld+json']").string)["@graph"]
    (data,) = (each for each in graph if each["@type"] == "NewsArticle")
    whole, *parts = data["image"]
    assert whole["caption"] == page.select_one("figure .caption").string
    assert whole["creditText"] == page.select_one("figure .credit").string
    assert whole["creator"] == [{"@type": "Person", "name": "Creator1 (ref2021.1)"}]
    assert whole["license"].startswith("http")
    assert whole["acquireLicensePage"].startswith("http")
    assert (whole["width"], whole["height"]) == (1080, 540)
    assert [each["width"] / each["height"] for each in parts] == pytest.approx(
        [16 / 9, 4 / 3, 1], rel=0.01
    )
    for each in data["image"]:
        assert (site.output / each["contentUrl"].removeprefix("https://x.example/")).is_file()
    card = page.select_one("meta[property='og:image']")["content"]
    with Image.open(site.output / card.removeprefix("https://x.example/")) as shown:
        assert shown.size == (1200, 630)


def test_lists_describe_their_pictures(build):
    site = build({"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()})

    for address in ("/", "/section/world/", "/photo-credits/"):
        data = json.loads(site(address).select_one("script[type='application/ld+json']").string)
        (described,) = (each for each in data["@graph"] if each["@type"] == "ImageObject")
        assert described["creditText"] == "Photo: Lena Vogt/AP"


def test_feeds_name_their_pictures_and_show_each_once(build):
    site = build(
        {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}, SITEURL="https://x.example"
    )

    for name in ("feeds/all.atom.xml", "feeds/all.rss.xml"):
        feed = BeautifulSoup((site.output / name).read_bytes(), "xml")
        content = feed.find("media:content")
        assert content["url"].startswith("https://x.example/photos/sized/bridge-")
        assert content.find("media:credit").string == "Photo: Lena Vogt/AP"
        assert content.find("media:description").string == "The bridge at dawn."
        whole = feed.find("content", attrs={"type": "html"})
        if whole:
            text = BeautifulSoup(whole.string, "lxml")
            (image,) = text.find_all("img")
            assert image["src"] == content["url"]
            assert not text.find_all(["picture", "source"])
        else:
            assert name.endswith("rss.xml")  # which holds summaries


def test_addresses_fit_a_site_in_a_folder(build):
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    site = build(files, SITEURL="https://x.example/news")
    image = site("/2020/05/01/a/").select_one("figure picture img")
    assert image["src"].startswith("/news/photos/sized/")

    site = build(files, SITEURL="")
    image = site("/2020/05/01/a/").select_one("figure picture img")
    assert image["src"].startswith("/photos/sized/")


def test_the_credits_page_lists_each_picture_once_with_the_stories_that_show_it(build):
    files = {f"{name}.md": story(title=name, body=FIGURE) for name in ("one", "two")}
    page = build({**files, "photos/bridge.jpg": REFERENCE})("/photo-credits/")

    (listed,) = page.select(".credited")
    assert listed.select_one(".thumbnail img")
    assert listed.select_one(".credit").string == "Photo: Lena Vogt/AP"
    assert listed.select_one("a[rel=license]")["href"].startswith("http")
    assert {link.string for link in listed.select(".shown-in a")} == {"one", "two"}


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        pytest.param((50, 50), (300, 0, 900, 600), id="the middle"),
        pytest.param((0, 0), (0, 0, 600, 600), id="the left"),
        pytest.param((100, 50), (600, 0, 1200, 600), id="the right"),
        pytest.param((40, 90), (180, 0, 780, 600), id="a point"),
    ],
)
def test_a_crop_stands_around_the_focus(focus, box):
    plan = Plan("photos/sized/x-0", 1200, 600, False, focus)

    assert plan.cropped(1.0) == box


def test_a_site_without_the_plugin_shows_its_photos_as_they_are(build):
    without = [each for each in PLUGINS if each != "plugins.responsive_images"]
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    site = build(files, PLUGINS=without)

    assert site.status == 0, site.messages
    assert site("/2020/05/01/a/").select_one("figure img")["src"] == "/photos/bridge.jpg"
    assert Path(site.output, "photos/bridge.jpg").is_file()


def test_what_is_missing_in_the_cache_is_made_again(build, tmp_path):
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    before = build(files).bytes()
    made = sorted((tmp_path / "cache/photos").rglob("*.avif"))
    made[0].unlink()
    shutil.rmtree(tmp_path / "output")

    site = build(files)

    assert site.status == 0
    assert site.bytes() == before


def shown(name):
    return f"![A bridge.]({name})\nThe bridge at dawn. (Photo: Lena Vogt/AP)"


def test_a_photo_may_be_renamed_and_copied(build):
    data = grainy()
    build({"a.md": story(body=shown("one.jpg")), "photos/one.jpg": data})
    files = {
        "a.md": story(body=shown("two.jpg")),
        "b.md": story(title="B", body=shown("three.jpg")),
    }
    site = build({**files, "photos/two.jpg": data, "photos/three.jpg": data})

    assert site.status == 0, site.status
    assert {name.split("/")[-1].split("-")[0] for name in sized(site)} == {"two", "three"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<figure><img src="/photos/b.jpg" alt="B"></figure>', id="a figure"),
        pytest.param(
            '<picture><source srcset="/photos/b.jpg"><img src="/photos/b.jpg" alt="B"></picture>',
            id="a picture",
        ),
        pytest.param('<img src="{static}/photos/b.jpg" srcset="b.jpg 2x" alt="B">', id="a srcset"),
    ],
)
def test_a_photo_in_a_reporters_own_html_is_there(build, body):
    site = build({"a.md": story(body=f"Text.\n\n{body}"), "photos/b.jpg": grainy()})

    assert site.status == 0, site.status
    article = site("/2020/05/01/a/").article
    named = {
        tag[name]
        for tag in article(["img", "source"])
        for name in ("src", "srcset")
        if tag.get(name)
    }
    for address in {each.split()[0] for value in named for each in value.split(", ")}:
        assert address.lstrip("/") in site.files


def test_a_linked_original_is_minded_as_a_shown_one(build):
    files = {
        "a.md": story(body="Text.\n\n[Whole]({static}/photos/b.jpg)"),
        "photos/b.jpg": grainy(),
        "photos/b.yml": "expires: 2020-01-01\nbogus: 1\n",
    }
    site = build(files)

    assert any("stories/a.md:7: the licence" in fault for fault in site.faults)
    assert any("photos/b.yml:2:" in fault for fault in site.faults)


@pytest.mark.parametrize("name", ["scan.tif", "camera.jpg.orig"])
def test_a_picture_that_cannot_be_cleaned_is_not_published(build, name):
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "TIFF" if name.endswith("tif") else "JPEG")
    body = f"Text.\n\n[The scan]({{static}}/photos/{name})"
    site = build({"a.md": story(body=body), f"photos/{name}": data.getvalue()})

    assert (
        f'stories/a.md:7: photo "{name}" is in a format that browsers do not show' in site.faults[0]
    )


@pytest.mark.parametrize("damage", ["gone", "empty", "garbled"])
def test_a_damaged_cache_is_made_anew(build, tmp_path, damage):
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy()}
    before = build(files).bytes()
    cache = tmp_path / "cache/photos"
    folder = next(
        path for path in cache.iterdir() if path.is_dir() and (path / "336.avif").exists()
    )
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "empty":
        (folder / "480.avif").write_bytes(b"")
    else:
        (folder / "record.json").write_text("nonsense")
    shutil.rmtree(tmp_path / "output")

    site = build(files)

    assert site.status == 0, site.status
    assert site.bytes() == before


def test_the_second_page_of_credits_moves_on_with_the_first(build, tmp_path):
    gallery = "\n".join(f"![A]({number}.jpg)\nCaption. (Photo: X/AP)" for number in range(70))
    files = {f"photos/{number}.jpg": photo(size=(40 + number, 40)) for number in range(71)}
    files["old.md"] = story(title="Old", body=gallery)
    build(files)
    newer = {"new.md": story(title="New", date="2021-01-01 10:00", body=shown("70.jpg"))}
    after = build(newer, fresh=False).bytes()
    shutil.rmtree(tmp_path / "output")
    shutil.rmtree(tmp_path / "cache")

    assert "photo-credits/page/2/index.html" in after
    assert after == build({**files, **newer}).bytes()


def test_a_drawing_takes_the_words_of_the_file_beside_it(build):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"></svg>'
    build({"a.md": story(body="![](map.svg)"), "photos/map.svg": drawing})
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Data Desk"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    site = build({"photos/map.svg.xmp": packet}, fresh=False)

    assert site("/2020/05/01/a/").select_one("figure .credit").string == "Data Desk"


def test_a_file_of_few_bytes_and_many_pixels_is_no_tiny_photo(build):
    data = io.BytesIO()
    Image.new("1", (9000, 9000)).save(data, "PNG", optimize=True)
    assert len(data.getvalue()) < 12 * 1024
    site = build({"a.md": story(body=shown("bomb.png")), "photos/bomb.png": data.getvalue()})

    assert "photos/bomb.png" not in site.files
    for name in sized(site):
        with Image.open(site.output / name) as made:
            assert made.width <= 1920


def test_a_long_name_in_any_script_is_a_good_name(build):
    name = "\U00020000" * 60 + ".jpg"
    site = build({"a.md": story(body=shown(name)), f"photos/{name}": grainy()})

    assert site.status == 0, site.status
    assert sized(site)


def test_readers_are_told_of_a_picture_that_a_machine_made(build):
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'ext:DigitalSourceType="{kind}"/></rdf:RDF></x:xmpmeta>'
    )
    files = {"a.md": story(body=FIGURE), "photos/bridge.jpg": grainy(xmp=packet.encode())}
    site = build(files)

    words = "The original was made with artificial intelligence."
    assert site("/2020/05/01/a/").select_one("figcaption .provenance").string == words
    assert site("/photo-credits/").select_one(".provenance").string == words
