"""Originals in formats that browsers do not show: TIFF, HEIC, and what is no photo at all."""

import io
import re
import sys

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from plugins.photos.errors import UnreadablePhotoError
from plugins.photos.facts import facts as read_facts

from .conftest import grainy, photo, story

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="City Desk"/>'
    b"</rdf:RDF></x:xmpmeta>"
)
IPTC = b"\x1c\x02\x50\0\x09Lena Vogt"


def tiff(size=(900, 600), mode="RGB", orientation=1, **tags):
    """Return the bytes of a TIFF as a picture desk has them: compressed, with rights in it."""
    directory = ImageFileDirectory_v2()
    directory[0x0112] = orientation
    for tag, value in {700: XMP, 33723: IPTC, **{int(k[1:]): v for k, v in tags.items()}}.items():
        directory[tag] = value
    picture = Image.open(io.BytesIO(grainy(size)))
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 257 + 0)
    picture = picture.convert(mode)
    data = io.BytesIO()
    picture.save(data, "TIFF", tiffinfo=directory, compression="tiff_lzw")
    return data.getvalue()


def heic(size=(900, 600), orientation=1):
    """Return the bytes of a HEIC as a telephone makes it."""
    library = pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, "Lena Vogt"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0)})
    made = library.from_pillow(Image.open(io.BytesIO(grainy(size))))
    data = io.BytesIO()
    made.save(data, quality=60, exif=exif.tobytes(), xmp=XMP)
    return data.getvalue()


@pytest.fixture
def facts(tmp_path):
    def of(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return read_facts(str(path), str(tmp_path))

    return of


@pytest.mark.parametrize(("name", "made"), [("a.tif", tiff), ("a.tiff", tiff), ("a.heic", heic)])
@pytest.mark.parametrize(("orientation", "size"), [(1, (900, 600)), (6, (600, 900))])
def test_an_original_has_its_size_and_its_rights(facts, name, made, orientation, size):
    found = facts(name, made(orientation=orientation))

    assert (found.width, found.height) == size
    assert found.credit == "Lena Vogt/City Desk"
    assert (found.flat, found.animated) == (False, False)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "1", "P", "CMYK", "I;16"])
def test_a_tiff_in_any_mode_is_shown(build, mode):
    site = build({"a.md": story(body=SHOWN), "photos/scan.tif": tiff(mode=mode)})

    assert site.status == 0, site.faults
    image = site("/2020/05/01/a/").select_one("article figure picture img")
    with Image.open(site.output / image["src"].lstrip("/")) as picture:
        assert picture.size == (900, 600)
        assert len(picture.convert("L").getcolors()) > 1


SHOWN = "![A bridge.](scan.tif)\nThe bridge. (Photo: X/AP)"


@pytest.mark.parametrize(("name", "made"), [("scan.tif", tiff), ("phone.HEIC", heic)])
@pytest.mark.parametrize("orientation", [1, 6])
def test_readers_see_an_original_upright_in_their_own_formats(build, name, made, orientation):
    """As large as it is or the page asks, with its rights and without its place."""
    body = f"![A bridge.]({name})\nThe bridge. (Photo: X/AP)"
    site = build({"a.md": story(body=body), f"photos/{name}": made(orientation=orientation)})

    assert site.status == 0, site.faults
    image = site("/2020/05/01/a/").select_one("article figure picture img")
    size = (900, 600) if orientation == 1 else (600, 900)
    assert (int(image["width"]), int(image["height"])) == size
    with Image.open(site.output / image["src"].lstrip("/")) as picture:
        assert picture.format == "JPEG"
        assert picture.size == size
        assert b"City Desk" in picture.info["xmp"]
        assert 0x8825 not in picture.getexif()
    assert not [each for each in site.files if each.endswith((".tif", ".HEIC", ".heic"))]


def test_a_tiny_original_is_not_published_as_it_is(build):
    site = build({"a.md": story(body=SHOWN), "photos/scan.tif": tiff((60, 40))})

    assert site("/2020/05/01/a/").select_one("article figure img")["src"].endswith("-60.jpg")


def test_a_link_to_an_original_that_browsers_do_not_show_is_a_fault(build):
    body = f"{SHOWN}\n\n[The scan]({{static}}/photos/scan.tif)"
    site = build({"a.md": story(body=body), "photos/scan.tif": tiff((60, 40))})

    assert 'photo "scan.tif" is in a format that browsers do not show (TIFF)' in site.faults[0]


def test_a_heic_without_the_library_says_how_to_get_it(build, monkeypatch):
    data = heic((60, 40))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    body = "Text.\n\n![A bridge.](a.heic)\nThe bridge. (Photo: X/AP)"
    site = build({"a.md": story(body=body), "photos/a.heic": data})

    assert 'a.md:7: photo "a.heic" is HEIC, which only another library reads.' in site.faults[0]
    assert 'Install it: .venv/bin/pip install "pillow-heif<2", or save' in site.faults[0]


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.jpg", HEIC, 'holds HEIC, not JPEG. Rename it to "a.heic"', id="HEIC"),
        pytest.param(
            "a.jpg", tiff((9, 9)), 'holds TIFF, not JPEG. Rename it to "a.tif"', id="TIFF"
        ),
        pytest.param("a.tif", photo(), 'holds JPEG, not TIFF. Rename it to "a.jpg"', id="JPEG"),
        pytest.param("a.heic", photo(), 'holds JPEG, not HEIC. Rename it to "a.jpg"', id="no HEIC"),
        pytest.param("a.png", b"%PDF-1.7 ...", "holds PDF, not PNG. Save it as JPEG", id="PDF"),
        pytest.param("a.jpg", b"8BPS\0\1", "holds a Photoshop document, not JPEG", id="PSD"),
        pytest.param("a.jpg", b"<!DOCTYPE html><p>", "holds a web page, not JPEG", id="a page"),
        pytest.param("a.gif", b"\0\0\0\x18ftypmp42", "holds film, not GIF", id="film"),
        pytest.param("a.jpg", b"\0\0\0\x0cJXL \r\n", "holds JPEG XL, not JPEG", id="JPEG XL"),
        pytest.param("a.jpg", b"nothing known", "is damaged or not a photo", id="unknown"),
        pytest.param("a.psd", b"8BPS\0\1", "do not show (a Photoshop document)", id="named PSD"),
        pytest.param("a.cr3", b"\0\0\0\x18ftypcrx ", "(a camera's raw picture)", id="CR3"),
        pytest.param("a.bmp", b"BM\0\0\1\0\0\0\0\0", "do not show (BMP)", id="BMP"),
        pytest.param("a.xyz", b"???", "do not show. Save it as JPEG, PNG", id="an unknown suffix"),
        pytest.param(
            "a.tif", tiff((9, 9), t50706=b"\1\4\0\0"), "is a camera's raw picture", id="DNG"
        ),
        pytest.param("a.heic", HEIC + b"\0" * 40, "is damaged", id="a damaged HEIC"),
    ],
)
def test_what_is_refused_is_named_by_what_it_is(facts, name, data, words):
    if name == "a.heic" and data.startswith(HEIC):
        pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
    with pytest.raises(UnreadablePhotoError) as error:
        facts(name, data)

    assert words in str(error.value)


@pytest.mark.parametrize("swapped", [False, True])
def test_iptc_that_a_tiff_calls_whole_numbers_is_read(facts, swapped):
    """Photoshop and others say that it is a list of numbers of four bytes, in either order."""
    words = IPTC.ljust(-(-len(IPTC) // 4) * 4, b"\0")
    if swapped:
        words = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
    data = tiff(t33723=words)
    entry, count = (33723).to_bytes(2, "little"), len(words).to_bytes(4, "little")
    at = re.search(re.escape(entry) + b".." + re.escape(count), data, re.DOTALL).start()
    numbers = (4).to_bytes(2, "little") + (len(words) // 4).to_bytes(4, "little")

    found = facts("a.tif", data[: at + 2] + numbers + data[at + 8 :])

    assert found.metadata.creators == ("Lena Vogt",)
