"""Colours of photos that have no profile, or one with a false name, are those that browsers show."""

import io
import zlib

import pytest
from PIL import Image, ImageCms

from plugins.photos.plans import Rendition
from plugins.responsive_images.embedded_rights import Rights
from plugins.responsive_images.renditions import make_renditions

from .test_renditions import P3

COLOURS = [(200, 120, 80), (30, 200, 60), (128, 128, 128), (60, 60, 200), (10, 40, 90)]
DISPLAY_P3 = (31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)


def chunk(name, body):
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def stripes():
    picture = Image.new("RGB", (60 * len(COLOURS), 40))
    for number, colour in enumerate(COLOURS):
        picture.paste(colour, (60 * number, 0, 60 * number + 60, 40))
    return picture


def png(*chunks, **options):
    data = io.BytesIO()
    stripes().save(data, "PNG", **options)
    whole = data.getvalue()
    return whole[:33] + b"".join(chunk(*each) for each in chunks) + whole[33:]


def avif(primaries, transfer):
    data = io.BytesIO()
    stripes().save(data, "AVIF", quality=100, subsampling="4:4:4")
    made = bytearray(data.getvalue())
    at = made.index(b"colrnclx") + 8
    made[at : at + 4] = primaries.to_bytes(2) + transfer.to_bytes(2)
    return bytes(made)


def gamma(number):
    return b"gAMA", number.to_bytes(4)


def cicp(primaries, transfer):
    return b"cICP", bytes([primaries, transfer, 0, 1])


CHRM = b"cHRM", b"".join(each.to_bytes(4) for each in DISPLAY_P3)
SRGB_NAMED_P3 = P3.replace(b"\0\0\0\x05Wide\0", b"\0\0\0\x05sRGB\0")
REAL_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

PLAIN = COLOURS
IN_P3 = [(213, 115, 70), (0, 204, 13), (128, 128, 128), (60, 60, 208), (0, 41, 93)]
LINEAR = [(229, 183, 152), (96, 229, 133), (188, 188, 188), (133, 133, 229), (56, 110, 160)]
PQ = [(255, 0, 0), (0, 255, 0), (132, 132, 132), (0, 0, 255), (0, 9, 65)]
HLG = [(230, 76, 55), (0, 208, 0), (99, 99, 99), (0, 39, 178), (0, 23, 58)]
BT_709 = [(197, 113, 70), (18, 197, 49), (121, 121, 121), (49, 49, 197), (1, 28, 81)]
BT_2020 = [(234, 95, 58), (0, 208, 0), (121, 121, 121), (0, 45, 207), (0, 29, 85)]
BRIGHTER = [(210, 139, 99), (40, 210, 77), (146, 146, 146), (77, 77, 210), (10, 53, 109)]
GAMMA_P3 = [(214, 116, 69), (0, 205, 0), (129, 129, 129), (57, 57, 209), (0, 36, 93)]


# The expected colours are those of a screenshot of Chromium 156.
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(png(), PLAIN, id="nothing"),
        pytest.param(png(gamma(45455)), PLAIN, id="the gamma of sRGB"),
        pytest.param(png(gamma(100_000)), LINEAR, id="a gamma of 1"),
        pytest.param(png(gamma(55_556)), BRIGHTER, id="a gamma of 1.8"),
        pytest.param(png(CHRM), PLAIN, id="primaries without a gamma"),
        pytest.param(png(gamma(45455), CHRM), GAMMA_P3, id="primaries and a gamma"),
        pytest.param(png(gamma(100_000), (b"sRGB", b"\0")), PLAIN, id="sRGB before gamma"),
        pytest.param(png(cicp(12, 13)), IN_P3, id="Display P3 by cICP"),
        pytest.param(png(cicp(12, 13), icc_profile=REAL_SRGB), IN_P3, id="cICP before a profile"),
        pytest.param(png(cicp(1, 1)), BT_709, id="BT.709"),
        pytest.param(png(cicp(1, 8)), LINEAR, id="linear by cICP"),
        pytest.param(png(cicp(9, 1)), BT_2020, id="BT.2020"),
        pytest.param(png(cicp(9, 16)), PQ, id="PQ"),
        pytest.param(png(cicp(9, 18)), HLG, id="HLG"),
        pytest.param(avif(1, 13), PLAIN, id="an AVIF in sRGB"),
        pytest.param(avif(12, 13), IN_P3, id="an AVIF in Display P3"),
        pytest.param(avif(1, 8), LINEAR, id="a linear AVIF"),
        pytest.param(avif(9, 16), PQ, id="an AVIF in PQ"),
        pytest.param(avif(9, 18), HLG, id="an AVIF in HLG"),
        pytest.param(png(icc_profile=REAL_SRGB), PLAIN, id="sRGB itself"),
        pytest.param(png(icc_profile=SRGB_NAMED_P3), GAMMA_P3, id="a profile that is named sRGB"),
    ],
)
def test_colours_are_those_that_chromium_shows(data, expected, tmp_path):
    (tmp_path / "a.img").write_bytes(data)
    one = Rendition("a-300.png", 300, 40, "PNG")
    make_renditions(str(tmp_path / "a.img"), {str(tmp_path / "made"): [one]}, Rights())

    with Image.open(tmp_path / "made/300.png") as made:
        seen = [made.convert("RGB").getpixel((60 * at + 30, 20)) for at in range(len(COLOURS))]
    assert all(
        abs(a - b) <= 8
        for pair in zip(seen, expected, strict=True)
        for a, b in zip(*pair, strict=True)
    ), seen


@pytest.mark.parametrize(("chunks", "expected"), [([gamma(100_000)], 188), ([cicp(9, 16)], 132)])
@pytest.mark.parametrize("mode", ["L", "LA", "RGBA"])
def test_grey_and_transparent_pictures_too(mode, chunks, expected, tmp_path):
    data = io.BytesIO()
    Image.new("RGBA", (60, 40), (128, 128, 128, 90)).convert(mode).save(data, "PNG")
    whole = data.getvalue()
    path = tmp_path / "a.png"
    path.write_bytes(whole[:33] + b"".join(chunk(*each) for each in chunks) + whole[33:])
    one = Rendition("a-60.png", 60, 40, "PNG")
    make_renditions(str(path), {str(tmp_path / "made"): [one]}, Rights())

    with Image.open(tmp_path / "made/60.png") as made:
        *seen, alpha = made.convert("RGBA").getpixel((30, 20))
    assert all(abs(each - expected) <= 2 for each in seen)
    assert alpha == (255 if mode == "L" else 90)
