"""Mistakes in headers and files: no word is lost, and there is no traceback."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from plugins.markup import yaml_header
from plugins.markup.front_matter import decoded, parsed
from plugins.markup.text import on_one_line
from plugins.stories.field_values import HeaderRules
from plugins.stories.fields import checked_fields
from plugins.stories.new import hint, start

from .conftest import DEMO, proof, story

RULES = HeaderRules(ZoneInfo("UTC"), ("World", "City"))
NOW = datetime(2026, 3, 14, 18, 30, tzinfo=UTC)


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def in_yaml(request, monkeypatch):
    """Read fields in YAML, with each of the two parsers that a machine may have."""
    loader = getattr(yaml, request.param, yaml.BaseLoader)
    monkeypatch.setattr(yaml_header, "_LOADER", loader)
    return lambda lines: fields(f"---\ntitle: A\ndate: 2026-01-01\n{lines}\n---\nText.")


def fields(header):
    return checked_fields(parsed(header), "story", "a.md", RULES)


def plain(lines):
    return fields(f"Title: A\nDate: 2026-01-01\n{lines}\n\nText.")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("Tags: Budget, budget", ["Budget"], id="case"),
        pytest.param(
            "Authors: Ana Ruiz, Tom Okafor, ana ruiz", ["Ana Ruiz", "Tom Okafor"], id="by"
        ),
    ],
)
def test_a_name_is_kept_once_in_its_first_spelling(line, names):
    found = plain(line)

    assert list(found.values.values())[-1] == names
    assert not found.faults


def test_two_spellings_with_one_address_are_pointed_out():
    found = plain("Tags: Café, cafe, Night bus, night-bus")

    assert found.values["tags"] == ["Café", "Night bus"]
    assert [fault.rule for fault in found.faults] == ["names-alike", "names-alike"]


@pytest.mark.parametrize(
    ("typed", "as_yaml", "names"),
    [
        pytest.param(
            "Tags:\n    budget\n    night bus",
            "tags: |\n  budget\n  night bus",
            ["budget", "night bus"],
            id="a line each",
        ),
        pytest.param(
            "Tags:\n    budget\n    night bus",
            "tags:\n  budget\n  night bus",
            ["budget", "night bus"],
            id="a line each, unquoted",
        ),
        pytest.param(
            "Tags:\n    a, b\n    c", "tags: |\n  a, b\n\n  c", ["a", "b", "c"], id="both ways"
        ),
        pytest.param(
            "Tags: a,\n    night\n    bus",
            "tags: a,\n  night\n  bus",
            ["a", "night bus"],
            id="beside",
        ),
        pytest.param(
            "Tags: a, night bus", "tags: >\n  a, night\n  bus", ["a", "night bus"], id="folded"
        ),
        pytest.param("Tags:\n    night bus", "tags:\n  'night\n  bus'", ["night bus"], id="quoted"),
    ],
)
def test_lists_mean_the_same_in_plain_and_yaml(in_yaml, typed, as_yaml, names):
    assert plain(typed).values["tags"] == in_yaml(as_yaml).values["tags"] == names


@pytest.mark.parametrize("opening", ["corrections: |", "corrections: |-", "corrections:"])
def test_corrections_on_one_line_each_mean_the_same_in_plain_and_yaml(in_yaml, opening):
    lines = "\n    2026-03-15 It was 5 to 4.\n    2026-03-16 At 2:30,\n    not at 2."
    found = in_yaml(opening + lines)

    assert [each.text for each in found.values["corrections"]] == [
        "At 2:30, not at 2.",
        "It was 5 to 4.",
    ]
    assert found.values["corrections"] == plain("Corrections:" + lines).values["corrections"]


@pytest.mark.parametrize("opening", ["corrections: |", "corrections: |2  # newest last"])
def test_each_line_of_a_yaml_block_keeps_its_number(in_yaml, opening):
    found = in_yaml(opening + "\n\n  2026-03-15: Right.\n\n  2026-02-30: Wrong.")

    assert [(fault.line, fault.text[:35]) for fault in found.faults] == [
        (8, '"corrections" contains "2026-02-30"')
    ]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param("deck: Why #MeToo matters", 4, id="in a value"),
        pytest.param("deck: #MeToo matters", 4, id="an entire value"),
        pytest.param("deck: Why\n  this\t#MeToo", 5, id="on a later line"),
        pytest.param("tags:\n  - bus\n  - top #1", 6, id="in a list"),
        pytest.param("tags: [bus #1\n  , top]", 4, id="in brackets"),
        pytest.param("series: déjà 🦊 #1", 4, id="after other scripts"),
    ],
)
def test_words_that_yaml_would_ignore_are_a_fault(in_yaml, lines, line):
    (fault,) = in_yaml(lines).faults

    assert (fault.line, fault.warning) == (line, False)
    assert "Put quotes around the value" in fault.text


@pytest.mark.parametrize("typed", ["\\0", "\\x1b", "\\u0007"])
def test_a_control_character_in_a_yaml_escape_is_a_fault(in_yaml, typed):
    (fault,) = in_yaml(f'deck: "a {typed} b"').faults

    assert fault.line == 4
    assert fault.text.startswith("the YAML header holds the control character U+00")


@pytest.mark.parametrize("header", ["title: |\n?", "title: {{a", "tags:\x85>\n\u2028?", "a:\n\n "])
def test_an_unfinished_yaml_header_is_a_fault_and_not_a_traceback(in_yaml, header):
    assert in_yaml(header).faults


@pytest.mark.parametrize(
    ("lines", "deck"),
    [
        pytest.param("# a note\ndeck: a#b", "a#b", id="a line of its own"),
        pytest.param("deck: 'Why #MeToo'  # a note", "Why #MeToo", id="quoted"),
        pytest.param("deck: >  # a note\n  Why #MeToo", "Why #MeToo", id="a block"),
        pytest.param("deck: a\ntags:  # two\n  - b\n  # - c\n  - d", "a", id="between items"),
    ],
)
def test_yaml_comments_are_allowed(in_yaml, lines, deck):
    found = in_yaml(lines)

    assert found.values["deck"] == deck
    assert not found.faults


@pytest.mark.parametrize("name", ["pages/🦊.md", "stories/!!!.md", "authors/!!!.md"])
def test_a_file_without_a_letter_in_its_name_is_a_fault(build, name):
    date = "" if name.startswith("authors") else "Date: 2020-01-01\n"
    site = build({"a.md": story(), name: f"Title: A\n{date}\nText."})

    assert len(site.faults) == 2
    assert f"{name}:1: the file's name has no letter or digit" in site.faults[0]
    assert "Rename the file" in site.faults[0]


def test_two_files_without_a_letter_have_different_addresses(build):
    text = "Title: A\n\nText."
    site = build({"pages/🦊.md": text, "pages/!!!.md": text, "authors/?.md": text})

    assert len(site.faults) == 4
    assert all("has no letter or digit" in fault for fault in site.faults[:3])


def test_a_slug_can_replace_a_name_without_a_letter(build):
    site = build({"!!!.md": story(slug="three")})

    assert site.status == 0
    assert "2020/05/01/three/index.html" in site.files


@pytest.mark.parametrize("folder", ["stories", "pages", "authors"])
def test_a_broken_symbolic_link_is_one_fault(build, tmp_path, folder):
    path = tmp_path / "content" / folder / "gone.md"
    path.parent.mkdir(parents=True)
    path.symlink_to("nowhere.md")

    site = build({"a.md": story()}, fresh=False)

    assert len(site.faults) == 2
    assert f"{folder}/gone.md:1: the file is a broken link" in site.faults[0]
    assert "Traceback" not in site.messages


def test_a_file_that_cannot_be_read_is_one_fault(build, monkeypatch):
    """The error is raised here, because root may read any file."""
    read = Path.read_bytes

    def refuse(path):
        if path.name == "b.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    site = build({"a.md": story(), "b.md": story()})

    assert len(site.faults) == 2
    assert "b.md:1: the file cannot be read: Permission denied." in site.faults[0]


def nested(kind, depth):
    if kind == "list":
        return "\n".join("    " * level + "- a" for level in range(depth))
    return '<div markdown="1">\n' * depth + "a" + "\n</div>" * depth


DEEP = 300
"""A depth of lists at which Markdown gives up."""

DEPTHS = [("list", depth) for depth in (150, 200, 250, DEEP)]
DEPTHS += [("div", depth) for depth in (150, 200, 250, 300, 350, 500)]


@pytest.mark.parametrize(("kind", "depth"), [*DEPTHS, *proof(("list", 350), ("list", 500))])
def test_deep_nesting_never_ends_in_a_traceback(build, kind, depth):
    site = build({"a.md": story(body=nested(kind, depth)), "b.md": story(date="yesterday")})

    assert "b.md:2:" in site.faults[-2]
    if depth >= (DEEP if kind == "list" else 500):
        assert "a.md:1: lists or quotes are nested too deeply" in site.faults[0]


def test_a_story_after_one_that_markdown_cannot_convert_is_complete(build):
    deep = nested("list", DEEP)
    site = build({"a.md": story(body=deep), "b.md": story(body="![x](gone.jpg)\n\n- b")})

    assert [fault.split(":")[1] for fault in site.faults[:-1]] == ["1", "5"]


@pytest.mark.parametrize(
    "title",
    [
        "Two\nlines\r\nand\tmore",
        'Council: "No" to it',
        "Why #MeToo matters",
        "--- A dash",
        "'Quoted' \"twice\"",
        "// not an address: a",
        "Date: yesterday\nStatus: published",
        "A\x1b[2Jb\x00c\x07d",
        "Not UTF-8: \udcff",
        "- a list",
        "[a, b]: {c}",
        "\\ back %s ${x} $(x)",
        "寿" * 300,
    ],
)
def test_any_title_makes_a_story_without_faults(tmp_path, title):
    path = start(tmp_path, title, "City", NOW)
    text, problems = decoded(path.read_bytes())
    found = fields(text)

    assert not problems
    assert all(fault.warning for fault in found.faults)  # it may be long
    assert found.values["title"] == on_one_line(title)
    assert found.values["status"] == "draft"
    assert parsed(text).body.startswith("Write here.")


def test_a_title_loses_only_control_characters():
    assert on_one_line("A\x1b[2Jb\x00 c\r\n\td \udcff “e” #1") == "A [2Jb c d “e” #1"


def test_a_new_story_in_an_unknown_section_is_started_with_a_hint(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "plugins.stories.new", str(tmp_path)],
        cwd=DEMO,
        env=os.environ | {"TITLE": "A", "SECTION": "Wrold"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0
    assert '"Wrold" is not in SECTIONS in pelicanconf.py. Did you mean "World"?' in done.stdout
    (path,) = tmp_path.rglob("a.md")
    assert "Category: Wrold" in path.read_text("utf-8")
    assert hint("World", ["World"]) == hint("", ["World"]) == ""
    assert hint("Zzz", ["World", "City"]).endswith("The sections are World, City.")


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("2020-01-02: It was five.", "correction", "It was five."),
        ("2020-01-02 clarification: It was five.", "clarification", "It was five."),
        ("2020-01-02: Update: It was five.", "update", "It was five."),
        ("2020-01-02 10:00 EDITOR’S NOTE: It was five.", "editor's note", "It was five."),
        ("2020-01-02: Editors: it was five.", "correction", "Editors: it was five."),
        ("2020-01-02: The mayor said: no.", "correction", "The mayor said: no."),
    ],
)
def test_a_correction_has_a_kind(typed, kind, words):
    (found,) = plain(f"Corrections: {typed}").values["corrections"]

    assert (found.kind, found.text) == (kind, words)


def test_a_kind_in_yaml_is_one_of_the_four():
    header = "---\ntitle: A\ndate: 2020-01-01\ncorrections:\n  - {date: 2020-01-02, kind: %s, text: B}\n---\n"

    def read(kind):
        return checked_fields(parsed(header % kind), "story", "a.md", RULES)

    assert read("Update").values["corrections"][0].kind == "update"
    (fault,) = read("apology").faults
    assert 'cannot be "apology": it is correction, clarification, update or editor\'s note' in str(
        fault
    )
    (fault,) = plain("Corrections: 2020-01-02 clarificaton: B").faults
    assert 'Did you mean "clarification"?' in str(fault)
