"""The file with which editors arrange the front page: content/front.yml."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.front_page.choices import Choice, Choices, ChosenPackage
from plugins.front_page.front import front
from plugins.front_page.front_file import LARGEST, parsed_front_file

from .conftest import forget_signals, grainy, photo, story
from .test_clock import columns
from .test_front_page import SECTIONS, site_of, stories

NOW = "2026-03-15 10:00"
FILE = "../content/front.yml"
NOON = "2026-03-15 12:00"


# What is typed --------------------------------------------------------------------------------


def problems(text, zone="UTC"):
    data = text if isinstance(text, bytes) else text.encode()
    found = parsed_front_file(data, ZoneInfo(zone))[1]
    return [(each.line, each.text) for each in found]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("leed:\n- a.md", 1, '"leed" is not a place on the front page. Did you mean "lead"?'),
        ("x:\n- a.md", 1, '"x" is not a place on the front page. Write one of breaking, lead, top,'),
        ("top:\n\n- story: a.md\n  titel: A", 4, '"titel" is not a field of a story on the front page. Did you mean "title"?'),
        ("top:\n- title: A", 2, '"top" has an entry that names no story. Write "story: stories'),
        ("top: stories/a.md", 1, '"top" takes a list. Write "- " before each of its parts'),
        ("lead: {story: a.md}", 1, '"lead" takes a list'),
        ("lead: [[a.md]]", 1, '"lead" has a list where a story belongs'),
        ("lead:\n-\n- a.md", 2, '"lead" has an entry without a story'),
        ("lead:\n- story: [a.md]", 2, '"story" is not text'),
        ("lead:\n- story: a.md\n  title: {a: b}", 3, '"title" is not text'),
        ("lead:\n- story: a.md\n  until: noon", 3, '"until" contains "noon", which is not a date. Write it as "2026-03-15 12:00"'),
        ("lead:\n- story: a.md\n  until: 2026-03-15 12:00 Mars/Base", 3, 'the time zone "Mars/Base" does not exist'),
        ("lead:\n- story: a.md\n  story: b.md", 3, '"story" appears twice, first on line 2. Keep one'),
        ("lead: [a.md]\ntop: []\nlead: [b.md]", 3, '"lead" appears twice, first on line 1'),
        ("top: [/stories/a.md]", 1, 'the path "/stories/a.md" leads out of the content folder. Write it as'),
        ("top: [../a.md]", 1, "leads out of the content folder"),
        ("top: [stories/../../a.md]", 1, "leads out of the content folder"),
        ("breaking: The bridge", 1, '"breaking" takes fields'),
        ("breaking:\n  story: a.md", 1, '"breaking" has no text'),
        ("breaking:\n  text: A\n  title: B", 3, '"title" is not a field of breaking news'),
        ("packages:\n  label: A", 1, '"packages" takes a list'),
        ("packages:\n- a.md", 2, '"packages" has an entry without fields'),
        ("packages:\n- lead: a.md", 2, 'a package has no label. Write "label: ..."'),
        ("packages:\n- label: A", 2, 'a package has no lead. Write "lead: ..."'),
        ("packages:\n- label: A\n  lead: a.md\n  link: [b.md]", 4, 'Did you mean "links"?'),
        ("packages:\n- label: A\n  lead: [a.md]", 3, '"lead" has a list where a story belongs'),
        ("sections: [a.md]", 1, '"sections" takes names'),
        ("sections:\n  Sport: a.md", 2, '"Sport" takes a list'),
        ("sections: {Sport: [a.md], sport: [b.md]}", 1, '"sport" appears twice'),
        ("top: &a [a.md]\nlead: *a", 1, "YAML anchors and aliases are refused"),
        ("top: !!python/name:os.system", 1, "YAML tag"),
        ("top:\n- a.md\n b: c", 3, "the file has an error"),
        ("- a.md", 1, "the file holds no fields. Write them as \"lead: [stories/2026/flood.md]\""),
        ("just words", 1, "the file holds no fields"),
        ("top: [a.md]\n---\ntop: [b.md]", 2, "the file holds two YAML documents. Keep one"),
        ("top: " + "[" * 20 + "]" * 20, 1, "nested deeper than"),
        ('top: ["a\\0b"]', 1, "control character"),
        ("# A\n\ntop:\n- caf\xe9.md".encode("latin-1"), 4, "the file is not UTF-8 text"),
        ("lead:\n- story: a.md\n  until: 2026-10-25 02:30", 3, "comes twice"),
        ("top: [" + "stories/a-long-name-of-a-story.md, " * 3000 + "]", 1, "longer than"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_has_its_line_and_the_remedy(text, line, words):
    found = problems(text, "Europe/Berlin")

    assert any(at == line and words in what for at, what in found), found


@pytest.mark.parametrize(
    "text",
    ["", "\n", "# nothing yet\n", "---\n", "lead:\ntop:\nbreaking:\npackages:\nsections:\n",
     "breaking:\n  text:\n  story:\n  until:\n", "sections:\n  Sport:\n", "---\ntop: [a.md]\n",
     "# a\n---\nTop:\n- Story: a.md\n  Title:\n"],
)  # fmt: skip
def test_what_is_empty_is_no_fault(text):
    assert problems(text) == []


def test_words_are_read_as_typed():
    """``No`` and ``1984`` are words; a path may begin with the name of the content folder."""
    text = "lead:\n- story: content/stories/a.md\n  title: No\n- ./stories/1984.md\n- news/b.md"

    file, found = parsed_front_file(text.encode(), UTC, "news")

    assert not found
    assert [each.path for each in file.lead] == ["stories/a.md", "stories/1984.md", "b.md"]
    assert file.lead[0].title == "No"


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_no_file_is_too_odd(text):
    for data in (text, f"lead:\n- story: {text}" if isinstance(text, str) else b"top: [" + text):
        problems(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))


# What is arranged -----------------------------------------------------------------------------


def at(hour):
    return datetime(2026, 3, 15, hour, tzinfo=UTC)


def arranged(every, choices, hour=10, top=2, rail=2):
    return front(site_of(every), SECTIONS, top, rail, "en", at(hour), choices)


def plain(every, *numbers, until=None):
    return tuple(Choice(every[number], until=until) for number in numbers)


def numbers(every, found):
    return [next(at for at, each in enumerate(every) if each is story) for story in found]


def test_editors_come_before_placements_and_these_before_the_newest():
    every = stories([("lead", "a"), ("", "a"), ("top", "b"), ("top", "b"), ("", "c"), ("", "c")])
    choices = Choices(lead=plain(every, 5, 4), top=plain(every, 1), sections={"b": plain(every, 2)})

    page = arranged(every, choices, top=4)

    assert page.lead is every[5]
    assert numbers(every, page.top) == [4, 1, 3, 0]
    assert [(name.slug, numbers(every, row)) for name, row in page.rails] == [("b", [2])]


def test_more_stories_than_fit_all_stand_beside_the_lead():
    every = stories([("top", "a")] * 6)

    page = arranged(every, Choices(top=plain(every, 5, 4, 3, 2)), top=2)

    assert page.lead is every[0]
    assert numbers(every, page.top) == [5, 4, 3, 2]


def test_a_place_fills_itself_after_its_end():
    every = stories([("", "a"), ("", "b"), ("", "c")])
    choices = Choices(lead=plain(every, 2, until=at(12)), top=plain(every, 2, 1))

    assert numbers(every, [arranged(every, choices, 11).lead]) == [2]
    assert numbers(every, arranged(every, choices, 11).top) == [1, 0]
    after = arranged(every, choices, 12)
    assert numbers(every, [after.lead, *after.top]) == [0, 2, 1]


def test_a_story_stands_at_its_first_place_alone():
    every = stories([("", "a")] * 5)
    package = ChosenPackage("P", plain(every, 3)[0], plain(every, 4, 2, 4))
    choices = Choices(
        lead=plain(every, 4, 4), top=plain(every, 3, 4), packages=(package,),
        sections={"a": plain(every, 1, 3)},
    )  # fmt: skip

    page = arranged(every, choices, top=1)

    assert numbers(every, [page.lead, *page.top]) == [4, 3]
    assert [(each.label, numbers(every, [each.lead, *each.links])) for each in page.packages] == [
        ("P", [2])
    ]
    assert numbers(every, page.rails[0][1]) == [1, 0]


def test_a_package_without_its_lead_is_led_by_its_first_link_or_left_out():
    every = stories([("", "a"), ("", "b"), ("", "c")])
    led = ChosenPackage("Led", None, plain(every, 1, 2))
    ended = ChosenPackage("Ended", Choice(every[0], until=at(9)))

    page = arranged(every, Choices(packages=(led, ended, ChosenPackage("Empty", None))))

    assert [(each.label, each.lead, each.links) for each in page.packages] == [
        ("Led", every[1], [every[2]])
    ]


@given(
    st.lists(st.tuples(st.sampled_from(["", "lead", "top"]), st.sampled_from("abc")), max_size=8),
    st.data(),
)
def test_whatever_is_chosen_no_story_is_on_the_page_twice(kinds, data):
    every = stories(kinds)
    some = st.lists(st.sampled_from(every), max_size=4) if every else st.just([])
    pick = lambda: tuple(Choice(each) for each in data.draw(some))  # noqa: E731
    packages = tuple(ChosenPackage("P", next(iter(pick()), None), pick()) for _ in range(2))
    choices = Choices(None, pick(), pick(), packages, {"a": pick(), "b": pick()})

    page = arranged(every, choices)

    assert len({id(each) for each in page.stories}) == len(page.stories)
    chosen = {id(each.story) for each in choices.every()}
    assert chosen <= {id(each) for each in page.stories}
    assert page.lead or not page.top
    leads = [each.story for each in choices.lead]
    assert not leads or page.lead is leads[0]


# The page -------------------------------------------------------------------------------------


def newsroom(text, **more):
    """Return nine stories of three sections, the newest first, and the file with this *text*."""
    sections = ["Europe", "Africa", "Culture"]
    found = {
        f"{name}.md": story(f"Story {name}", f"2026-03-{14 - at:02} 12:00", sections[at % 3])
        for at, name in enumerate("abcdefghi")
    }
    return {**found, FILE: text, **more}


def names(page, selector):
    return "".join(
        each.get_text(strip=True)[-1] for each in page.select(f"main {selector} .headline a")
    )


WHOLE = """\
breaking:
  text: The "harbour" bridge is closed
  story: stories/c.md
  until: 2026-03-15 12:00
lead:
  - {story: stories/held.md, title: Secret, image: secret.jpg, alt: Secret}
  - story: content/stories/d.md
    title: The "night" bus stayz
    image: wide.jpg
    alt: A bus
    until: 2026-03-15 12:00
  - stories/e.md
top:
  - stories/draft.md
  - stories/f.md
packages:
  - label: The vote
    lead: stories/held.md
    links: [stories/g.md, stories/h.md]
  - label: Nothing yet
    lead: stories/draft.md
sections:
  Africa: [stories/i.md]
"""
NOT_OUT = {
    "held.md": story("Held", "2026-03-20"),
    "draft.md": story("Draft", "2026-03-10", status="draft"),
    "photos/wide.jpg": grainy(),
    "photos/secret.jpg": photo(),
    "photos/secret.yml": "credit: Secret",
    "photos/wide.yml": "credit: Lena Vogt/City Desk",
}


def test_the_page_has_what_editors_chose(build):
    """What is not out leaves no hole; a photo of the page has its renditions and its credit."""
    site = build(newsroom(WHOLE, **NOT_OUT), NOW=NOW, FRONT_TOP=3)

    page, credits_ = site("/"), site("/photo-credits/")
    assert page.select_one("main .breaking a")["href"] == "/2026/03/12/c/"
    assert page.select_one("main .breaking a").string == "The “harbour” bridge is closed"
    assert names(page, ".lead") == "z"
    assert page.select_one("main .lead .headline").get_text(strip=True) == "The “night” bus stayz"
    assert page.select_one("main .lead img")["alt"] == "A bus"
    assert site.files >= {
        each.lstrip("/") for each in page.select_one(".lead source")["srcset"].split()[::2]
    }
    assert names(page, ".top") == "efa"
    (package,) = page.select("main .package")
    assert package.select_one(".label").string == "The vote"
    assert names(page, ".package") == "g"
    assert [each["href"] for each in package.select("ul a")] == ["/2026/03/07/h/"]
    rails = {each["data-section"]: each for each in page.select("main .rail")}
    assert names(page, '.rail[data-section="africa"]') == "ib"
    assert rails.keys() == {"africa", "culture"}
    assert "Lena Vogt/City Desk" in credits_.get_text()
    assert credits_.select_one(".shown-in a")["href"] == "/"
    assert not [each for each in site.files if "secret" in each]
    assert not [each for each, data in site.bytes().items() if b"Secret" in data]
    assert "The night" not in site("/2026/03/11/d/").get_text()
    assert "warning: the story" in site.messages  # held.md stands twice


def test_a_build_after_the_end_is_one_without_what_ended(build):
    """And `make next` has named the moment, with the file that does."""
    files = newsroom(WHOLE, **NOT_OUT)
    due = build(files, NOW=NOW, NEXT="text")
    before = build(files, NOW=NOW)
    lead_before = names(before("/"), ".lead")
    after = build(files, NOW=NOON)
    page, published = after("/"), after.bytes()
    without = WHOLE.replace("title:", "# ").replace("image:", "# ").replace("alt:", "# ")
    without = without.replace("    until: 2026-03-15 12:00\n", "")
    without = without.replace("  - story: content/stories/d.md\n", "").partition("lead:")[2]
    clean = build(newsroom(f"lead:{without}", **NOT_OUT), NOW=NOON)

    assert columns(due.messages)[:2] == [f"{NOON.replace(' ', 'T')}:00+00:00", "front.yml"]
    assert lead_before == "z"
    assert "The breaking news end: 15 March 2026, 12:00 UTC" in before.messages
    assert names(page, ".lead") == "e"
    assert not any("wide" in each for each in published)
    assert published == clean.bytes()


FAULTY = """\
lead:
  - stories/bb.md
  - stories/hidden.md
top:
  - pages/about.md
  - story: stories/a.md
    image: missing.jpg
  - stories/a.md
  - story: stories/b.md
    image: wide.jpg
    until: 2026-01-15
sections:
  Culturе: [stories/c.md]
  africa: [stories/2026/d.md]
"""


def test_all_faults_are_reported_at_once(build):
    files = newsroom(
        FAULTY,
        **{
            "hidden.md": story("Hidden", "2026-03-01", status="hidden"),
            "pages/about.md": "Title: About\n\nText.",
            "photos/wide.jpg": photo(),
        },
    )

    site = build(files, NOW=NOW)

    found = [
        line.partition("front.yml:")[2]
        for line in f"{site.status}".splitlines()
        if "front.yml:" in line
    ]
    expected = [
        '2: the story "stories/bb.md" does not exist. Did you mean "stories/b.md"?',
        '3: the story "stories/hidden.md" is hidden, so nothing may lead to it.',
        '5: "pages/about.md" is not a story.',
        '7: photo "missing.jpg" is not in content/photos/.',
        '8: warning: the story "stories/a.md" stands in top already, by line 6.',
        '10: warning: photo "wide.jpg" has no alternative text. Write "alt: ..."',
        '10: warning: photo "wide.jpg" has no credit. Write "credit: Name" in photos/wide.yml',
        "11: warning: this ended on 15 January 2026, 00:00 UTC. Take it out of front.yml",
        '13: the section "Culturе" does not exist. Did you mean "Culture"?',
        '14: the story "stories/2026/d.md" does not exist. Did you mean "stories/d.md"?',
    ]
    assert [each[: len(one)] for each, one in zip(found, expected, strict=True)] == expected


def test_a_large_file_and_a_folder_are_no_traceback(build, tmp_path):
    site = build(newsroom(b"#" * (LARGEST + 1)), NOW=NOW)
    assert "front.yml:1: the file is larger than" in f"{site.status}"
    (tmp_path / "content/front.yml").unlink()
    (tmp_path / "content/front.yml").mkdir()
    forget_signals()
    assert build(fresh=False, NOW=NOW).status == 0


def test_links_that_lead_to_themselves_are_faults_that_lose_no_story(build, tmp_path):
    photos = tmp_path / "content/photos"
    photos.mkdir(parents=True)
    for path in (photos / "loop.jpg", photos.parent / "front.yml"):
        path.symlink_to(path.name)

    text = "![A](loop.jpg)\nB. (Photo: C)\n\n/// table | loop.csv\n///\n"
    site = build({"a.md": story(body=text)}, fresh=False)

    assert "front.yml:1: the file is a broken link." in f"{site.status}"
    assert 'a.md:5: photo "loop.jpg" is not in content/photos/' in f"{site.status}"
    assert 'a.md:8: file "loop.csv" is not in content/files/' in f"{site.status}"


def test_a_file_elsewhere_or_with_another_name_is_not_read(build, tmp_path):
    (tmp_path / "elsewhere.yml").write_text("secret: words")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/front.yml").symlink_to(tmp_path / "elsewhere.yml")
    linked = build({"a.md": story()}, fresh=False)
    forget_signals()
    (tmp_path / "content/front.yml").rename(tmp_path / "content/front.yaml")
    misnamed = build({"a.md": story()}, fresh=False)

    assert "front.yml:1: is a link that leads outside the content folder." in f"{linked.status}"
    assert "secret" not in f"{linked.status}"
    assert "front.yaml:1: is not read. Rename it to front.yml" in f"{misnamed.status}"


@pytest.mark.parametrize("count", [1, 2])
def test_stories_that_all_stand_elsewhere_leave_no_empty_page(build, count):
    files = {f"{name}.md": story(f"Story {name}", "2026-03-01", "Europe") for name in "ab"[:count]}
    chosen = ", ".join(f"stories/{name}" for name in files)

    page = build({**files, FILE: f"sections:\n  europe: [{chosen}]\n"}, NOW=NOW)("/")

    assert names(page, ".rail") == "ab"[:count]
    assert not page.select(".nothing")


def test_a_section_without_stories_of_its_own_may_have_a_rail(build):
    site = build(
        newsroom("sections:\n  Opinion: [stories/i.md]"), SECTIONS=["Europe", "Opinion"], NOW=NOW
    )

    (rail,) = site("/").select('.rail[data-section="opinion"]')
    assert rail.h2.get_text(strip=True) == "Opinion"
    assert not rail.h2.a
    assert names(site("/"), ".rail[data-section=opinion]") == "i"
