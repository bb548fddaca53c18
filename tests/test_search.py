"""A reader finds every story that went out, by its words, without a server that searches."""

import errno
import gzip
import json
import shutil
import stat
from contextlib import ExitStack
from pathlib import Path

import pytest

from plugins.markup.blocks import blocks
from plugins.plan import PLUGINS
from plugins.search import pagefind

from .browsing import NEEDS_BROWSER, AsPublished, Server, reading
from .conftest import pelican, photo, proof, story

STORIES = {
    "bridge.md": story(
        "A bridge of glass",
        "2019-03-01",
        "Culture",
        "The architect counted **every** pane & bolt, if x < y.",
        authors="Ana Ruiz",
        tags="Glass, Rivers",
        deck="It sways a little.",
    ),
    "ferry.md": story("The last ferry", "2020-04-01", body="Its captain dreams of the bridge."),
    "flood.md": story(
        "Water again", "2021-05-01", "City", "The bridge held.", authors="Tom Okafor"
    ),
    "verse.md": story("Three lines", "2021-06-01", "Culture", "", authors="Ana Ruiz"),
    "hidden.md": story("A hidden bridge", "2021-06-02", status="hidden"),
    "draft.md": story("A bridge drafted", "2021-06-03", status="draft"),
    "embargoed.md": story("A bridge to come", "2021-06-04", embargo="2099-01-01 06:00 +01:00"),
    "pages/about.md": "Title: About\n\nWe crossed the bridge.",
}

TWO_LANGUAGES = {
    "a.md": story("The end", "2022-01-01", body="A Reaktor is a reactor."),
    "b.md": story(
        "Der Ausstieg", "2021-01-01", body="Die Kernkraft geht, Reaktoren auch.", lang="de"
    ),
}


def published(site):
    """Return the bundles of each language, as the page knows them."""
    return json.loads((site.output / "search/index/bundles.json").read_text())


def indexed(site):
    """Return what the index says of each story, by the story's address."""
    found = {}
    for path in (site.output / "search/index").glob("*/fragment/*"):
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(data)
        assert fragment["url"] not in found
        found[fragment["url"]] = fragment
    return found


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """Count how often Pagefind is started, by letting a script start it."""
    started, script = tmp_path / "started", tmp_path / "pagefind"
    started.touch()
    script.write_text(f'#!/bin/sh\necho >> "{started}"\nexec "{pagefind.executable()}" "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("plugins.search.executable", lambda: script)

    def count():
        number = len(started.read_text().splitlines())
        started.write_text("")
        return number

    return count


def test_what_went_out_is_in_the_index_and_nothing_else(build):
    site = build(STORIES)

    assert site.status == 0, site.messages
    found = indexed(site)
    assert sorted(found) == [
        "/2019/03/01/bridge/",
        "/2020/04/01/ferry/",
        "/2021/05/01/flood/",
        "/2021/06/01/verse/",
    ]
    bridge = found["/2019/03/01/bridge/"]
    assert bridge["content"] == (
        "It sways a little. The architect counted every pane & bolt, if x < y."
    )
    assert bridge["meta"] == {
        "authors": "Ana Ruiz",
        "date": "2019-03-01",
        "section": "Culture",
        "title": "A bridge of glass",
        "topics": "Glass, Rivers",
    }
    assert bridge["filters"] == {"author": ["ana-ruiz"], "section": ["culture"], "year": ["2019"]}
    assert found["/2021/06/01/verse/"]["content"] == "Three lines"


def test_the_page_offers_the_archive_the_sections_and_the_topics_without_a_script(build):
    site = build(STORIES)
    page = site("/search/")

    assert page.form["hidden"] == ""
    assert "needs JavaScript" in page.noscript.text
    ways = [link["href"] for link in page.select(".search-ways a")]
    assert ways == [
        "/archive/",
        "/section/world/",
        "/section/culture/",
        "/section/city/",
        "/topic/glass/",
        "/topic/rivers/",
    ]
    assert [each.text for each in page.select("[name=year] option")] == [
        "Any year",
        "2021",
        "2020",
        "2019",
    ]
    assert site("/2019/03/01/bridge/").select_one(".masthead a[href='/search/']").text == "Search"


def test_a_newsroom_without_stories_has_nothing_to_search(build):
    site = build({})

    assert site.status == 0, site.messages
    assert published(site) == {}
    assert site("/search/").form is None


def test_a_newsroom_may_go_without_a_search(build):
    site = build(STORIES, PLUGINS=[each for each in PLUGINS if each != "plugins.search"])

    assert site.status == 0, site.messages
    assert not [name for name in site.files if name.startswith("search/")]
    assert not site("/").select("a[href='/search/']")


def test_a_search_page_lies_in_a_folder_of_its_own(build):
    site = build(STORIES, SEARCH_URL="find.html")

    assert 'SEARCH_URL has no slash at its end. Write it with one: "search/"' in site.faults[0]


def test_each_language_has_an_index_of_its_own_with_the_endings_of_its_words(build):
    site = build(
        {
            "a.md": story("One"),
            "b.md": story("Eins", lang="de"),
            "c.md": story("一", body="你好 世界", lang="zh"),
            "d.md": story("!?", body="", lang="fr"),
        }
    )

    assert site.status == 0, site.messages
    assert {lang: len(each) for lang, each in published(site).items()} == {
        "de": 1,
        "en": 1,
        "fr": 0,
        "zh": 1,
    }
    assert "search/index/de/wasm.de.pagefind" in site.files
    assert "search/index/zh/wasm.unknown.pagefind" in site.files
    options = site("/search/").select("[name=lang] option")
    assert [option["value"] for option in options] == ["", "en", "de", "fr", "zh"]
    assert [option.get_text() for option in options] == [
        "Any language",
        "English",
        "Deutsch",
        "Français",
        "中文",
    ]
    assert [option.get("lang") for option in options] == [None, None, "de", "fr", "zh"]


def test_captions_credits_cells_and_headings_run_into_nothing(build):
    """An excerpt shows no caption in the middle of a sentence, and what was one block is apart."""
    body = """![Alt](webb.jpg "The mirror in May (Photo: NASA)")

The James Webb telescope

## Places

![Alt](hall.jpg "The hall (Photo: Ana Ruiz)")

- one
- two. And more.

| a | b |
|---|---|
| c | d |

End."""
    photos = {
        f"photos/{name}.jpg": photo(colour) for name, colour in (("webb", "navy"), ("hall", "teal"))
    }
    site = build({"a.md": story("One", body=body), **photos})

    assert site.status == 0, site.messages
    (found,) = indexed(site).values()
    assert found["content"] == (
        "The James Webb telescope · Places · one · two. And more. a · b · c · d · End."
        " · The mirror in May · Photo: NASA · The hall · Photo: Ana Ruiz"
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("", ([], []), id="nothing"),
        pytest.param("so", (["so"], []), id="no block"),
        pytest.param("<p>a <b>b</b>c</p>d", (["a bc", "d"], []), id="words stay whole"),
        pytest.param("<figure><img><figcaption>a", ([], ["a"]), id="left open"),
        pytest.param("</figcaption><p>a", (["a"], []), id="closed twice"),
        pytest.param("<p>a</p><script>b</script>", (["a"], []), id="script"),
        pytest.param('<p>a<span class="credit">b</span></p>', (["ab"], []), id="in a text"),
    ],
)
def test_a_text_falls_into_blocks_and_captions(markup, expected):
    assert blocks(markup) == expected


EDITS = [
    ("a body", {"two.md": story("Day 2", "2020-02-01", body="Other words.")}),
    ("a new story", {"new.md": story("Day 2.5", "2020-02-15")}),
    ("a new date", {"one.md": story("Day 1", "2022-01-01")}),
    ("a story taken back", {"three.md": story("Day 3", "2020-03-01", status="draft")}),
    ("a story hidden", {"four.md": story("Day 4", "2020-04-01", status="hidden")}),
    ("a story deleted", {"five.md": None}),
    ("another section", {"six.md": story("Day 6", "2020-06-01", "Sport")}),
    ("an author", {"two.md": story("Day 2", "2020-02-01", authors="Ana Ruiz, Tom Okafor")}),
    ("a translation", {"six.de.md": story("Tag 6", "2020-06-01", slug="six", lang="de")}),
    ("an author's address", {"../authors/ana-ruiz.md": "Title: Ana Ruiz\nSlug: ana\n\nAna."}),
]


def test_whatever_was_edited_the_index_is_that_of_a_clean_build(tmp_path):
    content, names = tmp_path / "content", ["one", "two", "three", "four", "five", "six"]
    (content / "stories").mkdir(parents=True)
    for number, name in enumerate(names, 1):
        text = story(f"Day {number}", f"2020-0{number}-01", authors="Ana Ruiz, B, C, D")
        (content / f"stories/{name}.md").write_text(text)
    pelican(content, tmp_path / "output", SEARCH_BUNDLE=2)

    for what, changes in EDITS:
        for name, text in changes.items():
            path = content / "stories" / name
            path.parent.mkdir(exist_ok=True)
            path.unlink() if text is None else path.write_text(text)
        site = pelican(content, tmp_path / "output", SEARCH_BUNDLE=2)
        own = {"PRESS_CACHE": str(tmp_path / "clean/cache")}
        clean = pelican(content, tmp_path / "clean/output", SEARCH_BUNDLE=2, **own)
        assert site.status == clean.status == 0, site.messages
        assert len(published(site)["en"]) > 1
        assert site.bytes() == clean.bytes(), what
        shutil.rmtree(tmp_path / "clean")


def test_an_edit_has_one_bundle_made_again_and_no_edit_none(build, counted):
    stories = {f"{n}.md": story(f"Day {n}", f"2020-01-0{n}") for n in range(1, 9)}
    site = build(stories, SEARCH_BUNDLE=2)
    bundles = published(site)["en"]
    assert counted() == len(bundles) + 1  # and what all of them share

    assert build(stories, fresh=False, SEARCH_BUNDLE=2).status == 0
    assert counted() == 0
    changed = {"3.md": story("Day 3", "2020-01-03", body="Another text.")}
    site = build(changed, fresh=False, SEARCH_BUNDLE=2)
    assert counted() == 1
    assert len({*map(str, bundles)} - {*map(str, published(site)["en"])}) == 1


def test_pages_and_lists_that_change_start_no_indexer(build, counted):
    build(STORIES)
    counted()

    site = build({"pages/about.md": "Title: About us\n\nAnew."}, fresh=False)

    assert site.status == 0, site.messages
    assert counted() == 0


def test_a_list_of_bundles_that_was_cut_short_is_written_again(build, tmp_path, monkeypatch):
    def cut_short(write):
        def run(path, data, *rest, **named):
            if data[:6] in ('{"en":', b'{"en":'):
                path.touch()
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
            return write(path, data, *rest, **named)

        return run

    with monkeypatch.context() as patch:
        for name in ("write_text", "write_bytes"):
            patch.setattr(Path, name, cut_short(getattr(Path, name)))
        failed = build(STORIES)
    assert "No space left on device" in str(failed.status)

    assert json.loads(build(STORIES).bytes()["search/index/bundles.json"])


def test_the_same_stories_give_the_same_bytes(tmp_path):
    records = [
        {
            "url": f"/{number}/",
            "content": f"Words of story {number}, être été",
            "language": ("en", "fr")[number % 2],
            "meta": {"title": f"Story {number}"},
            "filters": {"author": [f"a{number}", "b"], "year": [str(number)], "section": ["x"]},
            "sort": {},
        }
        for number in range(20)
    ]
    first, *others = (pagefind.index(pagefind.executable(), records) for _ in range(4))

    assert all(other == first for other in others)
    assert len([name for name in first if name.startswith("filter/")]) == 6


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 3", "Pagefind stopped before it had finished"),
        ("echo nonsense,; cat > /dev/null", "answer cannot be read"),
        (None, "Pagefind is not installed"),
    ],
    ids=["it fails", "it says what nobody understands", "it is not there"],
)
def test_without_pagefind_the_build_says_so_and_changes_nothing(
    build, tmp_path, monkeypatch, script, words
):
    before = build(STORIES).bytes()
    if script is None:
        monkeypatch.setattr(pagefind, "_PACKAGES", ("no_package_of_this_name",))
    else:
        program = tmp_path / "program"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr("plugins.search.executable", lambda: program)

    site = build({"new.md": story("A new one")}, fresh=False)

    assert words in str(site.status)
    assert site.bytes() == before


@pytest.fixture(scope="module")
def served(build_once):
    """A small newsroom, in bundles of two stories, served under a strict policy."""
    site = build_once("search", STORIES, SEARCH_BUNDLE=2)
    with Server(site.output, AsPublished) as server, server.answering() as address:
        yield address


@pytest.fixture
def reader(browser, served):
    """Return a function that opens the search page under a strict policy.

    What the browser complains of, in the end, is a failure.
    """
    with ExitStack() as opened:
        yield lambda query="", **habits: opened.enter_context(
            reading(browser, served, f"/search/{query}", **habits)
        )


def told(page, words):
    """Wait until *page* tells *words*, and return the headlines that it lists."""
    page.locator("[role=status]", has_text=words).wait_for()
    return page.locator(".search-results h2").all_inner_texts()


@NEEDS_BROWSER
class TestInTheBrowser:
    def test_the_keyboard_finds_a_story_under_a_strict_policy(self, reader):
        page = reader()
        page.get_by_label("Search terms").focus()
        page.keyboard.type("bridges")
        page.keyboard.press("Enter")

        assert sorted(told(page, "3 stories found")) == [
            "A bridge of glass",
            "The last ferry",
            "Water again",
        ]
        assert page.url.endswith("/search/?q=bridges")
        first = page.locator(".search-result", has_text="Water again")
        assert first.locator("mark").all_inner_texts() == ["bridge"]
        assert first.locator("time").get_attribute("datetime") == "2021-05-01"
        assert first.locator("time").inner_text() == "1 May 2021"
        assert first.locator(".section").inner_text() == "City"
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.search-result') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/2*/**")

    @pytest.mark.parametrize(
        ("label", "choice", "address", "found"),
        [
            ("Section", "Culture", "section=culture", "A bridge of glass"),
            *proof(
                ("Author", "Tom Okafor", "author=tom-okafor", "Water again"),
                ("Year", "2020", "year=2020", "The last ferry"),
            ),
        ],
    )
    def test_a_reader_narrows_the_search(self, reader, label, choice, address, found):
        page = reader("?q=bridge")
        told(page, "3 stories found")
        page.get_by_label(label, exact=True).select_option(choice)

        assert told(page, "1 story found") == [found]
        assert page.url.endswith(f"?q=bridge&{address}")
        page.go_back()
        told(page, "3 stories found")

    def test_an_address_leads_to_what_it_found(self, reader):
        page = reader("?q=bridge&section=city&year=2021&author=nobody")

        assert told(page, "1 story found") == ["Water again"]
        assert page.get_by_label("Section", exact=True).input_value() == "city"
        assert page.get_by_label("Author", exact=True).input_value() == ""

    def test_headlines_and_names_are_found_and_signs_stay_signs(self, reader):
        page = reader("?q=Glass+Ruiz")

        assert told(page, "1 story found") == ["A bridge of glass"]
        assert "pane & bolt, if x < y." in page.locator(".excerpt").inner_text()

    def test_a_story_has_every_word_though_the_words_are_in_different_bundles(self, reader):
        page = reader("?q=captain+pane")

        assert told(page, "No stories found") == []
        page.get_by_label("Search terms").fill("captain bridge zeppelin")
        page.keyboard.press("Enter")
        assert told(page, "1 story found") == ["The last ferry"]

    def test_what_is_nowhere_is_not_found(self, reader):
        page = reader("?q=zeppelin")

        assert told(page, "No stories found") == []

    def test_an_index_that_cannot_be_had_is_said(self, reader):
        page = reader()
        page.route("**/*.pagefind", lambda route: route.abort())
        page.get_by_label("Search terms").fill("bridge")
        page.keyboard.press("Enter")

        told(page, "temporarily unavailable")
        page.unroute("**/*.pagefind")
        page.keyboard.press("Enter")
        assert len(told(page, "3 stories found")) == 3
        assert page.complaints
        page.complaints.clear()

    def test_every_language_is_searched_unless_the_reader_chooses_one(self, browser, build_once):
        site = build_once("search in two languages", TWO_LANGUAGES)
        with (
            Server(site.output, AsPublished) as server,
            server.answering() as address,
            reading(browser, address, "/search/?q=Kernkraft") as page,
        ):
            assert told(page, "1 story found") == ["Der Ausstieg"]
            assert page.locator(".search-result").get_attribute("lang") == "de"
            page.get_by_label("Language").select_option("en")
            assert told(page, "No stories found") == []
            assert page.url.endswith("?q=Kernkraft&lang=en")
            page.get_by_label("Search terms").fill("Reaktoren")
            page.get_by_label("Language").select_option("")
            page.keyboard.press("Enter")
            assert told(page, "2 stories found") != []

    def test_without_a_script_the_archive_is_offered_and_no_dead_form(self, reader):
        page = reader("?q=bridge", java_script_enabled=False)

        assert not page.locator("form").is_visible()
        assert page.locator("noscript p").is_visible()
        page.locator(".search-ways").get_by_role("link", name="Archive").click()
        page.get_by_role("link", name="April").first.click()
        page.get_by_role("link", name="The last ferry").first.wait_for()

    @pytest.mark.parametrize(
        "habits",
        [
            {"width": 320, "scheme": "dark"},
            *proof(
                {"width": 640, "device_scale_factor": 2},
                {"forced_colors": "active", "reduced_motion": "reduce"},
            ),
        ],
        ids=["on a dark phone", "at 200 percent", "in forced colours"],
    )
    def test_results_fit_and_nothing_complains(self, reader, habits):
        page = reader("?q=bridge", **habits)
        told(page, "3 stories found")

        room = page.evaluate("document.documentElement.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= room
        assert page.locator("mark").first.is_visible()
