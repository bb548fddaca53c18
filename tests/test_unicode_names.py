"""One name in two Unicode forms, typed on two systems, is one name and one path."""

import unicodedata
from functools import partial
from urllib.parse import unquote

import pytest

from plugins import stories, structured_data
from plugins.markup.front_matter import decoded
from plugins.markup.text import composed, on_one_line
from plugins.photos.clean_text import clean_line
from plugins.photos.finder import find
from plugins.photos.spelling import on_disk
from plugins.press.settings import compose_names

from .conftest import pelican, photo, story, write

NFC, NFD = (partial(unicodedata.normalize, form) for form in ("NFC", "NFD"))
MIXED = "e\u0323\u0302"
"""The letter of the one before it, ệ, in a third form: neither composed nor decomposed."""
MIXED_ON_DISK = "\u00ea\u0323"

PHOTOS = '![A](thé.jpg "Tea (Photo: Zoé)")\n\n![B](dé/café.jpg "Coffee (Photo: Zoé)")'
LINKS = "See [b]({filename}b-é.md), [c](/stories/é/c.md), [a](a-é.md) and [it](réport.pdf)."


def files(here, there):
    """Return a newsroom whose names are in the forms *here* and, on the other side, *there*."""

    def by(form):
        return {"authors": form("Zoé"), "tags": form("thé")}

    first = story("Un", "2024-01-01", here("Été"), here(PHOTOS), **by(here))
    second = story("Deux", "2024-01-02", there("Été"), there(LINKS), **by(there))
    return {
        there("a-é.md"): here("Series: Cité\n") + first,
        here("b-é.md"): there("Series: Cité\n") + second,
        here("stories/é/c.md"): story(
            "C", "2024-01-03", there("Été"), here("See [a]({filename}/stories/a-é.md).")
        ),
        there("photos/thé.jpg"): photo(),
        here("photos/thé.yml"): there("alt: Thé"),
        there("photos/dé/") + here("café.jpg"): photo("navy"),
        here("files/réport.pdf"): b"%PDF-1.4",
        there("authors/zoé.md"): there("Title: Zoé\n\nShe writes of thé."),
    }


def stories_on(page):
    return {link["href"] for link in page.select("main a[href^='/2024/']")}


@pytest.mark.parametrize(("here", "there"), [(NFC, NFD), (NFD, NFC)], ids=["composed", "not"])
def test_names_that_look_alike_are_one(build, here, there):
    """Authors, topics, sections, series, photos, files, sidecars, links and settings alike."""
    site = build(files(here, there), SECTIONS=[there("Été"), "City"])

    assert site.status == 0, site.messages
    assert "warning" not in site.messages
    assert stories_on(site("/section/ete/")) == {
        "/2024/01/01/a-e/",
        "/2024/01/02/b-e/",
        "/2024/01/03/c/",
    }
    assert stories_on(site("/topic/the/")) == {"/2024/01/01/a-e/", "/2024/01/02/b-e/"}
    assert "She writes of" in site("/author/zoe/").text
    for page in (site("/2024/01/01/a-e/"), site("/2024/01/02/b-e/")):
        for tag in page.select("main [href^='/'], main img[src^='/']"):
            address = unquote(tag.get("href") or tag["src"]).partition("#")[0].lstrip("/")
            assert {address, f"{address}index.html"} & set(site.files), address


def test_a_name_that_changes_its_form_on_disk_is_found_again(tmp_path):
    content, output = tmp_path / "content", tmp_path / "output"
    write(content, files(NFC, NFD))
    pelican(content, output, SECTIONS=["Été"])
    for path in sorted(content.rglob("*"), reverse=True):
        path.rename(path.with_name(NFC(path.name)))
    site = pelican(content, output, SECTIONS=["Été"])
    own = {"PRESS_CACHE": str(tmp_path / "clean/cache")}
    clean = pelican(content, tmp_path / "clean/output", SECTIONS=["Été"], **own)

    assert site.status == clean.status == 0, site.messages
    assert site.bytes() == clean.bytes()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain", "plain"),
        (NFD("Été à Đà Nẵng"), NFC("Été à Đà Nẵng")),
        (MIXED_ON_DISK, NFC(MIXED)),
        ("\u212b", "\u00c5"),
        ("\ufa19e\u0301", "\ufa19\u00e9"),
    ],
    ids=["ascii", "decomposed", "mixed", "another sign", "a name's own ideograph"],
)
def test_a_text_has_one_form(written, expected):
    assert composed(written) == expected
    assert decoded(written.encode())[0] == expected
    assert on_one_line(written) == expected
    assert clean_line(written, 100) == expected


def test_a_photo_is_found_in_whatever_form_its_folders_are(tmp_path):
    place = tmp_path / "photos" / NFD("é") / MIXED_ON_DISK
    place.mkdir(parents=True)
    (place / NFC("ü.jpg")).write_bytes(b"x")

    for name in (NFC(f"é/{MIXED}/ü.jpg"), NFD(f"é/{MIXED}/ü.jpg"), "%C3%A9/%E1%BB%87/%C3%BC.jpg"):
        assert find(name, str(tmp_path / "stories"), str(tmp_path)) == str(place / NFC("ü.jpg"))
    assert find("é/ü.jpg", str(tmp_path), str(tmp_path)) is None
    assert on_disk(str(tmp_path / "../é"), str(tmp_path)) == str(tmp_path / "../é")


def test_names_in_settings_have_the_form_of_those_in_stories():
    settings = {
        "PLUGINS": [stories, structured_data],
        "SECTIONS": [NFD("Été")],
        "POLICIES": {"ethicsPolicy": NFD("éthique")},
        "AUTHOR_PATHS": [NFD("é")],
    }
    compose_names(settings)

    assert settings["SECTIONS"] == [NFC("Été")]
    assert settings["POLICIES"] == {"ethicsPolicy": NFC("éthique")}
    assert settings["AUTHOR_PATHS"] == [NFD("é")]
