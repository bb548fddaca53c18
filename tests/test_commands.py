"""The commands, as a newsroom types them."""

import os
import subprocess
import sys

import pytest

from plugins.copy_desk.report import report
from plugins.kernel.faults import Fault, did_you_mean

from .conftest import DEMO, story


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
        done = subprocess.run(command, cwd=DEMO, capture_output=True, text=True, env=os.environ)
        done.built = (tmp_path / "output/index.html").exists()
        return done

    return run


def test_a_good_site_is_built_and_ends_well(command):
    done = command(a=story())

    assert done.returncode == 0
    assert done.built
    assert "Traceback" not in done.stderr


def test_a_fault_ends_the_build_without_a_traceback(command):
    done = command(a=story(), b=story(date="yesterday"))

    assert done.returncode == 1
    assert not done.built
    assert 'b.md:2: "date" "yesterday" is no date' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_check_lists_faults_and_builds_nothing(command):
    good = command("-e", "CHECK_ONLY=true", "POLICIES={}", a=story())
    bad = command("-e", "CHECK_ONLY=true", "POLICIES={}", b=story(date="yesterday"))

    assert (good.returncode, good.built, bad.returncode, bad.built) == (0, False, 1, False)
    assert "No faults." in good.stderr
    assert "1 fault." in bad.stderr


def test_a_site_to_be_published_needs_its_public_address(command):
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

    assert report(faults).splitlines() == [
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
def test_the_nearest_name_is_offered(name, choices, words):
    assert did_you_mean(name, choices) == words
