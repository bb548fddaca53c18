"""The names in a byline: how many there are, and when "and" is part of one."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from plugins.markup.front_matter import parsed
from plugins.stories.field_values import HeaderRules
from plugins.stories.fields import checked_fields

from .conftest import story

RULES = HeaderRules(ZoneInfo("UTC"))


def byline(typed, rules=RULES, lang="en"):
    text = f"Title: A\nDate: 2026-03-14\nLang: {lang}\nAuthors: {typed}\n"
    return checked_fields(parsed(text), "story", "a.md", rules)


@pytest.mark.parametrize(
    ("typed", "lang", "names"),
    [
        ("Ana Ruiz and Tom Okafor", "en", ["Ana Ruiz", "Tom Okafor"]),
        ("Ana Ruiz; Tom Okafor", "en", ["Ana Ruiz", "Tom Okafor"]),
        ("Ana Ruiz, Lena Vogt, and Tom Okafor", "en", ["Ana Ruiz", "Lena Vogt", "Tom Okafor"]),
        ("Ana Ruiz & Tom Okafor", "en", ["Ana Ruiz", "Tom Okafor"]),
        ("Ana Ruiz und Tom Okafor", "de", ["Ana Ruiz", "Tom Okafor"]),
        ("Ana Ruiz et Tom Okafor", "fr-ca", ["Ana Ruiz", "Tom Okafor"]),
        ("Ana Ruiz y Tom Okafor", "es", ["Ana Ruiz", "Tom Okafor"]),
        ("Anna Kovács és Béla Nagy", "hu", ["Anna Kovács", "Béla Nagy"]),
        ("آنا رويز و توم أوكافور", "ar", ["آنا رويز", "توم أوكافور"]),
        ("Ana Ruiz und Tom Okafor", "en", ["Ana Ruiz und Tom Okafor"]),
        ("Sandy Anders", "en", ["Sandy Anders"]),
        ("Ana Ruiz, ana ruiz", "en", ["Ana Ruiz"]),
    ],
)
def test_a_byline_names_each_person(typed, lang, names):
    found = byline(typed, lang=lang)

    assert found.values["authors"] == names
    assert found.faults == []


@pytest.mark.parametrize(
    "typed", ["Smith and Sons", "Science and Health Desk", "José Ortega y Gasset"]
)
def test_a_name_with_one_word_on_a_side_stays_whole_and_is_pointed_out(typed):
    found = byline(typed, lang="es")

    assert found.values["authors"] == [typed]
    (advice,) = found.faults
    assert f'"authors" contains "{typed}" as one name.' in str(advice)
    assert "write a comma between them" in str(advice)


def test_a_name_stays_whole_in_a_list_and_where_it_is_known():
    name = "Office of Work and Social Affairs"
    known = replace(RULES, whole=frozenset({"office-of-work-and-social-affairs"}))

    assert byline(name).values["authors"] == ["Office of Work", "Social Affairs"]
    assert byline(f"\n    {name}").values["authors"] == [name]
    assert byline(name, known).values["authors"] == [name]


def test_an_authors_file_keeps_the_name_whole_as_soon_as_it_exists(build):
    """A warm build divides the name once the file is gone, and not before."""
    text = story("A", Authors="Office of Work and Social Affairs")
    file = {
        "authors/office-of-work-and-social-affairs.md": "Title: Office of Work and Social Affairs\n"
    }
    with_file = build({"a.md": text, **file})
    assert (with_file.output / "author/office-of-work-and-social-affairs/index.html").is_file()

    without = build({"a.md": text})
    assert (without.output / "author/social-affairs/index.html").is_file()


def test_two_names_of_one_story_with_one_address_are_pointed_out():
    text = "Title: A\nDate: 2026-03-14\nTags: C++, C#, C, Rust, rust\n"
    found = checked_fields(parsed(text), "story", "a.md", RULES)

    assert found.values["tags"] == ["C++", "Rust"]
    assert [fault.line for fault in found.faults] == [3, 3]
    assert 'contains "C++" and "C#", which share the address "c"' in str(found.faults[0])
