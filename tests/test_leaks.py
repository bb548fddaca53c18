"""Nothing in a finished site tells of a held story, and what looks for that finds every leak."""

import gzip
import json
import zlib
from datetime import UTC, datetime
from io import BytesIO

import brotli
import pytest
from PIL import Image

from . import photo_files as made
from .conftest import ADDRESS, grainy, story
from .leaks import held_words, leaks, leaks_in

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
LATER = "2099-01-01 06:00 +01:00"

LINKS = """\
See [one](hushfuture.md), [two]({filename}hushfuture.md "as we said"), [three][ref], <hushdraft.md>,
[four]({filename}/stories/hushdraft.md#part), [five](/2099/01/01/hushfuture/),
[six](https://news.example.org/2099/01/01/hushfuture/), [seven](../stories/hushembargo.md?a=b),
<a href='{filename}hushslugged.md'>eight</a>, <A HREF=hushslugged.md>nine</a>,
[ten](%68ushfuture.md), [eleven](<hushfuture.md>), [twelve](&#104;ushfuture.md) and a note[^1].

[ref]: hushembargo.md
[^1]: It [says](hushdraft.md) so.

| [In a table](hushdraft.md) | two |
|---|---|
| <!-- hushcomment --> | [x](hushpart.md) |

> - **[In a quotation](hushembargo.md)**

![A view](grainy.jpg)
A view, as [we](hushfuture.md) saw it. (Photo: [Ana Ruiz](hushdraft.md)/AP)

Words: hushpart.md, stories/hushslugged.md and `hushdraft.md`. <div><hushembargo.md></div>

## [A heading](hushfuture.md)
"""

HELD = {
    "hushdraft.md": story(
        "Hushheadline: “it’s over”", status="draft", tags="Rivers, Hushtopic", deck="Hushdecked",
        authors="Ana Ruiz, Hushauthor", body="![Hushalternative](hushphoto.jpg)\nX. (Photo: X/AP)",
    ),
    "hushfuture.md": story("Hushfuture", "2099-01-01", section="Hushsection", aliases="/hushalias/"),
    "hushembargo.md": story("Hushembargoed", embargo=LATER, series="Hushseries", body=LINKS),
    "hushslugged.md": story("Hushslugged", slug="hushsluggish", status="draft", image="hushlead.png"),
    "hushpart.md": story("Hushpart", "2098-01-01", series="The flood"),
    "out.es.md": story("Hushtranslated", slug="out", lang="es", status="draft"),
    "hushpublic.md": story("Hushrecorded", slug="hushrecord", status="draft"),
    "authors/hushauthor.md": "Title: Hushauthor\nPortrait: hushportrait.jpg\n\nHushlife.",
    "photos/hushphoto.jpg": grainy((60, 42)),
    "photos/hushlead.png": grainy((60, 42), "PNG"),
    "photos/hushportrait.jpg": grainy((60, 42)),
    "photos/hushphoto.jpg.yml": "caption: Hushcaption\n",
    "photos/hushunused.webp": grainy((60, 42), "WEBP"),
    "pages/hushpage.md": "Title: Hushpage\nStatus: draft\n\nText.",
}  # fmt: skip
OUT = {
    "out.md": story(
        "Out", authors="Ana Ruiz, Tom Okafor", tags="Rivers", aliases="/was-out/", deck="A deck.",
        series="The flood", body=LINKS, corrections="2020-05-02: It was *Tuesday*.",
    ),
    "second.md": story("Second", "2020-05-02", series="The flood", section="Culture", lang="fr"),
    "authors/tom-okafor.md": "Title: Tom Okafor\n\nHe wrote [this](../stories/hushfuture.md).",
    "pages/about.md": "Title: About\n\nRead [this](../stories/hushembargo.md).",
    "photos/grainy.jpg": grainy(),
    ".addresses": "/2020/01/01/once-public/ stories/hushpublic.md\n/old/story/ stories/gone.md\n",
}  # fmt: skip
NAMED = """hushdraft hushfuture hushembargo hushslugged hushpart hushpublic hushpage hushheadline
    hushheadlineitsover hushtopic hushdecked hushauthor hushsection hushalias hushembargoed hushlead
    hushseries hushsluggish hushtranslated hushrecorded hushrecord hushphoto hushunused""".split()


@pytest.fixture
def site(build):
    """A site that has held stories, named by links of every form, with every kind of file."""
    built = build(
        {**HELD, **OUT},
        SITEURL=ADDRESS,
        ABSOLUTE_SITEURL=True,
        PRECOMPRESS=["gz", "br"],
        NOW=f"{NOW:%Y-%m-%d %H:%M}",
    )
    assert built.status == 0, built.messages
    return built


def planted(name, data, word):
    """Return the bytes of the file *name* with a *word* in them, in the form of such a file."""
    if name.endswith(".br"):
        return brotli.compress(brotli.decompress(data) + word.encode())
    if data.startswith(b"\x1f\x8b"):  # a copy, or a part of the search index
        return gzip.compress(gzip.decompress(data) + word.encode(), mtime=0)
    if data.startswith(b"\xff\xd8"):
        return data[:2] + made.segment(0xFE, word.encode()) + data[2:]
    return data + word.encode()


def test_nothing_tells_of_a_held_story_and_no_file_could_hide_it(site, tmp_path):
    words = held_words(tmp_path / "content", NOW)
    assert words >= {*NAMED}
    assert not words & {"outstory", "anaruiz", "theflood", "tomokafor", "culture"}

    assert (
        leaks(site.output, [*words, "hushlife", "hushcaption", "hushcomment", "hushalternative"])
        == []
    )

    files = site.bytes()
    kinds = "html xml json txt css js svg gz br jpg conf pf_meta pf_fragment pf_index".split()
    assert not [kind for kind in kinds if not [name for name in files if name.endswith(f".{kind}")]]
    assert files.keys() >= {
        "_headers",
        "_redirects",
        "_hosting/Caddyfile",
        "sitemap.xml",
        "robots.txt",
    }
    leaky = {name: planted(name, data, "Hush-Topic") for name, data in files.items()}
    assert leaks_in(leaky, ["hushtopic"]) == [f"{name}: hushtopic" for name in leaky]


def picture(kind, **save):
    data = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, kind, **save)
    return data.getvalue()


def exif(word):
    """Return EXIF with a *word* in UTF-16, as Windows writes it."""
    found = Image.Exif()
    found[0x9C9B] = word.encode("utf-16-le") + b"\0\0"
    return found.tobytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("2020/05/01/hush-topic/index.html", b""),
        ("topic/%68ush-topic/", b""),
        ("topic/hüsh-töpic/", b""),
        ("cards/hush-topic-0123.png", b""),
        ("a.html", b"<p>Hush<b>top</b>ic</p>"),
        ("a.html", b"<p>&#72;ush&nbsp;topi&#x63;"),
        ("a.html", "<p>Hush\u00adtopic".encode()),
        ("a.html", b"<!-- hush_topic -->"),
        ("a.html", b"<a href='/%68ush%2Dtopic/'>"),
        ("a.html", b"<a href='https://x.org/?to=%2568ush-topic'>"),
        ("feed.xml", b"<content type='html'>&lt;p&gt;&amp;#72;ush topic"),
        ("feed.xml", b"<![CDATA[<p>hush topic]]>"),
        ("feed.json", json.dumps({"a": "<p>h\u00fcsh topic"}).encode()),
        ("feed.json", rb'{"a": "\u0048\u0075sh topic"}'),
        ("sitemap.xml", b"<loc>https://news.example.org/topic/hush-topic/</loc>"),
        ("_headers", b"/hush-topic/*\n  X-Robots-Tag: noindex"),
        ("_hosting/nginx.conf", rb"location ~ ^/hush\-topic/$ {"),
        ("a.json.gz", gzip.compress(b"hush topic", mtime=0)),
        ("a.json.br", brotli.compress(b"hush topic")),
        ("x.pf_index", gzip.compress(b"pagefind_dcd\x82\x69hushtopic\x01", mtime=0)),
        ("a.jpg", made.with_xmp(made.packet("Hush topic").encode())),
        ("a.jpg", made.with_iim(made.data_set(2, 120, b"Hush topic"))),
        ("a.jpg", made.exif(0x10E, b"Hush topic\0")),
        ("a.jpg", picture("JPEG", exif=exif("Hush topic"))),
        ("a.webp", picture("WEBP", xmp=made.packet("Hush topic").encode())),
        ("a.webp", picture("WEBP", exif=exif("Hush topic"))),
        ("a.avif", picture("AVIF", xmp=made.packet("Hush topic").encode())),
        ("a.gif", made.gif(made.packet("Hush topic").encode())),
        ("a.png", made.png(made.text("Title", b"Hush topic"))),
        ("a.png", made.png(after=made.text("Title", b"Hush topic", b"zTXt"))),
        ("a.png", made.png(made.chunk(b"iTXt", b"T\0\1\0\0\0" + zlib.compress(b"Hush topic")))),
        ("a.svg", b"<svg><title>Hush topic</title></svg>"),
        ("a.pdf", b"%PDF-1.4\n\xff stream\n" + zlib.compress(b"(Hush topic) Tj") + b"\nendstream"),
    ],
)  # fmt: skip
def test_a_leak_is_found_in_every_form(name, data):
    assert leaks_in({name: data, "other": b"hush, the topic"}, ["Hushtopic"]) == [
        f"{name}: hushtopic"
    ]


def test_a_leak_is_found_in_the_name_of_an_empty_folder(tmp_path):
    (tmp_path / "topic/hushtopic").mkdir(parents=True)

    assert leaks(tmp_path, ["hushtopic"]) == ["topic/hushtopic/: hushtopic"]
