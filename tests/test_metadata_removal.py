"""A photo that is published as it is keeps its picture and its rights, and nothing private."""

import base64
import contextlib
import io
import json
import re
import shutil
import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from plugins.photos.errors import UnreadablePhotoError
from plugins.photos.metadata import Metadata
from plugins.responsive_images import rights
from plugins.responsive_images.clean_copies import clean_copy
from plugins.responsive_images.containers.exif import written_exif
from plugins.responsive_images.containers.kinds import stripped

from .tools import needs

METADATA = Metadata(
    caption=(("", "The night bus"),),
    creators=("Lena Vogt",),
    credit_line="City Desk",
    copyright=(("", "© City Desk"),),
    licence="https://example.org/licence",
    alt=(("", "A bus in the fog"),),
)
PACKET, EXIF = rights.xmp_packet(METADATA), rights.exif_of(METADATA)
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
SECRETS = (b"SERIAL77", b"LENS88", b"secret", b"Secret")

exiftool = needs(exiftool=shutil.which("exiftool"))


def strip(data, kind):
    return stripped(data, kind, PACKET, EXIF, "bus.jpg")


def picture(colour="teal"):
    made = Image.new("RGB", (60, 40), colour)
    made.paste("orange", (0, 0, 20, 10))
    return made


def saved(kind, **options):
    data = io.BytesIO()
    picture().save(data, kind, **options)
    return data.getvalue()


def dirty_exif(orientation=1):
    exif = Image.Exif()
    exif[0x0131], exif[0x013B] = "Secret Editor 3", "Old Name"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 4.0, 13.0), 3: "E", 4: (15.0, 26.0, 20.0)})
    exif.get_ifd(0x8769).update({0xA431: "SERIAL77", 0xA435: "LENS88", 0x927C: b"maker secret"})
    return exif


DIRTY_XMP = PACKET.replace(
    b"<rdf:Description ",
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="47,4.2N" '
    b'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="SERIAL77" ',
)


def segment(marker, body):
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2) + body


def dirty_jpeg(orientation=1, progressive=False):
    """Return a JPEG with all that a telephone and an editor's program put into one."""
    made = saved(
        "JPEG",
        exif=dirty_exif(orientation),
        xmp=DIRTY_XMP,
        comment=b"secret comment",
        progressive=progressive,
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    thumbnail = segment(0xE0, b"JFXX\0\x10" + saved("JPEG") + b"secret")
    private = [
        thumbnail,
        segment(0xE2, b"MPF \0secret"),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0secret"),
        segment(0xEB, b"JP\0\0jumb secret"),
        segment(0xED, b"Photoshop 3.0\0 8BIM secret"),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01"),
    ]
    return made[:20] + b"".join(private) + made[20:] + saved("JPEG") + b"secret film"


def dirty_png(orientation=1):
    words = PngInfo()
    words.add_text("Author", "secret")
    words.add_text("Raw profile type exif", "secret" * 40, zip=True)
    words.add_itxt("XML:com.adobe.xmp", DIRTY_XMP.decode())
    words.add(b"tIME", b"\x07\xea\1\1\1\1\1")
    words.add(b"caBX", b"secret")
    return saved("PNG", pnginfo=words, exif=dirty_exif(orientation)) + b"secret"


def dirty(kind, orientation=1):
    if kind == "JPEG":
        return dirty_jpeg(orientation)
    if kind == "PNG":
        return dirty_png(orientation)
    if kind == "GIF":
        made = saved(
            "GIF", comment=b"secret comment", save_all=True, append_images=[picture("red")]
        )
        return made[:-1] + b"!\xff\x0bXMP DataXMP" + DIRTY_XMP + MAGIC + b";secret"
    return saved(kind, exif=dirty_exif(orientation), xmp=DIRTY_XMP)


MAGIC = b"\x01" + bytes(range(255, -1, -1)) + b"\0"


def frames(data):
    """Return the pixels of each frame, and how long each is shown."""
    with Image.open(io.BytesIO(data)) as image:
        shown = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            pixels = image.convert("RGBA").tobytes()
            shown.append((pixels, image.info.get("duration"), image.info.get("loop")))
        return shown


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_is_the_same_and_nothing_private_is_left(kind):
    before = dirty(kind)
    after = strip(before, kind)

    assert frames(after)[:1] == frames(before)[:1]
    assert [secret for secret in SECRETS if secret in after] == []
    assert b"GPS" not in after
    assert b"City Desk" in after
    assert strip(after, kind) == after


@exiftool
@pytest.mark.parametrize("kind", KINDS)
def test_others_read_the_rights_in_a_stripped_photo(kind, tmp_path):
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(strip(dirty(kind), kind))
    done = subprocess.run(["exiftool", "-json", "-G1", path], capture_output=True, check=True)
    found = json.loads(done.stdout)[0]

    assert found["XMP-dc:Creator"] == "Lena Vogt"
    assert found["XMP-photoshop:Credit"] == "City Desk"
    assert found["XMP-dc:Rights"] == "© City Desk"
    assert found["XMP-dc:Description"] == "The night bus"
    assert found["XMP-iptcCore:AltTextAccessibility"] == "A bus in the fog"
    assert found["XMP-xmpRights:WebStatement"] == "https://example.org/licence"
    assert kind == "GIF" or found["IFD0:Artist"] == "Lena Vogt"
    assert not re.search("GPS|Serial|Thumb|Maker|Software|Comment|Warning", " ".join(found))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_stripped_photo_stands_upright_still(kind, orientation):
    after = strip(dirty(kind, orientation), kind)

    with Image.open(io.BytesIO(after)) as image:
        assert image.getexif().get(0x0112, 1) == orientation
        assert image.getexif()[0x013B] == "Lena Vogt"


def test_a_photo_of_nobody_stands_upright_still():
    after = stripped(dirty_jpeg(6), "JPEG", b"", b"")

    with Image.open(io.BytesIO(after)) as image:
        assert dict(image.getexif()) == {0x0112: 6}


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_that_says_nothing_is_left_alone(kind):
    assert stripped(saved(kind), kind, b"", b"") == saved(kind)


def test_a_drawing_is_left_alone():
    assert strip(b"<svg/>", "SVG") == b"<svg/>"


def test_a_photo_in_a_drawing_is_stripped():
    held = base64.b64encode(dirty_jpeg(1))
    after = strip(b'<svg><image href="data:image/jpeg;base64,' + held + b'"/></svg>', "SVG")

    photo = base64.b64decode(after.split(b"base64,")[1].split(b'"')[0])
    assert photo.startswith(b"\xff\xd8")
    assert not [secret for secret in SECRETS if secret in photo]


@pytest.mark.parametrize("kind", KINDS)
def test_rights_that_stand_beside_a_photo_are_written_into_it(kind):
    after = strip(saved(kind), kind)

    assert after.count(PACKET) == 1
    assert frames(after) == frames(saved(kind))
    assert strip(after, kind) == after


SHORT = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
OTHERS = {
    "an AVIF whose XMP is short": ("AVIF", {"xmp": SHORT}),
    "an AVIF whose EXIF is short": ("AVIF", {"exif": dirty_exif()}),
    "an animated AVIF": ("AVIF", {"save_all": True, "append_images": [picture("red")]}),
    "an animated AVIF whose XMP is short": (
        "AVIF", {"save_all": True, "append_images": [picture("red")], "xmp": SHORT},
    ),
    "a lossless WebP": ("WEBP", {"lossless": True}),
    "an animated GIF": ("GIF", {"save_all": True, "append_images": [picture("red")]}),
}  # fmt: skip


@pytest.mark.parametrize("which", OTHERS)
def test_rights_are_not_lost_for_want_of_room(which):
    kind, options = OTHERS[which]
    before = saved(kind, **options)
    after = strip(before, kind)

    assert after.count(PACKET) == 1
    assert frames(after) == frames(before)
    assert strip(after, kind) == after


@exiftool
@pytest.mark.parametrize("which", OTHERS)
def test_others_read_the_rights_that_were_added(which, tmp_path):
    kind, options = OTHERS[which]
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(strip(saved(kind, **options), kind))
    wanted = ["-json", "-validate", "-Creator", "-Credit", "-Warning"]
    run = subprocess.run(["exiftool", *wanted, path], capture_output=True, check=True)
    found = json.loads(run.stdout)[0]

    assert (found["Creator"], found["Credit"]) == ("Lena Vogt", "City Desk")
    assert found.get("Warning", "") == ""


def test_a_transparent_webp_stays_transparent():
    data = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 128, 128, 90)).save(data, "WEBP", lossless=True)
    after = strip(data.getvalue(), "WEBP")

    assert PACKET in after
    assert frames(after) == frames(data.getvalue())


def test_rights_in_a_gif_are_kept(tmp_path):
    """They are read from it, and written into the copy that is published."""
    (tmp_path / "a.gif").write_bytes(dirty("GIF"))

    copy = clean_copy(str(tmp_path / "a.gif"), str(tmp_path))

    assert b"City Desk" in copy
    assert b"SERIAL77" not in copy


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("is_dirty", [False, True])
def test_an_animation_moves_as_before(kind, is_dirty):
    others = [picture(colour) for colour in ("red", "navy")]
    options = {"save_all": True, "append_images": others, "duration": 120, "loop": 3}
    metadata = {"exif": dirty_exif(), "xmp": DIRTY_XMP} if is_dirty else {}
    if kind == "GIF":
        metadata = {"comment": b"secret"} if is_dirty else {}
    before = saved(kind, **options, **metadata)
    after = strip(before, kind) if is_dirty else stripped(before, kind, b"", b"")

    assert frames(after) == frames(before)
    assert len(frames(after)) == 3
    assert (after == before) is not is_dirty
    assert not [secret for secret in SECRETS if secret in after]


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_what_its_colours_need_and_loses_what_follows_it(progressive):
    after = strip(dirty_jpeg(progressive=progressive), "JPEG")

    assert after.count(b"ICC_PROFILE\0") == after.count(b"Adobe\0") == 1
    assert after.count(b"\xff\xd8\xff") == 1
    assert after.endswith(b"\xff\xd9")


def test_the_thumbnail_in_a_jfif_header_is_left_behind():
    data = saved("JPEG")
    head = segment(0xE0, data[6:18] + b"\x02\x02" + b"secret secret")
    after = strip(data[:2] + head + data[20:], "JPEG")

    assert b"secret" not in after
    assert frames(after) == frames(data)


def test_a_small_copy_within_an_avif_is_wiped_out():
    """The thumbnail is an item of its own: it may show more than the photo that was cropped."""
    data = saved("AVIF", xmp=DIRTY_XMP).replace(b"mime", b"av01").replace(b"cdsc", b"thmb")
    after = strip(data, "AVIF")

    assert b"SERIAL77" in data
    assert b"SERIAL77" not in after
    assert frames(after) == frames(data)


def test_what_an_avif_holds_stays_at_its_place():
    data = saved("AVIF", xmp=DIRTY_XMP, exif=dirty_exif())

    assert len(strip(data, "AVIF")) == len(data)


def test_the_film_behind_an_avif_is_cut_off():
    data = saved("AVIF")

    assert stripped(data + b"\0\0\0\x0empvdsecret", "AVIF", b"", b"") == data


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_cut_off_anywhere_is_clean_or_refused(kind):
    whole = dirty(kind)
    for size in range(0, len(whole), 7):
        with contextlib.suppress(UnreadablePhotoError):
            after = strip(whole[:size], kind)
            assert not [secret for secret in SECRETS if secret in after]


def test_the_message_names_what_is_wrong():
    data = saved("JPEG")

    with pytest.raises(UnreadablePhotoError) as error:
        strip(data[:300], "JPEG")

    assert (
        str(error.value)
        == 'photo "bus.jpg" is damaged: it ends too early. Copy the original again.'
    )


@st.composite
def spoilt(draw):
    """Return the kind of a photo, and its bytes of which a few are others."""
    kind = draw(st.sampled_from(KINDS))
    data = bytearray(dirty(kind))
    for place in draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=6)):
        data[place] = draw(st.integers(0, 255))
    return kind, bytes(data)


def check_stripped(data, kind):
    """What is stripped has nothing more to strip; what cannot be stripped is refused."""
    with contextlib.suppress(UnreadablePhotoError):
        after = strip(data, kind)
        assert strip(after, kind) == after


@given(spoilt())
def test_a_spoilt_photo_is_stripped_or_refused(photo):
    kind, data = photo
    check_stripped(data, kind)


HEADS = {
    "JPEG": b"\xff\xd8",
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
    "WEBP": b"RIFF\x40\0\0\0WEBP",
    "AVIF": b"\0\0\0\x0cftypavif",
    "GIF": b"GIF89a",
}


@given(st.sampled_from(KINDS), st.binary(max_size=400), st.booleans())
@example("AVIF", b"\0\0\0\x01meta" + b"\xff" * 60, True)
@example("AVIF", b"\0\0\0\0moov\0\0\0\0trak\0\0\0\0", True)
def test_anything_is_stripped_or_refused(kind, data, begins_well):
    check_stripped((HEADS[kind] if begins_well else b"") + data, kind)


@pytest.mark.parametrize("orientation", [1, 6])
def test_exif_is_as_others_read_it(orientation):
    exif = Image.Exif()
    exif.load(written_exif("Åsa", "C", orientation))

    assert exif[0x013B].encode("latin-1").decode() == "Åsa"
    assert exif[0x8298] == "C"
    assert exif.get(0x0112, 1) == orientation
