"""A slip in the settings is told in words, before anything is read."""

import subprocess
import sys

import pytest

import pelicanconf
from plugins.copy_desk.settings import misset

from .conftest import DEMO, story

HOUSE = {name: value for name, value in vars(pelicanconf).items() if name.isupper()}


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
        ("AUTHOR", "", 'AUTHOR cannot be "": an address needs a letter or a digit. Write a name'),
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
