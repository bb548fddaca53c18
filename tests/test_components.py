"""Parts of a story: read with their lines, placed, made, and shown wherever the story is."""

import pytest

from plugins import components
from plugins.markup.front_matter import parsed
from plugins.markup.part_scan import scanned
from plugins.markup.parts import begin, with_parts
from plugins.photos.finder import FileFinder
from plugins.stories.body import Source
from plugins.stories.conversion import BodyConverter

from .conftest import story, write

ALL = {"PLUGINS": [components]}


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
