"""Author boxes, author pages and bylines."""

import pytest

from .conftest import photo, story

ANA = """\
Title: Ana Ruiz
Role: City reporter
Email: ana@example.org
Portrait: ana.jpg
Links: Blog: https://example.org/ana

Ana Ruiz covers "the city" -- all of it.
"""
FILES = {
    "a.md": story("One", authors="Ana Ruiz, Tom Okafor"),
    "b.md": story("Two", "2020-06-01", authors="Ana Ruiz"),
    "authors/ana.md": ANA,
    "photos/ana.jpg": photo(),
}


def test_each_author_has_a_box_below_the_story(build):
    boxes = build(FILES)("/2020/05/01/a/").select("article .author-box")

    assert [box.select_one("a[href^='/author/']")["href"] for box in boxes] == [
        "/author/ana/",
        "/author/tom-okafor/",
    ]
    assert "Ana Ruiz covers “the city” — all of it." in boxes[0].get_text()
    assert "City reporter" in boxes[0].get_text()
    assert boxes[0].img["src"] == "/photos/ana.jpg"
    assert boxes[0].img["width"]


@pytest.mark.parametrize(("slug", "number"), [("ana", 2), ("tom-okafor", 1)])
def test_every_author_has_a_page_with_their_stories(build, slug, number):
    page = build(FILES)(f"/author/{slug}/")

    assert len(page.select("main h2 a, main h3 a")) == number


def test_the_byline_is_only_the_name_and_links_to_the_author(build):
    links = build(FILES)("/2020/05/01/a/").select("article .byline a[rel=author]")

    assert [link.get_text(strip=True) for link in links] == ["Ana Ruiz", "Tom Okafor"]


def test_the_file_of_an_author_without_stories_is_not_published(build):
    site = build({**FILES, "authors/eve.md": "Title: Eve\nPortrait: eve.jpg\n\nEve.",
                  "photos/eve.jpg": photo("red")})  # fmt: skip

    assert not [name for name in site.files if "eve" in name]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Title: Ana Ruiz\nPortrait: gone.jpg\n\n", "gone.jpg"),
        ("Title: Ana Ruiz\nLinks: javascript:alert(1)\n\n", "links"),
        ("Name: Ana Ruiz\n\n", '"name" is not a field'),
        ("Title: Ana Ruiz\nSlug: a/b\n\n", "slug"),
    ],
)
def test_mistakes_in_an_authors_file_are_faults(build, text, part):
    site = build({"a.md": story(authors="Ana Ruiz"), "authors/ana.md": text})

    assert part in "\n".join(site.faults)


def test_two_files_about_the_same_author_are_a_fault(build):
    site = build({**FILES, "authors/ruiz.md": "Title: Other\nSlug: ana\n\nX."})

    assert "ana" in "\n".join(site.faults)
