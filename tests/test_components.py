"""Parts of a story: read with their lines, placed, made, and shown wherever the story is."""

import json
import re
import zlib

import pytest
from bs4 import BeautifulSoup

from plugins import components
from plugins.components.moments import moment_of
from plugins.components.pdf import pages_of
from plugins.markup.front_matter import parsed
from plugins.markup.part_scan import scanned
from plugins.markup.parts import begin, with_parts
from plugins.photos.finder import FileFinder
from plugins.stories.body import Source
from plugins.stories.conversion import BodyConverter

from .conftest import ADDRESS, ROOT, photo, story, write

ALL = {"PLUGINS": [components], "ARTICLE_PATHS": ["stories"], "PAGE_PATHS": ["pages"]}


@pytest.fixture
def typed(tmp_path):
    """Return a function that converts a text as the reader does, beside the *files*."""

    def run(text, files=None, kind="story"):
        write(tmp_path, files or {})
        finder = FileFinder(str(tmp_path / "stories"), str(tmp_path))
        source = Source(parsed(f"Title: A\n\n{text}"), "a.md", kind, finder, "en")
        return BodyConverter(ALL).body(source)

    return run


# What is read ---------------------------------------------------------------------------------


def test_a_scan_finds_each_part_with_its_line_and_options():
    text = """\
One.

/// Video | film.mp4
    poster: No
    captions: 12:30
What is seen.
///
//// box | A | B
/// key-points
- a
///
////"""

    found = scanned(text)

    assert [(each.name, each.head, each.line) for each in found.parts] == [
        ("video", "film.mp4", 2), ("box", "A | B", 7), ("key-points", "", 8),
    ]  # fmt: skip
    assert found.parts[0].options == {"poster": "No", "captions": "12:30"}
    assert found.parts[0].lines == {"poster": 3, "captions": 4}
    assert not found.problems


@pytest.mark.parametrize(
    "text",
    [
        "```\n/// box | A\n///\n```",
        "<!--\n/// box | A\n-->",
        "Text `///` and https:///x.",
        "\\/// box",
        "Above.\n\n    /// box | A\n    ///",
    ],
)
def test_code_and_comments_have_no_parts(typed, text):
    body = typed(text)

    assert not body.faults
    assert "part" not in body.html


def test_a_comment_within_a_part_leaves_no_trace(typed):
    body = typed("/// box | A <!-- why\nthis --> b\nText.\n///")

    assert not body.faults
    assert "why" not in body.html
    assert "-->" not in body.html


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("/// bx | A\nB\n///", 1, '"bx" is no part of a story. Did you mean "box"?'),
        ("/// zebra\nB\n///", 1, "The parts are "),
        ("/// box A\nB\n///", 1, 'Put a bar between the name and the rest: "/// box | ..."'),
        ("/// box: A\nB\n///", 1, "Put a bar"),
        ("/// key points\n- B\n///", 1, 'Did you mean "key-points"?'),
        ("/// box\nB\n///", 1, "has no title. Write it after a bar"),
        ("/// box | A\n///", 1, "is empty"),
        ("/// box | A\n    titel: C\nB\n///", 2, 'has no option "titel". It has none'),
        ("/// box | A\nB\n", 1, 'has no end. Write "///" on a line of its own'),
        ("/// box | A\nB\n/// box | C\nD\n///", 1, "has no end"),
        ("//// box | A\n/// box | C\nD\n////", 2, "has no end"),
        ("B\n\n///\n", 3, "ends no part"),
        ("- B\n\n    /// box | A\n    C\n    ///", 3, "is printed as typed"),
        ("> /// box | A\n> C\n> ///", 1, "is printed as typed"),
        ("<div>\n/// box | A\nC\n///\n</div>", 2, "stands where no part can"),
        ("/// box | A\n    a: [b]\n    a: c\nB\n///", 2, "is a list"),
        ("/// box | A\n    a: &b c\nB\n///", 2, "anchors"),
        ("/// box | A\n    a: b: c\nB\n///", 2, "cannot be read"),
    ],
)
def test_what_is_wrong_is_reported_with_its_line(typed, text, line, part):
    body = typed(text)

    assert any(part in each.text and each.line == line + 2 for each in body.faults), body.faults


def test_a_part_that_is_nested_too_deep_is_reported_once(typed):
    starts = [f"{'/' * (9 - each)} box | A" for each in range(5)]
    ends = ["/" * (5 + each) for each in range(5)]

    faults = typed("\n".join([*starts, "B", *ends])).faults

    assert [(each.line, each.text) for each in faults] == [
        (7, "parts are nested deeper than 4 levels. End one of them above this line")
    ]


@pytest.mark.parametrize("text", ["/" * 5000, "/// " + "b" * 5000, "> /// " + "b" * 5000])
def test_a_message_repeats_no_long_text(typed, text):
    faults = typed(text).faults

    assert faults
    assert all("…" in each.text and len(each.text) < 500 for each in faults)


def test_a_line_of_slashes_that_was_text_is_told_how_to_stay_it(typed):
    faults = typed("/// the desk's old remark\nB").faults

    assert any('For slashes write "\\///"' in each.text for each in faults)


def test_the_file_of_an_author_has_no_parts(typed):
    (fault,) = typed("/// box | A\nB\n///", kind="author").faults

    assert "can have no parts" in fault.text


def test_parts_nest_and_hold_lists_notes_and_code(typed):
    body = typed("""\
//// box | A
/// key-points
- one

  more

- two[^1]
///

```
///
```
////

[^1]: B.
""")

    assert not body.faults
    assert body.html.index("part-box") < body.html.index("part-key-points")
    assert "<p>more</p>\n</li>" in body.html
    assert "<pre><code>///\n</code></pre>\n</aside>" in body.html
    assert [name for name, _ in body.parts] == ["key-points", "box"]


def test_a_title_is_no_html(typed):
    body = typed('/// box | <img src=x onerror=a> "&amp;"\nB\n///')

    assert "&lt;img src=x" in body.html
    assert "<img" not in body.html


def test_html_that_does_not_nest_stays_in_its_part(typed):
    body = typed("/// box | A\n</div></aside>\n\nB\n///\nAfter.")

    assert body.html.endswith("</aside>\n<p>After.</p>")


def test_parts_are_found_in_html_again():
    html = f"{begin('aside', 'a')}1{begin('aside', 'b', {'id': 'x'})}2</aside></aside>3"

    seen = with_parts(html, lambda name, part: f"[{name}:{part.count('aside')}]")

    assert seen == "[a:2]3"


# Each part ------------------------------------------------------------------------------------

PDF = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 12 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R >> endobj
trailer << /Root 1 0 R >>
"""
VTT = b"""WEBVTT

00:01.000 --> 00:02.000
<v Ana>One &amp; two.

intro
00:02.500 --> 00:03.000
<v Ana>Three.

01:00:06.000 --> 01:00:07.000
<v Tom><i>Four</i>
"""
FILES = {
    "files/report.pdf": PDF,
    "files/talk.mp3": b"sound",
    "files/film.mp4": b"film",
    "files/talk.vtt": VTT,
    "photos/still.jpg": photo(),
    "files/sums.xlsx": b"x" * 2_345_678,
}
PICTURE = "![A](still.jpg)\nB. (Photo: C/AP)\n"


@pytest.mark.parametrize(
    ("text", "selector", "expected"),
    [
        ("/// box | A\nB\n///", "aside[aria-labelledby] > h2.part-title", ["A"]),
        ("/// key-points\n- B\n- C\n///", "aside li", ["B", "C"]),
        ("/// note\nB\n///", "aside.part-note > p:not([class])", ["B"]),
        ("/// note | How\nB\n///", "aside > p.part-label", ["How"]),
        ("/// pull-quote | Ana, <i>mayor\nB\n///", "figure > figcaption", ["Ana, <i>mayor"]),
        ("/// pull-quote\nB\n///", "figure > blockquote.pull-quote:last-child", ["B"]),
        ("/// timeline | A\n2015\n:   B\n///", "section > h2 + dl > dt > time", ["2015"]),
        ("/// timeline\nSoon\n:   B\n///", "dt:not(:has(time))", ["Soon"]),
        ("/// qa\nWhy?\n:   B\n///", "div > dl > dt", ["Why?"]),
        ("/// document | report.pdf\nThe *report*\n\nC\n///", 'a[type="application/pdf"] > em',
         ["report"]),
        ("/// document | report.pdf\nSee [a](/b/)\n///", "a[type]", ["report.pdf (PDF ·  · )"]),
        ("/// document | sums.xlsx\nB\n///", "a[href='{static}/files/sums.xlsx']", ["B (XLSX · )"]),
        ("/// audio | talk.mp3\n    captions: talk.vtt\nB\n///", "details p",
         ["Ana: One & two. Three.", "Tom: Four"]),
        ("/// audio | talk.mp3\n    captions: talk.vtt\nB\n///",
         "audio[controls][preload=none] > track[srclang=en][src$='talk.vtt']", [""]),
        ("/// video | film.mp4\n    poster: still.jpg\nB\n///",
         "figure > video[poster='{static}/photos/still.jpg'] + figcaption > p", ["B"]),
        (f"/// side-by-side | A\n{PICTURE}\n{PICTURE}///", "div[role=group][aria-labelledby] h2",
         ["A"]),
        (f"/// photo-essay\n{PICTURE}\nText.\n\n{PICTURE}///", "div:not([role]) > p:not(:has(img))",
         ["Text."]),
    ],
)  # fmt: skip
def test_each_part_is_one_element(typed, text, selector, expected):
    body = typed(text, FILES)

    (part,) = BeautifulSoup(body.html, "lxml").body.find_all(recursive=False)
    name = text.split()[1]
    assert part["class"] == ["part", f"part-{name}"]
    assert (name, "") in body.parts
    assert [each.get_text().strip() for each in part.select(selector)] == expected
    assert all(each.warning for each in body.faults)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("/// key-points\nB\n///", 1, 'Begin each point with "- "'),
        ("/// timeline\n- B\n///", 1, "has no dates"),
        ("/// timeline\n2015\n:   B\n\nC\n///", 1, '"C" is neither a term nor its text'),
        ("/// qa\nB\n///", 1, "no question"),
        ("/// related\nB\n///", 1, "something else than a list of stories"),
        ("/// related\n- B\n///", 1, '"B" names no story'),
        ("/// related\n- [B](https://b.example)\n///", 1, "names no story of this site"),
        ("/// related\n- See [B](b.md) now\n///", 1, "is more than a link"),
        ("/// document\nB\n///", 1, "has no file"),
        ("/// document | reprot.pdf\nB\n///", 1, 'Did you mean "report.pdf"?'),
        ("/// document | talk.mp3\nB\n///", 1, "cannot stand here"),
        ("/// document | talk.pdf\nB\n///", 1, "is no PDF, whatever its name"),
        ("/// document | ../secret.pdf\nB\n///", 1, "is not in"),
        ("/// document | .hidden.pdf\nB\n///", 1, "no file that readers may have"),
        ("/// document | a.md\nB\n///", 1, "no file that readers may have"),
        ("/// audio | film.mp4\nB\n///", 1, "cannot stand here"),
        ("/// audio | talk.mp3\n    captions: talk.srt\nB\n///", 2, "Save them as WebVTT"),
        ("/// audio | talk.mp3\n    captions: no.vtt\nB\n///", 2, "is not in"),
        ("/// audio | talk.mp3\n    captions: bad.vtt\nB\n///", 2, 'begin with "WEBVTT"'),
        ("/// video | film.mp4\n    poster: no.jpg\nB\n///", 2, "is not in"),
        ("/// video | film.mp4\n    poster: report.pdf\nB\n///", 2, "cannot stand here"),
        ("/// video | film.mp4\nB\n    poster: still.jpg\n///", 3, "stands below the text"),
        ("/// video | film.mp4\nposter: still.jpg\nB\n///", 2, "is not indented"),
        ("/// video | film.mp4\n\n    poster: still.jpg\n///", 3, "stands below"),
        ("/// video | film.mp4\n    poster:\nB\n///", 2, "has no value"),
        ("/// video | film.mp4\n///", 1, "Write what is seen"),
        (f"/// side-by-side\n{PICTURE}///", 1, "1 picture cannot stand side by side"),
        (f"/// photo-essay\n{PICTURE}///", 1, "two pictures or more"),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_made_is_reported(typed, text, line, part):
    more = {
        "files/talk.pdf": b"no", "files/.hidden.pdf": PDF, "stories/a.md": story(), "files/bad.vtt": b"A",
        "files/talk.srt": b"",
    }  # fmt: skip
    body = typed(text, FILES | more)

    faults = [each for each in body.faults if not each.warning]
    assert [each.line for each in faults] == [line + 2], faults
    assert part in faults[0].text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("/// audio | talk.mp3\nB\n///", "captions-missing"),
        ("/// video | film.mp4\nB\n///", "captions-missing"),
        ("/// box | The *Titanic*\nB\n///", "markdown-as-text"),
        ("/// key-points\n" + "- B\n" * 8 + "///", "part-hard"),
        ("/// pull-quote\n" + "word " * 61 + "\n///", "part-hard"),
        ("/// timeline\n2015\n:   B\n\n2011\n:   B\n\n2012\n:   B\n///", "part-hard"),
    ],
)
def test_what_could_be_better_is_no_fault(typed, text, rule):
    (found,) = typed(text, FILES).faults

    assert (found.rule, found.line) == (rule, 3)
    assert found.warning


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("2015", "en", "2015"),
        ("2015-03-14 18:30", "en", "2015-03-14T18:30"),
        ("9:05", "en", "09:05"),
        ("14 March 2026", "en", "2026-03-14"),
        ("Saturday, March 14th, 2026", "en", "2026-03-14"),
        ("Sept 2019", "en", "2019-09"),
        ("14. März 2026", "de", "2026-03-14"),
        ("14.3.2026", "de", "2026-03-14"),
        ("1er août 2020", "fr", "2020-08-01"),
        ("14 de marzo de 2026", "es", "2026-03-14"),
        ("١٤ مارس ٢٠٢٦", "ar", "2026-03-14"),
        ("29 February", "en", "02-29"),
        ("30 February 2020", "en", ""),
        ("1914–1918", "en", ""),
        ("3/4/2026", "en", ""),
        ("Spring 2019", "en", ""),
        ("12345", "en", ""),
        ("March", "en", ""),
        ("14 March 2026", "xx", "2026-03-14"),
    ],
)
def test_dates_are_read_as_they_stand_in_a_text(text, lang, expected):
    assert moment_of(text, lang) == expected


def packed_pdf():
    """Return a PDF of 2024's kind, whose catalogue is compressed, saved twice."""
    inner = b"1 0 2 34 << /Type /Catalog /Pages 2 0 R >>  << /Type /Pages /Count 7 >>"
    stream = zlib.compress(inner)
    head = b"9 0 obj << /Type /ObjStm /N 2 /First 9 /Length %d >> stream\n" % len(stream)
    end = b"\nendstream endobj\n10 0 obj << /Type /XRef /Root 1 0 R >> stream\nx\nendstream endobj"
    return b"%PDF-1.7\n2 0 obj << /Type /Pages /Count 3 >> endobj\n" + head + stream + end


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (PDF, 12),
        (packed_pdf(), 7),
        (PDF.replace(b"trailer <<", b"trailer << /Encrypt 9 0 R"), 0),
        (PDF.replace(b"/Count 12", b""), 0),
        (b"%PDF-1.4", 0),
    ],
)
def test_the_pages_of_a_document_are_counted(data, pages):
    assert pages_of(data) == pages


# What is shown --------------------------------------------------------------------------------


def test_only_pages_with_parts_load_their_style(build):
    """A story with a box links to the style sheet of parts, in its own language."""
    box = "Text.\n\n/// key-points\n- Fact\n///\n"
    site = build({"a.md": story("A", body=box, lang="de"), "b.md": story("B")})

    with_box, without = site("/2020/05/01/a/"), site("/2020/05/01/b/")

    assert with_box.select_one("aside.part.part-key-points h2").text == "Das Wichtigste in Kürze"
    assert with_box.select_one('link[href*="css/parts."]')
    assert not without.select_one('link[href*="css/parts."]')
    assert "data-part" not in str(with_box)


RELATED = """\
Text.

/// related
- b.md
- [Any words](stories/b.md)
- <held.md>
- [That](/2020/05/01/b/)
///

/// related
- held.md
///
"""


def test_related_stories_show_their_own_headlines_and_held_ones_never_appear(build):
    held = story("A secret", embargo="2099-01-01 06:00 UTC")
    files = {"a.md": story("A", body=RELATED), "b.md": story("The 'bus' & tram"), "held.md": held}
    site = build(files)

    page = site("/2020/05/01/a/")

    (part,) = page.select(".part-related")
    links = [(each["href"], each.get_text()) for each in part.select("li > a")]
    assert links == [("/2020/05/01/b/", "The ‘bus’ & tram")] * 2 + [("/2020/05/01/b/", "That")]
    assert len(part.select("li")) == 3
    assert "secret" not in str(page).lower()
    assert "held" not in str(page).lower()
    assert site.messages.count("until that story is published") == 1

    site = build(files | {"a.md": story("A", body=RELATED.replace("<held.md>", "stories/no.md"))})
    fault, *_ = [each for each in site.faults if "warning" not in each]
    assert fault.split("stories/")[1].startswith("a.md:10: the link to")

    site = build(files | {"held.md": story("No secret")})

    assert len(site("/2020/05/01/a/").select(".part-related li")) == 5


EVERY = """\
/// key-points
- First
///

The first words.

/// pull-quote | Ana
Words.
///

/// document | report.pdf
The report
///

/// video | film.mp4
    poster: still.jpg
    captions: talk.vtt
A film.
///
"""


def test_feeds_summaries_and_search_have_the_words_of_parts(build):
    """A feed links to the film that a reader may not play; the summary is the first words."""
    files = {"a.md": story("A", body=EVERY), **FILES}
    site = build(files, SITEURL=ADDRESS)

    feed = json.loads((site.output / "feeds/feed.json").read_text("utf-8"))
    (item,) = feed["items"]
    text = BeautifulSoup(item["content_html"], "lxml")
    assert item["summary"] == "The first words."
    assert text.select_one(f'a[href="{ADDRESS}/files/film.mp4"]').text == "film.mp4"
    assert text.select_one(f'img[src="{ADDRESS}/photos/still.jpg"]')
    assert text.select_one(f'a[href="{ADDRESS}/files/report.pdf"]').text.endswith(
        "(PDF · 12 pages · 1 kB)"
    )
    assert not text.select("video, audio, track, [data-part-label]")
    attached = {each["url"].rpartition("/")[2] for each in item["attachments"]}
    assert {"report.pdf", "film.mp4"} <= attached
    assert {"files/talk.vtt", "files/report.pdf", "photos/still.jpg"} <= site.files


def test_the_examples_of_the_docs_are_made_as_they_stand(typed):
    """Every part of the docs is one that can be typed, and every one but the charts is there."""
    page = (ROOT / "docs/parts.md").read_text("utf-8")
    examples = re.findall(r"^```\n(.*?)^```$", page, re.M | re.S)
    files = {
        "files/report.pdf": PDF, "files/talk.mp3": b"", "files/talk.vtt": VTT, "files/film.mp4": b"",
        "files/film.de.vtt": VTT, "photos/night-bus.jpg": photo(), "stories/2026/fares.md": story(),
    }  # fmt: skip

    bodies = [typed(each, files) for each in examples]

    assert [fault for body in bodies for fault in body.faults] == []
    made = {name for body in bodies for name, _ in body.parts}
    elsewhere = {"chart", "table", "embed", "photo-essay"}
    assert made | elsewhere == {part.name for part in components.CONTRACT.parts}
