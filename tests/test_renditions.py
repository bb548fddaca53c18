"""The files that are made of a photo: right in size and colour, and with its rights in them."""

import contextlib
import io
import json
import random
import shutil
import signal
import subprocess
import sys
import time
import zlib
from itertools import pairwise
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from plugins.photos.errors import UnreadablePhotoError
from plugins.photos.metadata import Metadata
from plugins.photos.plans import GROWTH, SAVING, Plan, Rendition
from plugins.responsive_images import rights
from plugins.responsive_images.places import PLACES
from plugins.responsive_images.renditions import make_renditions
from plugins.responsive_images.rights import rights_of

from .bench.detailed import LARGE, QUALITY, SMALL, detailed
from .conftest import DEMO
from .tools import needs

METADATA = Metadata(
    caption=(("x-default", 'The <bus> & "driver"\nat dawn'), ("de", "Der Bus im Morgengrauen")),
    headline="Night bus",
    creators=("Lena Vogt", "Jürgen Ålund"),
    credit_line="City Desk",
    copyright=(("", "© 2026 City Desk"),),
    licence="https://example.org/licence?a=1&b=2",
    licensor="https://example.org/buy",
    usage_terms=(("en", "No cropping"),),
    sublocation="Market square",
    city="Graz",
    state="Styria",
    country="Austria",
    created="2026-03-14T18:30:00+01:00",
    alt=(("en", "A bus in the fog"), ("fr", "Un bus")),
    description=(("en", "A long blue bus stands in the fog."),),
    source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
)
RIGHTS = rights_of(METADATA)
SUFFIXES = {"AVIF": "avif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
PARTS = ("red", "lime", "blue", "yellow")  # top left, top right, bottom left, bottom right

exiftool = needs(exiftool=shutil.which("exiftool"))


def wanted(width=60, height=40, kind="JPEG", crop=None, name="a"):
    return Rendition(f"photos/sized/{name}-{width}.{SUFFIXES[kind]}", width, height, kind, crop)


def quarters(size=(600, 400), mode="RGB"):
    """Return a picture of four colours, one in each corner."""
    picture = Image.new("RGB", size)
    draw, (across, down) = ImageDraw.Draw(picture), (size[0] // 2, size[1] // 2)
    for place, colour in enumerate(PARTS):
        left, top = place % 2 * across, place // 2 * down
        draw.rectangle((left, top, left + across, top + down), colour)
    return picture.convert(mode)


def noise(size=(600, 400), seed=1):
    picture = Image.frombytes("RGB", (60, 40), random.Random(seed).randbytes(60 * 40 * 3))
    return picture.resize(size, Image.Resampling.BICUBIC)


def corners(picture):
    """Return the colours in the corners, as the names of the nearest of `PARTS`."""
    known = {name: Image.new("RGB", (1, 1), name).getpixel((0, 0)) for name in PARTS}
    across, down = picture.size
    places = [(x * across // 4, y * down // 4) for y in (1, 3) for x in (1, 3)]
    seen = [picture.convert("RGB").getpixel(place) for place in places]
    return tuple(
        min(known, key=lambda name: sum(abs(a - b) for a, b in zip(known[name], one, strict=True)))
        for one in seen
    )


def near(pixel, other, by=6):
    return all(abs(one - two) <= by for one, two in zip(pixel, other, strict=True))


@pytest.fixture
def develop(tmp_path):
    """Return a function that saves a picture, develops it and returns what was made, opened."""

    def made(picture, *sizes, kind="PNG", metadata=METADATA, **options):
        path = tmp_path / f"original.{SUFFIXES[kind]}"
        if isinstance(picture, bytes):
            path.write_bytes(picture)
        else:
            picture.save(path, kind, **options)
        shutil.rmtree(tmp_path / "made", ignore_errors=True)
        make_renditions(str(path), {str(tmp_path / "made"): sizes}, rights_of(metadata))
        return [Image.open(tmp_path / "made" / one.file) for one in sizes]

    return made


def metadata_of(path):
    """Return what exiftool finds in the file at *path*."""
    done = subprocess.run(
        ["exiftool", "-json", "-G1", "-a", "-struct", "-api", "largefilesupport=1", str(path)],
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)[0]


def dirty_exif():
    """Return EXIF with all that is private: position, serial number, maker note, programs."""
    exif = Image.Exif()
    exif[0x0131], exif[0x013B], exif[0x8298] = "Secret Editor 3", "Lena Vogt", "City Desk"
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 4.0, 13.0), 3: "E", 4: (15.0, 26.0, 20.0)})
    exif.get_ifd(0x8769).update({0xA431: "SERIAL77", 0xA435: "LENS88", 0x927C: b"maker secret"})
    return exif


# Rights


@exiftool
@pytest.mark.parametrize("kind", ["JPEG", "AVIF", "WEBP", "PNG"])
def test_every_file_says_whose_the_photo_is_and_nothing_private(kind, develop, tmp_path):
    develop(noise(), wanted(kind=kind), kind="JPEG", exif=dirty_exif(), comment=b"secret comment")
    path = tmp_path / "made" / f"60.{SUFFIXES[kind]}"
    found = metadata_of(path)

    assert found["XMP-dc:Creator"] == ["Lena Vogt", "Jürgen Ålund"]
    assert found["XMP-photoshop:Credit"] == "City Desk"
    assert found["XMP-dc:Rights"] == "© 2026 City Desk"
    assert found["XMP-xmpRights:WebStatement"] == "https://example.org/licence?a=1&b=2"
    assert found["XMP-plus:Licensor"] == [{"LicensorURL": "https://example.org/buy"}]
    assert found["XMP-xmpRights:UsageTerms"] == "No cropping"
    assert found["XMP-dc:Description"] == 'The <bus> & "driver"\nat dawn'
    assert found["XMP-dc:Description-de"] == "Der Bus im Morgengrauen"
    assert found["XMP-iptcCore:AltTextAccessibility"] == "A bus in the fog"
    assert found["XMP-iptcCore:AltTextAccessibility-fr"] == "Un bus"
    assert found["XMP-iptcCore:ExtDescrAccessibility"].startswith("A long blue bus")
    assert found["XMP-iptcExt:DigitalSourceType"] in {METADATA.source_type, "Digital capture"}
    assert found["XMP-photoshop:Headline"] == "Night bus"
    assert found["XMP-photoshop:DateCreated"].startswith("2026:03:14 18:30:00")
    places = [found[f"XMP-photoshop:{name}"] for name in ("City", "State", "Country")]
    assert [*places, found["XMP-iptcCore:Location"]] == [
        "Graz",
        "Styria",
        "Austria",
        METADATA.sublocation,
    ]
    assert found["IFD0:Artist"] == "Lena Vogt; Jürgen Ålund"
    assert found["IFD0:Copyright"] == "© 2026 City Desk"
    names = " ".join(found)
    assert not [
        word for word in ("GPS", "Serial", "Thumbnail", "Maker", "ICC", "Software") if word in names
    ]
    assert not [
        word for word in (b"SERIAL77", b"LENS88", b"secret", b"Secret") if word in path.read_bytes()
    ]
    assert not [name for name in found if name.endswith((":Warning", ":Error"))]


def test_a_photo_that_says_nothing_gets_no_packet():
    assert rights.xmp_packet(Metadata()) == rights.exif_of(Metadata()) == b""


def test_a_packet_holds_only_the_given_metadata():
    made = rights.xmp_packet(Metadata(creators=("A & B <c>",))).decode()

    assert "<rdf:li>A &amp; B &lt;c&gt;</rdf:li>" in made
    assert "photoshop" not in made
    assert "\n" not in made


def test_the_text_for_all_languages_comes_first():
    made = rights.xmp_packet(Metadata(alt=(("de", "Bus"), ("x-default", "A bus"), ("de", "Wagen"))))

    items = fromstring(made).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    assert [item.text for item in items] == ["A bus", "Bus"]


texts = st.lists(st.tuples(st.text(max_size=8), st.text())).map(tuple)


@given(st.text(), texts, st.lists(st.text()).map(tuple))
def test_the_packet_of_any_metadata_is_xml_and_others_read_the_exif(text, alternatives, names):
    metadata = Metadata(alternatives, text, names, text, alternatives, text, text, alternatives)

    made, exif = rights.xmp_packet(metadata), rights.exif_of(metadata)

    assert not made or fromstring(made).tag == "{adobe:ns:meta/}xmpmeta"
    if exif:
        read = Image.Exif()
        read.load(exif)
        assert {0x013B, 0x8298} & {*read}  # artist, copyright


def test_endless_texts_are_cut_to_what_a_jpeg_takes(develop):
    long = tuple((f"a-{number}", "é<" * 60_000) for number in range(80))
    metadata = Metadata(caption=long, alt=long, creators=("x" * 200_000,) * 90, headline="Kept")

    assert len(rights.xmp_packet(metadata)) <= rights.LARGEST_PACKET
    (made,) = develop(noise(), wanted(), metadata=metadata)
    assert b'Headline="Kept"' in made.info["xmp"]


# Pixels


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    "size", [(60, 40), (1200, 800)], ids=["small", "large enough to be drafted"]
)
def test_the_photo_stands_upright_however_the_camera_was_held(orientation, size, develop):
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera does, which is to be undone
    picture = quarters(size)
    if orientation > 1:
        picture = picture.transpose(Image.Transpose(turn[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    (made,) = develop(picture, wanted(60, 40), kind="JPEG", exif=exif, quality=95)

    assert made.size == (60, 40)
    assert corners(made) == PARTS
    assert 0x0112 not in made.getexif()


def profile(red, green, blue, gamma=2.2):
    """Return an ICC profile of three primaries, given as XYZ under D50, and a gamma."""

    def xyz(values):
        return b"XYZ \0\0\0\0" + b"".join(round(v * 65536).to_bytes(4, signed=True) for v in values)

    curve = b"curv\0\0\0\0\0\0\0\x01" + round(gamma * 256).to_bytes(2) + b"\0\0"
    text = b"desc\0\0\0\0\0\0\0\x05Wide\0" + bytes(78)
    parts = {b"desc": text, b"wtpt": xyz((0.9642, 1, 0.8249)), b"rXYZ": xyz(red)}
    parts |= {b"gXYZ": xyz(green), b"bXYZ": xyz(blue)}
    parts |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body, at = len(parts).to_bytes(4), b"", 132 + 12 * len(parts)
    for name, value in parts.items():
        value += b"\0" * (-len(value) % 4)
        table += name + (at + len(body)).to_bytes(4) + len(value).to_bytes(4)
        body += value
    head = (at + len(body)).to_bytes(4) + b"\0\0\0\0\x02\x40\0\0mntrRGB XYZ " + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + xyz((0.9642, 1, 0.8249))[8:]
    return head.ljust(128, b"\0") + table + body


P3 = profile((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
ADOBE = profile((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))


@pytest.mark.parametrize(("icc", "colour", "expected"), [
    pytest.param(P3, (200, 120, 80), (214, 117, 71), id="Display P3"),
    pytest.param(ADOBE, (150, 120, 80), (162, 120, 77), id="Adobe RGB"),
    pytest.param(ADOBE, (128, 128, 128), (128, 128, 128), id="grey stays grey"),
    pytest.param(ADOBE[:200], (150, 120, 80), (150, 120, 80), id="damaged"),
    pytest.param(b"no profile", (150, 120, 80), (150, 120, 80), id="none at all"),
])  # fmt: skip
def test_colours_are_those_of_the_web(icc, colour, expected, develop):
    made = develop(
        Image.new("RGB", (600, 400), colour),
        *(wanted(kind=kind) for kind in ("PNG", "JPEG")),
        icc_profile=icc,
    )

    assert all(near(one.getpixel((30, 20)), expected) for one in made)
    assert not any(one.info.get("icc_profile") for one in made)


def test_a_profile_of_other_colours_than_the_photo_is_ignored(develop):
    grey = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    (made,) = develop(Image.new("RGB", (600, 400), (150, 120, 80)), wanted(), icc_profile=grey)

    assert near(made.getpixel((30, 20)), (150, 120, 80))


def test_ink_becomes_light(develop):
    ink = Image.new("CMYK", (600, 400), (0, 255, 255, 0))
    (made,) = develop(ink, wanted(), kind="JPEG", quality=95)

    assert made.mode == "RGB"
    assert near(made.getpixel((30, 20)), (255, 0, 0), 8)


@pytest.mark.parametrize(("level", "expected"), [(0, 0), (0x80, 0), (0x8000, 127), (0xFFFF, 255)])
def test_sixteen_bits_are_scaled_and_not_clipped(level, expected, develop):
    deep = Image.new("I;16", (600, 400), level)
    made = develop(deep, wanted(kind="PNG"), wanted(kind="JPEG"), wanted(kind="AVIF"))

    assert all(near(one.convert("RGB").getpixel((5, 5)), (expected,) * 3, 2) for one in made)


def palette():
    picture = quarters().convert("P", palette=Image.Palette.ADAPTIVE, colors=4)
    return picture, {"transparency": picture.getpixel((1, 1))}


SEEN_THROUGH = Image.new("RGBA", (600, 400), (0, 0, 255, 0))
SEEN_THROUGH.paste((0, 0, 255, 255), (300, 0, 600, 400))


@pytest.mark.parametrize(("picture", "options"), [
    pytest.param(*palette(), id="palette"),
    pytest.param(SEEN_THROUGH, {}, id="RGBA"),
    pytest.param(SEEN_THROUGH.convert("LA"), {}, id="LA"),
    pytest.param(quarters(), {"transparency": (255, 0, 0)}, id="one colour"),
    pytest.param(Image.new("1", (600, 400), 0), {"transparency": 0}, id="black of two"),
])  # fmt: skip
def test_what_is_seen_through_stays_so_and_is_white_in_a_jpeg(picture, options, develop):
    png, webp, avif, jpeg = develop(
        picture, *(wanted(kind=kind) for kind in ("PNG", "WEBP", "AVIF", "JPEG")), **options
    )

    assert all(one.convert("RGBA").getpixel((3, 3))[3] == 0 for one in (png, webp, avif))
    assert near(jpeg.convert("RGB").getpixel((3, 3)), (255, 255, 255), 2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_what_is_opaque_has_no_transparency(mode, develop):
    made = develop(quarters(mode=mode), wanted(kind="PNG"), wanted(kind="AVIF"), wanted())

    assert [one.mode in {"L", "RGB"} for one in made] == [True] * 3


def test_a_drawing_loses_nothing_in_its_own_size(develop):
    drawing = quarters()
    ImageDraw.Draw(drawing).text((20, 20), "One pixel matters", "black")
    png, webp = develop(drawing, wanted(600, 400, "PNG"), wanted(600, 400, "WEBP"))

    assert png.convert("RGB").tobytes() == webp.convert("RGB").tobytes() == drawing.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(600, 400), (4000, 3000)])
@pytest.mark.parametrize("place", range(4))
def test_a_part_shows_what_its_box_names(kind, size, place, develop):
    across, down = size[0] // 2, size[1] // 2
    left, top = place % 2 * across, place // 2 * down
    box = (left, top, left + across, top + down)
    whole, part = develop(
        quarters(size), wanted(60, 40), wanted(50, 50, crop=box, name="crop"), kind=kind
    )

    assert part.size == (50, 50)
    assert set(corners(part)) == {PARTS[place]}
    assert corners(whole) == PARTS


def test_nothing_is_larger_than_the_photo(develop):
    (made,) = develop(noise((300, 200)), wanted(600, 400))

    assert made.size == (300, 200)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_set_is_the_same_whatever_else_is_made(kind, tmp_path):
    """So that a site that is built again is the same as one built at once."""
    path = tmp_path / "wide.img"
    noise((2400, 300)).save(path, kind)
    whole = [wanted(240, 30, kind="AVIF")]
    part = [wanted(300, 300, crop=(50, 0, 350, 300), name="part")]
    every = [*whole, *part]
    make_renditions(
        str(path), {str(tmp_path / "a"): whole, str(tmp_path / "b"): part}, RIGHTS, every
    )
    make_renditions(str(path), {str(tmp_path / "c"): whole}, RIGHTS, every)
    make_renditions(str(path), {str(tmp_path / "d"): part}, RIGHTS, every)

    assert contents(tmp_path / "a") == contents(tmp_path / "c")
    assert contents(tmp_path / "b") == contents(tmp_path / "d")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_photo_gives_the_same_bytes(tmp_path):
    noise().save(tmp_path / "a.jpg")
    sizes = [wanted(kind=kind) for kind in SUFFIXES]
    first = make_renditions(str(tmp_path / "a.jpg"), {str(tmp_path / "one"): sizes}, RIGHTS)
    time.sleep(1.1)
    again = make_renditions(str(tmp_path / "a.jpg"), {str(tmp_path / "two"): sizes}, RIGHTS)

    assert first == again
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize(("colour", "expected"), [
    ((255, 0, 0), "ff0000"), ((16, 32, 48), "102030"), ((0, 0, 0, 0), "ffffff"), (7, "070707"),
])  # fmt: skip
def test_the_place_has_the_colour_of_the_photo_before_it_appears(colour, expected, tmp_path):
    mode = "L" if isinstance(colour, int) else "RGB" if len(colour) == 3 else "RGBA"
    Image.new(mode, (90, 60), colour).save(tmp_path / "a.png")

    assert (
        make_renditions(str(tmp_path / "a.png"), {str(tmp_path / "made"): [wanted()]}, RIGHTS)
        == expected
    )
    assert json.loads((tmp_path / "made/record.json").read_text())["colour"] == expected


# Cost


def published(path, folder):
    """Make all files of the lead photo at *path* in *folder*, and return their sizes in bytes."""
    with Image.open(path) as image:
        plan = Plan("photos/sized/x-0", *image.size, False, (50, 50))
    sets = {f"{folder}/a": plan.renditions(), f"{folder}/b": tuple(plan.crops().values())}
    make_renditions(str(path), sets, RIGHTS, plan.files())
    return [each.stat().st_size for each in folder.rglob("*.*") if each.name != "record.json"]


@pytest.mark.parametrize(("size", "most"), [(SMALL, 1.6), (LARGE, 0.8)])
def test_a_detailed_photo_becomes_ten_files_at_most_and_light_ones(size, most, tmp_path):
    path = tmp_path / "a.jpg"
    detailed(0, size).save(path, quality=QUALITY)

    sizes = published(path, tmp_path / "made")
    assert len(sizes) <= 10
    assert sum(sizes) <= most * path.stat().st_size


@pytest.mark.proof
@pytest.mark.parametrize(("size", "most"), [(SMALL, 10), (LARGE, 8)])
def test_a_detailed_photo_takes_a_few_times_what_one_jpeg_takes(size, most, tmp_path):
    """One JPEG of 1,200 pixels, made by Pillow in the same process; the best of five turns."""
    path = tmp_path / "a.jpg"
    detailed(0, size).save(path, quality=QUALITY)

    def bare():
        with Image.open(path) as image:
            small = image.resize((1200, 800), Image.Resampling.LANCZOS)
            small.save(tmp_path / "bare.jpg", quality=85)

    def best(make):
        taken = []
        for _ in range(5):
            began = time.process_time()
            make()
            taken.append(time.process_time() - began)
        return min(taken)

    assert best(lambda: published(path, tmp_path / "made")) <= most * best(bare)


@pytest.mark.parametrize(("width", "widths"), [
    (300, [300]), (400, [336, 400]), (640, [336, 480, 640]), (1200, [336, 480, 608, 1200]),
    (1600, [336, 480, 608, 1080, 1600]), (6000, [336, 480, 608, 1080, 1920]),
])  # fmt: skip
def test_a_width_that_saves_less_than_a_fifth_of_the_bytes_is_left_out(width, widths):
    made = Plan("x-0", width, width, False, (50, 50)).renditions()

    assert [one.width for one in made if one.kind == "AVIF"] == widths


def test_each_width_saves_a_place_of_the_theme_a_fifth_of_the_bytes():
    """On screens with one, two or three pixels per CSS pixel, on telephones and on desks."""
    plan = Plan("x-0", 3000, 2000, False, (50, 50))
    needed = [
        density * width
        for place in PLACES
        for density, window in ((1, 1280), (1, 1440), (2, 390), (2, 1440), (3, 390))
        for width in [css_width(place, window)]
    ]
    widths = [one.width for one in plan.renditions() if one.kind == "AVIF"]
    for smaller, width in pairwise([0, *widths]):
        assert any(smaller < need <= width for need in needed)
        assert (smaller / width) ** GROWTH <= 1 - SAVING


def css_width(place, window):
    width = next(each for each in PLACES[place] if each.start * 16 <= window)
    return width.percent / 100 * window + width.rem * 16


@pytest.mark.parametrize(("size", "names"), [
    ((1600, 1067), ["og", "16x9", "4x3", "1x1"]),
    ((250, 180), ["og"]),  # the others would have fewer than 50,000 pixels
])  # fmt: skip
def test_crops_for_search_engines_are_small_and_large_enough(size, names):
    crops = Plan("x-0", *size, False, (50, 50)).crops()

    assert list(crops) == names
    for name, crop in crops.items():
        assert (crop.width <= 480 and crop.width * crop.height >= 50_000) or name == "og"
    assert (crops["og"].width, crops["og"].height) == (
        (1200, 630) if size[0] > 1200 else (250, 131)
    )


# Damage


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_cut_off_anywhere_is_one_or_is_refused(kind, progressive, tmp_path):
    data, path = io.BytesIO(), tmp_path / "cut.img"
    noise((48, 32)).save(
        data, kind, **({"progressive": True} if kind == "JPEG" and progressive else {})
    )
    whole, complete = data.getvalue(), 0
    for size in range(0, len(whole), 10):
        path.write_bytes(whole[:size])
        with contextlib.suppress(UnreadablePhotoError):
            make_renditions(str(path), {str(tmp_path / "made"): [wanted(24, 16)]}, RIGHTS)
            complete += 1

    assert complete < len(whole) // 40


def test_the_message_says_that_a_photo_ends_too_early(tmp_path):
    noise().save(tmp_path / "bus.jpg")
    data = (tmp_path / "bus.jpg").read_bytes()
    (tmp_path / "bus.jpg").write_bytes(data[: len(data) // 2])

    with pytest.raises(UnreadablePhotoError) as error:
        make_renditions(str(tmp_path / "bus.jpg"), {str(tmp_path / "made"): [wanted()]}, RIGHTS)

    assert (
        str(error.value)
        == 'photo "bus.jpg" is damaged: it ends too early. Copy the original again.'
    )
    assert not (tmp_path / "made").exists()


def giant_png(across, down):
    def chunk(name, body):
        return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)

    head = across.to_bytes(4) + down.to_bytes(4) + b"\x08\0\0\0\0"
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(12_000, 11_000), (40_000, 40_000)])
def test_a_giant_that_is_no_jpeg_is_refused(size, develop):
    with pytest.raises(UnreadablePhotoError, match="has too many pixels"):
        develop(giant_png(*size), wanted())


@pytest.mark.parametrize(("kind", "mode", "options"), [
    pytest.param("WEBP", "RGB", {"quality": 1, "method": 0}, id="a WebP"),
    pytest.param("PNG", "RGBA", {"compress_level": 1}, id="a transparent PNG"),
    pytest.param("TIFF", "CMYK", {"compression": "tiff_lzw"}, id="a TIFF in ink"),
])  # fmt: skip
def test_a_photo_that_takes_too_much_memory_is_refused(kind, mode, options, tmp_path):
    size = (5300, 5000) if kind == "WEBP" else (6000, 5900)
    path = tmp_path / "a.img"
    Image.new(mode, size, 90).save(path, kind, **options)

    with pytest.raises(UnreadablePhotoError, match="has too many pixels"):
        make_renditions(str(path), {str(tmp_path / "made"): [wanted()]}, RIGHTS)


def test_a_tower_that_would_take_too_long_is_refused_at_once(tmp_path):
    Image.new("L", (1200, 40_000)).save(tmp_path / "a.jpg", quality=1)
    sizes = Plan("a-0", 1200, 40_000, False, (50, 50)).renditions()
    began = time.monotonic()

    with pytest.raises(UnreadablePhotoError, match="too tall to show"):
        make_renditions(str(tmp_path / "a.jpg"), {str(tmp_path / "made"): sizes}, RIGHTS)
    assert time.monotonic() - began < 1


def test_a_tower_that_no_format_takes_is_refused(develop):
    with pytest.raises(UnreadablePhotoError, match="too tall to show"):
        develop(Image.new("L", (340, 17_000)), wanted(340, 17_000, "WEBP"))


def test_of_a_double_photo_the_first_is_shown(develop):
    """Telephones put a second picture, for depth or brightness, behind the first."""
    data = io.BytesIO()
    quarters((1200, 800)).save(data, "MPO", save_all=True, append_images=[noise((1200, 800))])
    (made,) = develop(data.getvalue(), wanted(60, 40), kind="JPEG")

    assert corners(made) == PARTS


def test_a_file_that_is_gone_is_the_photos_fault(tmp_path):
    with pytest.raises(UnreadablePhotoError, match="cannot be read: No such file"):
        make_renditions(str(tmp_path / "gone.jpg"), {str(tmp_path / "made"): [wanted()]}, RIGHTS)


def test_a_folder_that_cannot_be_written_is_not_the_photos_fault(tmp_path):
    noise().save(tmp_path / "a.jpg")
    (tmp_path / "taken").write_text("a file, no folder")

    with pytest.raises(OSError, match="taken"):
        make_renditions(str(tmp_path / "a.jpg"), {str(tmp_path / "taken/made"): [wanted()]}, RIGHTS)


def test_what_another_process_made_meanwhile_is_kept_complete(tmp_path):
    noise().save(tmp_path / "a.jpg")
    sets = {str(tmp_path / "made"): [wanted()]}
    make_renditions(str(tmp_path / "a.jpg"), sets, RIGHTS)
    (tmp_path / "made/60.jpg").unlink()
    make_renditions(str(tmp_path / "a.jpg"), sets, RIGHTS)

    assert set(contents(tmp_path / "made")) == {"60.jpg", "record.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"a.jpg", "made"}


KILLED = """
import sys
from plugins.photos.plans import Rendition
from plugins.responsive_images.embedded_rights import Rights
from plugins.responsive_images.renditions import make_renditions
wanted = [Rendition(f"a-{n}.jpg", 300 + n, 200, "JPEG") for n in range(40)]
print("ready", flush=True)
make_renditions(sys.argv[1], {sys.argv[2]: wanted}, Rights())
"""


def test_the_files_are_there_all_or_none_when_the_process_is_killed(tmp_path):
    noise((900, 600)).save(tmp_path / "a.jpg")
    complete = 0
    for turn in range(8):
        folder = tmp_path / f"made{turn}"
        command = [sys.executable, "-c", KILLED, str(tmp_path / "a.jpg"), str(folder)]
        process = subprocess.Popen(command, cwd=DEMO, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(turn * 0.04)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if folder.exists():
            complete += 1
            assert len(contents(folder)) == 41
            assert all(
                data[-2:] == b"\xff\xd9"
                for name, data in contents(folder).items()
                if name != "record.json"
            )
    assert complete < 8


LARGE = """
import sys
from plugins.photos.plans import Rendition
from plugins.responsive_images.embedded_rights import Rights
from plugins.responsive_images.renditions import make_renditions
made = [Rendition(f"a-{w}.avif", w, w, "AVIF") for w in (320, 960, 1920)]
made.append(Rendition("og.jpg", 1200, 630, "JPEG", (0, 2000, 10000, 7250)))
make_renditions(sys.argv[1], {sys.argv[2]: made}, Rights())
lines = open("/proc/self/status").read().splitlines()  # getrusage tells of the parent as well
print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how large a process grew")
def test_a_hundred_megapixels_take_little_memory(tmp_path):
    Image.new("L", (10_000, 10_000), 90).convert("RGB").save(tmp_path / "a.jpg", quality=50)
    assert memory_for(tmp_path) < 400


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how large a process grew")
@pytest.mark.proof
@pytest.mark.parametrize(("kind", "mode", "size", "options"), [
    pytest.param("WEBP", "RGB", (5100, 5100), {"method": 0}, id="a WebP"),
    pytest.param("AVIF", "RGB", (6400, 6400), {"speed": 10, "subsampling": "4:4:4"}, id="an AVIF"),
    pytest.param("PNG", "RGB", (8300, 8300), {"compress_level": 1}, id="a PNG"),
    pytest.param("PNG", "RGBA", (5900, 5900), {"compress_level": 1}, id="a transparent PNG"),
    pytest.param("PNG", "P", (8300, 8300), {"compress_level": 1}, id="a palette PNG"),
    pytest.param("PNG", "I;16", (8900, 8900), {"compress_level": 1}, id="a deep PNG"),
    pytest.param("JPEG", "RGB", (8300, 8300), {"progressive": True, "subsampling": 0}, id="a JPEG"),
    pytest.param("JPEG", "CMYK", (8000, 6400), {"progressive": True}, id="a JPEG in ink"),
    pytest.param("TIFF", "CMYK", (5900, 5900), {"compression": "tiff_lzw"}, id="a TIFF"),
])  # fmt: skip
def test_the_largest_photo_of_a_kind_takes_less_than_512_mib(kind, mode, size, options, tmp_path):
    colours = noise((600, 400)).convert("L" if mode == "I;16" else mode).resize(size)
    colours.convert(mode).save(tmp_path / "a.jpg", kind, **options)

    assert memory_for(tmp_path) < 512


def memory_for(folder):
    """Return the MiB that it takes to make files of the photo a.jpg in *folder*."""
    command = [sys.executable, "-c", LARGE, str(folder / "a.jpg"), str(folder / "made")]
    done = subprocess.run(command, cwd=DEMO, capture_output=True, text=True, check=True)
    return int(done.stdout)
