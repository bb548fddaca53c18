"""The plan of the house: who may import whom, and what no file may hold."""

import ast
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT

PLUGINS = ROOT / "plugins"

SUBCLASSES = {
    "stories/reader.py": "StoryReader is a BaseReader",
    "stories/late_reader.py": "LateReader is a BaseReader",
    "author_boxes/biography.py": "Biography is a Content",
    "series/wrapper.py": "Series is a URLWrapper",
    "search/generator.py": "SearchGenerator is a Generator",
    "press/__main__.py": "it has the options of Pelican's own command",
    "press/newsroom.py": "it makes Pelican from the settings",
    "press/read/cached_file.py": "CachedFile is a Static",
    "press/read/cached_story.py": "CachedStory is an Article",
    "press/read/kept_attributes.py": "what Pelican's class has of its own is no attribute to keep",
    "press/read/one_story.py": "it calls Pelican's Readers as Pelican's generator does",
    "press/read/readers.py": "PressReaders are Readers",
    "press/print/writer.py": "PressWriter is a Writer",
    "press/print/generator.py": "PrintGenerator is a Generator",
    "press/cluster/tasks.py": "a worker of a cluster has Pelican of its own",
    "press/serve/resident.py": "it runs Pelican, again and again, and has its log",
}
"""Modules that may import Pelican, for they hold a subclass of its own and are named for it."""

LIBRARIES = {"markup": set(), "photos": {"markup"}}
"""Packages without signals that every plugin may import, each with the libraries that it imports
beside the kernel: editors write the sidecars of photos with the same YAML as stories."""

LARGEST_KERNEL = 1_300
"""Lines. What is shared must be small: a plugin's own things belong to the plugin."""

MOST_UNTYPED = 60
"""Parameters that may be, or hold, ``Any``; each has its reason."""


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
    shared = set() if room == "kernel" else LIBRARIES.get(room, LIBRARIES)
    allowed = {"plugins.kernel", f"plugins.{room}", *(f"plugins.{each}" for each in shared)}

    for module in imported(path):
        if module.split(".")[0] == "plugins":
            assert ".".join(module.split(".")[:2]) in allowed, f"{name} imports {module}"
        if module.split(".")[0] == "pelican":
            assert path.name == "__init__.py" or name in SUBCLASSES, f"{name} imports Pelican"
            assert room not in {"kernel", *LIBRARIES}, f"{name} imports Pelican"


def name_of(path: Path) -> str:
    """Return the full name of the module at *path*."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports() -> dict[str, set[str]]:
    """Return which modules of ours each of our modules imports, within functions too."""
    paths = {name_of(path): path for path in modules()}
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                parts = package.split(".")
                above = parts[: len(parts) - node.level + 1] if node.level else []
                base = ".".join([*above, *([node.module] if node.module else [])])
                inner = {f"{base}.{alias.name}" for alias in node.names}
                names |= {each if each in paths else base for each in inner}
        found[name] = names & paths.keys()
    return found


def test_the_kernel_is_small_and_each_of_its_modules_serves_two_rooms():
    kernel = sorted(path for path in (PLUGINS / "kernel").glob("*.py"))
    users: dict[str, set[str]] = {name_of(path): set() for path in kernel}
    for name, used in imports().items():
        for each in used & users.keys():
            users[each].add(name.split(".")[1])
    reached = {each: rooms - {"kernel"} for each, rooms in users.items()}
    for each, rooms in users.items():  # what a shared module stands on is shared
        if "kernel" in rooms:
            above = (other for other, used in imports().items() if each in used)
            reached[each] |= {room for other in above for room in reached.get(other, ())}

    assert sum(len(path.read_text("utf-8").splitlines()) for path in kernel) < LARGEST_KERNEL
    alone = {each: rooms for each, rooms in reached.items() if len(rooms) < 2}
    assert alone.keys() == {"plugins.kernel"}, alone


def test_few_parameters_are_of_any_type():
    untyped = [
        f"{path.relative_to(PLUGINS)}:{function.lineno} {parameter.arg}"
        for path in modules()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for parameter in ast.walk(function.args)
        if isinstance(parameter, ast.arg)
        and parameter.annotation
        and any(
            isinstance(node, ast.Name) and node.id == "Any"
            for node in ast.walk(parameter.annotation)
        )
    ]

    assert len(untyped) < MOST_UNTYPED, untyped


def test_no_imports_go_in_a_circle():
    circle = imports()
    while done := {name for name in circle if is_at_an_end(name, circle)}:
        circle = {name: needed - done for name, needed in circle.items() if name not in done}

    assert not circle, f"these import each other: {sorted(circle)}"


def is_at_an_end(name: str, graph: dict[str, set[str]]) -> bool:
    """Say whether nothing in *graph* is imported by *name*, or nothing imports it."""
    return not graph[name] & graph.keys() or not any(name in needed for needed in graph.values())


FLOORS = (
    "settings",
    "pelican_types",
    "settings",
    "store",
    "read",
    "print",
    "publish",
    "cluster",
    "",
    "selection",
    "newsroom",
    "builds",
    "serve",
)
"""The floors of the press, each of which imports only those before it; "" is the plugin's own
``__init__.py``, which connects them to Pelican's signals."""


def floor_of(module: str) -> int:
    return FLOORS.index(module.removeprefix("plugins.press").lstrip(".").split(".")[0])


def test_no_floor_of_the_press_imports_one_above_it():
    for name, needed in imports().items():
        if name.startswith("plugins.press") and name != "plugins.press.__main__":
            above = [each for each in needed if each.startswith("plugins.press")]
            above = [each for each in above if floor_of(each) > floor_of(name)]
            assert not above, f"{name} imports {above}"


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
        pytest.skip("not a git checkout, so there is no list of tracked files")
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
