"""A digest of the code that makes something, so that nothing cached outlives a change to it.

It covers the source of the modules that are named, of every module of this project that they
import, directly or not, and the versions of the libraries that any of these import. Imports are
read from the source, those within functions included, so nothing is imported to take a digest.

A package's ``__init__`` counts if something is imported from it, and not for being the parent of a
module: a plugin's ``__init__`` connects signals and imports all of the plugin.
"""

import os
import re
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = str(Path(__file__).parents[2])
"""The folder that the modules of this project are imported from."""

PACKAGE = "plugins"

DISTRIBUTIONS = {
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "c2pa": "c2pa_python",
    "dateutil": "python_dateutil",
    "yaml": "pyyaml",
}
"""The names under which libraries are installed, where those differ from the imported names."""

PYTHON = f"{sys.version} zlib {zlib.ZLIB_RUNTIME_VERSION}"

_IMPORT = re.compile(
    rb"[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b([^\n(]*(?:\([^)]*)?)|import[ \t]+([^\n]*))"
)
_NAME = re.compile(r"(?:^|,)[\s(]*([\w.]+)")


class Source(NamedTuple):
    """A module's source, and the names of the project's modules and the libraries it imports."""

    data: bytes
    modules: frozenset[str]
    libraries: frozenset[str]


@cache
def code_digest(*modules: str, python: bool = True) -> str:
    """Return a digest of the code of *modules*, by their full names, and of all that they import.

    With *python*, Python's version counts too; do without only where Python does not shape the
    result. Raise ModuleNotFoundError for a name that is not a module of this project.
    """
    for name in modules:
        if not file_of(name):
            raise ModuleNotFoundError(f"{name} is not a module of this project", name=name)
    sources = imported_by(*modules)
    libraries = sorted({each for source in sources.values() for each in source.libraries})
    digest = blake2b((PYTHON if python else "").encode(), digest_size=16)
    for name in sorted(sources):
        data = sources[name].data
        digest.update(f"\0{name} {len(data)}\0".encode() + data)
    digest.update("\0".join(["", *map(version_of, libraries)]).encode())
    return digest.hexdigest()


def imported_by(*modules: str) -> dict[str, Source]:
    """Return *modules* and all modules of this project that they import, directly or not."""
    found: dict[str, Source] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = source_of(name)
            waiting += found[name].modules
    return found


@cache
def source_of(name: str) -> Source:
    """Return the source of the module *name* of this project, read once in a process."""
    data = Path(file_of(name)).read_bytes()
    found = set(imports(data, name if _is_package(name) else name.rpartition(".")[0]))
    modules = {each for each in found if each.split(".")[0] == PACKAGE}
    libraries = {each.split(".")[0] for each in found - modules}
    return Source(
        data,
        frozenset(each for each in modules if file_of(each)),
        frozenset(libraries - sys.stdlib_module_names),
    )


def imports(source: bytes, package: str) -> Iterator[str]:
    """Yield the full names of all modules that *source*, a module of *package*, imports.

    They are found without a parser, which takes fifty times as long. A line of a docstring that
    looks like a statement is taken for one, which does no harm.
    """
    for module, names, direct in _statements(re.sub(rb"#[^\n]*", b"", source)):
        if direct:
            yield from _NAME.findall(direct)
            continue
        base = module.lstrip(".")
        if level := len(module) - len(base):
            base = ".".join([*package.split(".")[: 1 - level or None], *([base] if base else [])])
        ours = base.split(".")[0] == PACKAGE
        if not ours or (file_of(base) and not _is_package(base)):
            yield base
            continue
        for name in _NAME.findall(names):
            inside = f"{base}.{name}"
            yield inside if file_of(inside) else base


def _statements(source: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield the module and the names of ``from ... import ...``, or those of ``import ...``."""
    at = source.find(b"import")
    while at >= 0:
        statement = _IMPORT.match(source, source.rfind(b"\n", 0, at) + 1)
        if statement:
            module, names, direct = (each.decode() if each else "" for each in statement.groups())
            yield module, names, direct
        at = source.find(b"import", max(at + 1, statement.end() if statement else 0))


@cache
def file_of(name: str) -> str:
    """Return the file of the module *name*; "" if it is not a module of this project."""
    if name.split(".")[0] != PACKAGE:
        return ""
    path = os.path.join(ROOT, *name.split("."))
    files = (f"{path}.py", os.path.join(path, "__init__.py"))
    return next(filter(os.path.isfile, files), "")


def _is_package(name: str) -> bool:
    return file_of(name).endswith("__init__.py")


@cache
def version_of(library: str) -> str:
    """Return name and version of *library*, as imported; "absent" for one that is not installed.

    Each library has a folder beside it that is named for it and its version
    (https://packaging.python.org/en/latest/specifications/recording-installed-packages/). For one
    without such a folder, the time and size of its file stand for its version.
    """
    spec = find_spec(library)
    if spec is None or not spec.origin:
        return f"{library} absent"
    origin = Path(spec.origin)
    folder = origin.parent.parent if origin.name == "__init__.py" else origin.parent
    wanted = DISTRIBUTIONS.get(library, library).lower()
    for name, version in _installed(folder):
        if name == wanted:
            return f"{library} {version}"
    status = origin.stat()
    return f"{library} {status.st_size} {status.st_mtime_ns}"


@cache
def _installed(folder: Path) -> list[tuple[str, str]]:
    """Return the libraries installed in *folder*, in order: names in lower case, and versions."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    pairs = (name.removesuffix(".dist-info").rpartition("-")[::2] for name in names)
    return [(re.sub(r"[-_.]+", "_", name).lower(), version) for name, version in pairs]
