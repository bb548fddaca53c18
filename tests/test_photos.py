"""What a photo's file says of itself, and where it is found."""

import contextlib
import io
import os
import unicodedata
import zlib
from dataclasses import replace
from datetime import date
from hashlib import md5
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.photos.errors import MissingPhotoError, PhotoError, UnreadablePhotoError
from plugins.photos.facts import LARGEST_SVG
from plugins.photos.facts import facts as read_facts
from plugins.photos.finder import PhotoFinder, find
from plugins.photos.metadata import LONGEST_CAPTION, Metadata
from plugins.photos.photo import Photo

from .conftest import DEMO

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


def picture(kind="JPEG", size=(60, 40), **metadata):
    """Return the bytes of a small photo of a *kind*."""
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, kind, **metadata)
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
        return read_facts(str(content / "photos" / name), str(content), lang)

    return of


# What a file says


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_kind_that_browsers_show_has_its_size(facts, kind):
    data = picture(kind)

    photo = facts(data, f"bus.{kind.lower()}")

    assert replace(photo, digest="", flat=False) == Photo(
        f"photos/bus.{kind.lower()}", 60, 40, kind=kind, bytes=len(data)
    )


def moving(kind, frames=2):
    """Return an animation."""
    pictures = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")[:frames]]
    data = io.BytesIO()
    pictures[0].save(data, kind, save_all=True, append_images=pictures[1:])
    return data.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("frames", [1, 2])
def test_an_animation_is_known_by_its_header(facts, kind, frames):
    assert facts(moving(kind, frames), f"bus.{kind.lower()}").animated == (frames == 2)


def test_a_second_picture_in_a_telephones_jpeg_moves_nothing(facts):
    photo = facts(moving("MPO"))

    assert (photo.kind, photo.animated) == ("JPEG", False)


@pytest.mark.parametrize(
    ("kind", "mode", "flat"),
    [
        ("JPEG", "L", False),
        ("JPEG", "CMYK", False),
        ("PNG", "RGB", False),
        ("PNG", "RGBA", True),
        ("PNG", "LA", True),
        ("PNG", "P", True),
        ("PNG", "1", True),
        ("PNG", "L", True),
        ("PNG", "I;16", True),
        ("WEBP", "RGB", False),
        ("WEBP", "RGBA", True),
        ("AVIF", "RGB", False),
        ("AVIF", "RGBA", True),
        ("GIF", "P", True),
    ],
)
def test_a_picture_that_a_jpeg_would_harm_is_flat(facts, kind, mode, flat):
    data = io.BytesIO()
    Image.new(mode, (60, 40)).save(data, kind)

    assert facts(data.getvalue(), f"BUS.{kind}").flat == flat


def test_a_png_with_one_transparent_colour_is_flat(facts):
    assert facts(picture("PNG", transparency=(0, 128, 128)), "bus.png").flat


def test_the_digest_changes_with_every_byte_of_the_photo_and_its_sidecars(facts, content):
    digests = {facts(picture()).digest, facts(picture()).digest, facts(picture() + b"x").digest}
    for name in ("bus.yml", "bus.xmp", "bus.jpg.xmp"):
        (content / "photos" / name).write_bytes(xmp(creator=name))
        digests.add(facts(picture()).digest)

    assert len(digests) == 5


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
    metadata = {"pnginfo": chunk} if kind == "PNG" else {"xmp": packet}

    photo = facts(picture(kind, **metadata), f"bus.{kind.lower()}")

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
            "EXIF caption", "EXIF Artist/Y", id="EXIF over XMP and IIM without a digest",
        ),
        pytest.param(
            with_iim(
                picture(exif=EXIF, xmp=xmp(creator="X", credit="Y", caption=[("x", "Z")])),
                iim(IIM), md5(iim(IIM), usedforsecurity=False).digest(),
            ),
            "Z", "X/Y", id="XMP over IIM over EXIF with a digest",
        ),
        pytest.param(
            with_iim(picture(exif=EXIF), iim(IIM)),
            "EXIF caption", "EXIF Artist/IIM Credit", id="EXIF over IIM without a digest",
        ),
        pytest.param(
            with_iim(picture(xmp=xmp(creator="X", caption=[("x", "Z")])), iim(IIM)),
            "Z", "X/IIM Credit", id="XMP over IIM without a digest",
        ),
        pytest.param(picture(exif=EXIF), "EXIF caption", "EXIF Artist", id="EXIF alone"),
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

    assert len(photo.caption) <= LONGEST_CAPTION
    assert photo.caption.endswith("word…")


# What the newsroom says


def test_the_newsrooms_file_overrides_what_the_photo_says(facts, content):
    texts = [("x-default", "A bus."), ("de", "Ein Bus.")]
    (content / "photos" / "bus.yml").write_text(
        "caption: The last 41.\ncredit: Photo by Lena Vogt/AP\nalt: A bus at night\n"
        "licence: https://x.org/by\nfocus: 30 20\nexpires: 2026-12-31\n"
    )

    photo = facts(picture(xmp=xmp(creator="X", credit="Y", caption=texts, alt=texts)), lang="de")

    assert (photo.caption, photo.credit) == ("The last 41.", "Photo by Lena Vogt/AP")
    assert (photo.alt, photo.focus) == ("A bus at night", (30, 20))
    assert photo.expires == date(2026, 12, 31)
    assert photo.metadata == Metadata(
        caption=(("", "The last 41."),),
        creators=("X",),
        credit_line="Photo by Lena Vogt/AP",
        licence="https://x.org/by",
        alt=(("", "A bus at night"),),
    )
    assert photo.faults == ()


def test_an_xmp_file_beside_the_photo_comes_before_the_xmp_in_it(facts, content):
    (content / "photos" / "bus.xmp").write_bytes(xmp(caption=[("x-default", "Beside.")]))

    photo = facts(picture(exif=EXIF, xmp=xmp(credit="Y", caption=[("x-default", "Inside.")])))

    assert (photo.caption, photo.credit) == ("Beside.", "EXIF Artist/Y")
    assert photo.faults == ()


def test_a_drawing_has_its_newsrooms_words_too(facts, content):
    (content / "photos" / "map.yml").write_text("caption: The valley.\nfocus: left")

    photo = facts(SVG.format("", "<title>A map</title>").encode(), "map.svg")

    assert (photo.caption, photo.alt, photo.focus) == ("The valley.", "A map", (0, 50))
    assert (photo.kind, photo.metadata.alt) == ("SVG", (("", "A map"),))


def test_the_description_is_in_the_language_of_the_story(facts):
    body = "<c:ExtDescrAccessibility><rdf:Alt>{}</rdf:Alt></c:ExtDescrAccessibility>"
    items = '<rdf:li xml:lang="x-default">Long.</rdf:li><rdf:li xml:lang="de">Lang.</rdf:li>'

    data = picture(xmp=XMP.format("", body.format(items)).encode())

    assert facts(data, lang="de-AT").description == "Lang."
    assert facts(data, lang="fr").description == "Long."


def test_a_file_that_contradicts_itself_is_a_warning_until_the_newsroom_settles_it(
    facts, content, monkeypatch
):
    monkeypatch.chdir(content.parent)
    data = with_iim(
        picture(xmp=xmp(creator="Lena Vogt", caption=[("x-default", "A bus.")])),
        iim([(2, 80, b"Tom Okafor"), (2, 120, b"A tram.")]),
    )

    assert [str(each) for each in facts(data).faults] == [
        'content/photos/bus.jpg:1: warning: photo "bus.jpg" has two captions: "A bus." (XMP) and '
        '"A tram." (IIM). "A bus." is shown. Correct the file, or write "caption: ..." in '
        "content/photos/bus.yml.",
        'content/photos/bus.jpg:1: warning: photo "bus.jpg" names two creators: "Lena Vogt" (XMP) '
        'and "Tom Okafor" (IIM). "Lena Vogt" is shown. Correct the file, or write "credit: ..." '
        "in content/photos/bus.yml.",
    ]

    (content / "photos" / "bus.yml").write_text("caption: A bus.\ncredit: Lena Vogt")

    assert facts(data).faults == ()


def test_a_contradiction_at_the_end_of_a_long_text_is_shown_where_it_is(facts):
    long = "The council voted at night, after many hours, to keep the bus that leaves at "
    data = with_iim(
        picture(xmp=xmp(caption=[("", f"{long}two.")])), iim([(2, 120, f"{long}three.".encode())])
    )

    (fault,) = facts(data).faults

    assert '"…bus that leaves at two." (XMP) and "…bus that leaves at three." (IIM)' in fault.text


def test_two_cities_are_a_warning_that_only_the_file_can_settle(facts):
    packet = XMP.format('photoshop:City="Kabul"', "").encode()

    (fault,) = facts(with_iim(picture(xmp=packet), iim([(2, 90, b"Herat")]))).faults

    assert fault.warning
    assert fault.text.endswith(
        'names two cities: "Kabul" (XMP) and "Herat" (IIM). "Kabul" is shown. Correct the file.'
    )


def test_what_is_wrong_beside_a_photo_is_one_of_its_faults(facts, content, monkeypatch):
    monkeypatch.chdir(content.parent)
    (content / "photos" / "bus.yml").write_text("alt: A bus\nfocus: here")

    (fault,) = facts(picture()).faults

    assert (fault.path, fault.line, fault.warning) == ("content/photos/bus.yml", 2, False)


def test_a_change_beside_a_photo_is_seen_at_once(content):
    (content / "photos" / "bus.jpg").write_bytes(picture())
    finder = PhotoFinder(str(content / "stories"), str(content))
    seen = [finder.photo("bus.jpg").caption]
    for text in ("One.", "Two!!"):
        (content / "photos" / "bus.yml").write_text(f"caption: {text}")
        seen.append(finder.photo("bus.jpg").caption)
    (content / "photos" / "bus.yml").unlink()
    seen.append(finder.photo("bus.jpg").caption)

    assert seen == ["", "One.", "Two!!", ""]


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


XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" '


@pytest.mark.parametrize(
    ("attributes", "inside", "words"),
    [
        ("", "<g><script>alert(1)</script></g>", "holds a script"),
        ("", '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "holds a script"),
        ('onload="alert(1)"', "", "holds a script"),
        ("", "<path/><g><rect onclick='alert(1)'/></g>", "holds a script"),
        (XLINK, '<a xlink:href="java&#9;script:alert(1)"/>', "holds a script"),
        ("", '<a><set attributeName="x" to="javascript:alert(1)"/></a>', "holds a script"),
        ("", '<a><animate attributeName="x" values="#;javascript:x"/></a>', "holds a script"),
        (XLINK, '<a><set attributeName="xlink:href" to="#a"/></a>', "changes an address"),
        ("", "<foreignObject/>", "holds HTML"),
        ("", '<h:img xmlns:h="http://www.w3.org/1999/xhtml"/>', "holds HTML"),
        ("", '<image href="https://x.org/a.png"/>', 'refers to "https://x.org/a.png"'),
        ("", '<image href="a.png"/>', 'refers to "a.png"'),
        (XLINK, '<use xlink:href="data:image/svg+xml,x"/>', 'refers to "data:'),
        ("", '<h:a xmlns:h="urn:x" src="//x.org/a.js"/>', 'refers to "//x.org/a.js"'),
        ("", "<style>@import 'x.css';</style>", "fetches another file"),
        ("", "<style><![CDATA[p{fill:url( 'http://x.org/a' )}]]></style>", "fetches another file"),
        ("", "<style>@\\69mport 'x.css';</style>", "fetches another file"),
        ("", "<style>@im<!-- -->port 'x.css';</style>", "fetches another file"),
        ("", '<rect fill="URL(//x.org/a#b)"/>', "fetches another file"),
        ("", '<rect style="fill:u\\72l(x.svg#b)"/>', "fetches another file"),
    ],
)
def test_a_drawing_that_runs_or_fetches_anything_is_a_fault(facts, attributes, inside, words):
    with pytest.raises(UnreadablePhotoError) as fault:
        facts(SVG.format(attributes, inside).encode(), "map.svg")

    assert f'photo "map.svg" {words}' in str(fault.value).replace("has a style that ", "")
    assert "Export it again without scripts" in str(fault.value)


def test_a_drawing_with_a_style_sheet_of_its_own_file_is_a_fault(facts):
    sheet = '<?xml-stylesheet href="https://x.org/a.css"?>'

    with pytest.raises(UnreadablePhotoError, match="fetches a style sheet"):
        facts((sheet + SVG.format("", "")).encode(), "map.svg")


@pytest.mark.parametrize(
    "inside",
    [
        '<rect fill="url(#a)" style="filter: url( \'#b\' )"/>',
        '<use href="#a"/><image href="data:image/png;base64,AA"/>',
        "<style>@namespace url(http://www.w3.org/2000/svg); p { fill: red }</style>",
        "<style>@font-face { src: url(data:font/woff2;base64,AA) }</style>",
        '<text>javascript: a story, url(http://x.org) in words</text>',
        '<metadata><a xmlns="urn:x" resource="http://creativecommons.org/by/4.0/"/></metadata>',
        '<animate attributeName="x" values="1;2"/>',
    ],
)  # fmt: skip
def test_a_drawing_that_keeps_to_itself_is_shown(facts, inside):
    assert facts(SVG.format("", inside).encode(), "map.svg").width == 300


def test_every_drawing_of_the_demonstration_is_shown():
    folder = DEMO / "content"
    drawings = list(folder.glob("photos/*.svg"))

    assert drawings
    assert all(read_facts(str(path), str(folder)).alt for path in drawings)


# Files from anywhere

BOMB = "<!DOCTYPE svg [" + '<!ENTITY a "aaaaaaaaaa">' + '<!ENTITY b "&a;&a;&a;&a;">' + "]>"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jpg", b"", "is empty"),
        ("a.jpg", b"not a photo", "damaged or not a photo"),
        ("a.jpg", picture()[:30], "damaged"),
        ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff", "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "damaged"),
        ("a.jpg", picture("PNG"), 'holds PNG, not JPEG. Rename it to "a.png"'),
        ("a.webp", picture("WEBP")[:40], "damaged"),
        ("a.avif", picture("AVIF")[:60], "damaged"),
        ("a.svgz", b"", "format that browsers do not show"),
        ("a.svg", b"\x89PNG", "damaged or not an SVG"),
        ("a.svg", b"<html/>", "not an SVG that browsers show"),
        ("a.svg", b"<svg width='1' height='1'/>", "not an SVG that browsers show"),
        ("a.svg", (BOMB + SVG.format("", "&b;")).encode(), "XML entities"),
        ("a.svg", b"<?xml version='1.0' encoding='nonsense'?><svg/>", "damaged or not an SVG"),
        ("a.svg", SVG.format("", "<path/><g>").encode(), "damaged or not an SVG"),
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
    os.truncate(path, LARGEST_SVG + 1)

    with pytest.raises(UnreadablePhotoError, match="too large"):
        read_facts(str(path), str(content))


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
        assert read_facts(str(path), str(folder)).width > 0


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_damaged_rights_never_cost_the_photo(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("content")
    path = folder / "a.jpg"
    path.write_bytes(with_iim(picture(xmp=data or b" ", exif=b"Exif\0\0" + data), data))

    assert read_facts(str(path), str(folder)).width == 60


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

    photo = PhotoFinder(str(content / "stories" / "2026"), str(content)).photo(src)

    assert photo.path == "photos/bus.jpg"


def test_the_photo_beside_the_story_comes_first(content):
    for folder in ("photos", "stories/2026"):
        (content / folder / "bus.jpg").write_bytes(picture())

    photo = PhotoFinder(str(content / "stories" / "2026"), str(content)).photo("bus.jpg")

    assert photo.path == "stories/2026/bus.jpg"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_both_unicode_forms_of_a_name_are_one(content, form, typed):
    name = "Zoë's Größe 夜.JPG"
    (content / "photos" / unicodedata.normalize(form, name)).write_bytes(picture())

    photo = PhotoFinder(str(content / "stories"), str(content)).photo(
        unicodedata.normalize(typed, name)
    )

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

    assert find(src, str(content / "stories" / "2026"), str(content)) is None


def test_a_link_within_the_content_folder_is_followed(content):
    (content / "photos" / "bus.jpg").write_bytes(picture())
    (content / "stories" / "same.jpg").symlink_to(Path("..") / "photos" / "bus.jpg")

    photo = PhotoFinder(str(content / "stories"), str(content)).photo("same.jpg")

    assert photo.path == "stories/same.jpg"


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("flod.jpg", 'photo "flod.jpg" is not in content/photos/. Did you mean "2025/flood.jpg"?'),
        (
            "FLOOD.JPG",
            'photo "FLOOD.JPG" is not in content/photos/. Did you mean "2025/flood.jpg"?',
        ),
        ("near.jpg", 'photo "near.jpg" is not in content/photos/. Did you mean "nears.jpg"?'),
        (
            "way.jpg",
            'photo "way.jpg" is a link that leads outside content/. Put the file itself there.',
        ),
        (
            "elsewhere-7.jpg",
            'photo "elsewhere-7.jpg" is not in content/photos/. Put it there, or correct its name.',
        ),
        ("zzz", 'photo "zzz" is not in content/photos/. Put it there, or correct its name.'),
        ("", "an image names no photo. Write the name of its file between the parentheses."),
    ],
)
def test_a_missing_photo_names_the_nearest(content, src, words):
    (content / "photos" / "2025").mkdir()
    (content / "photos" / "2025" / "flood.jpg").write_bytes(picture())
    (content / "stories" / "2026" / "nears.jpg").write_bytes(picture())
    (content / "photos" / "zzz.txt").touch()
    (content.parent / "way.jpg").write_bytes(picture())
    (content / "photos" / "way.jpg").symlink_to(content.parent / "way.jpg")
    (content / "photos" / "elsewhere-7.jpg").symlink_to(content.parent / "elsewhere-7.jpg")

    with pytest.raises(MissingPhotoError) as fault:
        PhotoFinder(str(content / "stories" / "2026"), str(content)).photo(src)

    assert str(fault.value) == words


def test_many_missing_photos_take_one_look_at_the_folder(content):
    """A comparison of each with every other would take minutes."""
    for n in range(3000):
        (content / "photos" / f"photo-{n:05}a.jpg").touch()
    finder = PhotoFinder(str(content / "stories"), str(content))
    messages = []
    for n in range(3000):
        with pytest.raises(MissingPhotoError) as fault:
            finder.photo(f"photo-{n:05}.jpg")
        messages.append(str(fault.value))

    assert messages[7].endswith('Did you mean "photo-00007a.jpg"?')
    assert messages[2999].endswith("Put it there, or correct its name.")
