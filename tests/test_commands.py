"""The commands, as newsrooms use them."""

import ast
import os
import shutil
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from plugins.copy_desk.report import Report
from plugins.kernel.faults import Fault, did_you_mean
from plugins.start.newsroom import start as begin
from plugins.start.settings import planned, quoted, system_zone

from .conftest import DEMO, ROOT, proof, story


@pytest.fixture
def command(tmp_path):
    """Return a function that runs Pelican as the Makefile does, on a small newsroom."""
    (tmp_path / "content/stories").mkdir(parents=True)

    def run(*options, **stories):
        for name, text in stories.items():
            (tmp_path / "content/stories" / f"{name}.md").write_text(text, "utf-8")
        pelican = [sys.executable, "-m", "pelican", str(tmp_path / "content")]
        where = ["-o", str(tmp_path / "output"), "--fatal", "errors"]
        memory = ["-e", f'PRESS_CACHE="{tmp_path / "cache"}"']
        command = [*pelican, "-s", "pelicanconf.py", *where, *memory, *options]
        done = subprocess.run(
            command, cwd=DEMO, capture_output=True, encoding="utf-8", env=os.environ
        )
        done.built = (tmp_path / "output/index.html").exists()
        return done

    return run


def test_a_site_without_faults_is_built_with_status_0(command):
    done = command(a=story())

    assert done.returncode == 0
    assert done.built
    assert "Traceback" not in done.stderr


def test_a_fault_ends_the_build_without_a_traceback(command):
    done = command(a=story(), b=story(date="yesterday"))

    assert done.returncode == 1
    assert not done.built
    assert 'b.md:2: "date" contains "yesterday", which is not a date' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_check_lists_faults_and_builds_nothing(command):
    good = command("-e", "CHECK_ONLY=true", "POLICIES={}", a=story())
    bad = command("-e", "CHECK_ONLY=true", "POLICIES={}", b=story(date="yesterday"))

    assert (good.returncode, good.built, bad.returncode, bad.built) == (0, False, 1, False)
    assert "No faults." in good.stderr
    assert "1 fault." in bad.stderr


def test_a_published_site_needs_its_public_address(command):
    refused = command("-e", "ABSOLUTE_SITEURL=true", a=story())
    taken = command(
        "-e", "ABSOLUTE_SITEURL=true", "-e", 'SITEURL="https://x.example/sub"', a=story()
    )

    assert refused.returncode == 1
    assert "SITEURL must be" in refused.stderr
    assert taken.returncode == 0


def test_the_report_is_sorted_and_counted():
    faults = sorted(
        [Fault("b.md", 1, "x."), Fault("a.md", 9, "y.", warning=True), Fault("a.md", 10, "z")]
    )

    assert Report(faults).lines().splitlines() == [
        "a.md:9: warning: y.",
        "a.md:10: z",
        "b.md:1: x.",
        "2 faults, 1 warning. Nothing in output/ was changed.",
    ]


def test_a_message_cannot_steer_the_terminal():
    assert "\x1b" not in str(Fault("a\x1b[2J.md", 1, "b\x1b]0;x\x07\n\u202ec"))


@pytest.mark.parametrize(
    ("name", "choices", "words"),
    [
        ("flod.jpg", ["flood.jpg", "fire.jpg"], ' Did you mean "flood.jpg"?'),
        ("Flood.JPG", ["flood.jpg"], ' Did you mean "flood.jpg"?'),
        ("zzz", ["flood.jpg"], ""),
        ("", [], ""),
    ],
)
def test_the_most_similar_name_is_suggested(name, choices, words):
    assert did_you_mean(name, choices) == words


@pytest.fixture
def start(tmp_path):
    """Return a function that types `make start` in a folder with the demonstration newsroom."""
    for name in ("content/pages", "content/stories", "house"):
        shutil.copytree(DEMO / name, tmp_path / name)
    for name in ("content/.demo", "pelicanconf.py", "publishconf.py"):
        shutil.copyfile(DEMO / name, tmp_path / name)
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")

    def run(command="start", /, **variables):
        typed = ["make", "-s", "--assume-old=.venv/site", command]
        typed += [f"{name}={text}" for name, text in variables.items()]
        return subprocess.run(typed, cwd=tmp_path, capture_output=True, encoding="utf-8")

    run.folder = tmp_path
    return run


NASTY = "O\"Brien's $(HOME) \\n `x` #1 {x} Späte & <Post>, 寿"


@pytest.mark.parametrize("name", [NASTY, *proof("The Harbour Post", "Two\nlines", "'", "5 Uhr")])
def test_a_newsroom_with_any_name_starts_without_a_warning(start, name):
    if name == "'":
        assert "has no letter or digit" in start(NAME=name).stderr
        return
    done = start(NAME=name, SECTIONS="City, Sport & Söhne, 'Arts\"")
    built = start("html")

    assert done.returncode == 0, done.stderr
    assert (built.returncode, built.stderr) == (0, ""), built.stderr
    front = BeautifulSoup((start.folder / "output/index.html").read_text("utf-8"), "lxml")
    assert front.h1.get_text() == " ".join(name.split())
    assert (start.folder / "output/about/index.html").exists()
    new = start("new", TITLE="Council votes", SECTION="City")
    assert (new.returncode, new.stderr, len(new.stdout.splitlines())) == (0, "", 1)


def test_nothing_of_the_demonstration_is_lost(start):
    before = {
        path.relative_to(start.folder): path.read_bytes()
        for name in ("content", "house", "pelicanconf.py", "publishconf.py")
        for path in [start.folder / name, *(start.folder / name).rglob("*")]
        if path.is_file()
    }
    done = start(NAME="The Harbour Post", SECTIONS="City")

    for path, data in before.items():
        assert (start.folder / "tests/demo" / path).read_bytes() == data
    assert not list((start.folder / "content/stories").iterdir())
    assert "[fill in:" in (start.folder / "content/pages/about.md").read_text("utf-8")
    assert ">T</text>" in (start.folder / "house/icon.svg").read_text("utf-8")
    back = done.stdout.partition("and type:")[2].splitlines()[2].strip()
    for name in ("content", "pelicanconf.py"):
        (start.folder / name).rename(start.folder / f"{name}.mine")
    subprocess.run(back, shell=True, cwd=start.folder, check=True)
    assert all((start.folder / path).read_bytes() == data for path, data in before.items())


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, 'A newsroom needs a name: make start NAME="The Harbour Post"'),
        ({"NAME": " \n"}, "A newsroom needs a name"),
        ({"NAME": "!?"}, '"!?" has no letter or digit'),
        ({"NAME": "A", "SECTIONS": "Sport, City, sport!"}, '"Sport" and "sport!" would share'),
        ({"NAME": "A", "SECTIONS": "Sport, ?"}, 'The section "?" has no letter or digit'),
    ],
)
def test_wrong_names_and_sections_are_refused_and_nothing_changes(start, variables, words):
    done = start(**variables)

    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (start.folder / "tests").exists()
    assert (start.folder / "content/.demo").exists()


def test_a_newsroom_can_be_started_only_once(start):
    assert start(NAME="One").returncode == 0
    done = start(NAME="Two")

    assert "A newsroom was started here before" in done.stderr
    assert "One" in (start.folder / "pelicanconf.py").read_text("utf-8")


def test_a_newsrooms_own_stories_are_not_touched(start):
    (start.folder / "content/.demo").unlink()
    done = start(NAME="Two")

    assert "content/ has stories that are not the demonstration's." in done.stderr
    assert (start.folder / "content/stories").is_dir()


def test_a_failed_start_undoes_everything(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/.demo").touch()
    (tmp_path / "pelicanconf.py").write_text("mine")
    (tmp_path / "tests/demo/content/in-the-way").mkdir(parents=True)

    with pytest.raises(OSError, match="not empty"):
        begin(tmp_path, planned("One", "", "UTC"))
    assert (tmp_path / "content/.demo").exists()
    assert (tmp_path / "pelicanconf.py").read_text() == "mine"


def test_the_time_zone_of_the_machine_exists(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert system_zone() == "Europe/Berlin"
    monkeypatch.setenv("TZ", "Mars/Base")
    assert ZoneInfo(system_zone())


@pytest.mark.parametrize("text", [NASTY, "'", '"', "'\"", "\\", "a", "\u2028"])
def test_a_quoted_text_is_the_same_text_in_python(text):
    assert ast.literal_eval(quoted(text)) == text
