"""A cluster gives the same bytes as this machine."""

import subprocess
import sys

import pytest

from .conftest import DEMO, Site, pelican, photo, story

STORIES = 90  # enough for work to be handed out


@pytest.mark.proof
def test_two_workers_of_dask_give_the_same_bytes(tmp_path):
    stories, photos = tmp_path / "content/stories", tmp_path / "content/photos"
    stories.mkdir(parents=True)
    photos.mkdir()
    (photos / "one.jpg").write_bytes(photo())
    for number in range(STORIES):
        fields = {"tags": f"x{number % 5}, y", "authors": f"Ana Ruiz, Reporter {number % 3}"}
        body = (
            f'"Quoted" -- and [a link](s{number // 2}.md).\n\n![A bus.](one.jpg)\nA bus. (Photo: X)'
        )
        text = story(f"Story {number}", f"2020-0{1 + number % 9}-01", body=body, **fields)
        (stories / f"s{number}.md").write_text(text, "utf-8")
    command = [sys.executable, "-m", "plugins.press", str(tmp_path / "content")]
    command += ["-o", str(tmp_path / "dask/output"), "-s", "pelicanconf.py", "--fatal", "errors"]
    settings = {"PRESS_EXECUTOR": "dask", "PRESS_CACHE": str(tmp_path / "dask/cache")}
    command += ["-e", *(f'{name}="{value}"' for name, value in settings.items())]

    done = subprocess.run(command, cwd=DEMO, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    local = pelican(tmp_path / "content", tmp_path / "local/output")
    assert Site(tmp_path / "dask/output").bytes() == local.bytes()
    assert f"{STORIES} stories: " in done.stdout


def test_an_unknown_executor_is_reported_in_one_line(build):
    site = build({"a.md": story()}, PRESS_EXECUTOR="steam")

    assert site.status == 'PRESS_EXECUTOR is "steam". It may be "processes" or "dask"'
