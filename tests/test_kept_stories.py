"""What is kept of a story is loaded in parts, as the contract of a story says of each attribute."""

import pytest
from pelican import signals

from plugins.kernel.story import Story, attributes
from plugins.press.read.cached_story import CachedStory
from plugins.press.read.kept_attributes import divided, kept, shown_on_cards

from .conftest import forget_signals, photo, story

CONTENT = {
    "a.md": story(
        "Flood",
        tags="water",
        deck="So it goes.",
        desk="City",
        body="![Water](one.jpg)\nA river. (Photo: X/AP)",
    ),
    "photos/one.jpg": photo(),
}
BY_PART = {
    part: sorted(by.stored or name for name, by in attributes(Story).items() if by.part == part)
    for part in ("summary", "details", "body", "build")
}


@pytest.fixture
def parts_loaded(build):
    """Return a function that reads attributes of a kept story; it returns what that loads of it."""

    def mark(content):
        content.rating = 5

    def run(names):
        found = {}

        def look(generators):
            (each,) = generators[0].articles
            assert isinstance(each, CachedStory)
            each.let_go()  # what plugins loaded
            for name in names:
                found[name] = getattr(each, name, None)
            found["parts"] = {
                part for part in ("details", "body") if vars(each).keys() & {*BY_PART[part]}
            }

        for receivers in ([], [look]):
            forget_signals()
            signals.content_object_init.connect(mark)
            for receiver in receivers:
                signals.all_generators_finalized.connect(receiver)
            build(CONTENT, STORY_FIELDS={"desk": "text"}, POLICIES={})
        return found

    return run


def test_each_attribute_of_the_summary_is_read_without_loading_more(parts_loaded):
    found = parts_loaded(BY_PART["summary"])

    assert found["title"] == "Flood"
    assert found["parts"] == set()


def test_details_are_loaded_without_the_text(parts_loaded):
    """Also fields of the newsroom's own, and what a plugin of its own adds to each story."""
    found = parts_loaded([*BY_PART["details"], "desk", "rating"])

    assert (found["deck"], found["desk"], found["rating"]) == ("So it goes.", "City", 5)
    assert found["parts"] == {"details"}


@pytest.mark.parametrize("name", ["content", "summary", "_content", "field_lines"])
def test_the_text_is_loaded_last(parts_loaded, name):
    found = parts_loaded([name])

    assert found[name]
    assert found["parts"] == {"details", "body"}


def test_what_belongs_to_a_build_is_not_kept():
    found = kept({"title": "Flood", "related_posts": [], "settings": {}, "own": 1})

    assert found == {"title": "Flood", "own": 1}


def test_a_card_shows_neither_the_text_nor_what_is_hidden():
    whole = {
        "title": "Flood",
        "body_line": 7,
        "press_key": "x",
        "_content": "Text.",
        "deck": "So.",
        "_summary": "Words.",
        "field_lines": {"title": 1},
        "lead_figure": "<figure>",
        "metadata": {"own": "Y", "faults": []},
        "_status": "published",
    }
    summary, details, body = divided(whole, {"FORMATTED_FIELDS": ["Lead_Figure", "summary"]})

    assert details == {"deck": "So."}
    assert dict(shown_on_cards(summary, body)) == {
        "title": "Flood",
        "_status": "published",
        "_summary": "Words.",
        "lead_figure": "<figure>",
        "own": "Y",
    }
