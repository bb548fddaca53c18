"""Related stories: exactly the newest on the same topics, found in linear time."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from plugins.related_stories.topics import set_related

from .conftest import story


def stories(topics):
    return [
        SimpleNamespace(lang=lang, tags=[SimpleNamespace(slug=each) for each in sorted(tags)])
        for lang, tags in topics
    ]


@given(
    st.lists(st.tuples(st.sampled_from(["en", "es"]), st.sets(st.sampled_from("abcde")))),
    st.integers(0, 4),
)
def test_each_story_has_the_newest_that_share_a_topic(topics, limit):
    every = stories(topics)

    set_related(every, limit)

    for one, (lang, tags) in zip(every, topics, strict=True):
        expected = [
            other
            for other, (its_lang, its_tags) in zip(every, topics, strict=True)
            if other is not one and its_lang == lang and tags & its_tags
        ]
        assert one.related_posts == expected[:limit]


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

        set_related([CountingStory(lang="en") for _ in range(number)], 3)
        return counted

    assert comparisons(400) == 2 * comparisons(200)


def test_the_reader_finds_related_stories_below_the_text(build):
    page = build(
        {
            "a.md": story("A", "2020-01-01", tags="moon, mars"),
            "b.md": story("B", "2020-01-02", tags="mars"),
            "c.md": story("C", "2020-01-03", tags="venus"),
            "d.md": story("D", "2020-01-04", tags="moon"),
        }
    )("/2020/01/01/a/")

    section = page.find(string=lambda text: text.strip().startswith("Related")).find_parent(
        ["section", "aside", "nav"]
    )
    assert [link["href"] for link in section.select("h3 a")] == ["/2020/01/04/d/", "/2020/01/02/b/"]
