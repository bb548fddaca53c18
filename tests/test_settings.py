"""Mistakes in the settings are reported in words, before anything is read."""

import subprocess
import sys
from importlib import import_module

import pytest

import pelicanconf
from plugins.kernel.contract import contracts, declared_settings, site_setting_faults
from plugins.kernel.settings import place_of

from .conftest import ROOT, story

SETTINGS = {name: value for name, value in vars(pelicanconf).items() if name.isupper()}


@pytest.fixture(autouse=True, scope="module")
def plugins():
    """Import the plugins, as Pelican does."""
    for name in SETTINGS["PLUGINS"]:
        import_module(name)


def test_the_settings_that_come_with_the_project_are_right():
    assert site_setting_faults(SETTINGS) == []


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
        ("TIMEZONE", "Europe/Berlyn", 'which is no time zone. Did you mean "Europe/Berlin"?'),
        ("TIMEZONE", "../../etc", "is '../../etc', which is no time zone. Write it as"),
        ("TIMEZONE", 1, "is 1, which is not a text."),
        ("DEFAULT_LANG", "english", "is 'english', which is no language code."),
        ("DEFAULT_LANG", "", "is '', which is no language code. Write one such as"),
        ("AUTHOR", "", "is '', which is a name that cannot be part of an address."),
        ("DEFAULT_CATEGORY", "!", "is '!', which is a name that cannot be part of an address."),
        ("SITENAME", "The\nMargin", "Write the name of the newsroom on one line"),
        ("SITENAME", " ", "is ' ', which is no name. Write the name of the newsroom"),
        ("SITENAME", "A\x1b", "Write the name of the newsroom on one line"),
        ("STORY_FIELDS", {"beat": "number"}, """makes "beat" 'number'. It may be"""),
        ("PRECOMPRESS", ["zip"], 'holds "zip". It may hold "br" and "gz"'),
        ("SEARCH_URL", "find", "has no slash at its end"),
        ("NOW", "today", "is 'today', which is no moment with a time zone."),
    ],
)
def test_a_setting_of_the_wrong_kind_is_reported_with_its_remedy(name, value, problem):
    (fault,) = site_setting_faults(SETTINGS | {name: value})

    assert fault.text.startswith(name)
    assert problem in fault.text
    assert fault.path == "pelicanconf.py"


def test_all_of_them_are_reported_at_once_before_anything_is_read(build):
    site = build({"a.md": story(date="yesterday")}, ROBOTS="GPTBot", TIMEZONE="Mars/Base")

    found = {fault.split()[1] for fault in site.faults[:-1]}
    assert found == {"ROBOTS", "TIMEZONE"}
    assert site.faults[-1] == "2 faults. Nothing in output/ was changed."


def test_a_fault_names_the_line_that_gives_the_setting_its_value(tmp_path):
    """The last assignment counts, in the file that is used or in one that it takes over."""
    (tmp_path / "pelicanconf.py").write_text(
        "SITENAME = 'A'\nFRONT_TOP = 1\nif True:\n    FRONT_TOP = 'x'\n"
        "PLUGINS.remove('a')\nPOLICIES['x'] = 'y'\nprint(SITENAME)\nSECTIONS += ['A']\n"
    )
    publish = tmp_path / "publishconf.py"
    publish.write_text("import sys\nfrom pelicanconf import *\n\nSITEURL = 'x'\nA = [FRONT_TOP]\n")

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


def test_every_setting_says_what_it_means_in_a_sentence():
    for setting in declared_settings(contracts(SETTINGS)).values():
        assert setting.meaning.endswith("."), setting.name
        assert setting.name.isupper()


def test_settings_that_python_cannot_read_are_told_with_their_line(tmp_path):
    settings = tmp_path / "settings.py"
    settings.write_text('SITENAME = "The Margin"\nSECTIONS = ["World\n')
    command = [sys.executable, "-m", "plugins.press", str(tmp_path), "-s", str(settings)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 1
    assert f"{settings}:2: the settings cannot be read: " in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
