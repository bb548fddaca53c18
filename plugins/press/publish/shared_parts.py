"""What all pages depend on, part by part: settings, templates, code, libraries and more files."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from plugins.kernel.code_digest import library_versions
from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings, site_path

from ..store.fingerprints import (
    ADDRESS,
    HashedFile,
    digest,
    files_digest,
    hashed_files,
    setting_digests,
)

Parts = dict[str, dict[str, str]]
"""Digests by the names of parts, for each kind of part: ``settings``, ``files``, ..."""

LIBRARIES = [Path(__file__).parents[2] / name for name in ("kernel", "markup", "photos")]
"""The folders of code that plugins share."""


class SharedParts:
    """What all pages of one build depend on, *plugins* being the files of the plugins' code.

    *code* and *realm* are digests: of the code with all libraries, and of all that the reading of
    every file depends on.
    """

    def __init__(
        self, settings: Settings, plugins: Iterable[Path], known: Sequence[Contract]
    ) -> None:
        self._site, self._contracts = settings, known
        self._settings = setting_digests(settings)  # as the newsroom set them
        self._libraries = {"Python": sys.version, **library_versions()}
        own = (each.parent if each.stem == "__init__" else each for each in plugins)
        folders = {*LIBRARIES, *own}
        self._code = hashed_files(sorted(folders), (".py",))
        self._files = hashed_files(Path(path) for each in known for path in each.files(settings))
        self._templates: list[HashedFile] = []
        self._values: dict[str, str] = {}
        self._shown_files: dict[str, str] = {}
        self.code = digest(files_digest(self._code), *_flat(self._libraries))
        read = {name: each for name, each in self._settings.items() if name not in ADDRESS}
        below = site_path(str(settings["SITEURL"]))  # the addresses of photos begin so
        self.realm = digest(self.code, *_flat(read), below, files_digest(self._files))

    @property
    def theme(self) -> str:
        """A digest of the templates."""
        return files_digest(self._templates)

    def complete(self, context: Context) -> None:
        """Look at the templates, and at what plugins say in *context* that every page may show."""
        own = cast(Iterable[str], self._site["THEME_TEMPLATES_OVERRIDES"])
        theme = Path(str(self._site["THEME"]), "templates")
        self._templates = hashed_files([theme, *map(Path, own)])
        for contract in self._contracts:
            for name, changes in contract.everywhere.items():
                if name in context:
                    value = changes(context[name])
                    if isinstance(value, str):
                        self._values[name] = digest(value)
                    else:
                        self._shown_files |= value

    def digest(self, *more: str) -> str:
        """Return a digest of all parts, and of *more* texts."""
        parts = [self.code, self.theme, files_digest(self._files), *_flat(self._settings)]
        return digest(*parts, *_flat(self._values), *_flat(self._shown_files), *more)

    def named(self) -> Parts:
        """Return all parts by their names, for the next build to compare with its own."""
        files = (*self._templates, *self._code, *self._files)
        return {
            "settings": self._settings,
            "files": {f"{each.folder}/{each.name}": each.digest for each in files},
            "shown files": self._shown_files,
            "values": self._values,
            "libraries": self._libraries,
        }


def _flat(parts: Mapping[str, str]) -> Iterable[str]:
    return (text for part in parts.items() for text in part)
