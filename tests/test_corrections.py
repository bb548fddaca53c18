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


KINDS = """\
2020-02-03 clarification: It was on Friday.
    2020-02-02 update: It goes on.
    2020-02-01 Editor’s note: We asked twice.
    2020-01-31: It was five.
"""


def test_each_correction_is_labelled_with_its_kind(build):
    """So it is on the story, on the page of all corrections and in feeds."""
    site = build({"a.md": story("One", "2020-01-01", corrections=KINDS.rstrip())})
    labels = [each.get_text() for each in site("/2020/01/01/a/").select(".corrections .label")]
    listed = [each.get_text() for each in site("/corrections/").select(".corrected .label")]

    assert [label.partition(",")[0] for label in labels] == [
        "Clarification",
        "Update",
        "Editor’s note",
        "Correction",
    ]
    assert listed == labels
    assert "Editor’s note, <time" in (site.output / "feeds/feed.json").read_text("utf-8")
    assert "It goes on." in site("/2020/01/01/a/").select_one(".corrections").get_text()


def test_search_engines_learn_of_what_was_wrong_or_unclear_alone(build):
    site = build({"a.md": story("One", "2020-01-01", corrections=KINDS.rstrip())})
    data = site("/2020/01/01/a/").find("script", type="application/ld+json").string

    assert "It was five." in data
    assert "It was on Friday." in data
    assert "It goes on." not in data
    assert "We asked twice." not in data


def test_a_story_with_an_update_is_not_said_to_be_corrected(build):
    page = build({"a.md": story("One", "2020-01-01", corrections="2020-01-20 update: More.")})(
        "/2020/01/01/a/"
    )

    assert "This story has been changed." in page.select_one(".correction-notice").get_text()
    assert page.select_one(".corrections")["aria-label"] == "Changes to this story"
