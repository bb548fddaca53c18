"""Whatever a header, a text or a photo holds, it is published safely or is a fault."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.kernel.faults import Fault
from plugins.markup.converter import converter
from plugins.markup.front_matter import decoded, parsed
from plugins.photos.errors import PhotoError
from plugins.photos.facts import facts
from plugins.stories.field_values import HeaderRules
from plugins.stories.fields import FIELDS, checked_fields
from plugins.stories.safety import refusals

from .fuzzing import BODIES, HEADERS, IMG, SCRIPTS, check_site, newsrooms, photos, scripts
from .places import ROOT
from .tools import needs

ATHERIS = Path(sys.prefix, "atheris")
"""The folder where `make proof` installs atheris."""

RULES = HeaderRules(ZoneInfo("Europe/Berlin"), ("World",), {"own": "list"})


@pytest.mark.parametrize(
    "html", [IMG, "<svg/onload=x>", "<a href='java&Tab;script&colon;x'>a</a>", SCRIPTS[0]]
)
def test_a_script_is_found_as_a_browser_finds_it(html):
    assert list(scripts(f"<p>{html}"))
    assert not list(scripts("<p>javascript: on=x &lt;script&gt;"))


def check_header(data):
    """A header of any bytes is read, or is faults of lines that the file has."""
    text, problems = decoded(data)
    lines = text.count("\n") + 1
    for kind in FIELDS:
        found = checked_fields(parsed(text), kind, "a.md", RULES)
        assert all(isinstance(each, Fault) and 1 <= each.line <= lines for each in found.faults)
        assert all(1 <= line <= lines for line in (*found.lines.values(), *dict(problems)))


def check_body(body):
    """A text that is not refused has no script in the HTML made of it."""
    try:
        html = converter().convert(body)
    except RecursionError:
        return  # a fault of the story
    assert list(refusals(html)) or not list(scripts(html)), html


def check_photo(data):
    """A photo of any bytes is read, or is a fault in an editor's words."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.jpg", "a.svg"):
            path = Path(folder, name)
            path.write_bytes(data)
            try:
                facts(str(path), folder)
            except PhotoError as error:
                message = str(error)
            else:
                continue
            assert message


FILES = st.one_of(
    HEADERS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=60)
)
CHECKS = [(check_header, FILES), (check_body, BODIES), (check_photo, photos())]


@pytest.mark.parametrize(("check", "examples"), CHECKS, ids=["header", "text", "photo"])
def test_a_few_of_any_kind_are_safe(check, examples):
    settings(max_examples=60)(given(examples)(check))()


@pytest.mark.proof
@pytest.mark.parametrize(("check", "examples"), CHECKS, ids=["header", "text", "photo"])
def test_any_of_a_kind_are_safe(check, examples, rounds):
    for _ in rounds:
        settings(max_examples=300)(given(examples)(check))()


@pytest.mark.proof
@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info >= (3, 14),
    reason="atheris cannot be installed for this system and version of Python",
)
@needs(atheris=(ATHERIS / "atheris").is_dir())
@pytest.mark.parametrize("kind", ["header", "text", "photo"])
def test_what_reaches_new_code_is_safe(kind, share, tmp_path, request):
    seconds = str(max(1, round(share)))  # 0 would be without end
    command = [sys.executable, "-m", "tests.coverage_fuzzing", kind, seconds, tmp_path]
    path = os.pathsep.join([str(ATHERIS), str(ROOT)])
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True
    )
    output = (run.stdout + run.stderr).decode("utf-8", "replace")
    failed = {path.name: path.read_bytes() for path in tmp_path.glob("failed-*")}
    assert run.returncode == 0, f"{output[-5000:]}\n{failed}"
    tried = re.search(r"number_of_executed_units: *(\d+)", output)
    assert tried, output
    request.node.user_properties.append(("rounds", int(tried[1])))


@settings(max_examples=4)
@given(newsrooms())
def test_a_newsroom_of_a_few_is_safe(files):
    check_site(files)


@pytest.mark.proof
def test_a_newsroom_of_any_is_safe(rounds):
    for _ in rounds:
        settings(max_examples=5)(given(newsrooms())(check_site))()
