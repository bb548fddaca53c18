"""What was read of a content folder, for as long as its files stay as they are."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from plugins.kernel.settings import Settings
from plugins.markup.web_addresses import site_at

from ..pelican_types import Content
from ..store.database import Store
from ..store.fingerprints import quick_digest
from ..store.pickles import Shared
from .cached_story import CachedStory, Details
from .changes import Change, ChangeLog
from .content_folder import ContentFolder, photo_names
from .details import KeptDetails
from .eviction import LoadedStories
from .file_digests import FileDigests
from .fresh import as_loaded
from .kept_attributes import Attributes, differing, divided, kept
from .readings import Parts, Reading, Record, loaded_record, reading
from .revival import Revival
from .shelves import Shelves
from .static_files import KnownStaticFiles

Needs = tuple[tuple[str, ...], ...]
"""What the reading of a content depends on, beside its file: the names of the photos, and of files
in its parts, that it shows; and, where it links to any, the names of other files, and hosts."""

Read = Callable[[str], Any]
"""Reads the file at a path below the content folder; returns a `Content`, as Pelican does."""


class Archive:
    """What was read from the files of the content *folder*, in this build and earlier ones.

    A reading is valid while the bytes of its file, and of every file with the name of a photo that
    it shows, are the same, and *realm*, a digest of settings, plugins and libraries.
    """

    def __init__(self, folder: Path, store: Store, realm: str, settings: Settings) -> None:
        self.realm = realm
        self.shared = Shared(settings)
        self.folder = ContentFolder(str(folder))
        self._hosts = site_at(str(settings["SITEURL"])).hosts
        self.digests = FileDigests(self.folder, store)
        self.loaded = LoadedStories()
        self._shelves = Shelves(store, self.shared)
        self._details = KeptDetails(store, self.shared)
        self._revival = Revival(self.folder, self.shared)
        self.changes = ChangeLog(store)
        self.static_files = KnownStaticFiles(store, self.shared, self._revival, realm)

    def known(self, path: str, read: Read) -> Content | None:
        """Return the content at *path* when what an earlier build read of it is still valid.

        *read* reads it again, should what is remembered turn out to be damaged.
        """
        record = self._shelves.record(path)
        if record is None or path not in self.folder.status:
            return None
        if record.key != self.key(path, record.needs):
            return None
        return self._revival.from_record(path, record, partial(self._load, read))

    def add(self, path: str, new: Reading, read: Read) -> Content:
        """Remember the *new* reading of *path*; return its content."""
        self._note(path, new, self._shelves.record(path))
        load = partial(self._load, read)
        content = self._revival.from_reading(path, new, load)
        if content is None:  # another process read it
            content = self._revival.from_record(path, loaded_record(new.record, self.shared), load)
        return content

    def reading(self, path: str, content: Content) -> Reading | None:
        """Return *content*, just read from *path*, as it is kept; None where it has faults."""
        if any(not fault.warning for fault in content.faults) or path not in self.folder.status:
            return None
        if content.status != "draft":
            content.override_url, content.override_save_as = content.url, content.save_as
        if not content.is_valid():
            return None
        needs = needs_of(content)
        files = [path, *self.folder.photo_files(needs[0])]
        if any(map(self.folder.has_changed, files[1:])):
            return None  # since the build began: what was read may be older than its key
        content.press_key = key = self.key(path, needs)
        kind, attributes = type(content), kept(vars(content))
        parts = Parts(attributes, {}, {})
        try:
            if kind is CachedStory.__base__:
                kind, parts = CachedStory, Parts(*divided(attributes, self.shared.settings))
            return reading(key, needs, kind, parts, self.digests.seen_files(files))
        except Exception:  # a plugin left something on it that cannot be kept: it is read each time
            return None

    def replace(self, path: str, before: Record, new: Reading) -> tuple[Attributes, Attributes]:
        """Remember the *new* reading of *path*; *before* is the record of the last one.

        Return its summary, and the other attributes.
        """
        self._note(path, new, before)
        parts = new.parts
        if parts is None:
            raise ValueError("a reading of another process")
        summary = as_loaded(parts.summary, self.shared.without_wrappers())
        details, body = (as_loaded(each, self.shared) for each in (parts.details, parts.body))
        return {**summary, "reading_key": new.key}, {**details, **body}

    def record(self, path: str) -> Record | None:
        """Return what is kept of *path*, as it was before any plugin changed it."""
        return self._shelves.untouched(path)

    def summary(self, record: Record) -> Attributes:
        """Return the attributes in *record*."""
        return self._revival.attributes(record)

    def is_valid(self, path: str, record: Record) -> bool:
        """Say whether *record* is what the file *path*, as it is now, would give."""
        return record.key == self.key(path, record.needs)

    def look_again(self, path: str) -> None:
        """Look at the file *path* once more. Raises OSError when it is gone."""
        self.folder.look_again(path)
        self.digests.forget(path)

    def key(self, path: str, needs: Needs) -> str:
        """Return what a reading of *path* that was made of *needs* is kept under.

        Of files that are only linked to, their places and sizes count, and of hosts, whether they
        are the site's.
        """
        photos, *links = needs
        parts = [self.realm, path, self.digests.of(path)]
        for file in self.folder.photo_files(photos):
            parts += [file, self.digests.of(file)]
        if links:
            names, hosts = links
            for file, size in self.folder.files_called(names) if names else ():
                parts += [file, str(size)]
            parts += [host for host in hosts if host in self._hosts]
        return quick_digest(parts)

    def keep(self) -> None:
        """Write down what was read and looked at in this build, and forget what is gone."""
        self._details.keep()
        gone = self._shelves.keep(self.folder.status)
        self._details.forget(gone)
        self.changes.keep(gone)
        self.digests.keep()

    def release(self) -> None:
        """Free the memory that only reading needs, once everything is read and written down."""
        self._shelves.release()

    def _note(self, path: str, new: Reading, before: Record | None) -> None:
        if before or not self._shelves.are_empty:
            self._note_change(path, new, before)
        self._shelves.add(path, new.record)
        self._details.add(path, new)
        self.digests.add(new.files)

    def _note_change(self, path: str, new: Reading, before: Record | None) -> None:
        """Note what the *new* reading of *path* changed, where its bytes or its photos' did."""
        if before is None:
            self.changes.add(path, Change("new"))
            return
        photos = [*self.folder.photo_files(before.needs[0])]
        changed = tuple(each for each in photos if self.digests.has_changed(each))
        if not changed and not self.digests.has_changed(path):
            return  # settings or code changed, and with them every story
        if self.changes.is_full or new.parts is None:
            self.changes.add(path, Change(files=changed))
            return
        old, now = self.summary(before), new.parts.summary
        card = old["press_card"] != now["press_card"]
        try:
            details, load_body = self._details.of(path, before.key)
            old = {**old, **details, **load_body()}
            now = {**now, **new.parts.details, **new.parts.body}
        except Exception:  # of a page, whose summary is all, or whatever a damaged pickle raises
            now = new.parts.summary
        self.changes.add(path, Change("changed", tuple(differing(old, now)), changed, card))

    def _load(self, read: Read, story: CachedStory) -> Details:
        """Return the details of *story*, and what loads its body; *read* replaces damage."""
        self.loaded.add(story)
        path, key = story.relative_source_path, story.reading_key
        try:
            details, load_body = self._details.of(path, key)
        except Exception:  # whatever a damaged or foreign pickle raises
            return self._read_again(read, story), dict

        def body() -> Attributes:
            try:
                return load_body()
            except Exception:  # the same
                return self._read_again(read, story)

        return details, body

    def _read_again(self, read: Read, story: CachedStory) -> Attributes:
        """Return details and body of *story* from its file, where what is kept is damaged."""
        path, key = story.relative_source_path, story.reading_key
        again = read(path)
        try:
            self.look_again(path)
            is_still = key == self.key(path, needs_of(again))
        except OSError:
            is_still = False
        if not is_still:
            message = "was changed while the site was being built. Build again"
            raise SystemExit(f"{story.shown_path}: {message}")
        _, details, body = divided(kept(vars(again)), self.shared.settings)
        return {**details, **body}


def needs_of(content: Content) -> Needs:
    """Return what the reading of *content* depends on, beside its file."""
    *links, files = content.depends_on
    photos = photo_names(content, files)
    return (photos, *links) if any(links) else (photos,)
