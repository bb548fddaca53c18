"""What a photo's file says of itself, and where it is found."""

import contextlib
import io
import os
import unicodedata
import zlib
from hashlib import md5
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.kernel import photos
from plugins.kernel.photos import MissingPhotoError, Photo, PhotoError, UnreadablePhotoError

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><rdf:Description {}>{}</rdf:Description>
</rdf:RDF></x:xmpmeta>"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'


def xmp(*, creator="", credit="", caption=(), alt=()):
    """Return an XMP packet; *caption* and *alt* are pairs of language and text."""

    def alternatives(name, texts):
        items = "".join(f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in texts)
        return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>" if texts else ""

    names = "".join(f"<rdf:li>{name}</rdf:li>" for name in [creator] if name)
    body = f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>" if names else ""
    body += alternatives("dc:description", caption) + alternatives("c:AltTextAccessibility", alt)
    return XMP.format(f'photoshop:Credit="{credit}"' if credit else "", body).encode()


def iim(fields):
    """Return IIM fields as they stand in a file; *fields* are number and bytes."""
    return b"".join(
        b"\x1c" + bytes([record, number]) + len(data).to_bytes(2) + data
        for record, number, data in fields
    )


def with_iim(jpeg, block, digest=b""):
    """Return *jpeg* with an IIM *block*, and the *digest* that a program left beside it."""

    def resource(code, data):
        padded = data + b"\0" * (len(data) % 2)
        return b"8BIM" + code.to_bytes(2) + b"\0\0" + len(data).to_bytes(4) + padded

    resources = resource(0x0404, block) + (resource(0x0425, digest) if digest else b"")
    segment = b"Photoshop 3.0\0" + resources
    return jpeg[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2) + segment + jpeg[2:]


def picture(kind="JPEG", size=(60, 40), **said):
    """Return the bytes of a small photo of a *kind*."""
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, kind, **said)
    return data.getvalue()


def exif(**tags):
    """Return EXIF with *tags* by their names."""
    numbers = {"caption": 0x010E, "orientation": 0x0112, "artist": 0x013B}
    data = Image.Exif()
    for name, value in tags.items():
        data[numbers[name]] = value
    return data


@pytest.fixture
def content(tmp_path):
    """A content folder with a folder for photos and one for stories."""
    folder = tmp_path / "content"
    (folder / "photos").mkdir(parents=True)
    (folder / "stories" / "2026").mkdir(parents=True)
    return folder


@pytest.fixture
def facts(content):
    """Return the photo that some bytes make under a name."""

    def of(data, name="bus.jpg", lang=""):
        (content / "photos" / name).write_bytes(data)
        return photos.facts(str(content / "photos" / name), str(content), lang)

    return of


# What a file says


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_kind_that_browsers_show_has_its_size(facts, kind):
    assert facts(picture(kind), f"bus.{kind.lower()}") == Photo(
        f"photos/bus.{kind.lower()}", 60, 40
    )


@pytest.mark.parametrize(
    ("orientation", "size"),
    [(1, (60, 40)), (3, (60, 40)), (5, (40, 60)), (6, (40, 60)), (8, (40, 60)), (99, (60, 40))],
)
def test_a_camera_held_upright_swaps_the_sides(facts, orientation, size):
    photo = facts(picture(exif=exif(orientation=orientation)))

    assert (photo.width, photo.height) == size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_in_every_kind_that_holds_it(facts, kind):
    packet = xmp(creator="Lena Vogt", credit="City Desk", caption=[("x-default", "A bus.")])

    chunk = PngInfo()
    chunk.add_itxt("XML:com.adobe.xmp", packet.decode())
    said = {"pnginfo": chunk} if kind == "PNG" else {"xmp": packet}

    photo = facts(picture(kind, **said), f"bus.{kind.lower()}")

    assert (photo.caption, photo.credit) == ("A bus.", "Lena Vogt/City Desk")


IIM = [(2, 120, b"IIM caption"), (2, 80, b"IIM Creator"), (2, 110, b"IIM Credit")]
EXIF = exif(caption="EXIF caption", artist="EXIF Artist")


@pytest.mark.parametrize(
    ("data", "caption", "credit"),
    [
        pytest.param(
            with_iim(
                picture(exif=EXIF, xmp=xmp(creator="X", credit="Y", caption=[("x", "Z")])),
                iim(IIM),
            ),
            "Z", "X/Y", id="XMP over IIM over EXIF",
        ),
        pytest.param(
            with_iim(picture(exif=EXIF), iim(IIM)),
            "IIM caption", "IIM Creator/IIM Credit", id="IIM over EXIF",
        ),
        pytest.param(picture(exif=EXIF), "EXIF caption", "EXIF Artist", id="EXIF last"),
        pytest.param(picture(), "", "", id="nothing said"),
        pytest.param(picture(xmp=xmp(creator="Lena Vogt")), "", "Lena Vogt", id="creator alone"),
        pytest.param(picture(xmp=xmp(credit="City Desk")), "", "City Desk", id="credit line alone"),
        pytest.param(
            picture(xmp=xmp(creator="NASA", credit="Nasa")), "", "Nasa", id="both equal, shown once"
        ),
        pytest.param(
            picture(xmp=xmp(creator="Lena Vogt", credit="Lena Vogt for The Post")),
            "", "Lena Vogt for The Post", id="credit line that names the creator",
        ),
        pytest.param(
            with_iim(
                picture(xmp=xmp(creator="Tech. Sgt. Cecilio M. Ricardo Jr.")),
                iim([(2, 80, b"Tech. Sgt. Cecilio M. Ricardo Jr")]), b"\1" * 16,
            ),
            "", "Tech. Sgt. Cecilio M. Ricardo Jr.", id="a beginning cut off by IIM is no edit",
        ),
        pytest.param(
            with_iim(picture(xmp=xmp(creator="Old")), iim([(2, 80, b"New")]), b"\1" * 16),
            "", "New", id="IIM edited after XMP, as its digest shows",
        ),
        pytest.param(
            with_iim(
                picture(xmp=xmp(creator="X")), iim([(2, 80, b"Y")]),
                md5(iim([(2, 80, b"Y")]), usedforsecurity=False).digest(),
            ),
            "", "X", id="IIM in step with XMP",
        ),
        pytest.param(
            with_iim(picture(), iim([(1, 90, b"\x1b%G"), (2, 120, "Zoë".encode())])),
            "Zoë", "", id="IIM marked as UTF-8",
        ),
        pytest.param(
            with_iim(picture(), iim([(1, 90, b"\x1b%G"), (2, 120, "Zoë".encode()[:-1])])),
            "Zo", "", id="IIM cut within a character",
        ),
        pytest.param(
            with_iim(picture(), iim([(2, 120, "Zoë".encode())])),
            "Zoë", "", id="IIM in UTF-8 unmarked",
        ),
        pytest.param(
            with_iim(picture(), iim([(2, 120, "Zoë".encode("latin-1"))])),
            "Zoë", "", id="IIM in Latin-1",
        ),
        pytest.param(
            with_iim(picture(), iim([(2, 80, b"Ana"), (2, 80, b"Tom")])),
            "", "Ana, Tom", id="two by-lines",
        ),
        pytest.param(
            with_iim(picture(), b"\x1c\x02\x78\xff\xff\x1c"), "", "", id="IIM that ends too early"
        ),
        pytest.param(picture(exif=exif(caption="Zoë".encode())), "Zoë", "", id="EXIF in UTF-8"),
        pytest.param(
            picture(exif=exif(caption="OLYMPUS DIGITAL CAMERA")), "", "", id="a camera's own words"
        ),
        pytest.param(
            picture(xmp=xmp(caption=[("x-default", "A&#10;bus&#x9;by \u202enight.")])),
            "A bus by night.", "", id="line breaks and marks that reorder text",
        ),
        pytest.param(picture(xmp=b"<x"), "", "", id="XMP that is no XML"),
        pytest.param(
            picture(xmp=b'<!DOCTYPE x [<!ENTITY a "b">]>' + xmp(creator="X")),
            "", "", id="XMP with entities",
        ),
    ],
)  # fmt: skip
def test_caption_and_credit_come_from_the_best_source(facts, data, caption, credit):
    photo = facts(data)

    assert (photo.caption, photo.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("", "The default"),
        ("en", "The default"),
        ("de", "Ein Bus"),
        ("de-at", "Ein Bus"),
        ("fr-CA", "Un bus"),
    ],
)
def test_texts_come_in_the_language_of_the_story(facts, lang, text):
    texts = [("de", "Ein Bus"), ("fr-CA", "Un bus"), ("x-default", "The default")]

    photo = facts(picture(xmp=xmp(alt=texts, caption=texts)), lang=lang)

    assert (photo.alt, photo.caption) == (text, text)


def test_an_overlong_caption_is_cut_at_a_word(facts):
    photo = facts(picture(xmp=xmp(caption=[("x-default", "word " * 9000)])))

    assert len(photo.caption) <= photos.LONGEST_CAPTION
    assert photo.caption.endswith("word…")


# Drawings


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="200"', (300, 200)),
        ('width="300px" height="2in"', (300, 192)),
        ('viewBox="0 0 24 12"', (24, 12)),
        ('viewBox="0,0,24.6,12"', (25, 12)),
        ('width="100%" height="100%" viewBox="0 0 24 12"', (24, 12)),
        ('width="48" viewBox="0 0 24 12"', (48, 24)),
        ('height="6" viewBox="0 0 24 12"', (12, 6)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ('width="-5" height="nan"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_a_drawing_has_a_size(facts, attributes, size):
    photo = facts(SVG.format(attributes, "<path/>").encode(), "map.svg")

    assert (photo.width, photo.height) == size


def test_the_title_of_a_drawing_is_its_alternative_text(facts):
    drawing = SVG.format("", "<title>A map of\n the valley</title><g><title>No</title></g>")

    assert facts(drawing.encode(), "map.svg").alt == "A map of the valley"


# Files from anywhere

BOMB = "<!DOCTYPE svg [" + '<!ENTITY a "aaaaaaaaaa">' + '<!ENTITY b "&a;&a;&a;&a;">' + "]>"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jpg", b"", "is empty"),
        ("a.jpg", b"not a photo", "damaged, or no photo"),
        ("a.jpg", picture()[:30], "damaged"),
        ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff", "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "damaged"),
        ("a.jpg", picture("PNG"), 'holds PNG, not JPEG. Rename it to "a.png"'),
        ("a.webp", picture("WEBP")[:40], "damaged"),
        ("a.avif", picture("AVIF")[:60], "damaged"),
        ("a.tif", picture("TIFF"), "format that browsers do not show"),
        ("a.svgz", b"", "format that browsers do not show"),
        ("a.svg", b"\x89PNG", "damaged, or no SVG"),
        ("a.svg", b"<html/>", "no SVG that a browser shows"),
        ("a.svg", b"<svg width='1' height='1'/>", "no SVG that a browser shows"),
        ("a.svg", (BOMB + SVG.format("", "&b;")).encode(), "XML entities"),
        ("a.svg", b"<?xml version='1.0' encoding='nonsense'?><svg/>", "damaged, or no SVG"),
        ("a#b.jpg", picture(), 'Rename it, to "a-b.jpg"'),
        ("100%.jpg", picture(), 'Rename it, to "100-.jpg"'),
        ("Q&A.jpg", picture(), "Rename it"),
        ("{a}.jpg", picture(), "Rename it"),
    ],
)  # fmt: skip
def test_a_file_that_no_page_can_show_is_a_fault_in_an_editors_words(facts, name, data, words):
    with pytest.raises(UnreadablePhotoError, match=words.replace("(", r"\(")) as fault:
        facts(data, name)

    assert f'"{name}"' in str(fault.value)


def test_a_photo_with_too_many_pixels_is_a_fault(facts):
    """A header may claim any size: nothing is decoded to find out."""
    bomb = bytearray(picture("PNG"))
    bomb[16:24] = (60_000).to_bytes(4) * 2
    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4)

    with pytest.raises(UnreadablePhotoError, match="too many pixels"):
        facts(bytes(bomb), "bomb.png")


def test_a_huge_drawing_is_a_fault(content):
    path = content / "photos" / "map.svg"
    path.touch()
    os.truncate(path, photos.LARGEST_SVG + 1)

    with pytest.raises(UnreadablePhotoError, match="too large"):
        photos.facts(str(path), str(content))


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [b"", b"\xff\xd8\xff\xed", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF", b"<svg "]
    ),
    st.sampled_from(["jpg", "png", "webp", "avif", "gif", "svg"]),
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_end_in_a_traceback(tmp_path_factory, data, start, suffix):
    folder = tmp_path_factory.mktemp("content")
    path = folder / f"a.{suffix}"
    path.write_bytes(start + data)
    with contextlib.suppress(PhotoError):
        assert photos.facts(str(path), str(folder)).width > 0


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_damaged_rights_never_cost_the_photo(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("content")
    path = folder / "a.jpg"
    path.write_bytes(with_iim(picture(xmp=data or b" ", exif=b"Exif\0\0" + data), data))

    assert photos.facts(str(path), str(folder)).width == 60


def test_a_photo_costs_a_reading_of_its_header(facts):
    """The size is known although every pixel is gone: nothing was decoded."""
    whole = picture(size=(3000, 2000))
    header = whole[: whole.index(b"\xff\xda") + 20]

    assert facts(header).width == 3000


# Finding


@pytest.mark.parametrize(
    "src",
    [
        "bus.jpg",
        "./bus.jpg",
        "photos/bus.jpg",
        "/photos/bus.jpg",
        "{static}/photos/bus.jpg",
        "|static|/photos/bus.jpg",
        "{attach}/photos/bus.jpg",
        "{filename}/photos/bus.jpg",
        "{static}../../photos/bus.jpg",
        "../../photos/bus.jpg",
        "b%75s.jpg",
        " bus.jpg ",
    ],
)
def test_every_way_to_name_a_photo_finds_it(content, src):
    (content / "photos" / "bus.jpg").write_bytes(picture())

    photo = photos.photo(src, str(content / "stories" / "2026"), str(content))

    assert photo.path == "photos/bus.jpg"


def test_the_photo_beside_the_story_comes_first(content):
    for folder in ("photos", "stories/2026"):
        (content / folder / "bus.jpg").write_bytes(picture())

    photo = photos.photo("bus.jpg", str(content / "stories" / "2026"), str(content))

    assert photo.path == "stories/2026/bus.jpg"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_both_unicode_forms_of_a_name_are_one(content, form, typed):
    name = "Zoë's Größe 夜.JPG"
    (content / "photos" / unicodedata.normalize(form, name)).write_bytes(picture())

    photo = photos.photo(unicodedata.normalize(typed, name), str(content / "stories"), str(content))

    assert unicodedata.normalize("NFC", photo.path) == f"photos/{name}"
    assert photo.url.isascii()
    assert " " not in photo.url


@pytest.mark.parametrize(
    "src",
    [
        "../../outside.jpg",
        "../../../outside.jpg",
        "{static}/../outside.jpg",
        "/photos/../../outside.jpg",
        "..%2F..%2F..%2Foutside.jpg",
        "link.jpg",
        "linked/outside.jpg",
        "/etc/passwd",
        "pipe.jpg",
        "folder.jpg",
        "a\0b.jpg",
        "x" * 5000,
        "{static}/",
        "\ud800.jpg",
        "",
    ],
)
def test_nothing_outside_the_content_folder_and_no_other_thing_is_a_photo(content, src):
    outside = content.parent / "outside.jpg"
    outside.write_bytes(picture())
    (content / "photos" / "link.jpg").symlink_to(outside)
    (content / "photos" / "linked").symlink_to(content.parent)
    (content / "photos" / "folder.jpg").mkdir()
    os.mkfifo(content / "photos" / "pipe.jpg")

    assert photos.find(src, str(content / "stories" / "2026"), str(content)) is None


def test_a_link_within_the_content_folder_is_followed(content):
    (content / "photos" / "bus.jpg").write_bytes(picture())
    (content / "stories" / "same.jpg").symlink_to(Path("..") / "photos" / "bus.jpg")

    photo = photos.photo("same.jpg", str(content / "stories"), str(content))

    assert photo.path == "stories/same.jpg"


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("flod.jpg", 'photo "flod.jpg" is not in content/photos/. Did you mean "flood.jpg"?'),
        ("FLOOD.JPG", 'photo "FLOOD.JPG" is not in content/photos/. Did you mean "flood.jpg"?'),
        ("near.jpg", 'photo "near.jpg" is not in content/photos/. Did you mean "nears.jpg"?'),
        ("zzz", 'photo "zzz" is not in content/photos/. Put it there, or correct its name.'),
        ("", "an image names no photo. Write the name of its file between the parentheses."),
    ],
)
def test_a_missing_photo_names_the_nearest(content, src, words):
    (content / "photos" / "2025").mkdir()
    (content / "photos" / "2025" / "flood.jpg").write_bytes(picture())
    (content / "stories" / "2026" / "nears.jpg").write_bytes(picture())
    (content / "photos" / "zzz.txt").touch()

    with pytest.raises(MissingPhotoError) as fault:
        photos.photo(src, str(content / "stories" / "2026"), str(content))

    assert str(fault.value) == words
