"""What XMP, IIM and EXIF say of a photo, and which of them is believed."""

import json
import shutil
import subprocess
from datetime import datetime
from hashlib import md5
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.photos.clean_text import web_address
from plugins.photos.metadata import LONGEST_CAPTION, Metadata, in_language
from plugins.photos.metadata_fields import MOST_VALUES
from plugins.photos.metadata_reader import read_metadata
from plugins.photos.reconciliation import Conflict

from .conftest import ROOT
from .test_photos import iim, picture, with_iim
from .tools import needs

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
UTF8 = (1, 90, b"\x1b%G")


def packet(body="", attributes="", before=""):
    """Return an XMP packet with *body* in its one description."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    inside = f'<rdf:Description rdf:about="" {attributes}>{body}</rdf:Description>'
    return f"{before}<rdf:RDF {names}>{inside}</rdf:RDF>".encode()


def caption(*texts):
    """Return a caption; each of *texts* is a text, or a language and a text."""
    pairs = [("x-default", each) if isinstance(each, str) else each for each in texts]
    items = "".join(f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in pairs)
    return f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>"


def creators(*names):
    items = "".join(f"<rdf:li>{name}</rdf:li>" for name in names)
    return f"<dc:creator><rdf:Seq>{items}</rdf:Seq></dc:creator>"


def rights(text):
    return f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:rights>'


def exif(caption="", artist="", notice="", taken="", zone=""):
    """Return EXIF with what is not empty."""
    data = Image.Exif()
    for number, value in ((0x010E, caption), (0x013B, artist), (0x8298, notice)):
        if value:
            data[number] = value
    for number, value in ((0x9003, taken), (0x9011, zone)):
        if value:
            data.get_ifd(0x8769)[number] = value
    return data


def photo(xmp=b"", fields=(), digest="", **exif_fields):
    """Return the bytes of a JPEG; *digest* is matching, stale or none."""
    saved = {"xmp": xmp} if xmp else {}
    data = picture(exif=exif(**exif_fields), **saved)
    if not fields:
        return data
    block = iim(fields)
    right = md5(block, usedforsecurity=False).digest()
    return with_iim(data, block, {"matching": right, "stale": b"\1" * 16, "": b""}[digest])


def info(data):
    with Image.open(BytesIO(data)) as image:
        return dict(image.info)


def found_metadata(data, sidecar=b""):
    """Return what a JPEG says, without the fields that are empty."""
    metadata = read_metadata(info(data), sidecar).metadata
    return {name: value for name, value in vars(metadata).items() if value}


# The reference


def test_every_field_of_iptcs_reference_photograph_is_read():
    file = ROOT / "tests" / "photos" / "IPTC-PhotometadataRef-Std2021.1.jpg"

    found = read_metadata(info(file.read_bytes()))

    alt = "This is the Alt Text description to support accessibility in 2021.1"
    description = "This is the Extended Description to support accessibility in 2021.1"
    notice = "Copyright (Notice) 2021.1 IPTC - www.iptc.org (ref2021.1)"
    assert found.metadata == Metadata(
        caption=(("", "The description aka caption (ref2021.1)"),),
        headline="The Headline (ref2021.1)",
        creators=("Creator1 (ref2021.1)",),
        credit_line="Credit Line (ref2021.1)",
        copyright=(("", notice),),
        licence="https://example.com/WebStatementOfRights/2021.1",
        licensor="https://example.com/LicensorURL_1_ref2021.1",
        usage_terms=(("x-default", "Rights Usage Terms (ref2021.1)"),),
        sublocation="Sublocation (Core) (ref2021.1)",
        city="City (Core) (ref2021.1)",
        state="Province/State(Core)(ref2021.1)",
        country="Country (Core) (ref2021.1)",
        created="2021-10-20T21:01:01+00:00",
        alt=(("x-default", alt), ("en", alt)),
        description=(("x-default", description), ("en", description)),
        source_type="http://cv.iptc.org/newscodes/digitalsourcetype/softwareImage",
    )
    assert found.conflicts == ()
    assert not found.turned


# XMP


@pytest.mark.parametrize(
    ("body", "attributes", "field", "value"),
    [
        pytest.param("", 'photoshop:City="Kabul"', "city", "Kabul", id="an attribute"),
        pytest.param(
            "<photoshop:City> Kabul\n</photoshop:City>", "", "city", "Kabul", id="an element"
        ),
        pytest.param(
            '<xmpRights:WebStatement rdf:resource="https://x.org/r"/>', "",
            "licence", "https://x.org/r", id="an address as a resource",
        ),
        pytest.param(
            '<photoshop:City rdf:parseType="Resource"><rdf:value>Kabul</rdf:value></photoshop:City>',
            "", "city", "Kabul", id="a value with qualifiers",
        ),
        pytest.param(
            '<dc:description xml:lang="de">Ein Bus</dc:description>', "",
            "caption", (("de", "Ein Bus"),), id="a text in one language",
        ),
        pytest.param(
            caption("A bus", ("de_AT", "Ein Bus"), ("de-at", "Noch einer"), ("!", "Un bus")), "",
            "caption", (("x-default", "A bus"), ("de-at", "Ein Bus"), ("", "Un bus")),
            id="a text in several languages",
        ),
        pytest.param(
            "<dc:creator><rdf:Bag><rdf:li>A</rdf:li><rdf:li> </rdf:li><rdf:li>B</rdf:li></rdf:Bag>"
            "</dc:creator>", "", "creators", ("A", "B"), id="a list",
        ),
        pytest.param(
            '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
            "<plus:LicensorURL>https://x.org/</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>",
            "", "licensor", "https://x.org/", id="a structure",
        ),
        pytest.param(
            '<plus:Licensor><rdf:Seq><rdf:li plus:LicensorURL="https://x.org/"/></rdf:Seq>'
            "</plus:Licensor>", "", "licensor", "https://x.org/", id="a structure of attributes",
        ),
        pytest.param(
            "<plus:Licensor><rdf:Seq><rdf:li><rdf:Description>"
            '<plus:LicensorURL rdf:resource="https://x.org/"/></rdf:Description></rdf:li></rdf:Seq>'
            "</plus:Licensor>", "", "licensor", "https://x.org/", id="a structure in a description",
        ),
        pytest.param(
            '<ext:DigitalSourceType rdf:resource="http://x.org/s"/>', "",
            "source_type", "http://x.org/s", id="where a picture comes from",
        ),
    ],
)  # fmt: skip
def test_xmp_is_read_however_it_is_written(body, attributes, field, value):
    found = read_metadata({"xmp": packet(body, attributes)}).metadata

    assert getattr(found, field) == value


def place(name, city):
    return (
        f'<ext:{name}><rdf:Bag><rdf:li rdf:parseType="Resource"><ext:City>{city}</ext:City>'
        "<ext:Sublocation>Market</ext:Sublocation><ext:ProvinceState>State</ext:ProvinceState>"
        "<ext:CountryName>Land</ext:CountryName></rdf:li></rdf:Bag>"
        f"</ext:{name}>"
    )


@pytest.mark.parametrize(
    ("body", "attributes", "where"),
    [
        (place("LocationShown", "A") + place("LocationCreated", "B"), "", "Market A State Land"),
        (place("LocationCreated", "B"), "", "   "),
        (place("LocationShown", "A"), 'photoshop:City="C"', " C  "),
        ("", 'core:Location="Bridge" photoshop:State="S" photoshop:Country="L"', "Bridge  S L"),
    ],
)
def test_a_place_is_the_one_shown_unless_the_photo_names_its_own(body, attributes, where):
    found = read_metadata({"xmp": packet(body, attributes)}).metadata

    assert " ".join([found.sublocation, found.city, found.state, found.country]) == where


@pytest.mark.parametrize("key", ["xmp", "XML:com.adobe.xmp"])
@pytest.mark.parametrize("kind", [bytes, str])
def test_xmp_is_found_where_every_kind_of_file_has_it(key, kind):
    xmp = packet(attributes='photoshop:City="Zoë"')

    assert read_metadata({key: xmp if kind is bytes else xmp.decode()}).metadata.city == "Zoë"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://x.org/a?b=c#d", True),
        (" HTTP://x.org/ ", True),
        ("https://x.org/Zoë", True),
        ("javascript:alert(1)", False),
        ("//x.org/", False),
        ("ftp://x.org/", False),
        ("https://", False),
        ("https:///a", False),
        ("https://[x/", False),
        ("https://x.org/a b", False),
        ("https://x.org/\x07", False),
        ("https://x.org/\u202egpj", False),
        ('https://x.org/"onload="x', False),
        ("https://x.org/'", False),
        ("https://x.org/<b>", False),
        ("https://x.org/" + "a" * 2000, False),
        ("", False),
    ],
)
def test_only_a_plain_web_address_is_one(text, plain):
    assert web_address(text) == (text.strip() if plain else "")


@pytest.mark.parametrize(
    ("lang", "text"),
    [("de", "D"), ("de-AT", "A"), ("de_CH", "D"), ("fr", "F"), ("es", "X"), ("", "X")],
)
def test_a_text_is_in_the_language_of_the_story_or_the_nearest(lang, text):
    texts = (("x-default", "X"), ("de", "D"), ("de-at", "A"), ("fr-ca", "F"))

    assert in_language(texts, lang) == text


def test_without_a_default_any_language_is_better_than_none():
    assert in_language((("de", "D"), ("fr", "F")), "es") == "D"
    assert in_language((("de", "D"), ("", "All")), "es") == "All"
    assert in_language((), "es") == ""


# IIM and EXIF


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([(2, 105, b"H"), (2, 110, b"C")], {"headline": "H", "credit_line": "C"}),
        (
            [(2, 92, b"B"), (2, 90, b"C"), (2, 95, b"S"), (2, 101, b"L")],
            {"sublocation": "B", "city": "C", "state": "S", "country": "L"},
        ),
        ([(2, 80, b"A"), (2, 80, b"B\0")], {"creators": ("A", "B")}),
        ([(2, 116, "© X".encode("latin-1"))], {"copyright": (("", "© X"),)}),
        ([UTF8, (2, 90, "Zoë".encode())], {"city": "Zoë"}),
        ([UTF8, (2, 90, "Zoë".encode()[:-1])], {"city": "Zo"}),
        ([(2, 90, "Zoë".encode())], {"city": "Zoë"}),
        ([(2, 90, ("x" * 31 + "ë").encode()[:32])], {"city": "x" * 31}),
        ([(2, 90, "ZoÃ".encode("latin-1"))], {"city": "ZoÃ"}),
        ([(2, 55, b"20211020")], {"created": "2021-10-20"}),
        ([(2, 55, b"20210000")], {"created": "2021"}),
        ([(2, 55, b"20211320")], {}),
        ([(2, 60, b"210101+0000")], {}),
        (
            [(2, 55, b"20211020"), (2, 60, b"210101+0200")],
            {"created": "2021-10-20T21:01:01+02:00"},
        ),
        ([(2, 55, b"20211020"), (2, 60, b"990101")], {"created": "2021-10-20"}),
        ([(2, 0, b"\0A"), (2, 120, b"\r\n ")], {}),
    ],
)
def test_iim_is_read_in_every_character_set(fields, found):
    assert found_metadata(photo(fields=fields)) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"caption": "Zoë".encode()}, {"caption": (("", "Zoë"),)}),
        (
            {"artist": 'Ana Ruiz; "Okafor; Jr."; Tom'},
            {"creators": ("Ana Ruiz", "Okafor; Jr.", "Tom")},
        ),
        ({"artist": 'Ana "Speedy" Ruiz;'}, {"creators": ('Ana "Speedy" Ruiz',)}),
        ({"notice": "Photographer\0Editor"}, {"copyright": (("", "Photographer; Editor"),)}),
        ({"notice": " \0Editor"}, {"copyright": (("", "Editor"),)}),
        ({"taken": "2021:10:20 21:01:01"}, {"created": "2021-10-20T21:01:01"}),
        (
            {"taken": "2021:10:20 21:01:01", "zone": "+02:00"},
            {"created": "2021-10-20T21:01:01+02:00"},
        ),
        ({"taken": "2021:10:20 21:01:01", "zone": "noon"}, {"created": "2021-10-20T21:01:01"}),
        ({"taken": "0000:00:00 00:00:00"}, {}),
        ({"taken": "    :  :     :  :  "}, {}),
        ({"caption": "OLYMPUS DIGITAL CAMERA         "}, {}),
        ({"caption": "KONICA MINOLTA DIGITAL CAMERA"}, {}),
        ({"caption": "SONY DSC"}, {}),
        ({"caption": "   "}, {}),
        ({"caption": "Samsung workers strike."}, {"caption": (("", "Samsung workers strike."),)}),
        ({"caption": "Kodak shows a camera."}, {"caption": (("", "Kodak shows a camera."),)}),
    ],
)
def test_exif_is_read_as_its_writer_meant_it(fields, found):
    assert found_metadata(photo(**fields)) == found


# Reconciling

XMP, IIM, EXIF = "By XMP.", "By IIM.", "By EXIF."
BOTH = {"xmp": packet(caption(XMP)), "fields": [(2, 120, IIM.encode())]}


@pytest.mark.parametrize(
    ("data", "shown", "others"),
    [
        pytest.param(photo(**BOTH), XMP, [IIM], id="no digest"),
        pytest.param(photo(**BOTH, digest="matching"), XMP, [IIM], id="digest matches"),
        pytest.param(photo(**BOTH, digest="stale"), IIM, [XMP], id="IIM edited later"),
        pytest.param(photo(**BOTH, caption=EXIF), EXIF, [XMP, IIM], id="EXIF, no digest"),
        pytest.param(
            photo(**BOTH, caption=EXIF, digest="matching"), XMP, [IIM, EXIF],
            id="EXIF, digest matches",
        ),
        pytest.param(
            photo(**BOTH, caption=EXIF, digest="stale"), IIM, [XMP, EXIF],
            id="EXIF, IIM edited later",
        ),
        pytest.param(photo(**BOTH, caption="SONY DSC"), XMP, [IIM], id="a camera's own words"),
        pytest.param(photo(BOTH["xmp"], caption=EXIF), EXIF, [XMP], id="EXIF and XMP"),
        pytest.param(photo(BOTH["xmp"], caption=" by xmp.  "), "by xmp.", [], id="case, spaces"),
        pytest.param(
            photo(packet(caption("Zoë “So?”")), caption="Zo? ?So??"),
            "Zoë “So?”", [], id="letters that ASCII lacks",
        ),
        pytest.param(
            photo(packet(caption("“It’s late” – so.")), caption='"It\'s late" - so.'),
            '"It\'s late" - so.', [], id="typographic quotes",
        ),
        pytest.param(
            photo(packet(caption("A bus.", ("de", "Ein Bus."))), [(2, 120, b"Ein Bus.")], "stale"),
            "A bus.", [], id="one of several languages",
        ),
        pytest.param(
            photo(packet(caption("x " * 1200)), [(2, 120, b"x " * 1000)], "stale"),
            ("x " * 1000).strip(" ")[:1999].rstrip() + "…", [], id="cut by IIM and by us",
        ),
        pytest.param(
            photo(packet(), [(2, 120, IIM.encode())], "stale"), IIM, [], id="IIM alone"
        ),
        pytest.param(
            photo(BOTH["xmp"], [(2, 90, b"Kabul")], "stale"), XMP, [], id="IIM silent on it"
        ),
    ],
)  # fmt: skip
def test_captions_are_reconciled(data, shown, others):
    found = read_metadata(info(data))

    assert in_language(found.metadata.caption, "") == shown
    assert [each.other for each in found.conflicts] == others
    places = {XMP: "XMP", IIM: "IIM", EXIF: "EXIF"}
    assert [each[2::2] for each in found.conflicts] == [(places[shown], places[o]) for o in others]


@pytest.mark.parametrize(
    ("data", "shown", "conflicts"),
    [
        pytest.param(
            photo(
                packet(creators("Tech. Sgt. Cecilio M. Ricardo Jr.")),
                [UTF8, (2, 80, b"Tech. Sgt. Cecilio M. Ricardo Jr")],
            ),
            ("Tech. Sgt. Cecilio M. Ricardo Jr.",), 0, id="cut at 32 bytes",
        ),
        pytest.param(
            photo(packet(creators("Ana", "x" * 40)), [(2, 80, b"Ana"), (2, 80, b"x" * 32)], "stale"),
            ("Ana", "x" * 40), 0, id="a list, one cut, never wins",
        ),
        pytest.param(
            photo(packet(creators("é" * 20)), [(2, 80, ("x" + "é" * 20).encode()[1:32])], "stale"),
            ("é" * 20,), 0, id="cut within a character",
        ),
        pytest.param(
            photo(packet(creators("é" * 40)), [UTF8, (2, 80, ("é" * 32).encode())], "stale"),
            ("é" * 40,), 0, id="cut at 32 characters",
        ),
        pytest.param(
            photo(packet(creators("Ana Ruiz")), [(2, 80, b"Ana")], "stale"),
            ("Ana",), 1, id="shorter, but not cut",
        ),
        pytest.param(
            photo(packet(creators("Ana", "Tom")), artist="ana; TOM"), ("ana", "TOM"), 0,
            id="EXIF's list",
        ),
        pytest.param(
            photo(packet(creators("Ana", "Tom")), artist="Ana, Tom"), ("Ana", "Tom"), 0,
            id="EXIF's list in one name",
        ),
        pytest.param(
            photo(packet(creators("Ana", "Tom")), artist="Ana"), ("Ana",), 1, id="one of two names"
        ),
    ],
)  # fmt: skip
def test_creators_are_reconciled_as_lists(data, shown, conflicts):
    found = read_metadata(info(data))

    assert found.metadata.creators == shown
    assert len(found.conflicts) == conflicts


@pytest.mark.parametrize(
    ("xmp", "fields", "exif_fields", "shown", "conflicts"),
    [
        ("2021-10-20", (), {}, "2021-10-20", 0),
        ("2021-10-20T21:01", (), {}, "2021-10-20T21:01", 0),
        ("2021", (), {}, "2021", 0),
        ("yesterday", (), {}, "", 0),
        ("2021-10-20", (), {"taken": "2021:10:20 21:01:01"}, "2021-10-20T21:01:01", 0),
        (
            "2021-10-20T19:01:01Z", (), {"taken": "2021:10:20 21:01:01"},
            "2021-10-20T19:01:01Z", 0,
        ),
        (
            "2021-10-20T19:01:01Z", (), {"taken": "2021:10:20 21:01:01", "zone": "+02:00"},
            "2021-10-20T21:01:01+02:00", 0,
        ),
        ("1945-05-08", (), {"taken": "2021:10:20 21:01:01"}, "2021-10-20T21:01:01", 1),
        ("2021-10-20", [(2, 55, b"20211021")], {}, "2021-10-20", 1),
        ("2021-10", [(2, 55, b"20211021")], {}, "2021-10-21", 0),
    ],
)  # fmt: skip
def test_dates_are_reconciled_as_far_as_each_is_known(xmp, fields, exif_fields, shown, conflicts):
    data = photo(packet(attributes=f'photoshop:DateCreated="{xmp}"'), fields, **exif_fields)

    found = read_metadata(info(data))

    assert found.metadata.created == shown
    assert len(found.conflicts) == conflicts
    assert not shown or len(shown) < 10 or datetime.fromisoformat(shown)


def test_what_contradicts_names_its_field_and_its_places():
    data = photo(
        packet(rights("© A"), 'photoshop:City="Kabul"'), [(2, 90, b"Herat")], notice="© B".encode()
    )

    assert read_metadata(info(data)).conflicts == (
        Conflict("copyright notice", "© B", "EXIF", "© A", "XMP"),
        Conflict("city", "Kabul", "XMP", "Herat", "IIM"),
    )


def test_an_xmp_file_beside_the_photo_is_believed_field_by_field():
    data = photo(
        packet(caption(XMP), 'photoshop:City="Kabul" xmpRights:WebStatement="https://x.org/1"'),
        [(2, 90, b"Herat")], caption=EXIF, artist="Ana",
    )  # fmt: skip
    beside = packet(caption("Edited."), 'photoshop:City="Kunduz" xmpRights:WebStatement="no"')

    found = read_metadata(info(data), beside)

    assert found.metadata == Metadata(
        caption=(("x-default", "Edited."),),
        creators=("Ana",),
        city="Kunduz",
        licence="https://x.org/1",
    )
    assert found.conflicts == ()


MADE = [
    photo(**BOTH),
    photo(**BOTH, digest="matching"),
    photo(**BOTH, digest="stale"),
    photo(**BOTH, caption=EXIF),
    photo(packet(creators("Ana", "Tom")), [(2, 80, b"Ana"), (2, 80, b"Eva")]),
    photo(packet(creators("Ana", "Tom")), [(2, 80, b"Ana"), (2, 80, b"Eva")], "stale"),
    photo(packet(creators("Ana")), [(2, 80, b"Eva")], artist="Ana Ruiz; Tom"),
    photo(packet(creators("y" * 33)), [(2, 80, b"y" * 32)], "stale"),
    photo(packet(creators("y" * 33)), [(2, 80, b"y" * 31)], "matching"),
    photo(packet(rights("© A")), [UTF8, (2, 116, "© B".encode())], "stale"),
    photo(packet(rights("© A")), [UTF8, (2, 116, "© B".encode())], notice="© C".encode()),
    photo(packet(rights("© A")), [UTF8, (2, 116, "© B".encode())]),
    photo(fields=[UTF8, (2, 120, "Zoë".encode())], artist=" "),
]


@needs(exiftool=shutil.which("exiftool"))
def test_exiftool_reconciles_alike(tmp_path):
    """It knows the guidelines; where a digest stands beside EXIF, our standards differ from it."""
    for number, data in enumerate(MADE):
        (tmp_path / f"{number:02}.jpg").write_bytes(data)
    names = ["Description", "Creator", "Copyright"]
    wanted = [f"-MWG:{name}" for name in names]
    files = sorted(map(str, tmp_path.iterdir()))
    run = subprocess.run(
        ["exiftool", "-use", "MWG", "-j", *wanted, *files], capture_output=True, check=True
    )
    for file, theirs, data in zip(files, json.loads(run.stdout), MADE, strict=True):
        metadata = read_metadata(info(data)).metadata
        ours = [
            in_language(metadata.caption, ""),
            list(metadata.creators),
            in_language(metadata.copyright, ""),
        ]
        creator = theirs.get("Creator", [])
        creator = creator if isinstance(creator, list) else [creator]
        assert ours == [theirs.get("Description", ""), creator, theirs.get("Copyright", "")], file


# Hostile files

LAUGHS = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' if n else '<!ENTITY a1 "ha">' for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "xmp",
    [
        b"",
        b"\0\0",
        b"<x",
        b"\xff\xfe<",
        b"<?xml version='1.0' encoding='nonsense'?><x/>",
        packet(caption("&a9;"), before=LAUGHS),
        packet(before='<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
        packet(caption("x" * 2_000_000)),
        b"<a>" * 200_000,
        b"<a>" * 100_000 + b"</a>" * 100_000,
    ],
    ids=range(10),
)
def test_harmful_or_damaged_xmp_says_nothing(xmp):
    assert read_metadata({"xmp": xmp}, xmp).metadata == Metadata()


def test_huge_values_are_cut():
    xmp = packet(caption("word " * 100_000) + creators(*["n" * 500] * 500))

    found = read_metadata({"xmp": xmp}).metadata

    assert len(in_language(found.caption, "")) <= LONGEST_CAPTION
    assert len(found.creators) <= MOST_VALUES
    assert all(len(name) <= 300 for name in found.creators)


def test_texts_stand_on_one_line_without_marks_that_reorder_them():
    body = caption("A&#10;bus&#x9;by \u202enight\u202c\u2066.\u2069\u2028So.")

    found = read_metadata({"xmp": packet(body, 'photoshop:City="\u202eKab\ufefful"')}).metadata

    assert found.caption == (("x-default", "A bus by night. So."),)
    assert found.city == "Kabul"


@pytest.mark.parametrize(
    "info",
    [
        {"exif": "text", "photoshop": b"bytes", "xmp": 7},
        {"exif": b"Exif\0\0MM", "photoshop": {0x0404: 5}},
        {"photoshop": {0x0404: b"\x1c\x02\x78\xff\xff", 0x0425: b"short"}},
    ],
)
def test_metadata_of_another_kind_is_none(info):
    assert read_metadata(info).metadata == Metadata()


@given(st.binary(max_size=200), st.binary(max_size=100), st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise_anything(data, value, text):
    fields = [(2, number, value) for number in (55, 60, 80, 90, 116, 120)]
    body = packet(f"<dc:creator>{data.decode('latin-1')}</dc:creator>")
    resources = {0x0404: iim([(1, 90, data[:3]), *fields]), 0x0425: data[:16]}
    exif_data = exif(artist=text, caption=text, notice=text, taken=text, zone=text).tobytes()

    for exif_of in (b"Exif\0\0" + data, exif_data):
        found = read_metadata({"exif": exif_of, "photoshop": resources, "xmp": body}, data)
        assert isinstance(found.metadata, Metadata)
