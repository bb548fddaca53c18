"""Links to the newer and the older story."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.post_navigation.neighbours import neighbours, set_all_neighbours

from .conftest import story


def test_each_story_has_two_neighbours_and_the_first_and_last_have_one():
    assert list(neighbours([3, 2, 1])) == [(None, 3, 2), (3, 2, 1), (2, 1, None)]
    assert list(neighbours([])) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"]))))
def test_following_older_visits_each_story_once(kinds):
    stories = [
        SimpleNamespace(
            category=SimpleNamespace(slug=section),
            series=SimpleNamespace(slug=series) if series else None,
        )
        for section, series in kinds
    ]

    set_all_neighbours(stories)

    for within, key in (
        ("", lambda it: True),
        ("_in_category", lambda it: it.category.slug),
        ("_in_series", lambda it: it.series and it.series.slug),
    ):
        for first in (each for each in stories if not getattr(each, f"next_article{within}")):
            if within == "_in_series" and not first.series:
                assert getattr(first, f"prev_article{within}") is None
                continue
            visited, here = [], first
            while here:
                visited.append(here)
                older = getattr(here, f"prev_article{within}")
                assert older is None or getattr(older, f"next_article{within}") is here
                here = older
            assert visited == [each for each in stories if key(each) == key(first)]


STORIES = {
    "newest.md": story("Newest", "2020-01-04", "World"),
    "b.md": story("Same day B", "2020-01-03", "City", series="Bridges"),
    "a.md": story("Same day A", "2020-01-03", "World", series="Bridges"),
    "oldest.md": story("It's the oldest & last", "2020-01-01", "World"),
    "hidden.md": story("Hidden", "2020-01-02", status="hidden"),
    "draft.md": story("Draft", "2020-01-02", status="draft"),
    "future.md": story("Future", "2099-01-02"),
    "embargoed.md": story("Embargoed", "2020-01-02", embargo="2099-01-02 06:00 +01:00"),
}


def walk(site, address):
    """Follow the older story from *address*; yield each page's headline."""
    while address:
        page = site(address)
        yield page.h1.get_text(strip=True)
        older = page.select_one("nav.post-navigation a[rel=prev]")
        address = older and older["href"]


def test_the_reader_walks_from_the_newest_story_to_the_oldest(build):
    site = build(STORIES)

    assert list(walk(site, "/2020/01/04/newest/")) == [
        "Newest",
        "Same day A",
        "Same day B",
        "It’s the oldest & last",
    ]


def test_each_link_has_the_headline_of_the_other_story(build):
    site = build(STORIES)

    newest, middle, oldest = (
        site(f"/2020/01/{at}/").select('nav[aria-label="Post navigation"] a')
        for at in ("04/newest", "03/b", "01/oldest")
    )
    assert [(link["rel"], link["href"]) for link in newest] == [(["prev"], "/2020/01/03/a/")]
    assert {link["rel"][0]: link["href"] for link in middle} == {
        "prev": "/2020/01/01/oldest/",
        "next": "/2020/01/03/a/",
    }
    assert [link["rel"] for link in oldest] == [["next"]]
    assert "It’s the oldest & last" in " ".join(link.get_text() for link in middle)


def test_a_single_story_has_no_empty_navigation(build):
    site = build({"a.md": story()})

    assert not site("/2020/05/01/a/").select('nav[aria-label="Post navigation"]')


@pytest.mark.parametrize("name", ["hidden"])
def test_a_hidden_story_has_no_navigation(build, name):
    site = build(STORIES)

    assert not site(f"/2020/01/02/{name}/").select('nav[aria-label="Post navigation"]')


def test_translations_link_to_others_in_their_language(build):
    site = build(
        {
            **{f"{n}.md": story(f"English {n}", f"2020-01-0{n}", slug=f"s{n}") for n in (1, 2, 3)},
            **{
                f"{n}.es.md": story(f"Español {n}", f"2020-01-0{n}", slug=f"s{n}", lang="es")
                for n in (1, 3)
            },
        }
    )

    assert list(walk(site, "/2020/01/03/s3/")) == ["English 3", "English 2", "English 1"]
    assert list(walk(site, "/2020/01/03/s3/es/")) == ["Español 3", "Español 1"]
