"""The front page and the lists of stories."""

from datetime import UTC, datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from plugins.front_page.front import front
from plugins.kernel.story import Placement, Site

from .conftest import story
from .dead_links import dead_links

SECTIONS = [SimpleNamespace(slug=slug) for slug in "abc"]


NOW = datetime(2026, 3, 15, tzinfo=UTC)


def placed(place):
    return (Placement(place),) if place else ()


def stories(kinds):
    made = [
        SimpleNamespace(
            placement=placed(placement), category=SimpleNamespace(slug=section), lang="en"
        )
        for placement, section in kinds
    ]
    for each in made:
        each.original = each
    return made


def site_of(stories):
    """Return a site of these *stories*, newest first, as the plugin for stories makes it."""
    sections = {
        section.slug: [each for each in stories if each.category.slug == section.slug]
        for section in SECTIONS
    }
    return Site(stories, [], lists={"section": sections})


@given(
    st.lists(st.tuples(st.sampled_from(["", "lead", "top"]), st.sampled_from("abc"))),
    st.integers(0, 4),
    st.integers(0, 3),
)
def test_no_story_is_on_the_front_page_twice_and_every_rail_is_full(kinds, top, rail):
    every = stories(kinds)

    page = front(site_of(every), SECTIONS, top, rail, "en", NOW)

    shown = [page.lead] * bool(every) + page.top + [s for _, row in page.rails for s in row]
    assert len({id(each) for each in shown}) == len(shown)
    assert len(page.top) == min(top, max(0, len(every) - 1))
    above = {id(each) for each in (page.lead, *page.top)}
    left = [each for each in every if id(each) not in above]
    for section in SECTIONS:
        row = next((row for each, row in page.rails if each is section), [])
        assert (
            list(map(id, row))
            == [id(each) for each in left if each.category.slug == section.slug][:rail]
        )


def test_the_newest_lead_leads_and_placed_stories_are_beside_it():
    every = stories([("", "a"), ("top", "a"), ("lead", "b"), ("lead", "c"), ("top", "c")])

    page = front(site_of(every), SECTIONS, 3, 2, "en", NOW)

    assert page.lead is every[2]
    assert page.top == [every[1], every[4], every[0]]


def test_a_story_in_another_language_leads_only_if_it_is_placed_there():
    every = stories([("", "a"), ("", "b"), ("", "c")])
    every[0].lang = "de"

    page = front(site_of(every), SECTIONS, 1, 2, "en", NOW)

    assert page.lead is every[1]
    assert page.top == [every[2]]
    every[0].placement = placed("lead")
    assert front(site_of(every), SECTIONS, 1, 2, "en", NOW).lead is every[0]


def test_a_translation_is_not_in_the_rail_of_a_section_that_its_original_lacks():
    every = stories([("", "a"), ("", "b")])
    site = site_of(every)
    translation = SimpleNamespace(placement=(), lang="de", original=every[0])
    site.translations.append(translation)
    site.lists["section"]["c"].append(translation)

    assert front(site, SECTIONS, 0, 2, "en", NOW).rails == [(SECTIONS[1], [every[1]])]


def test_a_front_without_stories_is_a_page(build):
    site = build({})

    assert site("/").h1
    assert site("/archive/").h1
    assert site("/404.html").h1


MANY = {
    f"s{n:02}.md": story(f"Story {n}", f"2020-{n % 12 + 1:02}-03", tags="t", authors="Ana Ruiz")
    for n in range(25)
}


def test_lists_continue_on_further_pages(build):
    site = build(MANY, DEFAULT_PAGINATION=10)

    for first in (
        "/section/world/",
        "/topic/t/",
        "/author/ana-ruiz/",
    ):
        address, seen = first, []
        while address:
            page = site(address)
            seen += [link["href"] for link in page.select("main h2 a, main h3 a")]
            older = page.select_one('nav[aria-label="Pagination"] .older a')
            address = older and older["href"]
        assert len(seen) == len(set(seen)) == 25, first


def test_a_series_is_listed_from_its_first_part(build):
    site = build(
        {f"{n}.md": story(f"Part {n}", f"2020-01-0{n}", series="The long way") for n in (1, 2, 3)}
    )

    titles = [each.get_text(strip=True) for each in site("/series/the-long-way/").select("main h2")]
    assert [title[-1] for title in titles] == ["1", "2", "3"]


def test_the_next_page_of_a_series_has_newer_parts(build):
    parts = {f"{n}.md": story(f"Part {n}", f"2020-01-0{n}", series="Long") for n in (1, 2, 3)}
    site = build(parts, DEFAULT_PAGINATION=2)

    assert (
        site("/series/long/").select_one(".pagination .newer a")["href"] == "/series/long/page/2/"
    )
    assert (
        site("/series/long/page/2/").select_one(".pagination .older a")["href"] == "/series/long/"
    )


def test_a_list_is_described_by_its_first_headlines(build):
    titles = ['The "first" & last', "Two", "Three", "Four"]
    site = build(
        {f"{n}.md": story(each, f"2020-01-0{9 - n}", tags="t") for n, each in enumerate(titles)}
    )

    for address in ("/section/world/", "/topic/t/", "/archive/2020/01/"):
        description = site(address).select_one("meta[name=description]")["content"]
        assert description == "The “first” & last · Two · Three", address


def test_no_link_is_dead(build):
    """No reader meets a dead end inside the site."""
    site = build(
        {
            **MANY,
            "hidden.md": story(
                "Hidden", status="hidden", tags="only", authors="Nobody", series="S"
            ),
            "x.md": story("English", slug="x", series="Two", tags="one"),
            "x.es.md": story("Español", slug="x", lang="es", tags="dos", category="Otra"),
            "pages/about.md": "Title: About\n\n[a story]({filename}/stories/s01.md)",
            "authors/ana-ruiz.md": "Title: Ana Ruiz\nRole: Reporter\n\nAna reports.",
        },
        SITEURL="https://news.example.org",
    )

    assert dead_links(site.output, site.address) == []
