"""Where the end of a story leads: four others, none twice, found in linear time."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.post_navigation.neighbours import set_all_neighbours
from plugins.related_stories.onward import set_related

from .conftest import story


def stories(kinds):
    """Return stories, newest first, each with its language, section, series and topics."""
    every = [
        SimpleNamespace(
            lang=lang,
            category=SimpleNamespace(slug=section),
            series=SimpleNamespace(slug=series) if series else None,
            tags=[SimpleNamespace(slug=each) for each in sorted(tags)],
        )
        for lang, section, series, tags in kinds
    ]
    set_all_neighbours(every)
    return every


KINDS = st.lists(
    st.tuples(
        st.sampled_from(["en", "es"]),
        st.sampled_from("ws"),
        st.sampled_from(["", "", "x"]),
        st.sets(st.sampled_from("abcde"), max_size=2),
    ),
    max_size=25,
)


def expected(every, one):
    """Return all other stories of the language of *one*, in the order in which they are offered."""
    at = every.index(one)
    topics = {tag.slug for tag in one.tags}
    others = [each for each in every if each is not one and each.lang == one.lang]
    older = [each for each in others if every.index(each) > at]
    ordered = [
        *(each for each in others if topics & {tag.slug for tag in each.tags}),
        *(each for each in older if each.category.slug == one.category.slug),
        *older,
        *(each for each in others[::-1] if each not in older),
    ]
    beside = [one.next_article, one.prev_article]
    first = [one.next_article_in_series] if one.next_article_in_series else []
    late = [each for each in [*older, *others[::-1]] if each in beside]
    return first + [each for each in ordered if each not in beside] + late


def once(found):
    return list({id(each): each for each in found}.values())


@given(KINDS, st.integers(0, 5))
def test_series_then_topics_then_older_ones_and_none_twice(kinds, limit):
    every = stories(kinds)

    set_related(every, limit)

    for one in every:
        found = [every.index(each) for each in one.related_posts]
        assert found == [every.index(each) for each in once(expected(every, one))[:limit]]


@given(KINDS, st.integers(1, 4))
def test_a_new_story_changes_only_pages_of_its_topics_its_series_and_its_neighbours(kinds, limit):
    first, *older = stories([("en", "w", "x", {"a"}), *kinds, *[("en", "s", "", set())] * 9])
    set_all_neighbours(older)
    set_related(older, limit)
    before = [list(each.related_posts) for each in older]

    set_all_neighbours([first, *older])
    set_related([first, *older], limit)

    for one, previous in zip(older[1:], before[1:], strict=True):
        if "a" not in {tag.slug for tag in one.tags} and not one.series and one.lang == "en":
            assert one.related_posts == previous


def test_the_work_grows_with_the_number_of_stories():
    """If all stories share one topic, only the beginning of its list is looked at."""

    def comparisons(number):
        counted = 0

        class CountingStory(SimpleNamespace):
            @property
            def tags(self):
                nonlocal counted
                counted += 1
                return [SimpleNamespace(slug="a")]

        every = stories([("en", "w", "", set())] * number)
        set_related([CountingStory(**{**vars(each), "tags": []}) for each in every], 3)
        return counted

    assert comparisons(400) == 2 * comparisons(200)


SITE = {
    f"{name}.md": story(
        name.upper(),
        f"2020-01-{30 - day:02}",
        section="Sport" if name in "dgh" else "World",
        series="Moon" if name in "bf" else "",
        tags="mars" if name in "afi" else "",
    )
    for day, name in enumerate("abcdefghij")
}


@pytest.fixture(scope="module")
def site(build_once):
    """Ten stories, a day apart: `a` is the newest."""
    return build_once("onward", SITE)


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("f", "baij"),  # the next part, its topic, its section; not its neighbours e and g
        ("d", "ghfi"),  # no topic: older ones of its section, then of the site
        ("j", "hgfe"),  # the oldest has nothing to look back to
    ],
)
def test_the_end_of_a_story_leads_to_four_others(site, name, leads_to):
    page = next(page for page in site.pages.values() if page.h1.get_text() == name.upper())

    links = [link.get_text() for link in page.select(".related h3 a")]
    assert "".join(links).lower() == leads_to
    beside = [link["href"] for link in page.select(".post-navigation a")]
    assert not {link["href"] for link in page.select(".related a")} & {*beside}
    assert bool(page.select(".related .label")) == (name == "f")
    assert page.select_one(".related h2").get_text() == (
        "Related stories" if name == "f" else "More stories"
    )


def test_a_newsroom_may_lead_nowhere(build):
    page = build(SITE, RELATED_STORIES=0)("/2020/01/25/f/")

    assert not page.select(".related")
    assert page.select(".post-navigation")
