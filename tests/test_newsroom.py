"""The process that has the site in memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Site, pelican, photo, story

EDITS = 1000
ROOM = 16_000  # KiB that a process may take more without having grown by what it was asked


@pytest.fixture
def desk(tmp_path, checkout):
    """Start a newsroom on forty stories; return a function that edits a file and waits."""
    stories = tmp_path / "content/stories"
    stories.mkdir(parents=True)
    for number in range(40):
        text = story(f"Story {number}", tags=f"x{number % 4}", body="Text.")
        (stories / f"s{number}.md").write_text(text, "utf-8")
    command = [sys.executable, "-m", "plugins.press.serve.resident"]
    messages = tmp_path / "messages.txt"
    with messages.open("w") as stderr:
        process = subprocess.Popen(
            [*command, str(tmp_path / "content"), str(tmp_path / "output")],
            cwd=checkout,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    assert json.loads(process.stdout.readline()) is None

    def edit(name, text):
        path = tmp_path / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text) if isinstance(text, bytes) else path.write_text(text, "utf-8")
        process.stdin.write(json.dumps([str(path)]) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    edit.site = Site(tmp_path / "output")
    edit.process, edit.messages = process, messages
    yield edit
    process.stdin.close()
    process.wait()


def memory(process):
    """Return the memory of *process*, in KiB; see proc(5)."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0])


def builds(desk):
    """End the process of *desk* and return how many times it built the whole site."""
    desk.process.stdin.close()
    desk.process.wait()
    return desk.messages.read_text("utf-8").count("pages printed")


def pages(site):
    """Return the files of *site* but its search index, which follows with the next build."""
    index = ("search/index/", ".stet")  # the list of all files, those of the index too
    return {name: data for name, data in site.bytes().items() if not name.startswith(index)}


def test_a_new_headline_is_on_every_page_that_shows_it_without_a_build(desk):
    assert desk("stories/s7.md", story("Another headline", tags="x3", body="Text.")) is None

    assert desk.site("/2020/05/01/s7/").h1.text == "Another headline"
    assert "Another headline" in desk.site("/topic/x3/").text
    assert "Another headline" in desk.site("/section/world/page/2/").text
    assert builds(desk) == 1


def test_what_relates_stories_is_a_build(desk):
    assert desk("stories/s7.md", story("Story 7", tags="y", body="Text.")) is None

    assert "Story 7" in desk.site("/topic/y/").text
    assert builds(desk) == 2


def test_a_fault_is_answered_and_mended(desk):
    assert "is not a date" in desk("stories/s7.md", story("Story 7", date="soon"))
    assert desk("stories/s7.md", story("Mended")) is None

    assert desk.site("/2020/05/01/s7/").h1.text == "Mended"


def edited(desk, number):
    """Edit a story for the time *number*; now and then its topics change."""
    name, tags = f"s{number % 40}", f"x{number % 3}" if number % 50 == 0 else "x1"
    text = story(f"Story {number % 40}", tags=tags, body=f"Edit {number}. {'Words. ' * 200}")
    assert desk(f"stories/{name}.md", text) is None


def test_some_edits_later_the_site_is_right(desk, tmp_path):
    for number in range(10):
        edited(desk, number)

    clean = pelican(tmp_path / "content", tmp_path / "clean/output")
    assert pages(clean) == pages(desk.site)


@pytest.mark.proof
def test_a_thousand_edits_later_the_site_is_right_and_memory_has_not_grown(desk, tmp_path):
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here to read the memory of a process from")
    settled = 0
    for number in range(EDITS):
        edited(desk, number)
        if number == EDITS // 3:
            settled = memory(desk.process)

    assert memory(desk.process) - settled < ROOM
    clean = pelican(tmp_path / "content", tmp_path / "clean/output")
    assert pages(clean) == pages(desk.site)


def test_a_photo_that_comes_late_is_shown(desk):
    missing = story("Seven", body="![A bus.](bus.jpg)\nA bus. (Photo: Lena Vogt)")
    assert "bus.jpg" in desk("stories/s7.md", missing)
    assert desk("photos/bus.jpg", photo(size=(90, 60))) is None

    assert desk.site("/2020/05/01/s7/").figure.img["width"] == "90"
