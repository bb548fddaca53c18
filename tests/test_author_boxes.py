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
    "a.md": story("One", authors="Ana Ruiz, Tom Okafor, Eva Lind"),
    "b.md": story("Two", "2020-06-01", authors="Ana Ruiz"),
    "c.md": story("Three", "2020-07-01", authors="Ana Ruiz", kind="opinion"),
    "authors/ana.md": ANA,
    "photos/ana.jpg": photo(),
}


@pytest.fixture(scope="module")
def site(build_once):
    """Two news stories and a view."""
    return build_once("authors", FILES)


def test_each_author_with_a_file_has_a_box_and_the_others_share_a_line(site):
    page = site("/2020/05/01/a/")

    (box,) = page.select("article .author-box")
    assert box.select_one("a[href^='/author/']")["href"] == "/author/ana/"
    assert "Ana Ruiz covers “the city” — all of it." in box.get_text()
    assert "City reporter" in box.get_text()
    assert box.img["src"] == "/photos/ana.jpg"
    assert box.img["width"]
    (line,) = page.select("article .author-line")
    assert line.get_text() == "All stories by Tom Okafor and Eva Lind"
    assert [link["href"] for link in line("a")] == ["/author/tom-okafor/", "/author/eva-lind/"]
    assert not site("/2020/06/01/b/").select(".author-line")


def test_the_byline_shows_a_portrait_that_screen_readers_pass_over(site):
    (face,) = site("/2020/05/01/a/").select(".story-facts .faces img")

    assert face["src"] == "/photos/ana.jpg"
    assert face["alt"] == ""


def test_a_view_says_so_on_its_page_and_on_its_cards(site):
    page, front = site("/2020/07/01/c/"), site("/section/world/")

    assert page.select_one("article.opinion .genre").get_text() == "Opinion"
    assert page.select_one(".story-facts .faces img")
    (card,) = front.select(".card.opinion")
    assert card.select_one(".headline").get_text() == "Three"
    assert card.select_one(".genre").get_text() == "Opinion"
    assert card.select_one(".faces img")["src"] == "/photos/ana.jpg"
    assert "Ana Ruiz" in card.select_one(".card-foot").get_text()
    assert not site("/2020/06/01/b/").select(".opinion:not(.card)")


@pytest.mark.parametrize(("slug", "number"), [("ana", 3), ("tom-okafor", 1)])
def test_every_author_has_a_page_with_their_stories(site, slug, number):
    page = site(f"/author/{slug}/")

    assert len(page.select("main h2 a, main h3 a")) == number


def test_the_byline_is_only_the_name_and_links_to_the_author(site):
    links = site("/2020/05/01/a/").select("article .byline a[rel=author]")

    assert [link.get_text(strip=True) for link in links] == ["Ana Ruiz", "Tom Okafor", "Eva Lind"]


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
