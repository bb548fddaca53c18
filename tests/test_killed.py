"""However a build is killed, output/ is the old site, or one that the next build completes."""

import os
import random
import resource
import signal
import subprocess
import sys
import time

import pytest

from .conftest import DEMO, Site, photo, proof, story

STORIES = 90  # enough for workers to be started
KILLS = 6


def command(folder, output="output", cache="cache"):
    return [
        *(sys.executable, "-m", "plugins.press", str(folder / "content")),
        *("-o", str(folder / output), "-s", "pelicanconf.py", "--fatal", "errors"),
        *("-e", f'PRESS_CACHE="{folder / cache}"', "POLICIES={}"),  # else there are warnings first
    ]


def build(folder, *where, limit=None):
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        command(folder, *where),
        cwd=DEMO,
        preexec_fn=limited if limit else None,
        capture_output=True,
        text=True,
    )


def write(folder, edition):
    """Write the stories of an *edition*: a few are new in each, and some are gone."""
    stories = folder / "content/stories"
    stories.mkdir(parents=True, exist_ok=True)
    for path in stories.iterdir():
        path.unlink()
    for number in range(edition * 7, edition * 7 + STORIES):
        fields = {"tags": f"x{number % 5}", "authors": f"Reporter {number % 3}"}
        text = story(f"Story {number}", body=f"Text of edition {edition}.", **fields)
        (stories / f"s{number}.md").write_text(text, "utf-8")


@pytest.fixture
def newsroom(tmp_path):
    write(tmp_path, 0)
    assert build(tmp_path).returncode == 0
    return tmp_path


def clean(folder, name):
    done = build(folder, f"{name}/output", f"{name}/cache")
    assert done.returncode == 0, done.stderr
    return Site(folder / name / "output").bytes()


def written(newsroom, edition):
    """Write an *edition*; return its clean site, and the seconds that it took to build that."""
    write(newsroom, edition)
    began = time.monotonic()
    return clean(newsroom, f"fresh{edition}"), time.monotonic() - began


def check_killed(newsroom, moment, whole, fresh):
    """A build that is killed after *moment* seconds is completed by the next.

    The *whole* group of its processes is killed, or the first alone: its children then end alone.
    """
    process = subprocess.Popen(
        command(newsroom),
        cwd=DEMO,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(moment)
    (os.killpg if whole else os.kill)(process.pid, signal.SIGKILL)
    process.wait()

    done = build(newsroom)

    assert done.returncode == 0, done.stderr
    assert Site(newsroom / "output").bytes() == fresh, f"killed after {moment} seconds"
    assert not list((newsroom / "cache").glob("*-*")), f"killed after {moment} seconds"


@pytest.mark.parametrize("number", [0, *proof(*range(1, KILLS))])
def test_a_build_that_is_killed_is_completed_by_the_next(newsroom, number):
    fresh, length = written(newsroom, 1)

    check_killed(newsroom, random.Random(number).random() * length, number % 2, fresh)


@pytest.mark.proof
def test_a_build_may_be_killed_at_any_moment(newsroom, rounds):
    for number in rounds:
        fresh, length = written(newsroom, number + 1)
        check_killed(newsroom, random.random() * length, random.random() < 0.5, fresh)


@pytest.mark.parametrize("wait", [0.02, *proof(0, 0.1)])
@pytest.mark.parametrize("ending", [signal.SIGINT, *proof(signal.SIGTERM)])
def test_a_build_that_is_stopped_says_so_and_leaves_the_old_site(newsroom, ending, wait):
    before = Site(newsroom / "output").bytes()
    write(newsroom, 1)
    (newsroom / "cache/press.sqlite").unlink()
    process = subprocess.Popen(command(newsroom), cwd=DEMO, stderr=subprocess.PIPE, text=True)
    while not list((newsroom / "cache").glob("*-*/site")):
        time.sleep(0.001)  # until it is at work
    time.sleep(wait)
    process.send_signal(ending)

    assert process.wait() == 128 + ending
    assert process.stderr.read().startswith("Stopped.\n")
    assert Site(newsroom / "output").bytes() == before


@pytest.mark.proof
def test_where_there_is_no_room_for_a_page_the_old_site_stays(newsroom):
    before = Site(newsroom / "output").bytes()
    write(newsroom, 1)
    big = "\n\n".join(f"Paragraph {number} of a long story." for number in range(40_000))
    (newsroom / "content/stories/big.md").write_text(story("Big", body=big), "utf-8")

    done = build(newsroom, limit=1_000_000)

    assert done.returncode != 0
    assert Site(newsroom / "output").bytes() == before
    assert build(newsroom).returncode == 0
    assert Site(newsroom / "output").bytes() == clean(newsroom, "fresh")


@pytest.mark.proof
def test_two_builds_at_once_wait_for_each_other(newsroom):
    (newsroom / "content/photos").mkdir()
    (newsroom / "content/photos/one.jpg").write_bytes(photo())
    write(newsroom, 1)
    both = [
        subprocess.Popen(command(newsroom), cwd=DEMO, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    messages = [process.communicate()[1] for process in both]

    assert [process.returncode for process in both] == [0, 0], messages
    assert Site(newsroom / "output").bytes() == clean(newsroom, "fresh")
