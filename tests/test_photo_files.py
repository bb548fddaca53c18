"""Metadata is read wherever programs put it and however they damage it, as exiftool reads it."""

import json
import shutil
import subprocess
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.photos.device_words import claims_nothing, names_nobody, says_nothing
from plugins.photos.embedded import embedded
from plugins.photos.facts import facts
from plugins.photos.metadata import Metadata, in_language
from plugins.photos.xmp import descriptions
from plugins.photos.xmp_repair import mended

from . import photo_files as made
from .conftest import photo, story
from .tools import needs

BROKEN = {
    "an ampersand": (made.packet("Smith & Sons"), "Smith & Sons"),
    "an entity and an ampersand": (made.packet("Smith &amp; Sons & Co; x"), "Smith & Sons & Co; x"),
    "an unknown entity": (made.packet("A&nbsp;B"), "A&nbsp;B"),
    "a prefix that nobody declares": (made.packet(more="<foo:bar>x</foo:bar>"), "A bus"),
    "an attribute with such a prefix": (made.packet(attributes='foo:bar="x"'), "A bus"),
    "a control character": (made.packet("A\x03 bus"), "A bus"),
    "a reference to one": (made.packet("A &#3;bus"), "A bus"),
    "a NUL": (made.packet("A bus\0"), "A bus"),
    "an XML declaration inside": (made.packet(before='<?xml version="1.0"?>'), "A bus"),
    "a less-than sign": (made.packet("a < b > c"), "a < b > c"),
    "an attribute without quotes": (made.packet(attributes="photoshop:State=x"), "A bus"),
    "an attribute twice": (made.packet(attributes='photoshop:State="x" photoshop:State="y"'), "A bus"),
    "words behind it": (made.packet(after="more <<<"), "A bus"),
    "words before it": ("more <" + made.packet(), "A bus"),
    "a usual prefix that is not declared": (
        made.packet().replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', ""), "A bus",
    ),
    "a usual prefix that is declared wrongly": (
        made.packet().replace("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.1"), "A bus",
    ),
    "a stray sign in a tag": (made.packet(attributes='photoshop:State="x" "'), "A bus"),
    "a stray end": (made.packet(more="</foo>"), "A bus"),
    "two encodings": (made.packet("Zo\udcebs bus"), "Zoës bus"),
    "an element that never ends": (made.packet(more="<photoshop:State>x"), ""),
    "the end of it missing": (made.packet()[:-150], ""),
}  # fmt: skip


def written(text):
    """Return *text* in UTF-8, in which lone surrogates stand for single bytes."""
    return text.encode("utf-8", "surrogateescape")


@pytest.fixture
def read(tmp_path):
    """Return what is known of a photo with the bytes and the name that are given."""

    def reading(data, name="bus.jpg"):
        (tmp_path / name).write_bytes(data)
        return facts(str(tmp_path / name), str(tmp_path))

    return reading


@pytest.mark.parametrize("kind", BROKEN)
def test_xmp_that_is_not_well_formed_is_read(read, kind):
    xmp, caption = BROKEN[kind]

    found = read(made.with_xmp(written(xmp)))

    assert found.caption == caption
    assert found.metadata.creators == (("Ana Ruiz",) if caption else ())


@pytest.mark.parametrize(
    "xmp",
    [b"<x", made.packet()[:-150].encode(), b"\xff\xfe<", b'<!DOCTYPE x [<!ENTITY a "b">]>' + made.packet().encode()],
)  # fmt: skip
def test_xmp_that_cannot_be_read_is_a_warning(read, xmp):
    (fault,) = read(made.with_xmp(xmp)).faults

    assert fault.warning
    assert fault.text == (
        'the XMP in photo "bus.jpg" cannot be read, so it is ignored. '
        "Save the photo again with the program that wrote it."
    )


def test_padding_without_words_is_no_damage(read):
    assert read(made.with_xmp(b" \0\n" * 40)).faults == ()


@pytest.mark.parametrize(
    "encoding", ["utf-16-be", "utf-16-le", "utf-16", "utf-32-be", "utf-32-le", "utf-8-sig"]
)
def test_xmp_is_read_in_every_unicode_encoding(read, encoding):
    assert read(made.with_xmp(made.packet("Zoë’s bus").encode(encoding))).caption == "Zoë’s bus"


def test_a_text_with_markup_keeps_its_words(read):
    assert read(made.with_xmp(made.packet("A <b>red</b> bus").encode())).caption == "A red bus"


REST = made.packet("Extended", 'photoshop:Headline="H" photoshop:City="Herat"').encode()
NAME, PARTS = made.extended(REST)
FIRST = made.packet(attributes=f'xmpNote:HasExtendedXMP="{NAME}" photoshop:State="S"').encode()
MAIN = made.segment(0xE1, made.XMP + FIRST)
EXTENDED = {
    "two parts": made.jpeg(MAIN, *PARTS),
    "parts in any order": made.jpeg(*PARTS[::-1], MAIN),
    "many parts": made.jpeg(MAIN, *made.extended(REST, 9)[1]),
}


@pytest.mark.parametrize("kind", EXTENDED)
def test_extended_xmp_is_joined(read, kind):
    found = read(EXTENDED[kind]).metadata

    assert (found.headline, found.city, found.state) == ("H", "Herat", "S")


def test_an_extension_of_something_else_is_not_read(read):
    assert (
        read(
            made.jpeg(made.segment(0xE1, made.XMP + made.packet().encode()), *PARTS)
        ).metadata.headline
        == ""
    )


def test_half_an_extension_is_a_warning(read):
    found = read(made.jpeg(MAIN, PARTS[0]))

    assert found.metadata.state == "S"
    assert "cannot be read" in found.faults[0].text


CAPTION = made.data_set(2, 120, b"A bus") + made.data_set(2, 80, b"Ana Ruiz")
AGENCY = made.data_set(2, 110, b"City Desk") + made.data_set(2, 90, b"Kabul")
WHOLE = made.resource(0x0404, CAPTION + AGENCY)
IN_PARTS = {
    "a block each": made.with_iim(CAPTION, AGENCY),
    "one block over two": made.jpeg(
        *(made.segment(0xED, made.PHOTOSHOP + each) for each in (WHOLE[:30], WHOLE[30:]))
    ),
    "apart": made.jpeg(
        made.segment(0xED, made.PHOTOSHOP + made.resource(0x0404, CAPTION)),
        made.segment(0xE1, b"something else"),
        made.segment(0xED, made.PHOTOSHOP + made.resource(0x0404, AGENCY)),
    ),
    "a PNG's profile": made.png(made.text("Raw profile type iptc", made.profile("iptc", WHOLE), b"zTXt")),
    "a PNG's profile of IIM alone": made.png(
        made.text("Raw profile type iptc", made.profile("iptc", CAPTION + AGENCY))
    ),
    "a PNG's Photoshop profile": made.png(
        b"", made.text("Raw profile type 8bim", made.profile("8bim", WHOLE), b"zTXt")
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", IN_PARTS)
def test_iim_is_joined_from_wherever_its_parts_are(read, kind):
    found = read(IN_PARTS[kind], "a.png" if "PNG" in kind else "a.jpg")

    assert (found.caption, found.credit, found.metadata.city) == (
        "A bus",
        "Ana Ruiz/City Desk",
        "Kabul",
    )


ARTIST = Image.Exif()
ARTIST[0x010E], ARTIST[0x013B] = "A bus", "Ana Ruiz"
PROFILE = made.packet().encode()
IN_PNG = {
    "a compressed profile": made.png(made.text("Raw profile type xmp", made.profile("xmp", PROFILE), b"zTXt")),
    "a profile in iTXt": made.png(made.text("Raw profile type xmp", made.profile("xmp", PROFILE), b"iTXt")),
    "a generic profile": made.png(
        made.text("Raw profile type APP1", made.profile("generic profile", made.XMP + PROFILE), b"zTXt")
    ),
    "XMP after the pixels": made.png(b"", made.text("XML:com.adobe.xmp", PROFILE, b"iTXt")),
    "EXIF after the pixels": made.png(b"", made.chunk(b"eXIf", ARTIST.tobytes()[6:])),
    "an EXIF profile": made.png(made.text("Raw profile type exif", made.profile("exif", ARTIST.tobytes()))),
    "texts": made.png(made.text("Author", b"Ana Ruiz") + made.text("Description", b"A bus", b"zTXt")),
    "texts after the pixels": made.png(
        b"", made.text("Author", b"Ana Ruiz", b"iTXt") + made.text("Description", b"A bus")
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", IN_PNG)
def test_png_is_read_as_imagemagick_and_others_write_it(read, kind):
    found = read(IN_PNG[kind], "a.png")

    assert (found.caption, found.credit) == ("A bus", "Ana Ruiz")
    assert not found.faults


def test_every_text_of_a_png_has_its_field(read):
    texts = {
        "Title": b"The bus", "Author": "Zoë".encode("latin-1"), "Description": "A “bus”".encode(),
        "Copyright": b"\xa9 X", "Creation Time": b"Sat, 14 Mar 2026 18:30:00 +0100",
    }  # fmt: skip

    found = read(made.png(b"".join(made.text(*each) for each in texts.items())), "a.png").metadata

    assert found == Metadata(
        headline="The bus", creators=("Zoë",), caption=(("", "A “bus”"),),
        copyright=(("", "© X"),), created="2026-03-14T18:30:00+01:00",
    )  # fmt: skip


def test_xmp_wins_over_the_texts_of_a_png(read):
    xmp = made.text("XML:com.adobe.xmp", PROFILE, b"iTXt")

    found = read(made.png(made.text("Description", b"Old") + xmp), "a.png")

    assert found.caption == "A bus"
    assert '"A bus" (XMP) and "Old" (PNG)' in found.faults[0].text


def test_a_bomb_in_a_png_is_no_trouble(read):
    bomb = made.text("Raw profile type xmp", b"0" * 50_000_000, b"zTXt")

    assert read(made.png(b"", bomb), "a.png").caption == ""


def test_xmp_in_a_gif_is_read(read):
    assert read(made.gif(made.packet("Zoë’s bus").encode()), "a.gif").caption == "Zoë’s bus"


QUOTED = b"\x93Zo\xeb\x94 \x96 5\x80"


@pytest.mark.parametrize(
    "data",
    [
        made.with_iim(made.data_set(2, 120, QUOTED)),
        made.with_iim(made.data_set(1, 90, b"\x1b%G") + made.data_set(2, 120, QUOTED)),
        made.with_iim(made.data_set(1, 90, b"\x1b.A") + made.data_set(2, 120, QUOTED)),
        made.exif(0x010E, QUOTED + b"\0"),
    ],
    ids=["IIM", "IIM that says it is UTF-8", "IIM in Latin-1", "EXIF"],
)
def test_windows_1252_loses_no_letter(read, data):
    assert read(data).caption == "“Zoë” – 5€"


@pytest.mark.parametrize(
    ("tag", "value", "field", "expected"),
    [
        (0x010E, b"A bus\0and what was there before\0", "caption", (("", "A bus"),)),
        (0x013B, b"Ana Ruiz\0xyz", "creators", ("Ana Ruiz",)),
        (0x8298, b"Photographer\0Editor\0xyz\0", "copyright", (("", "Photographer; Editor"),)),
        (0x8298, b" \0Editor\0", "copyright", (("", "Editor"),)),
    ],
)
def test_a_text_in_exif_ends_at_its_nul(read, tag, value, field, expected):
    assert getattr(read(made.exif(tag, value)).metadata, field) == expected


@needs(exiftool=shutil.which("exiftool"))
def test_exiftool_reads_alike(tmp_path):
    """But that a single byte among UTF-8 is a question mark to it, and a letter here."""
    files = {
        f"{n:02}.jpg": made.with_xmp(written(BROKEN[k][0]))
        for n, k in enumerate(BROKEN)
        if k != "two encodings"
    }
    files |= {f"x{n}.jpg": data for n, data in enumerate(EXTENDED.values())}
    files |= {f"i{n}.{'png' if 'PNG' in k else 'jpg'}": IN_PARTS[k] for n, k in enumerate(IN_PARTS)}
    files |= {f"p{n}.png": data for n, data in enumerate(IN_PNG.values())}
    files |= {"g.gif": made.gif(PROFILE), "e.jpg": made.exif(0x010E, b"A bus\0x\0")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    names = ["XMP:Description", "IPTC:Caption-Abstract", "EXIF:ImageDescription", "PNG:Description"]
    wanted = [f"-{each}" for each in (*names, "City", "Headline")]
    run = subprocess.run(
        ["exiftool", "-G", "-j", *wanted, *sorted(files)],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )

    for theirs in json.loads(run.stdout):
        ours = facts(str(tmp_path / theirs["SourceFile"]), str(tmp_path)).metadata
        captions = {str(value) for name, value in theirs.items() if name in names}
        control = {" ".join(each.translate({3: " "}).split()) for each in captions}
        assert {in_language(ours.caption, "")} - {""} == control, theirs
        for name, value in (("City", ours.city), ("Headline", ours.headline)):
            assert {value} - {""} == {v for k, v in theirs.items() if k.endswith(name)}, theirs


# What cameras and programs write

BY_DEVICES = """
SANYO DIGITAL CAMERA|KODAK Digital Still Camera|EPSON DSC picture|PENTAX|OLYMPUS|cof|hdrpl|dav_soft|
AppleMark|untitled|Screenshot|My beautiful picture|DSC00006|null|unknown|Picasa|(none)|SONY DSC|
OLYMPUS DIGITAL CAMERA|KONICA MINOLTA DIGITAL CAMERA|FUJIFILM DIGITAL CAMERA|default|DCIM|
Exif_JPEG_PICTURE|charset="Ascii"|Digital StillCamera|CASIO COMPUTER CO.,LTD|Canon PowerShot A70|
NIKON D90|Created with The GIMP|File written by Adobe Photoshop 4.0|LEAD Technologies Inc. V1.01|
Processed with VSCO with a6 preset|Shot on OnePlus 8|oppo_32|mde|fptr|IMG_1234.JPG|_MG_1234|
IMG-20200101-WA0001|20200101_120000|P1010001|image1.jpeg|photo-1|Scanned Image|Unbenannt|Sans titre|
Screen Shot 2020-01-01 at 10.00.00|Bildschirmfoto 2020-01-01 um 10.00.00|Untitled-1|Sin título|
PowerPoint Presentation|n/a|NULL|undefined|-|...|xxx|Caption|No description|<none>|{null}|TEST|
insert caption here|Adobe Photoshop CS6 (Windows)|HUAWEI P30|Samsung Galaxy S10|12345|Foto 3|mein bild|
9f86d081884c7d65|550e8400-e29b-41d4-a716-446655440000|Camera Phone|KODAK DIGITAL SCIENCE|dav_hdr
"""
BY_PEOPLE = """
Samsung workers strike.|Kodak shows a camera.|Bus|Protest|Sony boss resigns|Nikon Museum in Tokyo|
Canon City, Colorado|Pixel art|Photo day at school|Picture of a bus|Test of the new bus|Title fight|
The unknown soldier|Unknown man|Untitled (Skull), 1981|None of the above|No comment|Still life|
Screenshot of the leaked chat|Scan of the letter|Shot by police|Taken by Ana Ruiz in Kabul|NATO|
Made in Japan|Berlin, 2019|10 Downing Street|Boeing 737|Galaxy M31|Instagram founder Kevin Systrom|
GoPro founder Nick Woodman|iPhone sales fall|Digital camera sales fall|Portrait of Ana|X|Covid-19|
Überschwemmung|洪水|Video games fair|My mother's garden|Bar|F-16 jets|Page 3|Shot on iPhone. He waves.
"""


@pytest.mark.parametrize("text", BY_DEVICES.replace("\n", "").split("|"))
def test_what_a_camera_or_a_program_wrote_is_no_caption(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", BY_PEOPLE.replace("\n", "").split("|"))
def test_what_a_person_wrote_is_a_caption(text):
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        *((each, True) for each in ("SANYO DIGITAL CAMERA", "Picasa", "SAMSUNG", "unknown", "(none)")),
        *((each, True) for each in ("Owner", "Photographer", "YOUR NAME", "HP_Owner", "<your name>")),
        *((each, False) for each in ("AP", "dpa", "afp", "A B", "X", "Lena", "Ana Ruiz, Photographer")),
        *((each, False) for each in ("Mark Owner", "Will Default", "Photo12", "Still Pictures", "STR")),
    ],
)  # fmt: skip
def test_what_a_camera_or_a_program_wrote_is_no_name(text, nobody):
    assert names_nobody(text) is nobody


def test_neither_is_in_a_photos_caption_or_credit(read):
    found = read(
        made.with_iim(made.data_set(2, 120, b"DSC00006") + made.data_set(2, 80, b"Picasa"))
    )

    assert (found.caption, found.credit, found.faults) == ("", "", ())


def test_a_maker_of_cameras_may_send_out_a_photo(read):
    assert read(made.with_iim(made.data_set(2, 110, b"Nikon"))).credit == "Nikon"


# Copyright and licence


@pytest.mark.parametrize(
    ("notice", "credit"),
    [
        ("© 2026 Lena Vogt", "© 2026 Lena Vogt"),
        ("Lena Vogt. All rights reserved", "Lena Vogt. All rights reserved"),
        ("© 2026", ""),
        ("Copyright. All rights reserved.", ""),
        ("Copyright (c) 2008 by <your name>", ""),
        ("[None]", ""),
    ],
)
def test_a_copyright_notice_is_the_credit_of_a_photo_without_one(read, notice, credit):
    assert read(made.exif(0x8298, notice.encode() + b"\0")).credit == credit
    assert claims_nothing(notice) is not bool(credit)


def test_a_credit_counts_more_than_a_copyright_notice(read):
    fields = made.data_set(2, 80, b"Lena Vogt") + made.data_set(2, 116, b"(c) City Desk")

    assert read(made.with_iim(fields)).credit == "Lena Vogt"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("(C) X Ltd", "© X Ltd"), ("Copyright 2026 X Ltd", "© 2026 X Ltd"), ("X Ltd (R)", "X Ltd ®")],
)
def test_two_ways_to_write_one_notice_are_no_contradiction(read, ours, theirs):
    rights = f"<dc:rights><rdf:Alt><rdf:li>{ours}</rdf:li></rdf:Alt></dc:rights>"
    block = made.segment(
        0xED, made.PHOTOSHOP + made.resource(0x0404, made.data_set(2, 116, theirs.encode()))
    )
    xmp = made.segment(0xE1, made.XMP + made.packet(more=rights).encode())

    assert read(made.jpeg(block, xmp)).faults == ()


@pytest.mark.parametrize(
    ("typed", "licence"),
    [
        ("creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a", "http://example.org/a"),
    ],
)
def test_a_licence_may_lack_its_scheme(read, typed, licence):
    xmp = made.packet(attributes=f'xmpRights:WebStatement="{typed}"')

    assert read(made.with_xmp(xmp.encode())).metadata.licence == licence


def test_a_licence_that_is_no_address_is_a_warning(read, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    xmp = made.packet(attributes='xmpRights:WebStatement="All rights reserved"')

    found = read(made.with_xmp(xmp.encode()))

    assert found.metadata.licence == ""
    assert [str(each) for each in found.faults] == [
        'bus.jpg:1: warning: the licence of photo "bus.jpg", "All rights reserved", is not a web '
        'address, so it is left out. Correct the file, or write "licence: ..." in bus.yml.'
    ]
    (tmp_path / "bus.yml").write_text("licence: https://example.org/licence")
    assert read(made.with_xmp(xmp.encode())).faults == ()


def test_a_source_type_may_be_its_code_alone(read):
    space = 'xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    xmp = made.packet(attributes=f'{space} ext:DigitalSourceType="trainedAlgorithmicMedia"')

    found = read(made.with_xmp(xmp.encode()))

    assert "artificial intelligence" in found.provenance.labels[0]


# The site


def test_a_warning_about_a_photo_names_the_line_of_each_story_that_shows_it(build):
    wrong = made.with_xmp(b"<x")
    site = build(
        {
            "flood.md": story("Flood", "2020-05-01", body="Text.\n\n![A view](bus.jpg)\nIt. (AP)"),
            "rain.md": story(
                "Rain", "2020-05-02", body="![A view](bus.jpg)\nIt. (AP)", image="bus.jpg"
            ),
            "lead.md": story("Lead", "2020-05-03", image="tram.jpg"),
            "photos/bus.jpg": wrong,
            "photos/tram.jpg": wrong,
            "photos/good.jpg": photo(),
        }
    )

    found = [line for line in site.messages.splitlines() if "the XMP in photo" in line]
    places = [line.split(": ", 1)[0].rpartition("stories/")[2] for line in found]
    assert places == ["flood.md:7", "lead.md:1", "rain.md:6"], found


# Hostile files


@given(st.text("<>/&;:\"'= axdc\n!-?[]", max_size=200), st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_is_repaired_can_be_parsed(text, data):
    inside = f"<rdf:RDF><rdf:Description {text}>{text}</rdf:Description>{text}</rdf:RDF>"

    assert descriptions(inside.encode() + data) is not None
    assert mended(text) == "" or "RDF" in text


@pytest.mark.parametrize(
    "piece", ["<!--", "<?", "<![CDATA[", '<a b="', "<a>", "</a>", "&", "<", "<a b='<c d=\""]
)
def test_hostile_xmp_takes_linear_time(piece):
    """A quadratic reader would take minutes over these."""
    text = f"<rdf:RDF>{piece * (900_000 // len(piece))}</rdf:RDF>"

    assert descriptions(text.encode()) == []


@given(st.binary(max_size=300), st.sampled_from(["JPEG", "PNG", "GIF"]))
@settings(max_examples=200, deadline=None)
def test_no_file_breaks_the_search_for_metadata(data, kind):
    for head in (b"", made.drawn(kind)[:40]):
        assert isinstance(embedded(BytesIO(head + data), kind), dict)
