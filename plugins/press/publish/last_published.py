"""The bytes that stories were last published with, so that one that breaks can stay as it was."""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import IN_PLACE_OF, shown_path
from plugins.kernel.made_files import write_whole

from ..pelican_types import Content
from ..read.archive import Archive
from ..read.content_folder import photo_name
from ..store.fingerprints import digest

LARGEST = 64 * 1024 * 1024
"""Bytes. Larger files, such as films, are not kept."""

_FORM = 1


class Kept(NamedTuple):
    """A story, page or author's file that was published, by the digests of its bytes.

    *key* is what its reading was kept under, *needs* are the digests of the photos and other files
    that it shows or links to, by their paths. *address* is where readers
    found it.
    """

    key: str
    digest: str
    address: str
    needs: Mapping[str, str] = {}


class LastPublished:
    """What the content *folder* was last published with; its bytes are kept in *cache*.

    *files* holds what was out, by its path below the folder. A path that is not there was not out,
    or is unknown.
    """

    def __init__(self, cache: Path, folder: Path) -> None:
        place = shown_path(folder)
        name = blake2b(place.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        self.cache = cache.absolute() / Path(IN_PLACE_OF).parent.name
        self._bytes, self._list = self.cache / f"files-{name}", self.cache / f"{name}.json"
        self.files = _listed(self._list)

    @property
    def needs(self) -> dict[str, str]:
        """The digests of all files that the published ones need, by their paths."""
        return {path: each for kept in self.files.values() for path, each in kept.needs.items()}

    def file(self, kept: str) -> Path | None:
        """Return the file whose bytes have the digest *kept*, or None where it is not whole."""
        path = self._bytes / kept
        with contextlib.suppress(OSError):
            return path if digest(path.read_bytes()) == kept else None
        return None

    def keep(self, folder: Path, files: Mapping[str, Kept]) -> None:
        """Keep the bytes of *files*, which are about to be published, as they are in *folder*.

        Of a file that was changed since it was read, the bytes that are published are gone.
        Raises OSError.
        """
        if files == self.files:
            return
        self._bytes.mkdir(parents=True, exist_ok=True)
        wanted = {path: each for kept in files.values() for path, each in kept.needs.items()}
        wanted |= {path: kept.digest for path, kept in files.items()}
        there = set(os.listdir(self._bytes))
        for path, kept in wanted.items():
            if kept and kept not in there:
                self._copy(folder / path, kept)
        write_whole(self._list, json.dumps([_FORM, files]).encode())
        self.files = dict(files)
        for gone in there.difference(wanted.values()):
            (self._bytes / gone).unlink(missing_ok=True)

    def _copy(self, source: Path, kept: str) -> None:
        with contextlib.suppress(OSError):  # it is gone, or the disk is full: then it is not kept
            if source.stat().st_size > LARGEST:
                return
            data = source.read_bytes()
            if digest(data) == kept:
                write_whole(self._bytes / kept, data)


def published(
    contents: Iterable[Content], archive: Archive, before: Mapping[str, Kept]
) -> dict[str, Kept]:
    """Return what *contents*, all that is out, are made of, by the paths of their files.

    They were read by *archive*. What did not change since the publication *before* is taken from
    it.
    """
    found = {}
    for content in contents:
        path, key = content.get_relative_source_path(), getattr(content, "reading_key", "")
        links = content.linked.published
        kept = before.get(path)
        is_same = kept and key and not links and (kept.key, kept.address) == (key, content.url)
        if kept is None or not is_same:
            kept = _kept(content, path, key, archive, links)
        found[path] = kept
    return found


def _kept(content: Content, path: str, key: str, archive: Archive, links: Iterable[str]) -> Kept:
    photos = {*content.photo_paths, *(photo for photo, _ in getattr(content, "plans", ()))}
    folder, digests = archive.folder, archive.digests
    *_, files = content.depends_on  # such as the tables of charts
    names = sorted({photo_name(each) for each in (*photos, *files)})
    needs = [*folder.photo_files(names), *(each for each in sorted(links) if each in folder.status)]
    return Kept(key, digests.of(path), content.url, {each: digests.of(each) for each in needs})


def _listed(file: Path) -> dict[str, Kept]:
    """Return what the list *file* holds; nothing where there is none, or it is damaged."""
    try:
        form, files = json.loads(file.read_bytes())
        return {path: Kept(*each) for path, each in files.items()} if form == _FORM else {}
    except (OSError, ValueError, TypeError):
        return {}
