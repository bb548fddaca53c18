"""See the site while writing."""

import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from plugins.press.serve.__main__ import main

from .conftest import proof, story
from .servers import free_port

PATIENCE = 60  # seconds until a build that never comes is given up; no measure of speed


@pytest.fixture
def desk(tmp_path, checkout):
    """Serve a small newsroom; return its folder and functions to get a page and wait for news."""
    stories = tmp_path / "content/stories"
    stories.mkdir(parents=True)
    (stories / "a.md").write_text(story("First"), "utf-8")
    (stories / "d.md").write_text(story("Secret", status="draft"), "utf-8")
    port, running = free_port(), []

    def serve(*options, **environment):
        command = [sys.executable, "-m", "plugins.press.serve", str(tmp_path / "content")]
        command += [str(tmp_path / "output"), "--port", str(port), *options]
        process = subprocess.Popen(
            command,
            cwd=checkout,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        process.lines = []
        for line in process.stdout:
            process.lines.append(line)
            if "Serving" in line:
                break
        threading.Thread(target=process.lines.extend, args=(process.stdout,), daemon=True).start()
        return process

    def get(path, host="localhost"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        return connection.getresponse()

    def news():
        faults = queue.Queue()
        stream = get("/.stet/events")

        def listen():
            while line := stream.readline():
                if line.startswith(b"data: "):
                    faults.put(json.loads(line[6:]))

        threading.Thread(target=listen, daemon=True).start()
        return lambda: faults.get(timeout=PATIENCE)

    yield stories, serve, get, news
    for process in running:
        process.kill()
        process.wait()


def test_an_edit_is_on_the_page_and_the_browser_reloads(desk):
    stories, serve, get, news = desk
    serve()
    latest = news()
    page = get("/2020/05/01/a/").read().decode()
    assert "First" in page
    assert "EventSource" in page

    (stories / "a.md").write_text(story("Second"), "utf-8")

    assert latest() is None
    assert "Second" in get("/2020/05/01/a/").read().decode()


def test_what_is_saved_during_the_first_build_is_on_the_page_too(desk, tmp_path):
    stories, serve, get, _ = desk

    def save():
        while not (tmp_path / "output/2020/05/01/a/index.html").exists():
            time.sleep(0.001)
        (stories / "a.md").write_text(story("Second"), "utf-8")

    saving = threading.Thread(target=save)
    saving.start()
    serve()
    saving.join()

    until = time.monotonic() + PATIENCE
    while "Second" not in get("/2020/05/01/a/").read().decode():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_fault_is_shown_and_nothing_dies(desk):
    stories, serve, get, news = desk
    serve()
    latest = news()

    (stories / "b.md").write_text(story(date="yesterday"), "utf-8")

    assert 'b.md:2: "date" contains "yesterday", which is not a date' in latest()
    assert "First" in get("/2020/05/01/a/").read().decode()
    (stories / "b.md").write_text(story("Mended"), "utf-8")
    assert latest() is None


def test_settings_that_cannot_be_read_are_shown_until_they_are_repaired(desk, checkout):
    """The line is on the page and in the terminal; the server lives on."""
    _, serve, get, news = desk
    settings = checkout / "pelicanconf.py"
    right = settings.read_text("utf-8")
    settings.unlink()
    settings.write_text(f'{right}\nSITENAME = "The Margin\n', "utf-8")
    process = serve()
    latest = news()

    line = right.count("\n") + 2
    assert latest().startswith(f"pelicanconf.py:{line}: the settings cannot be read: unterminated")
    settings.write_text(f'{right}\nPLUGINS.append("plugins.serch")\n', "utf-8")
    assert 'PLUGINS has "plugins.serch", which cannot be found.' in latest()
    settings.write_text(right, "utf-8")
    assert latest() is None
    assert "First" in get("/2020/05/01/a/").read().decode()
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)
    shown = "".join(process.lines)
    assert f"pelicanconf.py:{line}: the settings cannot be read: unterminated string" in shown
    assert "Traceback" not in shown


def test_drafts_are_previewed_away_from_output_and_for_this_machine_alone(desk, tmp_path):
    _, serve, get, _ = desk
    serve("--drafts")

    assert "Secret" in get("/2020/05/01/d/").read().decode()
    assert not (tmp_path / "output").exists()
    assert get("/2020/05/01/d/", host="evil.example").status == 403


def test_the_site_of_a_later_moment_is_shown_away_from_output(desk, tmp_path):
    stories, serve, get, _ = desk
    (stories / "later.md").write_text(story("Later", "2099-01-01"), "utf-8")
    process = serve("--at", "2099-01-01 13:00")

    assert "Later" in get("/").read().decode()
    assert not (tmp_path / "output").exists()
    assert "This is the site of 2099-01-01 13:00." in "".join(process.lines)


def test_a_page_that_is_not_there_is_the_sites_own_404(desk):
    _, serve, get, _ = desk
    serve()
    answer = get("/nowhere/")

    assert answer.status == 404
    assert "The Margin" in answer.read().decode()


def test_ctrl_c_ends_it_without_a_traceback(desk):
    _, serve, _, _ = desk
    process = serve()

    process.send_signal(signal.SIGINT)

    assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("ending", [signal.SIGINT, *proof(signal.SIGTERM)])
def test_the_preview_is_removed_at_the_end(desk, tmp_path, ending):
    """Nobody finds a draft in the machine's temporary folder afterwards."""
    _, serve, _, _ = desk
    (tmp_path / "tmp").mkdir()
    process = serve("--drafts", TMPDIR=str(tmp_path / "tmp"))
    assert list((tmp_path / "tmp").iterdir())

    process.send_signal(ending)

    assert process.wait(PATIENCE) == 0
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["nope", "o"], 'There is no folder "nope".', id="no such folder"),
        pytest.param(["content", "o", "--port", "99999"], '"99999" is no port.', id="too high"),
        pytest.param(["content", "o", "--port", "-1"], '"-1" is no port.', id="too low"),
        pytest.param(["content", "o", "--at", "noon"], '"noon" is not a date and time.', id="at"),
        pytest.param(["content", "o", "--port", "http"], '"http" is no port.', id="a word"),
    ],
)
def test_what_cannot_be_served_is_reported_on_one_line(arguments, words):
    message = main(arguments)

    assert message.startswith(words)
    assert "\n" not in message


def test_a_port_that_is_taken_is_reported_on_one_line(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # keep pytest's own
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        message = main(["content", "o", "--port", str(taken.getsockname()[1])])

    assert "is taken. Choose another" in message
