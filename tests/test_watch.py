"""`make next`, `make publish WATCH=1`, and the timers of the docs, as newsrooms use them."""

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import yaml

from plugins.watch.__main__ import Site
from plugins.watch.waiting import RETRY, Publication, follow, reason

from .conftest import ROOT, lend_templates, story

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PATIENCE = 60  # seconds until something that never comes is given up; no measure of speed


# When to publish -------------------------------------------------------------------------------


BROKEN = Publication(NOON, left_out=frozenset({"/news/content/stories/a.md"}))


@pytest.mark.parametrize(
    ("last", "now", "changed", "why"),
    [
        (Publication(NOON), NOON, "", ""),
        (Publication(NOON), NOON + 1000 * MINUTE, "a.md", ""),
        (Publication(NOON, NOON + MINUTE), NOON + MINUTE - timedelta(microseconds=1), "a.md", ""),
        (Publication(NOON, NOON + MINUTE), NOON + MINUTE, "", "Something is due."),
        (Publication(NOON, NOON + MINUTE), NOON + 999 * MINUTE, "", "Something is due."),
        (Publication(NOON), NOON - timedelta(seconds=1), "", "The clock was set back."),
        (Publication(NOON, broken=True), NOON, "", ""),
        (Publication(NOON, broken=True), NOON, "a.md", "A file has changed."),
        (BROKEN, NOON, "/news/content/stories/a.md", "A file has changed."),
        (BROKEN, NOON, "/news/content/photos/flood.jpg", "A file has changed."),
        (BROKEN, NOON, "/news/content/stories/b.md", ""),
        (BROKEN, NOON, "/news/content/.addresses", ""),
        (Publication(NOON, again=NOON + RETRY), NOON + RETRY / 2, "a.md", ""),
        (Publication(NOON, again=NOON + RETRY), NOON + RETRY, "", "Trying again."),
    ],
)
def test_why_to_publish_again(last, now, changed, why):
    assert reason(last, now, {changed} if changed else ()) == why


class Newsroom:
    """A newsroom whose stories are moments, and whose clock is set by hand."""

    def __init__(self, *stories: datetime, broken: bool = False) -> None:
        self.stories, self.broken = [*stories], broken
        self.now, self.published, self.out = NOON, [], set()

    def publish(self, moment: datetime) -> Publication:
        self.published.append(moment)
        if not self.broken:
            self.out = {each for each in self.stories if each <= moment}
        return Publication(moment, self.due_after(moment), broken=self.broken)

    def due_after(self, moment: datetime) -> datetime | None:
        return min((each for each in self.stories if each > moment), default=None)

    def live(self, steps) -> list[datetime]:
        """Follow the clock through *steps*: a moment, or a change of the newsroom; return when it
        published, after the first time."""

        def ticks():
            yield ()  # it begins to look at files, and publishes then
            for step in steps:
                if isinstance(step, datetime):
                    self.now = step
                else:
                    step(self)
                yield () if isinstance(step, datetime) else {"a.md"}
                assert self.broken or not {each for each in self.out if each > self.now}, "early"

        follow(ticks(), lambda: self.now, self.publish, self.due_after, lambda text: None)
        assert self.published[0] == NOON
        return self.published[1:]


def seconds(start: datetime, number: int) -> list[datetime]:
    return [start + timedelta(seconds=each) for each in range(number)]


def test_each_moment_is_published_once_and_on_its_second():
    stories = [NOON + 5 * MINUTE, NOON + 5 * MINUTE, NOON + 7 * MINUTE]

    assert Newsroom(*stories).live(seconds(NOON, 600)) == [stories[0], stories[2]]


def test_a_computer_that_slept_publishes_when_it_wakes():
    room = Newsroom(NOON + 5 * MINUTE, NOON + 6 * MINUTE, NOON + 500 * MINUTE)
    awake = NOON + 100 * MINUTE

    assert room.live([*seconds(NOON, 30), *seconds(awake, 30)]) == [awake]
    assert room.out == {*room.stories[:2]}


def test_a_clock_that_is_set_forward_and_back_never_shows_a_story_early():
    """It went ahead by a day: what went out is held again when it is right, and out in time."""
    due = NOON + 5 * MINUTE
    room = Newsroom(due)
    ahead, right = NOON + timedelta(days=1), NOON + 2 * MINUTE

    assert room.live([*seconds(ahead, 10), right, *seconds(right, 600)]) == [ahead, right, due]


def test_a_clock_that_is_corrected_by_a_little_changes_nothing():
    due = NOON + MINUTE
    back = [NOON + timedelta(seconds=each) for each in (20, 30, 25, 26, 59, 60, 61)]

    assert Newsroom(due).live(back) == [due]


def test_an_edit_does_not_go_out_but_what_it_makes_due_does():
    def add(room):
        room.stories.append(NOON + 3 * MINUTE)

    room = Newsroom(NOON + 5 * MINUTE)
    steps = [*seconds(NOON, 60), add, *seconds(NOON + MINUTE, 600)]

    assert room.live(steps) == [NOON + 3 * MINUTE, NOON + 5 * MINUTE]


def test_a_story_saved_in_the_second_of_its_own_date_is_not_missed():
    """The change is seen after the date has passed."""
    saved = NOON + timedelta(seconds=30)

    def add(room):
        room.stories.append(saved)
        room.now = saved + timedelta(seconds=1)

    late = saved + timedelta(seconds=2)
    assert Newsroom().live([*seconds(NOON, 30), add, late]) == [late]


def test_a_story_that_is_put_off_waits():
    def put_off(room):
        room.stories[:] = [NOON + 9 * MINUTE]

    room = Newsroom(NOON + 5 * MINUTE)
    assert room.live([*seconds(NOON, 60), put_off, *seconds(NOON + MINUTE, 600)]) == [
        NOON + 9 * MINUTE
    ]


def test_after_a_fault_the_next_change_is_the_next_attempt():
    def mend(room):
        room.broken = False

    due, mended = NOON + MINUTE, NOON + 2 * MINUTE
    room = Newsroom(due, broken=True)
    steps = [*seconds(NOON, 120), mended, mend, *seconds(mended, 60)]

    assert room.live(steps) == [due, mended]
    assert room.out == {due}


def test_the_moment_is_given_beside_the_settings_of_the_command_line():
    """Pelican forgets the settings of one -e when there is another."""
    at = NOON.replace(microsecond=5)
    now = 'NOW="2026-03-15 12:00:00 +00:00"'
    given = ["content", "-o", "output", "-e", 'SITEURL="x"', "-s", "publishconf.py"]

    assert Site(given)._build(at)[3:] == [*given[:4], now, *given[4:]]
    assert Site(["content"])._build(at, NEXT="json")[3:] == ["content", "-e", 'NEXT="json"', now]


# The commands ----------------------------------------------------------------------------------


@pytest.fixture
def newsroom(tmp_path, checkout):
    """A small newsroom in which commands are typed; `make` takes its environment as it is."""
    shutil.copyfile(ROOT / "Makefile", checkout / "Makefile")
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    (checkout / "pelicanconf.py").unlink()
    (checkout / "pelicanconf.py").write_text(
        "from plugins.plan import *\nSITENAME = 'A'\nNAVIGATION_PAGES = []\n"
        "PLUGINS.remove('plugins.search')\n"
    )
    (checkout / "publishconf.py").write_text("from pelicanconf import *\nABSOLUTE_SITEURL = True\n")
    (checkout / "content/stories").mkdir(parents=True)
    lend_templates(checkout / ".stet")
    (checkout / "bin").mkdir()
    make = checkout / "bin/make"
    make.write_text(f'#!/bin/sh\nexec {shutil.which("make")} -o .venv/site "$@"\n')
    make.chmod(0o755)
    path = f"{checkout / 'bin'}:{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")} | {"PATH": path}

    def write(name, text):
        (checkout / "content/stories" / name).write_text(text, "utf-8")

    def run(command, **more):
        return subprocess.run(
            command, shell=isinstance(command, str), cwd=checkout, env=environment | more,
            capture_output=True, encoding="utf-8", executable="/bin/bash" if isinstance(command, str) else None,
        )  # fmt: skip

    return SimpleNamespace(folder=checkout, write=write, run=run, environment=environment)


def in_seconds(number: float) -> str:
    return f"{datetime.now(UTC) + timedelta(seconds=number):%Y-%m-%d %H:%M:%S} +00:00"


def test_make_next_prints_one_line_and_nothing_else(newsroom):
    newsroom.write("old.md", story("Old"))
    assert newsroom.run("make next").stdout == "Nothing is due.\n"
    assert newsroom.run("make next FORMAT=json").stdout == "null\n"

    newsroom.write("flood.md", story("Flood report", "2199-03-15 13:00 +01:00"))
    newsroom.write("broken.md", story("Broken", "yesterday", body="![x](gone.jpg)"))
    done = newsroom.run("make next")
    assert (done.returncode, done.stdout) == (
        0,
        "2199-03-15T12:00:00+00:00  content/stories/flood.md  Flood report\n",
    )
    assert json.loads(newsroom.run("make next FORMAT=json").stdout) == {
        "moment": "2199-03-15T12:00:00+00:00",
        "file": "content/stories/flood.md",
        "title": "Flood report",
    }
    assert not (newsroom.folder / "output").exists()
    refused = newsroom.run("make next FORMAT=xml")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "FORMAT=text or FORMAT=json" in refused.stderr


def test_now_in_pelicanconf_counts_for_what_is_due(newsroom):
    with (newsroom.folder / "pelicanconf.py").open("a") as settings:
        settings.write('TIMEZONE = "Europe/Berlin"\nNOW = "2019-12-31 12:00"\n')
    newsroom.write("a.md", story("A", "2020-01-01"))

    assert newsroom.run("make next").stdout.startswith("2019-12-31T23:00:00+00:00  ")
    built = newsroom.run("make html")
    assert "Next story due: 1 January 2020, 00:00 CET" in built.stdout
    assert not list((newsroom.folder / "output").glob("2*/*/*/*"))


@pytest.fixture
def watched(newsroom):
    """Start `make publish WATCH=1`; return its lines as they come, and what ends it."""
    running = []

    def start(*options, **environment):
        process = subprocess.Popen(
            ["make", "-s", "publish", "WATCH=1", "SITEURL=https://news.example.org", *options],
            cwd=newsroom.folder, env=newsroom.environment | environment, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        running.append(process)
        lines: list[str] = []
        thread = threading.Thread(target=lines.extend, args=(process.stdout,), daemon=True)
        thread.start()

        def wait_for(words):
            until = time.monotonic() + PATIENCE
            while words not in "".join(lines):
                assert time.monotonic() < until, f"no {words!r} in:\n{''.join(lines)}"
                time.sleep(0.05)

        def end(number=signal.SIGINT):
            os.killpg(process.pid, number)
            status = process.wait(PATIENCE)
            thread.join(PATIENCE)
            return status, "".join(lines)

        return SimpleNamespace(wait_for=wait_for, end=end, lines=lines)

    yield start
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_what_is_due_is_published_and_ctrl_c_ends_it_cleanly(newsroom, watched):
    """One story is due soon; another is written meanwhile; a draft and an edit stay where they are."""
    newsroom.write("old.md", story("Old"))
    newsroom.write("due.md", story("Due", in_seconds(8)))
    watch = watched("THEN=echo brought $(ls -d output/2*/*/*/* | wc -l)")
    watch.wait_for("content/stories/due.md  Due")
    assert "brought 1" in "".join(watch.lines)
    newsroom.write("old.md", story("Edited"))
    watch.wait_for("brought 2")
    watch.wait_for("Nothing is due.")
    newsroom.write("next.md", story("Next", in_seconds(3)))
    watch.wait_for("content/stories/next.md  Next")
    watch.wait_for("brought 3")

    status, output = watch.end()

    assert "Traceback" not in output
    assert "Stopped. Nothing is published until you type the command again." in output
    assert output.count("Something is due.") == 2
    assert status in {0, 2, -signal.SIGINT}  # make's own, as its version has it
    titles = {path.parent.name for path in (newsroom.folder / "output").glob("2*/*/*/*/index.html")}
    assert titles == {"old", "due", "next"}


@pytest.mark.parametrize(("number", "after"), [(signal.SIGINT, 1.2), (signal.SIGTERM, 0.7)])
def test_ending_it_while_it_builds_leaves_output_whole(newsroom, watched, number, after):
    for each in range(40):
        newsroom.write(f"{each}.md", story(f"Story {each}"))
    watch = watched()
    time.sleep(after)

    _, output = watch.end(number)

    assert "Traceback" not in output
    names = newsroom.folder / "output"
    assert not names.exists() or (names / "index.html").exists()


def test_a_fault_is_shown_and_the_mended_story_goes_out(newsroom, watched):
    newsroom.write("a.md", story("A", date="yesterday"))
    watch = watched()
    watch.wait_for("Nothing was published. The next change of a file is the next attempt.")
    watch.wait_for("Nothing is due.")
    newsroom.write("a.md", story("A"))
    watch.wait_for("1 story:")

    _, output = watch.end()
    assert 'a.md:2: "date" contains "yesterday"' in output
    assert "A file has changed." in output
    assert "Traceback" not in output


def test_the_rest_goes_out_and_a_mended_story_follows(newsroom, watched):
    """With KEEP_GOING a fault holds up nobody; what is half written elsewhere stays where it is."""
    newsroom.write("old.md", story("Old"))
    newsroom.write("a.md", story("A", date="yesterday"))
    watch = watched("KEEP_GOING=1", "THEN=echo brought $(ls -d output/2*/*/*/* | wc -l)")
    watch.wait_for("brought 1")
    watch.wait_for("Nothing is due.")
    newsroom.write("half.md", story("Half"))
    time.sleep(2)
    assert not list((newsroom.folder / "output").glob("2*/*/*/half"))
    newsroom.write("a.md", story("A"))
    watch.wait_for("brought 3")

    _, output = watch.end()
    assert "A file has changed." in output
    assert "Traceback" not in output


# The timers ------------------------------------------------------------------------------------

TIMERS = ROOT / "docs/timers"


def test_the_units_for_systemd_are_right():
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    units = sorted(map(str, [*TIMERS.glob("*.service"), *TIMERS.glob("*.timer")]))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    calendar = re.search("OnCalendar=(.*)", (TIMERS / "stet.timer").read_text())[1]
    shown = subprocess.run(
        ["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True
    )
    assert "*-*-* *:*:00" in shown.stdout


@pytest.mark.proof
def test_what_the_service_starts_publishes(newsroom):
    newsroom.write("a.md", story("A"))
    (command,) = re.findall("^ExecStart=(.*)$", (TIMERS / "stet.service").read_text(), re.M)
    address(newsroom)

    assert newsroom.run(command).returncode == 0
    assert (newsroom.folder / "output/index.html").exists()
    newsroom.write("b.md", story("B", date="yesterday"))
    newsroom.write("c.md", story("C"))
    done = newsroom.run(command)
    assert done.returncode == 0, done.stderr
    assert 'b.md:2: "date" contains "yesterday"' in done.stderr
    assert (newsroom.folder / "output/2020/05/01/c/index.html").exists()
    (newsroom.folder / "publishconf.py").write_text("from pelicanconf import *\nFRONT_TOP = 'x'\n")
    assert newsroom.run(command).returncode != 0


def address(newsroom):
    """Give the newsroom an address, as publishconf.py does."""
    (newsroom.folder / "publishconf.py").write_text(
        "from pelicanconf import *\nSITEURL = 'https://x.example'\n"
    )


def stub(newsroom, name, script='echo "$(basename "$0") $*" >> called\n'):
    path = newsroom.folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}")
    path.chmod(0o755)


def called(newsroom) -> list[str]:
    path = newsroom.folder / "called"
    lines = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


@pytest.mark.proof
def test_the_workflow_for_github_publishes_and_starts_the_next_run_in_time(newsroom):
    flow = yaml.safe_load((TIMERS / "github.yml").read_text("utf-8"))
    jobs = flow["jobs"]
    *steps, complete = [each["run"] for each in jobs["publish"]["steps"] if "run" in each]
    (wake,) = jobs["wake"]["steps"]
    assert flow[True].keys() == {"push", "schedule", "workflow_dispatch"}  # YAML 1.1 reads "on" so
    assert jobs["wake"]["needs"] == "publish"
    assert jobs["wake"]["timeout-minutes"] * 60 > 4500
    assert wake["env"]["NEXT"] == "${{ needs.publish.outputs.next }}"
    assert jobs["publish"]["outputs"] == {"next": "${{ steps.next.outputs.moment }}"}

    newsroom.write("a.md", story("A"))
    newsroom.write("flood.md", story("Flood", "2199-03-15 12:00 +00:00"))
    output = newsroom.folder / "github-output"
    address(newsroom)
    for step in (*steps, complete):
        done = newsroom.run(f"set -eo pipefail\n{step}", GITHUB_OUTPUT=str(output))
        assert done.returncode == 0, done.stderr
    assert output.read_text() == "moment=2199-03-15T12:00:00+00:00\n"
    assert (newsroom.folder / "output/index.html").exists()

    newsroom.write("b.md", story("B", date="yesterday"))
    assert newsroom.run(f"set -eo pipefail\n{steps[-1]}").returncode == 0
    failed = newsroom.run(f"set -eo pipefail\n{complete}")
    assert failed.returncode == 1
    assert "b.md" in failed.stdout

    stub(newsroom, "gh")
    stub(newsroom, "sleep")
    variables = {"GITHUB_REPOSITORY": "o/n", "GITHUB_REF_NAME": "main"}
    begun = "gh workflow run publish.yml --repo o/n --ref main"
    for after, expected in ((30 * 60, True), (-5, False), (6000, None)):
        moment = (datetime.now(UTC) + timedelta(seconds=after)).isoformat(timespec="seconds")
        done = newsroom.run(f"set -eo pipefail\n{wake['run']}", NEXT=moment, **variables)
        assert (done.returncode, done.stderr) == (0, "")
        calls = called(newsroom)
        if expected is None:
            assert calls == []
        else:
            assert calls[-1] == begun
            waited = [int(each.removeprefix("sleep ")) for each in calls[:-1]]
            assert len(waited) == expected
            assert all(abs(each - after) < 20 for each in waited)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("date", "least", "most"),
    [
        (None, 518_400, 518_400),
        ("2199-01-01", 518_400, 518_400),
        (3600, 3500, 3600),
    ],
)
def test_the_pipeline_for_gitlab_publishes_and_delays_the_next(newsroom, date, least, most):
    flow = yaml.safe_load((TIMERS / "gitlab.yml").read_text("utf-8"))
    assert flow["wake"]["trigger"]["include"] == [{"artifact": "wake.yml", "job": "pages"}]
    assert flow["wake"]["needs"] == ["pages"]
    newsroom.write("a.md", story("A"))
    if date:
        newsroom.write("b.md", story("B", in_seconds(date) if isinstance(date, int) else date))
    address(newsroom)

    script = "\n".join(["set -eo pipefail", *flow["pages"]["script"]])
    done = newsroom.run(script, CI_DEFAULT_BRANCH="main", CI_API_V4_URL="https://g/api", CI_PROJECT_ID="7")  # fmt: skip

    assert done.returncode == 0, done.stderr
    for path in flow["pages"]["artifacts"]["paths"]:
        assert (newsroom.folder / path).exists()
    assert (newsroom.folder / "public/index.html").exists()
    (job,) = yaml.safe_load((newsroom.folder / "wake.yml").read_text()).values()
    assert job["when"] == "delayed"
    assert least <= int(job["start_in"].removesuffix(" seconds")) <= most
    (complete,) = flow["complete"]["script"]
    assert newsroom.run(complete).returncode == 0
    stub(newsroom, "curl")
    newsroom.run(job["script"][0], PUBLISH_TOKEN="secret")
    assert called(newsroom) == [
        "curl --fail --request POST --form token=secret --form ref=main https://g/api/projects/7/trigger/pipeline"
    ]
