"""Corrections, where readers see them."""

from .conftest import story

FILES = {
    "a.md": story(
        "One", "2020-01-01", corrections='2020-01-02: It was "five".\n    2020-02-03: Six.'
    ),
    "b.md": story("Two", "2020-01-01", corrections="2020-01-20: Two."),
    "c.md": story("Secret", "2020-01-01", corrections="2020-01-20: Held.", status="draft"),
    "d.md": story("Hidden", "2020-01-01", corrections="2020-01-20: Hush.", status="hidden"),
}


def test_a_correction_is_shown_on_its_story_with_its_date(build):
    box = build(FILES)("/2020/01/01/a/").select_one("article .corrections")

    assert "It was “five”." in box.get_text()
    assert [time["datetime"][:10] for time in box("time")] == ["2020-02-03", "2020-01-02"]
    assert "Correction" in box.get_text()


def test_all_corrections_are_on_one_page_newest_first_with_links_to_their_stories(build):
    main = build(FILES)("/corrections/").main

    assert [time["datetime"][:10] for time in main("time")] == [
        "2020-02-03",
        "2020-01-20",
        "2020-01-02",
    ]
    links = [link["href"] for link in main.select("a[href^='/2020']")]
    assert links == ["/2020/01/01/a/", "/2020/01/01/b/", "/2020/01/01/a/"]
    assert "Hush" not in main.get_text()


def test_a_story_without_corrections_has_no_empty_box(build):
    assert not build({"a.md": story()})("/2020/05/01/a/").select(".corrections")
