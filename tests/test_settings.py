"""Mistakes in the settings are reported before anything is read."""

import json
import runpy
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module

import pytest
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins import plan
from plugins.copy_desk.derived import set_derived, setting_faults
from plugins.kernel.contract import contracts, declared_settings
from plugins.kernel.settings import place_of
from plugins.press.builds import build

from .conftest import DEMO, pelican, story

SETTINGS = read_settings(str(DEMO / "pelicanconf.py"))


@pytest.fixture(autouse=True, scope="module")
def plugins():
    """Import the plugins, as Pelican does."""
    for name in SETTINGS["PLUGINS"]:
        import_module(name)


def faults_of(settings):
    """Return what is wrong with the values of *settings*."""
    return list(setting_faults(declared_settings(contracts(settings)).values(), settings))


def test_the_settings_of_the_demonstration_have_no_faults():
    assert faults_of(SETTINGS) == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SECTIONS", "World", """is 'World', which is not a list of texts. Write it as ["""),
        ("FEEDS", ["section", 1], "is ['section', 1], which is not a list of texts."),
        ("FEEDS", ["sections"], 'holds "sections". It may hold "author", "language"'),
        ("ROBOTS", ["GPTBot"], "is ['GPTBot'], which is not a table. Write it as {"),
        ("SITENAME", None, 'is None, which is not a text. Write it as "..."'),
        ("STRICT_TRANSPORT_SECURITY", True, "is True, which is not a text."),
        ("FEED_MAX_ITEMS", 0, "is 0, which is not a whole number. Write one, 1 or more"),
        ("FRONT_TOP", "4", "is '4', which is not a whole number. Write one, 0 or more, without"),
        ("FRONT_TOP", True, "is True, which is not a whole number."),
        ("TIMEZONE", "Europe/Berlyn", 'which is not a time zone. Did you mean "Europe/Berlin"?'),
        ("TIMEZONE", "../../etc", "is '../../etc', which is not a time zone. Write it as"),
        ("TIMEZONE", 1, "is 1, which is not a text."),
        ("DEFAULT_LANG", "english", "is 'english', which is not a language code."),
        ("DEFAULT_LANG", "", "is '', which is not a language code. Write one such as"),
        ("AUTHOR", "!", "is '!', which is a name that cannot be part of an address."),
        ("DEFAULT_CATEGORY", "!", "is '!', which is a name that cannot be part of an address."),
        ("SITENAME", "The\nMargin", "Write the name of the newsroom on one line"),
        ("SITENAME", " ", "is ' ', which is not a name. Write the name of the newsroom"),
        ("SITENAME", "A\x1b", "Write the name of the newsroom on one line"),
        ("STORY_FIELDS", {"beat": "number"}, """gives the field "beat" the type 'number'. Write"""),
        ("PRECOMPRESS", ["zip"], 'holds "zip". It may hold "br", "gz"'),
        ("SEARCH_URL", "find", "has no slash at its end"),
        ("NOW", "tomorrow", "is 'tomorrow', which is not a date and time. Write it as"),
        ("NOW", 7, "is 7, which is not a date and time. Write it as"),
    ],
)
def test_a_wrong_setting_is_reported_with_its_remedy(name, value, problem):
    (fault,) = faults_of(SETTINGS | {name: value})

    assert fault.text.startswith(name)
    assert problem in fault.text
    assert fault.path == "pelicanconf.py"


def test_all_wrong_settings_are_reported_at_once_before_anything_is_read(build):
    site = build({"a.md": story(date="yesterday")}, ROBOTS="GPTBot", TIMEZONE="Mars/Base")

    found = {fault.split()[1] for fault in site.faults[:-1]}
    assert found == {"ROBOTS", "TIMEZONE"}
    assert site.faults[-1] == "2 faults. Nothing in output/ was changed."


def test_a_fault_names_the_line_that_gives_the_setting_its_value(tmp_path, monkeypatch):
    """The last assignment counts, in the settings file or in one that it imports."""
    (tmp_path / "pelicanconf.py").write_text(
        "SITENAME = 'A'\nFRONT_TOP = 1\nif True:\n    FRONT_TOP = 'x'\n"
        "PLUGINS.remove('a')\nPOLICIES['x'] = 'y'\nprint(SITENAME)\nSECTIONS += ['A']\n"
    )
    publish = tmp_path / "publishconf.py"
    publish.write_text("import sys\nfrom pelicanconf import *\n\nSITEURL = 'x'\nA = [FRONT_TOP]\n")

    monkeypatch.chdir(tmp_path)
    places = {
        name: place_of(name, str(publish))
        for name in "SITENAME FRONT_TOP PLUGINS POLICIES SECTIONS SITEURL ELSEWHERE".split()
    }
    assert places == {
        "SITENAME": ("pelicanconf.py", 1),
        "FRONT_TOP": ("pelicanconf.py", 4),
        "PLUGINS": ("pelicanconf.py", 5),
        "POLICIES": ("pelicanconf.py", 6),
        "SECTIONS": ("pelicanconf.py", 8),
        "SITEURL": ("publishconf.py", 4),
        "ELSEWHERE": ("pelicanconf.py", 1),
    }


def test_the_meaning_of_every_setting_is_a_sentence():
    for setting in declared_settings(contracts(SETTINGS)).values():
        assert setting.meaning.endswith("."), setting.name
        assert setting.name.isupper()


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        pytest.param(
            'SITENAME = "X"\nSECTIONS = ["World\n',
            ":2: the settings cannot be read: unterminated string literal",
            id="a missing quote",
        ),
        pytest.param(
            "SITENAME = Margin\n",
            ":1: the settings cannot be read: NameError: name 'Margin' is not defined",
            id="a text without quotes",
        ),
        pytest.param(
            'from plugins.plan import *\n\nPLUGINS.append("plugins.serch")\n',
            ':3: PLUGINS has "plugins.serch", which cannot be found. '
            'Did you mean "plugins.search"?',
            id="a plugin that is spelled wrong",
        ),
        pytest.param(
            'PLUGINS = ["nothing.of_the_kind"]\n',
            ':1: PLUGINS has "nothing.of_the_kind", which cannot be found. Correct it, or ',
            id="a plugin that is like no other",
        ),
        pytest.param(
            'from plugins.plan import *\nPLUGINS += ["plugins.press"]\n',
            ':2: PLUGINS has "plugins.press" twice. Take one of them out',
            id="a plugin that is named twice",
        ),
        pytest.param(
            "PLUGINS = 5\n",
            ":1: PLUGINS is 5, which is not a list of texts.",
            id="no list of plugins",
        ),
    ],
)
def test_settings_that_no_site_can_be_built_with_are_reported_with_their_line(
    tmp_path, lines, fault, capsys, monkeypatch
):
    settings = tmp_path / "settings.py"
    settings.write_text(lines)
    command = [sys.executable, "-m", "plugins.press", str(tmp_path), "-s", str(settings)]
    output = ["-o", str(tmp_path / "output"), "--fatal", "errors"]
    done = subprocess.run([*command, *output], cwd=DEMO, capture_output=True, text=True)

    assert done.returncode == 1
    assert f"{settings}{fault}" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert not (tmp_path / "output").exists()
    monkeypatch.setattr(plan, "PLUGINS", [*plan.PLUGINS])  # the lines may change the list
    (told,) = checked_as_json(str(settings), capsys, PATH=str(tmp_path))
    assert f":{told['line']}: {told['message']}".startswith(fault)
    assert (told["file"], told["rule"], told["severity"]) == (str(settings), "setting", "fault")


def checked_as_json(settings, capsys, **overrides):
    """Return what `make check FORMAT=json` prints for the file of *settings*, taken apart."""
    with pytest.raises(SystemExit) as ending:
        build(settings, {"CHECK_ONLY": True, "CHECK_FORMAT": "json", **overrides})
    printed = capsys.readouterr()
    assert (ending.value.code, printed.err) == (1, "")
    return json.loads(printed.out)


def test_tools_are_told_of_missing_files_and_of_every_plugin_that_is_missing(tmp_path, capsys):
    (missing,) = checked_as_json(str(tmp_path / "none.py"), capsys, PATH=str(tmp_path))
    assert (missing["file"], missing["line"]) == (str(tmp_path / "none.py"), 1)
    (missing,) = checked_as_json("pelicanconf.py", capsys, PATH=str(tmp_path / "none"))
    assert missing["message"].startswith("There is no folder")
    bare = tmp_path / "bare.py"
    bare.write_text('from plugins.plan import *\nPLUGINS = ["plugins.press", "plugins.feeds"]\n')
    assert len(checked_as_json(str(bare), capsys, PATH=str(tmp_path))) > 1


@pytest.fixture
def newsroom(tmp_path):
    """Return a function that builds one story with settings in a folder of their own."""
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


def test_a_newsroom_has_to_set_only_its_name(newsroom):
    done = newsroom('from plugins.plan import *\n\nSITENAME = "The Harbour Post"\n')

    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    page = (newsroom.output / "2020/05/01/a/index.html").read_text("utf-8")
    assert 'rel="author"' in page
    assert "The Harbour Post</bdi>" in page


def test_a_newsroom_without_a_name_is_asked_for_one(newsroom):
    done = newsroom("from plugins.plan import *\n")

    wrong = "pelicanconf.py:1: SITENAME is '', which is not a name. Write the name of the newsroom"
    assert wrong in done.stderr


def test_publishconf_adds_to_pelicanconf(newsroom):
    newsroom('from plugins.plan import *\n\nSITENAME = "The Harbour Post"\n')
    publish = (DEMO / "publishconf.py").read_text("utf-8")

    assert "SITEURL must be" in newsroom(publish, "publishconf.py").stderr
    done = newsroom(publish, "publishconf.py", 'SITEURL="https://n.example"')
    assert done.returncode == 0, done.stderr
    assert "The Harbour Post" in (newsroom.output / "index.html").read_text("utf-8")


def test_a_plugin_that_one_newsroom_leaves_out_is_kept_for_the_next(tmp_path):
    settings = tmp_path / "pelicanconf.py"
    settings.write_text('from plugins.plan import *\n\nPLUGINS.remove("plugins.search")\n')

    for _ in range(2):
        assert "plugins.search" not in runpy.run_path(str(settings))["PLUGINS"]
    assert "plugins.search" in plan.PLUGINS
    assert plan.STYLES is not plan.STYLES
    with pytest.raises(AttributeError, match="no setting PLUGIN"):
        plan.PLUGIN  # noqa: B018 - the look-up itself fails


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

    assert site.status == 0, site.messages
    assert {"news/a.html", "about/fire/index.html", "all/2020/05/index.html"} <= site.files
    links = {link["href"] for page in site.pages.values() for link in page("a", href=True)}
    assert {"/put-right/", "/pictures/", "/find/", "/all/", "/all/2020/"} <= links
    old = ("/archive", "/corrections", "/photo-credits", "/search", "/topic")
    assert not [link for link in links if link.startswith(old)]


def test_a_file_that_does_not_match_its_address_is_a_fault(build):
    site = build({"a.md": story()}, TAG_SAVE_AS="about/{slug}.html")

    assert site.faults[0] == (
        "pelicanconf.py:1: TAG_SAVE_AS does not match TAG_URL: it must be "
        '"topic/{slug}/index.html". Change TAG_URL and remove TAG_SAVE_AS'
    )


def test_settings_can_be_derived_twice():
    settings = dict(SETTINGS)

    assert set_derived(settings, DEFAULT_CONFIG) == []
    first = dict(settings)
    assert set_derived(settings, DEFAULT_CONFIG) == []
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
    settings = SETTINGS | {"TIMEZONE": "Europe/Berlin", "NOW": moment}

    assert set_derived(settings, DEFAULT_CONFIG) == []
    assert settings["NOW"] == meant


@pytest.mark.parametrize("moment", [None, "2026-03-14 18:30", datetime(2026, 3, 14, 18, 30)])
def test_now_is_a_name_that_the_newsroom_may_set(tmp_path, moment):
    """The plan has it, as None, so that pelicanconf.py may also read it."""
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/stories/a.md").write_text(story(date="2020-03-14 18:00"), "utf-8")
    (tmp_path / "content/stories/b.md").write_text(story(date="2199-03-14 18:31"), "utf-8")

    site = pelican(tmp_path / "content", tmp_path / "output", NOW=moment, POLICIES={})
    assert plan.NOW is None
    assert site.status == 0
    out = {name for name in site.files if name.startswith(("2020/03/14/", "2199/03/14"))}
    assert out == {"2020/03/14/a/index.html"}


def test_a_build_for_a_later_moment_shows_what_will_be_published(tmp_path):
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "content/stories/a.md").write_text(story(date="2199-01-01"), "utf-8")

    site = pelican(tmp_path / "content", tmp_path / "output", NOW="2200-01-01 12:00", POLICIES={})
    assert "2199/01/01/a/index.html" in site.files
