"""Files that are copied as they are: photos, styles, and what plugins made."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ..pelican_types import Generator, StaticFile
from ..print.compression import Compression
from ..store.fingerprints import stamp
from ..store.manifest import Manifest
from .publication import entries_below


class StaticFiles:
    """The files of one build that are copied as they are.

    *status* holds what the system says of the files of the content folder. *fingerprints* are those
    of the files by their names in output/; the files *kept* are up to date there.
    """

    def __init__(
        self, manifest: Manifest, compression: Compression, status: Mapping[str, os.stat_result]
    ) -> None:
        self._manifest, self._compression, self._status = manifest, compression, status
        self.fingerprints: dict[str, str] = {}
        self.kept: set[str] = set()

    def stage_new(self, generator: Generator) -> None:
        """Let *generator* stage only what is not up to date, as links.

        Needed because Pelican would copy every file at every build; and the press, which copies
        what the links lead to, reports each failure where Pelican only logs some.
        """
        generator.fallback_to_symlinks = True
        generator._file_update_required = lambda file: not self.up_to_date(file)

    def up_to_date(self, file: StaticFile) -> bool:
        """Say whether output/ holds *file* as it is now; then it is kept.

        Where a plugin made the file, its ``fingerprint`` says what it holds.
        """
        fingerprint = getattr(file, "fingerprint", "")
        if not fingerprint:
            status = self._status.get(file.get_relative_source_path())
            fingerprint = _fingerprint(status) if status else ""
        fingerprint = self._compression.fingerprint(file.save_as, fingerprint)
        self.fingerprints[file.save_as] = fingerprint
        is_up_to_date = self._manifest.up_to_date(file.save_as, fingerprint)
        if is_up_to_date:
            self.kept.add(file.save_as)
        return is_up_to_date

    def copy_staged(self, staged: Path) -> None:
        """Replace each link below *staged* by what it leads to, or keep what is up to date."""
        for name, source in links(staged):
            fingerprint = self.fingerprints.get(name) or self._compression.fingerprint(
                name, _fingerprint(os.stat(source))
            )
            self.fingerprints[name] = fingerprint
            (staged / name).unlink()
            if self._manifest.up_to_date(name, fingerprint):
                self.kept.add(name)
            else:
                shutil.copyfile(source, staged / name)
                self._compression.add_copies(str(staged / name))


def links(folder: Path) -> list[tuple[str, Path]]:
    """Return the symbolic links below *folder* by their paths with slashes, and where they lead."""
    names = (name for name, entry in entries_below(folder) if entry.is_symlink())
    return [(name, (folder / name).resolve()) for name in names]


def _fingerprint(status: os.stat_result) -> str:
    return f"file {stamp(status)}"
