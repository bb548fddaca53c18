"""The newsroom's settings: each with its type, what it means, and where it stands in the file.

A plugin declares the settings that it reads, beside the code that reads them.
"""

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar, cast
from urllib.parse import urlsplit

from .faults import Fault, shown_path

T = TypeVar("T")

Settings = Mapping[str, object]
"""All settings by their names, as Pelican hands them to plugins."""

Check = Callable[[object], str]
"""Returns what is wrong with a value and the remedy; nothing where it is right."""


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting: its *name*, what its value may be, and what it means to a newsroom.

    *example* is a line of pelicanconf.py, without the name: ``["World", "Sport"]``.
    """

    name: str
    check: Check
    meaning: str
    example: str = ""

    def of(self, settings: Settings) -> T:
        """Return its value in *settings*, where it was checked and has a default."""
        return cast(T, settings[self.name])


def text(value: object) -> str:
    """Check that *value* is a text."""
    return "" if isinstance(value, str) else 'is not a text. Write it as "..."'


def texts(value: object) -> str:
    """Check that *value* is a list of texts."""
    fits = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    return "" if fits else 'is not a list of texts. Write it as ["...", "..."]'


def table(value: object) -> str:
    """Check that *value* is a table."""
    return "" if isinstance(value, Mapping) else 'is not a table. Write it as {"...": ...}'


def flag(value: object) -> str:
    """Check that *value* is true or false."""
    return "" if isinstance(value, bool) else "is neither True nor False. Write one of them"


def number(least: int) -> Check:
    """Return what checks that a value is a whole number of at least *least*."""

    def check(value: object) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return "" if fits else f"is not a whole number. Write one, {least} or more, without quotes"

    return check


def all_of(*checks: Check) -> Check:
    """Return what makes *checks* one after another, until one finds something."""
    return lambda value: next((found for check in checks if (found := check(value))), "")


def names(known: Collection[str]) -> Check:
    """Return what checks that a value is a list of some of the *known* texts."""

    def check(value: object) -> str:
        if found := texts(value):
            return found
        unknown = [each for each in cast(Iterable[str], value) if each not in known]
        allowed = ", ".join(f'"{each}"' for each in sorted(known))
        return f'holds "{unknown[0]}". It may hold {allowed}' if unknown else ""

    return check


def setting_fault(settings: Settings, name: str, problem: str, *, warning: bool = False) -> Fault:
    """Return a fault of the setting *name*: ``pelicanconf.py:12: FRONT_TOP "x" is ...``."""
    file, line = place_of(name, str(settings.get("SETTINGS_FILE", "pelicanconf.py")))
    shown = repr(settings[name]) if name in settings else ""
    value = f" is {shown}, which" if shown and problem.startswith("is ") else ""
    return Fault(file, line, f"{name}{value} {problem}", warning, f"setting{'-doubt' * warning}")


def place_of(name: str, file: str) -> tuple[str, int]:
    """Return the file and the line that give the setting *name* its value.

    They are looked for in the settings *file*, and then in the files beside it that it imports
    everything from. Where none sets it, it is line 1 of pelicanconf.py, where it may be set.
    """
    for path in settings_files(Path(file)):
        lines = _assignments(str(path), path.stat().st_mtime_ns).get(name)
        if lines:
            return shown_path(path), lines
    return "pelicanconf.py", 1


def settings_files(file: Path) -> Iterator[Path]:
    """Yield the settings *file*, and the files beside it that it imports everything from."""
    if file.is_file():
        yield file
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and not node.level:
                yield from settings_files(file.with_name(f"{node.module}.py"))


@cache
def _assignments(path: str, changed: int) -> dict[str, int]:
    """Return the line of the last statement that sets each name in the file *path*."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(Path(path).read_text("utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr):
            for name in ast.walk(node):
                if isinstance(name, ast.Name) and name.id.isupper() and _is_changed(node, name):
                    found[name.id] = max(found.get(name.id, 0), node.lineno)
    return found


def _is_changed(node: ast.stmt, name: ast.Name) -> bool:
    """Say whether *node* sets *name*, or changes what it holds: ``PLUGINS.remove("...")``."""
    if isinstance(node, ast.Assign):
        return any(name in ast.walk(target) for target in node.targets)
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return name in ast.walk(node.target)
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and name in ast.walk(call.func)


def site_path(address: str) -> str:
    """Return the path at which the site *address* begins, such as "/daily"; "" at the top."""
    return urlsplit(address).path.rstrip("/")


def cache_of(settings: Settings) -> Path:
    """Return the folder of what the next build need not make again; it may be deleted any time."""
    return Path(str(settings.get("PRESS_CACHE", ".stet")))
