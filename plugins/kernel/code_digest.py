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
    "pymdownx": "pymdown_extensions",
    "yaml": "pyyaml",
}
"""The names under which libraries are installed, where those differ from the imported names."""

PYTHON = f"{sys.version} zlib {zlib.ZLIB_RUNTIME_VERSION}"

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b([^\n(]*(?:\([^)]*)?)|import[ \t]+([^\n]*))",
    re.MULTILINE,
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
    if not file_of(name):
        raise ModuleNotFoundError(f"{name} is not a module of this project", name=name)
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
    for found in _IMPORT.findall(re.sub(rb"#[^\n]*", b"", source)):
        module, names, direct = (each.decode() for each in found)
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


def version_of(library: str) -> str:
    """Return name and version of *library*, as imported; "absent" for one not installed."""
    name = DISTRIBUTIONS.get(library, library).lower()
    return f"{library} {library_versions().get(name, 'absent')}"


@cache
def library_versions() -> dict[str, str]:
    """Return the version of each library that is installed, by its name in lower case.

    Each has a folder beside it that is named for it and its version: ``Markdown-3.8.dist-info``
    (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
    """
    folders = [folder for folder in reversed(sys.path) if os.path.isdir(folder)]
    names = (name for folder in folders for name in sorted(os.listdir(folder)))
    pairs = (name[:-10].rpartition("-") for name in names if name.endswith(".dist-info"))
    return {re.sub(r"[-_.]+", "_", name).lower(): version for name, _, version in pairs}
