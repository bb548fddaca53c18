"""Old addresses keep working, and no address is ever lost."""

import http.client
import random
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from plugins.hosting.old_addresses import caddy_lines, nginx_lines, redirects_file
from plugins.markup.addresses import (
    Redirect,
    Remembered,
    address_of,
    address_of_file,
    file_of,
    memory_in,
    recorded,
)
from plugins.plan import PLUGINS
from plugins.redirects.aliases import page_of
from plugins.redirects.memory import encoded, memory_lines
from plugins.redirects.record import is_publication
from plugins.redirects.sketches import similarity, sketch

from .conftest import forget_signals, pelican, story
from .servers import SERVERS, free_port, served

PUBLISHED = {
    "SITEURL": "https://news.example.org",
    "ABSOLUTE_SITEURL": True,
    "PLUGINS": [each for each in PLUGINS if each != "plugins.search"],
}

FLOOD = "The river rose by four metres in one night. The mayor asked for boats and got twelve. " * 4
VOTE = "The council voted to keep the night bus by one vote, after a debate of seven hours. " * 4
CHESS = "A girl of nine beat the champion of the city in the park, and asked for ice cream. " * 4


@pytest.fixture
def publish(build, tmp_path):
    """Return a function that changes files, removes those that are None, and publishes the site."""

    def run(files=(), **settings):
        texts = dict(files)
        for name in [name for name, text in texts.items() if text is None]:
            path = tmp_path / "content" / (name if "/" in name else f"stories/{name}")
            path.unlink()
            del texts[name]
        return build(texts, fresh=False, **{**PUBLISHED, **settings})

    return run


@pytest.fixture
def record(tmp_path):
    """Return a function that reads the record, as owners by address."""

    def read():
        lines = recorded(tmp_path / "content")
        return {line.address: line.owner for line in lines if line.text}

    return read


def leads_to(site, address):
    """Return where the page at *address* leads; None if it leads nowhere."""
    page = site(address)
    refresh = page.select_one("meta[http-equiv=refresh]")
    return refresh and refresh["content"].removeprefix("0; url=https://news.example.org")


def is_gone(site, address):
    """Return whether readers find at *address* that it is gone."""
    return site(address).h1.string == "Page removed"


# Addresses in headers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alias", "page"),
    [
        ("/2014/old-name/", "2014/old-name/index.html"),
        ("2014/old-name", "2014/old-name/index.html"),
        ("/old.html", "old.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/cafe\N{COMBINING ACUTE ACCENT}/", "café/index.html"),
        ("/100%25/", "100%/index.html"),
        ("/../etc/", None),
        ("/%2e%2e/etc/", None),
        ("/a//b/", None),
        ("https://example.org/a/", None),
        ("//example.org/a/", None),
        ("/?p=12", None),
        ("/feed.xml", None),
        ("/", None),
        ("/a\\b/", None),
        ("/a\x00b/", None),
        ("http://[", None),
    ],
)
def test_which_file_answers_an_old_address(alias, page):
    assert page_of(alias) == page


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("2014/old", "/2014/old/"),
        ("/a b/", "/a%20b/"),
        ("/a,b/", "/a%2Cb/"),
        ("/выборы/", "/выборы/"),
        ("/?p=123", "/?p=123"),
        ("?p=123", "/?p=123"),
        ("/?plain", "/?plain"),
        ("/?q=a+b&&x=", "/?q=a%20b&x="),
        ("/index.php?option=com&id=5", "/index.php?option=com&id=5"),
        ("/?", None),
        ("/?=", None),
        ("/?p=1#top", None),
        ("/../?p=1", None),
        ("https://example.org/?p=1", None),
        ("/?p=\x1b[31m", None),
    ],
)
def test_an_address_has_one_spelling(typed, address):
    assert address_of(typed) == address
    assert address is None or address_of(address) == address


@pytest.mark.parametrize("file", ["a/b/index.html", "old.html", "a b/100%/index.html"])
def test_a_file_and_its_address(file):
    assert file_of(address_of_file(file)) == file


def test_an_old_address_leads_to_the_story(build):
    site = build({"a.md": story("New & old", aliases="/2014/old/, old.html")})

    for address in ("/2014/old/", "/old.html"):
        page = site(address)
        assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=/2020/05/01/a/"
        assert page.h1.a["href"] == "/2020/05/01/a/"


def test_search_engines_follow_an_old_address(build):
    """The target would drop out of the index if the page with the refresh said noindex."""
    site = build({"a.md": story(aliases="/old/")}, SITEURL="https://news.example.org/daily")
    page = site("/old/")

    assert not page.select("meta[name=robots]")
    assert page.find("link", rel="canonical")["href"] == (
        "https://news.example.org/daily/2020/05/01/a/"
    )
    assert (site.output / "_redirects").read_text("ascii") == (
        "/daily/old/ /daily/2020/05/01/a/ 301\n"
    )


def test_an_old_address_of_a_held_story_is_not_published(build):
    site = build({"a.md": story(aliases="/2014/old/", status="draft")})

    assert not [name for name in site.files if "old" in name]
    assert "_redirects" not in site.files


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        ("/2020/05/01/b/", "a.md:1: the old address /2020/05/01/b/ is the address of "),
        ("/feed.xml", 'a.md:1: the old address "/feed.xml" cannot be an address of this site'),
        ("/2020/05/01/a/", 'a.md:1: the old address "/2020/05/01/a/" is the address itself'),
        ("/2020/05/01/a", 'a.md:1: the old address "/2020/05/01/a" is the address itself'),
        ("/search/?q=x", "a.md:1: the old address /search/?q=x belongs to the site's own pages"),
        ("/old/", "b.md:1: has the same address as "),
        ("/?p=1", "b.md:1: the old address /?p=1 is also that of "),
    ],
)
def test_an_old_address_that_cannot_lead_on_is_a_fault(build, aliases, message):
    others = aliases if aliases in ("/old/", "/?p=1") else "/other/"
    site = build({"a.md": story(aliases=aliases), "b.md": story("B", aliases=others)})

    assert len(site.faults) == 2
    assert message in site.faults[0]


def test_two_stories_cannot_lead_to_each_other(build):
    a, b = story(aliases="/2020/05/01/b/"), story("B", aliases="/2020/05/01/a/")
    site = build({"a.md": a, "b.md": b})

    assert [fault.split(" ")[0].rpartition("/")[2] for fault in site.faults[:2]] == [
        "a.md:1:",
        "b.md:1:",
    ]


# The record ----------------------------------------------------------------------------------


def test_only_publishing_writes_the_record(build, publish, record):
    files = {"a.md": story(tags="budget", aliases="/old/, /?p=12")}
    build(files, SITEURL=PUBLISHED["SITEURL"])
    assert record() == {}
    site = publish()

    assert record() == {
        "/2020/05/01/a/": "stories/a.md",
        "/?p=12": "stories/a.md",
        "/author/the-margin/": "author:the-margin",
        "/old/": "stories/a.md",
        "/section/world/": "section:world",
        "/topic/budget/": "topic:budget",
    }
    assert "content/.addresses changed: 6 new of 6 addresses. Commit it" in site.messages


def test_publishing_the_same_again_writes_nothing(publish, tmp_path):
    publish({"a.md": story(body=FLOOD), "выборы.md": story("B", tags="Бюджет")})
    files = [tmp_path / "content" / name for name in (".addresses", ".addresses-texts")]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    site = publish()

    assert before == [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    assert ".addresses" not in site.messages


def test_a_small_edit_changes_no_record(publish, tmp_path):
    publish({"a.md": story(body=FLOOD)})
    before = (tmp_path / "content/.addresses-texts").read_bytes()
    publish({"a.md": story("Another headline", body=f"{FLOOD} Five more came.")})

    assert (tmp_path / "content/.addresses-texts").read_bytes() == before


def test_the_record_is_sorted(publish, tmp_path):
    publish({"b.md": story("B"), "a.md": story(aliases="/z/, /c/"), "é.md": story("C")})
    lines = (tmp_path / "content/.addresses").read_text("utf-8").splitlines()

    assert lines == sorted(lines)
    assert "/2020/05/01/a/ stories/a.md" in lines


def test_what_is_held_is_not_in_the_record(publish, record, tmp_path):
    files = {
        "a.md": story(),
        "draft.md": story(status="draft", aliases="/draft-old/", tags="secrets"),
        "later.md": story(date="2090-01-01"),
        "embargoed.md": story(embargo="2090-01-01 00:00 UTC"),
    }
    publish(files)

    assert {owner for owner in record().values() if owner.endswith(".md")} == {"stories/a.md"}
    both = [
        (tmp_path / "content" / each).read_text() for each in (".addresses", ".addresses-texts")
    ]
    assert not any(word in "".join(both) for word in ("draft", "later", "embargoed", "secrets"))
    publish(NOW="2090-01-02")
    assert record()["/2090/01/01/later/"] == "stories/later.md"


def test_a_preview_writes_no_record(publish, record):
    publish({"a.md": story(status="draft")}, DRAFTS=True)

    assert record() == {}


@pytest.mark.parametrize(
    ("settings", "publishes"),
    [
        ({"SETTINGS_FILE": "/news/publishconf.py"}, True),
        ({"SETTINGS_FILE": "pelicanconf.py", "ABSOLUTE_SITEURL": True}, True),
        ({"SETTINGS_FILE": "pelicanconf.py"}, False),
        ({"SETTINGS_FILE": "publishconf.py", "DRAFTS": True}, False),
        ({}, False),
    ],
)
def test_which_builds_publish(settings, publishes):
    assert is_publication(settings) == publishes


def test_a_failed_build_writes_no_record(publish, record):
    site = publish({"a.md": story(), "b.md": story(body="![x](nowhere.jpg)")})

    assert site.status
    assert record() == {}


# What moved ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "now"),
    [
        ({"a.md": story(slug="flood", body=FLOOD)}, "/2020/05/01/flood/"),
        ({"a.md": story(date="2021-01-02", body=VOTE)}, "/2021/01/02/a/"),
        ({"a.md": None, "b.md": story("Boats", body=f"{FLOOD} All."), "c.md": story("C", body=VOTE)},
         "/2020/05/01/b/"),
        ({"a.md": None, "b.md": story(body=VOTE, id="stories/a")}, "/2020/05/01/b/"),
        ({"a.md": None, "pages/about.md": f"Title: About\n\n{FLOOD}"}, "/about/"),
    ],
    ids=["slug", "date", "nearly the same text", "the id of its path", "a page"],
)  # fmt: skip
def test_what_moved_leads_on_by_itself(publish, record, changed, now):
    publish({"a.md": story(body=FLOOD), "kept.md": story("Kept", body=CHESS)})
    site = publish(changed)

    assert leads_to(site, "/2020/05/01/a/") == now
    assert record()["/2020/05/01/a/"] == record()[now]
    assert "is not published any more" not in site.messages
    assert f"/2020/05/01/a/ {now} 301\n" in (site.output / "_redirects").read_text("ascii")
    assert site.bytes() == publish().bytes()


def test_a_renamed_story_is_known_by_the_id_in_its_header(publish):
    publish({"a.md": story(body=FLOOD, id="urn:1"), "b.md": story("B", body=CHESS)})
    site = publish({"a.md": None, "c.md": story("C", body=VOTE, id="urn:1")})

    assert leads_to(site, "/2020/05/01/a/") == "/2020/05/01/c/"


def test_a_chain_of_moves_is_one_step(publish):
    publish({"a.md": story(body=FLOOD)})
    publish({"a.md": story(body=FLOOD, slug="b")})
    publish({"a.md": None, "c.md": story(body=FLOOD)})
    site = publish({"c.md": story(body=FLOOD, date="2021-01-01", aliases="/old/")})

    for old in ("/2020/05/01/a/", "/2020/05/01/b/", "/2020/05/01/c/", "/old/"):
        assert leads_to(site, old) == "/2021/01/01/c/"


def test_a_move_back_leads_back(publish):
    publish({"a.md": story(slug="one")})
    publish({"a.md": story(slug="two")})
    site = publish({"a.md": story(slug="one")})

    assert leads_to(site, "/2020/05/01/two/") == "/2020/05/01/one/"
    assert leads_to(site, "/2020/05/01/one/") is None


def test_stories_that_change_places_lead_nowhere_else(publish):
    publish({"a.md": story(slug="one"), "b.md": story("B", slug="two")})
    site = publish({"a.md": story(slug="two"), "b.md": story("B", slug="one")})

    assert site("/2020/05/01/one/").h1.string == "B"
    assert "_redirects" not in site.files


def test_an_address_that_is_taken_again_belongs_to_the_new_story(publish, record):
    publish({"a.md": story(slug="flood", body=FLOOD)})
    publish({"a.md": story(slug="flood-2020", body=FLOOD)})
    site = publish({"b.md": story("Another", slug="flood", body=VOTE)})

    assert site("/2020/05/01/flood/").h1.string == "Another"
    assert record()["/2020/05/01/flood/"] == "stories/b.md"
    assert "_redirects" not in site.files


def test_a_translation_moves_with_its_address(publish):
    publish({"a.md": story(), "a-de.md": story("Fluss", lang="de", slug="a", body=VOTE)})
    site = publish({"a-de.md": story("Fluss", lang="de", slug="fluss", body=VOTE)})

    assert leads_to(site, "/2020/05/01/a/de/") == "/2020/05/01/fluss/"
    assert site("/2020/05/01/a/de/").html["lang"] == "de"


def test_lists_move_with_the_setting_of_their_addresses(publish):
    publish({"a.md": story(tags="budget")})
    site = publish(TAG_URL="about/{slug}/")

    assert leads_to(site, "/topic/budget/") == "/about/budget/"


def test_an_author_is_known_by_the_file(publish):
    ana = "Title: Ana Ruiz\nSlug: ana-ruiz\n\nReports."
    publish({"a.md": story(authors="Ana Ruiz"), "authors/ana.md": ana})
    lopez = ana.replace("Ruiz", "Lopez").replace("ruiz", "lopez")
    site = publish({"a.md": story(authors="Ana Lopez"), "authors/ana.md": lopez})

    assert leads_to(site, "/author/ana-ruiz/") == "/author/ana-lopez/"


def test_an_old_address_of_another_case_makes_no_page(publish):
    """The page would replace the story's on a disk where both names are the same."""
    publish({"a.md": story(slug="Flood")})
    site = publish({"a.md": story(slug="flood")})

    assert "2020/05/01/Flood/index.html" not in site.files
    assert 'location = "/2020/05/01/Flood/"' in (site.output / "_hosting/nginx.conf").read_text()


def test_a_removed_alias_still_leads_on(publish):
    publish({"a.md": story(aliases="/old/")})
    site = publish({"a.md": story()})

    assert leads_to(site, "/old/") == "/2020/05/01/a/"


# What is gone --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        None,
        story(status="draft", body=FLOOD, aliases="/old/"),
        story(embargo="2090-01-01 00:00 UTC", body=FLOOD),
    ],
    ids=["deleted", "a draft again", "embargoed again"],
)
def test_a_story_that_is_taken_down_is_gone(publish, change):
    publish({"a.md": story("Secret plan", body=FLOOD, aliases="/old/"), "b.md": story("B")})
    site = publish({"a.md": change})
    conf = (site.output / "_hosting/nginx.conf").read_text()

    for address in ("/2020/05/01/a/", "/old/"):
        assert is_gone(site, address)
        assert site(address).select_one("meta[name=robots]")["content"] == "noindex"
        assert "Secret" not in site(address).get_text()
        assert f'location = "{address}" {{\n    return 410;' in conf
    assert "_redirects" not in site.files
    line = 'header: "Aliases: /2020/05/01/a/, /old/"'
    assert site.messages.count("content/.addresses:1: warning: stories/a.md is not published") == 1
    assert line in site.messages
    assert site.bytes() == publish().bytes()


def test_the_line_that_the_warning_names_leads_on(publish, record):
    publish({"a.md": story(body=FLOOD, aliases="/old/"), "b.md": story("B")})
    publish({"a.md": None})
    site = publish({"b.md": story("B", aliases="/2020/05/01/a/, /old/")})

    assert leads_to(site, "/2020/05/01/a/") == leads_to(site, "/old/") == "/2020/05/01/b/"
    assert "410.html" not in site.files
    assert record()["/old/"] == "stories/b.md"


def test_editors_are_told_once_that_an_address_is_gone(build, publish):
    publish({"a.md": story(), "b.md": story("B")})
    publish({"a.md": None})

    assert "is not published any more" not in publish().messages


def test_a_story_that_comes_back_is_at_its_address(publish):
    publish({"a.md": story(), "b.md": story("B")})
    publish({"a.md": story(status="draft")})
    site = publish({"a.md": story(slug="again")})

    assert leads_to(site, "/2020/05/01/a/") == "/2020/05/01/again/"


def test_a_topic_without_stories_is_gone_and_can_lead_to_another(publish, tmp_path):
    publish({"a.md": story(tags="budget"), "b.md": story("B", tags="money")})
    site = publish({"a.md": story()})
    assert is_gone(site, "/topic/budget/")
    assert 'write here: "/topic/budget/ topic:another"' in site.messages
    path = tmp_path / "content/.addresses"
    text = path.read_text().replace("/topic/budget/ topic:budget", "/topic/budget/ topic:money")
    path.write_text(text)

    assert leads_to(publish(), "/topic/budget/") == "/topic/money/"


def test_a_hidden_story_is_named_nowhere_when_it_moves_or_goes(publish):
    publish({"a.md": story(slug="the-secret", status="hidden"), "b.md": story("B")})
    for change in (story(slug="another", status="hidden"), None):
        site = publish({"a.md": change})
        texts = [data for name, data in site.bytes().items() if not name.endswith("index.html")]

        assert "2020/05/01/the-secret/index.html" in site.files
        assert not any(b"the-secret" in data or b"another/" in data for data in texts)


def test_a_story_that_is_gone_is_in_no_list_for_machines(publish):
    publish({"a.md": story(slug="the-secret"), "b.md": story("B")})
    site = publish({"a.md": None})
    found = {name for name, data in site.bytes().items() if b"the-secret" in data}

    assert found == {"_hosting/nginx.conf", "_hosting/Caddyfile"}


# What happens to the record ------------------------------------------------------------------

CONFLICT = """\
/2020/05/01/a/ stories/a.md
<<<<<<< HEAD
/2020/05/01/b/ stories/b.md
=======
/2020/05/01/c/ stories/c.md
>>>>>>> elections
"""


def test_a_merge_that_is_not_resolved_is_a_fault_with_its_lines(build, tmp_path):
    build({"a.md": story()})
    (tmp_path / "content/.addresses").write_text(CONFLICT)
    site = build({}, fresh=False)

    places = [fault.partition(": ")[0].rpartition("/")[2] for fault in site.faults[:-1]]
    assert places == [".addresses:2", ".addresses:4", ".addresses:6"]
    assert 'is left over from a merge: "<<<<<<< HEAD"' in site.faults[0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("/2020/05/01/a/", "has no address with its file"),
        ("stories/a.md", "has no address with its file"),
        ("/../../etc/ stories/a.md", "has no address with its file"),
        ("//evil.example/ stories/a.md", "has no address with its file"),
        ("/search/ stories/a.md", "/search/ belongs to the site's own pages"),
        ("/archive/2020/ topic:x", "/archive/2020/ belongs to the site's own pages"),
        ("/topic/x/page/2/ topic:x", "/topic/x/page/2/ belongs to the site's own pages"),
        ("/index.html stories/a.md", "/index.html belongs to the site's own pages"),
        ("/_redirects/ stories/a.md", "/_redirects/ belongs to the site's own pages"),
        (
            "/old/ stories/b.md",
            "/old/ is given to stories/b.md, but line 1 gives it to stories/a.md",
        ),
        ("\x1b[31m stories/a.md", "has no address with its file"),
    ],
)
def test_a_line_that_is_wrong_is_a_fault(build, tmp_path, line, problem):
    build({"a.md": story()})
    (tmp_path / "content/.addresses").write_text(f"/old/ stories/a.md\n{line}\n")
    site = build({}, fresh=False)

    assert f"content/.addresses:2: {problem}" in site.faults[0]
    assert len(site.faults) == 2
    assert "\x1b" not in site.faults[0]


@pytest.mark.parametrize(
    "line",
    ["/old/ stories/a.md", "/old/\tstories/a.md", "/old/, stories/a.md", "  /old  stories/a.md\r",
     "\N{ZERO WIDTH NO-BREAK SPACE}/old/ stories/a.md", "\n\n/old/ stories/a.md\n/old/ stories/a.md"],
)  # fmt: skip
def test_a_line_may_be_typed_by_hand(build, tmp_path, line):
    build({"a.md": story()})
    (tmp_path / "content/.addresses").write_text(line, "utf-8", newline="")
    site = build({}, fresh=False, SITEURL=PUBLISHED["SITEURL"])

    assert site.status == 0
    assert leads_to(site, "/old/") == "/2020/05/01/a/"


@pytest.mark.parametrize("damage", [b"\xff\xfe", "folder"])
def test_a_record_that_cannot_be_read_is_a_fault(build, tmp_path, damage):
    build({"a.md": story()})
    path = tmp_path / "content/.addresses"
    path.mkdir() if damage == "folder" else path.write_bytes(damage)

    assert "content/.addresses:1: " in build({}, fresh=False).faults[0]


def test_damaged_sketches_are_left_out(publish, tmp_path):
    publish({"a.md": story(body=FLOOD)})
    path = tmp_path / "content/.addresses-texts"
    path.write_text(f"<<<<<<< HEAD\nstories/a.md\t!!!\t\t\n\t\n{path.read_text()}=======\n")
    site = publish({"a.md": story(slug="b", body=FLOOD)})

    assert leads_to(site, "/2020/05/01/a/") == "/2020/05/01/b/"
    assert "<<<<" not in path.read_text()


def test_names_of_files_cannot_divide_lines(tmp_path):
    names = ["a b.md", "a\nb.md", " a.md", "a.md ", "100%.md", "a\tb.md", "выборы.md"]
    memory = {f"stories/{name}": Remembered("AAAA", "an id\t1", True) for name in names}
    lines = "".join(f"/{n}/ {encoded(name)}\n" for n, name in enumerate(memory))
    (tmp_path / ".addresses").write_text(lines, "utf-8")

    assert memory_in(memory_lines(memory, [], [])) == memory
    assert [line.owner for line in recorded(tmp_path) if line.text] == list(memory)


def test_a_record_of_an_older_publication_finds_what_moved_since(publish, tmp_path):
    """The record was not committed, or the build was killed before it wrote it."""
    publish({"a.md": story(body=FLOOD)})
    path = tmp_path / "content/.addresses"
    older = path.read_bytes()
    publish({"a.md": story(body=FLOOD, slug="b")})
    path.write_bytes(older)
    site = publish({"a.md": story(body=FLOOD, slug="c")})

    assert leads_to(site, "/2020/05/01/a/") == "/2020/05/01/c/"


def test_the_record_is_written_before_output_changes(publish, record, monkeypatch):
    """So an address that was public for a moment is never missing, whenever the build is killed."""

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("plugins.press.publish.build.Build.publish", killed)
    with pytest.raises(KeyboardInterrupt):
        publish({"a.md": story()})

    assert record()["/2020/05/01/a/"] == "stories/a.md"


def test_the_record_lies_in_the_folder_that_is_published(tmp_path):
    (tmp_path / "elsewhere/stories").mkdir(parents=True)
    (tmp_path / "elsewhere/stories/a.md").write_text(story())
    pelican(tmp_path / "elsewhere", tmp_path / "output", POLICIES={}, **PUBLISHED)

    assert (tmp_path / "elsewhere/.addresses").is_file()
    assert not [name for name in (tmp_path / "output").iterdir() if "addresses" in name.name]


# Incremental equals clean --------------------------------------------------------------------

BODIES = (FLOOD, VOTE, CHESS)


def _edit(chance, files):
    """Return what an editor may do to *files*: the texts that change, None for one that goes."""
    name = chance.choice(sorted(files))
    body = chance.choice(BODIES)
    return {
        "rename": {name: None, f"r{chance.randrange(9)}.md": files[name]},
        "delete": {name: None, "kept.md": story("Kept")},
        "new": {f"n{chance.randrange(9)}.md": story("New", body=body)},
        "slug": {name: story(name, body=body, slug=f"s{chance.randrange(6)}")},
        "date": {name: story(name, body=body, date=f"2020-05-0{chance.randrange(1, 9)}")},
        "alias": {name: story(name, body=body, aliases=f"/old/{chance.randrange(4)}/")},
        "topic": {name: story(name, body=body, tags=chance.choice("xy"))},
        "draft": {name: story(name, body=body, status="draft")},
        "hidden": {name: story(name, body=body, status="hidden")},
    }[chance.choice("rename rename delete new slug date alias topic draft hidden".split())]


def _check_equal(publish, tmp_path, chance, edits):
    """Publish after each of so many *edits*; a clean build of the same must give the same."""
    files = {f"{name}.md": story(name, body=body) for name, body in zip("abc", BODIES, strict=True)}
    publish(files)
    for number in range(edits):
        change = _edit(chance, files)
        site = publish(change)
        files = {each: text for each, text in {**files, **change}.items() if text}
        place = tmp_path / f"clean {number} {chance.random()}"
        settings = PUBLISHED | {"ABSOLUTE_SITEURL": False, "POLICIES": {}}
        clean = pelican(tmp_path / "content", place / "output", **settings)
        forget_signals()

        assert bool(site.status) == bool(clean.status), (site.messages, clean.messages)
        if not site.status:
            assert site.bytes() == clean.bytes(), change


def test_random_moves_leave_what_a_clean_build_gives(publish, tmp_path):
    _check_equal(publish, tmp_path, random.Random(7), 6)


@pytest.mark.proof
def test_random_moves_of_many_kinds(publish, tmp_path, rounds):
    for _ in rounds:
        for path in [*tmp_path.glob("content/stories/*"), *tmp_path.glob("content/.addresses*")]:
            path.unlink()
        _check_equal(publish, tmp_path, random.Random(), 6)


# Sketches ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (FLOOD, FLOOD, True),
        (FLOOD, f"<p>{FLOOD}</p> One more sentence was added at its end.", True),
        ("The river rose by four metres in one night.", "The river rose by five metres in one night.", True),
        ("Text.", "Text.", True),
        ("Text.", "Words.", False),
        (FLOOD, VOTE, False),
        ("", "", False),
        ("市议会投票保留夜班巴士，经过七小时的辩论。", "市议会投票保留夜班巴士，经过八小时的辩论。", True),
        ("市议会投票保留夜班巴士，经过七小时的辩论。", "河水一夜之间上涨四米，没有人睡觉。", False),
    ],
)  # fmt: skip
def test_nearly_the_same_text_is_recognised(one, other, same):
    assert (similarity(sketch(one), sketch(other)) >= 0.5) == same


# Static hosts --------------------------------------------------------------------------------


def test_a_static_host_gets_the_newest_that_fit(build):
    many = ", ".join(f"/old/{number}/" for number in range(3))
    files = {"new.md": story(date="2024-01-01", aliases="/was-new/"), "a.md": story(aliases=many)}
    site = build(files, REDIRECTS_MAX=2)
    lines = (site.output / "_redirects").read_text("ascii").splitlines()

    assert lines == [
        "/was-new/ /2024/01/01/new/ 301",
        "/old/0/ /2020/05/01/a/ 301",
    ]
    assert "warning: REDIRECTS_MAX leaves the 2 oldest of the old addresses out" in site.messages
    assert {f"old/{number}/index.html" for number in range(3)} <= site.files
    for name in ("nginx.conf", "Caddyfile"):
        assert "/old/2/" in (site.output / "_hosting" / name).read_text()
    quiet = build({}, fresh=False, REDIRECTS_MAX=0)
    assert "_redirects" not in quiet.files
    assert "REDIRECTS_MAX" not in quiet.messages


def test_no_line_has_a_placeholder_or_is_too_long():
    redirects = [Redirect(address_of(f"/:a/*/b c%23/{'x' * n}/"), "new/") for n in (1, 240)]
    redirects += [Redirect("/" + "я" * 120 + "/" + "я" * 120 + "/", "new/")]
    text, left_out = redirects_file("/daily", redirects, 10)

    assert text.splitlines()[0] == "/daily/%3Aa/%2A/b%20c%23/x/ /daily/new/ 301"
    assert left_out == 1


# Real servers --------------------------------------------------------------------------------

ODD = {
    "/old/": ["/old/", "/old", "/old/?utm_source=x"],
    "/o.html": ["/o.html"],
    "/café/": ["/caf%C3%A9/", "/caf%c3%a9", "/cafe%CC%81/"],
    "/выборы/": ["/%D0%B2%D1%8B%D0%B1%D0%BE%D1%80%D1%8B/"],
    "/a b/": ["/a%20b/"],
    "/it's/": ["/it's/", "/it%27s/"],
    '/q"uote/': ["/q%22uote/"],
    "/x{$HOME}{y}/": ["/x%7B$HOME%7D%7By%7D/"],
    "/re(g)ex.*[a]+/": ["/re(g)ex.*%5Ba%5D+/"],
    "/$dollar;semi:colon/": ["/$dollar;semi:colon/"],
    "/per%25cent/": ["/per%25cent/"],
    "/ha%23sh%3F/": ["/ha%23sh%3F/"],
    "/co%2Cmma/": ["/co,mma/"],
    "/?p=123": ["/?p=123", "/?p=123&fbclid=x", "/?fbclid=x&p=123"],
    "/?plain": ["/?plain"],
    "/?path=/a/b c": ["/?path=/a/b+c", "/?path=%2Fa%2Fb%20c"],
    "/?a[]=1": ["/?a[]=1", "/?a%5B%5D=1"],
    "/index.php?option=com&id=5": ["/index.php?option=com&id=5", "/index.php?id=5&option=com"],
    "/both/": ["/both/?x=1"],
}
"""Old addresses, each with how readers may ask for it."""

ELSEWHERE = {"/both/?p=7": "/other/"}
STAYS = ["/", "/?p=12", "/?p=1234", "/?utm_source=x", "/other/?p=1"]


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The root of a server with a site in its folder daily/ that has odd old addresses."""
    root = tmp_path_factory.mktemp("moved")
    site = root / "daily"
    for name, text in {
        "index": "front",
        "404": "missing",
        "410": "removed",
        "other/index": "x",
    }.items():
        (site / f"{name}.html").parent.mkdir(parents=True, exist_ok=True)
        (site / f"{name}.html").write_text(text)
    redirects = [Redirect(address_of(typed), "выборы/new/") for typed in ODD]
    redirects += [Redirect(address_of(typed), url.lstrip("/")) for typed, url in ELSEWHERE.items()]
    redirects += [Redirect("/gone/"), Redirect("/?p=404"), Redirect("/secret/", "x/", listed=False)]
    return root, site, redirects


@contextmanager
def _answers(name, moved, folder):
    from plugins.hosting.rules import rules
    from plugins.hosting.servers import caddy, nginx

    root, site, redirects = moved
    settings = {"SITEURL": "https://news.example.org/daily", "THEME_STATIC_DIR": "theme"}
    told = rules(settings | {"POLICY_HOSTS": {}, "STRICT_TRANSPORT_SECURITY": ""}, {})
    (site / "_hosting").mkdir(exist_ok=True)
    (site / "_hosting/nginx.conf").write_text(nginx(told, [], redirects), "utf-8")
    (site / "_hosting/Caddyfile").write_text(caddy(told, [], redirects), "utf-8")

    def ask(path):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        connection.request("GET", f"/daily{path}")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), body

    with served(name, root, site, folder, free_port()) as address:
        yield ask


@pytest.mark.parametrize("name", SERVERS)
def test_servers_redirect_for_good(name, moved, tmp_path):
    goal = "/daily/%D0%B2%D1%8B%D0%B1%D0%BE%D1%80%D1%8B/new/"
    with _answers(name, moved, tmp_path) as ask:
        for asked in (each for forms in ODD.values() for each in forms):
            assert ask(asked)[:2] == (301, goal), asked
        for asked, url in ELSEWHERE.items():
            assert ask(asked)[:2] == (301, f"/daily{url}"), asked
        for asked in STAYS:
            assert ask(asked)[:2] == (200, ""), asked
        for asked in ("/gone/", "/gone", "/?p=404"):
            assert ask(asked) == (410, "", b"removed"), asked
        for asked in ("/secret/", "/index.php", "/_redirects"):
            assert ask(asked)[::2] == (404, b"missing"), asked


def test_servers_have_no_rules_for_what_is_not_listed():
    redirects = [Redirect("/secret/", "x/", listed=False), Redirect("/s/", listed=False)]

    assert nginx_lines("", redirects) == ["error_page 410 /410.html;"]
    assert caddy_lines("", redirects) == []
    assert redirects_file("", redirects, 9) == ("", 0)
