"""Story files: plain headers and YAML headers, and everything that can be wrong with them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.kernel.dates import parsed_date
from plugins.markup.converter import converter
from plugins.markup.front_matter import decoded, parsed
from plugins.markup.web_addresses import site_at
from plugins.photos.finder import FileFinder
from plugins.stories.field_values import HeaderRules
from plugins.stories.fields import FIELDS, checked_fields
from plugins.stories.links import file_target, linked_text, without_link
from plugins.stories.new import start

from .conftest import photo, story

RULES = HeaderRules(ZoneInfo("UTC"), ("World", "City"), {"photographer": "text"})

PLAIN = """\
Title: Council: "No" to the night bus
Date: 2026-03-14 18:30
Category: City
Tags: transport, budget
Authors: Ana Ruiz,
    Tom Okafor
Deck: The 2 a.m. service ends
    by one vote.
Corrections: 2026-03-15: The vote was 5 to 4.
    2026-03-16 09:00 The service ends at 2:30,
    not at 2.
Status: published
"""

YAML = """\
---
title: 'Council: "No" to the night bus'
date: 2026-03-14 18:30
category: City
tags: [transport, budget]
authors:
  - Ana Ruiz
  - Tom Okafor
deck: >
  The 2 a.m. service ends
  by one vote.
corrections:
  - date: 2026-03-15
    text: The vote was 5 to 4.
  - {date: 2026-03-16 09:00, text: "The service ends at 2:30, not at 2."}
status: published
---
"""


def linked(html):
    """Return *html*, which lies in a folder without files, with its links."""
    return linked_text(html, "stories", FileFinder("none/stories", "none"), site_at(""))


def fields(text, kind="story"):
    return checked_fields(parsed(text), kind, "a.md", RULES)


def test_plain_and_yaml_headers_mean_the_same():
    plain, yaml = fields(PLAIN + "\nBody"), fields(YAML + "Body")

    assert plain.values == yaml.values
    assert not plain.faults
    assert not yaml.faults
    assert plain.values["authors"] == ["Ana Ruiz", "Tom Okafor"]
    assert plain.values["deck"] == "The 2 a.m. service ends by one vote."
    assert [each.text for each in plain.values["corrections"]] == [
        "The service ends at 2:30, not at 2.",
        "The vote was 5 to 4.",
    ]


def test_both_spellings_of_a_story_give_the_same_bytes(build):
    plain = build({"bus.md": PLAIN + "\nBody."}).bytes()
    yaml = build({"bus.md": YAML + "Body."}).bytes()

    assert plain == yaml


@pytest.mark.parametrize("word", ["No", "1984", "12:30", "null", "~", "1e3", "0x1F", "2026-01-01"])
def test_yaml_values_are_the_text_that_was_typed(word):
    found = fields(f"---\ntitle: {word}\ndate: 2026-01-01\n---\n")

    assert found.values["title"] == word


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        pytest.param("Titel: A\nDate: 2026-01-01\n", 1, 'Did you mean "title"?', id="misspelt"),
        pytest.param("Title: A\nDate: 2026-01-01\nZzz: 1\n", 3, "The fields are", id="unknown"),
        pytest.param("Title: A\n", 1, '"Date" is missing', id="no date"),
        pytest.param("Date: 2026-01-01\n", 1, '"Title" is missing', id="no title"),
        pytest.param("Date: 2026-01-01\nTitle:\n", 2, '"Title" is missing', id="empty title"),
        pytest.param(
            "Title: A\nDate: tomorrow\n", 2, '"tomorrow", which is not a date', id="no such date"
        ),
        pytest.param("Title: A\nDate: 2026-02-30\n", 2, "which is not a date", id="30 February"),
        pytest.param(
            "Title: A\nDate: 9999-12-31 23:59 -12:00\n", 2, "which is not a date", id="year 10000"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01 10:00 Mars/Base\n",
            2,
            'the time zone "Mars/Base" does not exist',
            id="zone",
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nStatus: drfat\n", 3, 'mean "draft"?', id="status"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nPlacement: top left\n", 3, "lead or top", id="placement"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nSlug: ../x\n", 3, 'Write "x"', id="slug leads out"
        ),
        pytest.param("Title: A\nDate: 2026-01-01\nSlug: a/b\n", 3, 'Write "a-b"', id="slug with /"),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nSave_as: /etc/x\n", 3, "not a field", id="save_as"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nTags: !!!, a\n", 3, "cannot contain", id="empty tag"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nLang: klingonish!\n", 3, "not a language code", id="lang"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\ntitle: B\n", 3, "appears twice", id="double field"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-02\nModified: 2026-01-01\n", 3, "is before", id="modified"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nCorrections: oops\n", 3, "needs a date", id="correction"
        ),
        pytest.param(
            "Title: A\nDate: 2026-01-01\nThe text.\n", 3, "blank line", id="no blank line"
        ),
        pytest.param("---\ntitle: A\n", 1, "not closed", id="unclosed header"),
        pytest.param("---\ntitle: A: B\n---\n", 2, "Put quotes", id="yaml colon"),
        pytest.param("---\ntitle: *x\n---\n", 2, "YAML", id="yaml alias"),
        pytest.param("---\na: &x [1]\nb: [*x, *x]\n---\n", 2, "anchors", id="yaml bomb"),
        pytest.param("---\ntitle: !!python/name:os.system\n---\n", 2, "refused", id="yaml tag"),
        pytest.param("---\n" + "[" * 5000 + "\n---\n", 2, "deeper", id="yaml depth"),
        pytest.param("---\nt: '" + "a" * 70_000 + "'\n---\n", 1, "longer", id="yaml size"),
        pytest.param("---\n- a\n- b\n---\n", 2, "no fields", id="yaml list"),
        pytest.param(
            "---\ntitle: [a, b]\ndate: 2026-01-01\n---\n", 2, "not a list", id="list title"
        ),
        pytest.param(
            "---\ntitle: A\ndate: 2026-01-01\ncorrections:\n  - date: 2026-01-02\n---\n",
            5,
            "needs a date and a text",
            id="correction without text",
        ),
    ],
)
def test_each_fault_names_its_line_and_remedy(text, line, part):
    (fault,) = [each for each in fields(text + "\nBody").faults if each.line == line]

    assert part in fault.text
    assert not fault.warning


def test_a_section_outside_the_navigation_is_a_warning():
    (fault,) = fields("Title: A\nDate: 2026-01-01\nCategory: Wrold\n\n").faults

    assert fault.warning
    assert 'Did you mean "World"?' in fault.text


def test_an_embargo_without_a_zone_is_in_the_sites_zone_and_a_warning():
    found = fields("Title: A\nDate: 2026-01-01\nEmbargo: 2026-01-02 06:00\n\n")

    assert found.values["embargo"] == datetime(2026, 1, 2, 6, tzinfo=UTC)
    assert [fault.warning for fault in found.faults] == [True]


def test_a_newsroom_may_have_fields_of_its_own():
    found = fields("Title: A\nDate: 2026-01-01\nPhotographer: Lena Vogt\n\n")

    assert found.values["photographer"] == "Lena Vogt"


@pytest.mark.parametrize(
    ("data", "text", "lines"),
    [
        pytest.param(
            b"\xef\xbb\xbfTitle: A\r\n\r\nB", "Title: A\n\nB", [], id="byte order mark and CRLF"
        ),
        pytest.param(b"Title: A\r\rB", "Title: A\n\nB", [], id="CR"),
        pytest.param(
            b"Title: A\n\nB\xff", "Title: A\n\nB\N{REPLACEMENT CHARACTER}", [3], id="bytes"
        ),
        pytest.param(b"A\x00", "A\N{REPLACEMENT CHARACTER}", [1], id="control character"),
        pytest.param("Tïtle: Ж".encode(), "Tïtle: Ж", [], id="any script"),
    ],
)
def test_bytes_become_text(data, text, lines):
    found, problems = decoded(data)

    assert found == text
    assert [line for line, _ in problems] == lines


@given(st.text())
def test_any_text_can_be_read_as_a_header(text):
    for start_ in ("", "---\n", "Title: A\n"):
        found = fields(start_ + text)

        assert set(found.values) <= {*FIELDS["story"], "photographer"}


@pytest.mark.parametrize(
    ("href", "target"),
    [
        pytest.param("{filename}a.md", "{filename}/stories/a.md", id="same folder"),
        pytest.param("{filename}/pages/a.md#b", "{filename}/pages/a.md#b", id="other folder"),
        pytest.param("|filename|../pages/a.md", "{filename}/pages/a.md", id="up"),
        pytest.param("a%20b.md", "{filename}/stories/a b.md", id="plain name"),
        pytest.param("https://x.org/a.md", "https://x.org/a.md", id="another site"),
        pytest.param("/a/", "/a/", id="address"),
    ],
)
def test_links_to_content_files_have_the_form_that_pelican_resolves(href, target):
    found = linked(f'<p>A <a class="x" href="{href}" title="y">story</a>.md</p>')

    assert found.html == f'<p>A <a class="x" href="{target}" title="y">story</a>.md</p>'
    assert bool(found.links.files) == ("filename" in target)
    assert not found.problems


@pytest.mark.parametrize("opening", ["<a href='{}'>", "<A HREF={}>", '<a\nhref = "{}">'])
def test_links_are_found_in_every_spelling(opening):
    found = linked(opening.format("{filename}a.md") + "x</a>")

    assert found.links.files == (("stories/a.md", "a.md"),)
    assert 'href="{filename}/stories/a.md"' in found.html


@pytest.mark.parametrize(
    "html",
    [
        "<a href='{static}/stories/draft.md'>x</a>",
        '<a href="{tag}moon">x</a>',
        '<a href="{filename}/photos/x.jpg">x</a>',
        '<audio src="{other}x.mp3">',
    ],
)
def test_unusable_links_are_found(html):
    assert [problem for problem in linked(html).problems if problem.rule.severity == "fault"]


def test_a_link_to_a_held_story_keeps_its_words():
    found = linked("<a href=held.md#x><em>word</em></a> <a href='/b/?c'>b</A>")

    html = without_link(found.html, file_target("stories/held.md"))
    assert html == '<a><em>word</em></a> <a href="/b/?c">b</A>'
    assert without_link(html, "/b/") == "<a><em>word</em></a> <a>b</A>"


def test_a_table_has_classes_for_its_alignment_and_no_styles():
    rows = "| a | b | c {: .total } | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |"
    table = BeautifulSoup(converter().convert(rows), "lxml")

    assert not table.select("[style]")
    sides = [["align-left"], ["align-center"], ["align-right"], []]
    assert [cell.get("class", []) for cell in table.select("td")] == sides
    assert table.select("th")[2]["class"] == ["total", "align-right"]


def test_all_faults_are_reported_at_once_and_output_is_unchanged(build):
    """Editors can correct everything at once; readers keep the old site."""
    before = build({"a.md": story("Old")}).bytes()

    site = build(
        {
            "a.md": story("New"),
            "b.md": "Title: B\nDat: 2020-01-01\n\nText.",
            "c.md": story(body="Text.\n\n![x](gone.jpg)"),
            "d.md": b"Title: D\nDate: 2020-01-01\n\n\xff",
        }
    )

    assert [line.split(": ")[0].rpartition("stories/")[2] for line in site.faults[:-1]] == [
        "b.md:2",
        "c.md:7",
        "d.md:4",
    ]
    assert site.faults[-1] == "3 faults. Nothing in output/ was changed."
    assert site.bytes() == before


def test_two_stories_at_one_address_are_a_fault(build):
    site = build({"a.md": story(slug="same"), "b.md": story(slug="SAME")})

    assert len(site.faults) == 2
    assert "has the same address as" in site.faults[0]
    assert not site.files


@pytest.mark.parametrize(
    "files",
    [
        {"pages/archive.md": "Title: Archive\n\nText."},
        {"pages/corrections.md": "Title: Corrections\n\nText."},
        {"pages/2020.md": "Title: A year\n\nText."},
        {"a.md": story(aliases="/index.html")},
        {"a.md": story(aliases="/section/world/")},
        {"a.md": story(aliases="/theme/css/base.css/")},
        {"a.md": story(aliases="/photos/a.png/")},
        {"a.md": story(aliases="/preview/x/")},
        {"a.md": story(body="[x]({static}/index.html)"), "index.html": "x"},
    ],
)
def test_the_addresses_of_the_sites_own_pages_cannot_be_taken(build, files):
    site = build(
        {
            "b.md": story(),
            **{(k if "/" in k or k == "a.md" else f"./{k}"): v for k, v in files.items()},
        }
    )

    assert site.status
    assert "the site" in site.faults[0]
    assert not site.files


def test_reserved_addresses_follow_the_settings(build):
    files = {
        "b.md": story(aliases="/topic/old/, /put-right/old/"),
        "pages/corrections.md": "Title: Corrections\n\nText.",
        "pages/2020.md": "Title: A year\n\nText.",
    }
    moved = {"CORRECTIONS_URL": "put-right/", "TAG_URL": "about/{slug}/"}
    site = build(files, ARTICLE_URL="news/{slug}/", **moved)

    (fault,) = site.faults[:-1]
    assert "the address /put-right/old/ belongs to the site's own pages. Delete it" in fault
    site = build(files | {"b.md": story()}, ARTICLE_URL="news/{slug}/", **moved)
    assert {"corrections/index.html", "2020/index.html", "put-right/index.html"} <= site.files


def test_documents_are_published_from_their_folder(build):
    site = build({"a.md": story(body="[x]({static}/files/a.pdf)"), "files/a.pdf": "x"})

    assert "files/a.pdf" in site.files


def test_a_file_cannot_be_where_a_folder_must_be(build):
    site = build({"a.md": story(aliases="/old.html"), "b.md": story("B", aliases="/old.html/x/")})

    assert "has the same address as" in site.faults[0]


def test_a_dead_rooted_link_is_a_warning(build):
    good = "[a](/2020/05/01/a/) [s](/section/world/) [f](/feeds/all.atom.xml) [h](/#x) [t](/theme/icon.svg)"
    site = build({"a.md": story(body=f"{good} [x](/2020/09/09/gone/)")})

    assert site.status == 0
    assert site.messages.count("warning") == 2
    assert 'a.md:5: warning: the link to "/2020/09/09/gone/" is dead' in site.messages


def test_a_hidden_story_has_a_complete_author_box(build):
    site = build(
        {
            "a.md": story(status="hidden", authors="Ana Ruiz"),
            "authors/ana-ruiz.md": "Title: Ana Ruiz\nPortrait: ana.png\n\n![x](bio.png)",
            "photos/ana.png": photo(format="PNG"),
            "photos/bio.png": photo(format="PNG"),
        }
    )

    assert {"photos/ana.png", "photos/bio.png"} <= site.files
    assert "{static}" not in str(site("/2020/05/01/a/"))


@pytest.mark.parametrize("name", ["story.txt", "story.MD", "story.rst", "story.html", "story.docx"])
def test_a_text_file_that_is_not_read_is_a_fault(build, name):
    site = build({name: story()})

    assert "Rename it to end in .md" in site.faults[0]


def test_a_dead_link_names_the_nearest_story(build):
    site = build({"flood.md": story(), "b.md": story("B", body="[x]({filename}flod.md)")})

    assert site.faults[0].endswith(
        'b.md:5: the link to "flod.md" does not lead to a story or page. Did you mean "/stories/flood.md"?'
    )


def test_a_translation_has_its_own_address_and_each_names_the_other(build):
    site = build(
        {
            "a.md": story("English", slug="moon", tags="moon"),
            "a.es.md": story("Español", slug="moon", lang="es", tags="luna"),
        }
    )

    assert site("/2020/05/01/moon/").select_one('a[hreflang="es"]')["href"] == (
        "/2020/05/01/moon/es/"
    )
    spanish = site("/2020/05/01/moon/es/")
    assert spanish.html["lang"] == "es"
    assert spanish.select_one('a[hreflang="en"]')["href"] == "/2020/05/01/moon/"
    assert site("/topic/luna/").find(string="Español")
    assert not site("/section/world/").find(string="Español")


def test_a_new_story_is_a_draft_and_no_story_is_overwritten(tmp_path):
    now = datetime(2026, 3, 14, 18, 30, tzinfo=UTC)

    path = start(tmp_path, 'Council: "No" to the bus', "City", now)

    assert path == tmp_path / "stories/2026/council-no-to-the-bus.md"
    found = fields(path.read_text("utf-8"))
    assert not found.faults
    assert found.values["status"] == "draft"
    with pytest.raises(ValueError, match="already exists"):
        start(tmp_path, 'Council: "No" to the bus', "City", now)
    with pytest.raises(ValueError, match="needs a headline"):
        start(tmp_path, "!!!", "City", now)


@pytest.mark.parametrize(
    ("zone", "typed", "expected"),
    [
        ("Europe/Berlin", "1880-05-01", "1880-05-01T00:00:00+00:53"),
        ("Africa/Monrovia", "1971-05-01 12:00", "1971-05-01T12:00:00-00:44"),
        ("Europe/Berlin", "1980-05-01 12:00", "1980-05-01T12:00:00+02:00"),
    ],
)
def test_the_offset_of_a_date_is_in_whole_minutes(zone, typed, expected):
    """Offsets of solar time had seconds, for which dates in feeds have no room."""
    assert parsed_date(typed, ZoneInfo(zone)).isoformat() == expected


def test_an_update_in_the_future_is_a_warning_until_its_date(build):
    files = {
        "a.md": story(date="2026-05-01", modified="2026-05-03 09:00"),
        "b.md": story("B", date="2026-05-01", modified="2026-05-02"),
        "pages/about.md": "Title: About\nModified: 2026-05-04\n\nText.",
    }
    site = build(files, NOW=datetime(2026, 5, 2, tzinfo=UTC))

    assert site.status == 0
    page, about_story, count = [line for line in site.messages.splitlines() if "warning" in line]
    assert page.endswith(
        'about.md:2: warning: "modified" is 4 May 2026, 00:00 UTC, which is in the future. Correct the date'
    )
    assert (
        'a.md:1: warning: "modified" is 3 May 2026, 09:00 UTC, which is in the future.'
        in about_story
    )
    assert count == "2 warnings."
    assert "warning" not in build(files, NOW=datetime(2026, 5, 5, tzinfo=UTC)).messages


@pytest.mark.parametrize(
    "name", ["stories/caf\udce9.md", "photos/caf\udce9.jpg", "photos/\udce9/a.jpg"]
)
def test_a_file_name_that_is_not_text_stops_the_build(build, tmp_path, name):
    place = tmp_path / "content" / name
    place.parent.mkdir(parents=True)
    try:
        place.write_bytes(b"Title: A\nDate: 2020-01-01\n\nText.")
    except OSError:  # macOS does not have such names
        pytest.skip("this disk only allows names in UTF-8")

    site = build(fresh=False)

    assert site.faults[0].endswith(":1: the file's name is not UTF-8 text. Rename it")
    assert not site.output.exists()
