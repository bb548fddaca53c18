"""The plan of the house: who may import whom, and what no file may hold."""

import ast
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT

PLUGINS = ROOT / "plugins"

SUBCLASSES = {
    "stories/reader.py": "StoryReader is a BaseReader",
    "author_boxes/biography.py": "Biography is a Content",
    "series/wrapper.py": "Series is a URLWrapper",
    "search/generator.py": "SearchGenerator is a Generator",
    "press/__main__.py": "it runs Pelican",
    "press/afar.py": "a worker of a cluster has Pelican of its own",
    "press/known_file.py": "KnownFile is a Static",
    "press/known_story.py": "KnownStory is an Article",
    "press/newsroom.py": "it runs Pelican, again and again",
    "press/one_story.py": "it calls Pelican's Readers as Pelican's generator does",
    "press/readers.py": "PressReaders are Readers",
    "press/writer.py": "PressWriter is a Writer",
    "press/generator.py": "PrintGenerator is a Generator",
}
"""Modules that may import Pelican, for they hold a subclass of its own and are named for it."""

LIBRARIES = {"markup", "photos"}
"""Packages without signals that every plugin may import, and that import the kernel alone."""


def modules():
    return sorted(path for path in PLUGINS.rglob("*.py") if path.parent != PLUGINS)


def imported(path: Path):
    """Yield every module that *path* imports, by its full name."""
    package = ("plugins", *path.parent.relative_to(PLUGINS).parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join((*base, *([node.module] if node.module else [])))
            yield from ([name] if node.module else [f"{name}.{it.name}" for it in node.names])


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PLUGINS)))
def test_each_module_imports_only_what_its_room_allows(path):
    name = path.relative_to(PLUGINS).as_posix()
    room = name.split("/")[0]
    shared = set() if room in {"kernel", *LIBRARIES} else LIBRARIES
    allowed = {"plugins.kernel", f"plugins.{room}", *(f"plugins.{each}" for each in shared)}

    for module in imported(path):
        if module.split(".")[0] == "plugins":
            assert ".".join(module.split(".")[:2]) in allowed, f"{name} imports {module}"
        if module.split(".")[0] == "pelican":
            assert path.name == "__init__.py" or name in SUBCLASSES, f"{name} imports Pelican"
            assert room not in {"kernel", *LIBRARIES}, f"{name} imports Pelican"


def test_the_exceptions_are_still_needed():
    for name in SUBCLASSES:
        assert any(module.startswith("pelican") for module in imported(PLUGINS / name))


def test_signals_are_connected_in_the_init_of_a_plugin_alone():
    for path in modules():
        connects = "signals" in path.read_text("utf-8") and ".connect(" in path.read_text("utf-8")
        assert not connects or path.name == "__init__.py"


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout, so what is tracked cannot be told")
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).exists()]


def test_no_lock_names_a_registry():
    for path in tracked():
        if path.suffix in {".txt", ".toml", ".lock"} or path.name == "package-lock.json":
            text = path.read_text("utf-8")
            assert "index-url" not in text
            assert "files.pythonhosted" not in text
            assert '"resolved"' not in text


def test_nothing_is_left_undone():
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
    for path in tracked():
        if path.suffix in {".py", ".html", ".css"} or path.name == "Makefile":
            text = path.read_text("utf-8")
            assert not [mark for mark in marks if mark in text], path
