"""Settings: what a newsroom may change, what follows from it, and faults in plain words."""

import runpy
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins import plan
from plugins.copy_desk.derived import complete
from plugins.copy_desk.settings import misset

from .conftest import DEMO, pelican, story

HOUSE = read_settings(str(DEMO / "pelicanconf.py"))


def test_the_settings_that_come_with_the_house_are_fit():
    assert misset(HOUSE) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECTIONS", "World", """SECTIONS is 'World', which is no list of names. Write it as ["""),
        ("FEEDS", ["section", 1], "FEEDS is ['section', 1], which is no list of names."),
        ("ROBOTS", ["GPTBot"], "ROBOTS is ['GPTBot'], which is no table. Write it as {"),
        ("SITENAME", None, 'SITENAME is None, which is no text. Write it as "..."'),
        ("STRICT_TRANSPORT_SECURITY", True, "STRICT_TRANSPORT_SECURITY is True, which is no text."),
        ("FEED_MAX_ITEMS", 0, "FEED_MAX_ITEMS is 0. Write a whole number, 1 or more"),
        ("FRONT_TOP", "4", "FRONT_TOP is '4'. Write a whole number, 0 or more, without quotes"),
        ("TIMEZONE", "Europe/Berlyn", 'no time zone. Did you mean "Europe/Berlin"?'),
        ("TIMEZONE", "../../etc", 'TIMEZONE "../../etc" is no time zone. Write it as'),
        ("TIMEZONE", 1, "TIMEZONE is 1, which is no text."),
        ("DEFAULT_LANG", "english", 'DEFAULT_LANG "english" is no language code.'),
        ("DEFAULT_LANG", "", 'DEFAULT_LANG "" is no language code. Write one such as "en"'),
        ("AUTHOR", "?", 'AUTHOR cannot be "?": an address needs a letter or a digit. Write a name'),
        ("PLUGINS", "plugins.stories", "PLUGINS is 'plugins.stories', which is no list of names."),
        ("DEFAULT_CATEGORY", "!", 'DEFAULT_CATEGORY cannot be "!": an address needs a letter'),
        ("SITENAME", "The\nMargin", "Write the name of the newsroom on one line"),
        ("SITENAME", " ", 'SITENAME is " ". Write the name of the newsroom on one line'),
        ("SITENAME", "A\x1b", "Write the name of the newsroom on one line"),
        ("STORY_FIELDS", {"beat": "number"}, """STORY_FIELDS makes "beat" 'number'. It may be"""),
    ],
)
def test_a_setting_of_the_wrong_kind_is_told_with_its_remedy(name, value, said):
    (fault,) = misset(HOUSE | {name: value})

    assert said in fault.text
    assert fault.path == "pelicanconf.py"


def test_all_of_them_are_told_at_once_before_anything_is_read(build):
    with pytest.raises(SystemExit) as ending:
        build({"a.md": story(date="yesterday")}, ROBOTS="GPTBot", TIMEZONE="Mars/Base")

    first, second, last = str(ending.value).splitlines()
    assert (first.split()[1], second.split()[1]) == ("ROBOTS", "TIMEZONE")
    assert last == "2 faults. Nothing in output/ was changed."


def test_settings_that_python_cannot_read_are_told_with_their_line(tmp_path):
    settings = tmp_path / "settings.py"
    settings.write_text('SITENAME = "The Margin"\nSECTIONS = ["World\n')
    command = [sys.executable, "-m", "plugins.press", str(tmp_path), "-s", str(settings)]
    done = subprocess.run(command, cwd=DEMO, capture_output=True, text=True)

    assert done.returncode == 1
    assert f"{settings}:2: the settings cannot be read: " in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.fixture
def newsroom(tmp_path):
    """Return a function that builds one story by settings that stand in a folder of their own."""
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/stories/a.md").write_text(story(authors=""), "utf-8")

    def run(settings, name="pelicanconf.py", *options):
        (tmp_path / name).write_text(settings, "utf-8")
        command = [sys.executable, "-m", "plugins.press", str(tmp_path / "content")]
        where = ["-o", str(tmp_path / "output"), "-s", str(tmp_path / name), "--fatal", "errors"]
        command += [*where, "-e", f'PRESS_CACHE="{tmp_path / "cache"}"', *options]
        return subprocess.run(command, cwd=DEMO, capture_output=True, text=True)

    run.output = tmp_path / "output"
    return run


def test_a_newsroom_needs_to_set_its_name_alone(newsroom):
    done = newsroom('from plugins.plan import *\n\nSITENAME = "The Harbour Post"\n')

    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    page = (newsroom.output / "2020/05/01/a/index.html").read_text("utf-8")
    assert 'rel="author"' in page
    assert "The Harbour Post</bdi>" in page


def test_a_newsroom_without_a_name_is_asked_for_one(newsroom):
    done = newsroom("from plugins.plan import *\n")

    assert 'pelicanconf.py:1: SITENAME is "". Write the name of the newsroom' in done.stderr


def test_publishing_adds_to_the_settings_beside_it(newsroom):
    newsroom('from plugins.plan import *\n\nSITENAME = "The Harbour Post"\n')
    publish = (DEMO / "publishconf.py").read_text("utf-8")

    assert "SITEURL must be" in newsroom(publish, "publishconf.py").stderr
    done = newsroom(publish, "publishconf.py", 'SITEURL="https://n.example"')
    assert done.returncode == 0, done.stderr
    assert "The Harbour Post" in (newsroom.output / "index.html").read_text("utf-8")


def test_what_one_newsroom_leaves_out_the_next_still_has(tmp_path):
    settings = tmp_path / "pelicanconf.py"
    settings.write_text('from plugins.plan import *\n\nPLUGINS.remove("plugins.search")\n')

    for _ in range(2):
        assert "plugins.search" not in runpy.run_path(str(settings))["PLUGINS"]
    assert "plugins.search" in plan.PLUGINS
    assert plan.STYLES is not plan.STYLES
    with pytest.raises(AttributeError, match="no setting PLUGIN"):
        plan.PLUGIN  # noqa: B018 - it is the looking up that fails


def test_an_address_is_changed_in_one_place(build):
    site = build(
        {"a.md": story(tags="Fire", series="Long")},
        ARTICLE_URL="news/{slug}.html",
        TAG_URL="about/{slug}/",
        ARCHIVES_URL="all/",
        CORRECTIONS_URL="put-right/",
        PHOTO_CREDITS_URL="pictures/",
        SEARCH_URL="find/",
    )

    assert site.status == 0, site.said
    assert {"news/a.html", "about/fire/index.html", "all/2020/05/index.html"} <= site.files
    links = {link["href"] for page in site.pages.values() for link in page("a", href=True)}
    assert {"/put-right/", "/pictures/", "/find/", "/all/", "/all/2020/"} <= links
    old = ("/archive", "/corrections", "/photo-credits", "/search", "/topic")
    assert not [link for link in links if link.startswith(old)]


def test_a_place_that_is_not_that_of_the_address_is_a_fault(build):
    with pytest.raises(SystemExit) as ending:
        build({"a.md": story()}, TAG_SAVE_AS="about/{slug}.html")

    assert str(ending.value).splitlines()[0] == (
        'pelicanconf.py:1: TAG_SAVE_AS is "about/{slug}.html", and Stet takes it from TAG_URL, '
        'which gives "topic/{slug}/index.html". Change TAG_URL, and take TAG_SAVE_AS out'
    )


def test_what_follows_from_settings_follows_again():
    settings = dict(HOUSE)

    assert complete(settings, DEFAULT_CONFIG) == []
    first = dict(settings)
    assert complete(settings, DEFAULT_CONFIG) == []
    assert settings == first


@pytest.mark.parametrize(
    ("moment", "meant"),
    [
        ("2026-03-14 18:30", datetime(2026, 3, 14, 17, 30, tzinfo=UTC)),
        (datetime(2026, 3, 14, 18, 30), datetime(2026, 3, 14, 17, 30, tzinfo=UTC)),
        (datetime(2026, 3, 14, 18, 30, tzinfo=UTC), datetime(2026, 3, 14, 18, 30, tzinfo=UTC)),
    ],
)
def test_the_moment_of_a_build_may_be_set(moment, meant):
    settings = HOUSE | {"TIMEZONE": "Europe/Berlin", "NOW": moment}

    assert complete(settings, DEFAULT_CONFIG) == []
    assert settings["NOW"] == meant


@pytest.mark.parametrize("moment", ["tomorrow", 7])
def test_a_moment_that_is_none_is_a_fault(moment):
    (fault,) = complete(HOUSE | {"NOW": moment}, DEFAULT_CONFIG)

    assert fault.text == (
        f'NOW is {moment!r}, which is no moment. Write it as "2026-12-24 18:00", or take it out'
    )


def test_looking_ahead_shows_what_will_be_out(tmp_path):
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/stories/a.md").write_text(story(date="2199-01-01"), "utf-8")

    site = pelican(tmp_path / "content", tmp_path / "output", NOW="2200-01-01 12:00", POLICIES={})
    assert "2199/01/01/a/index.html" in site.files
