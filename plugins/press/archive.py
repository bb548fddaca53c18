"""The stories that were read before, and what became of them since."""

import contextlib
import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from sys import intern
from typing import Any, NamedTuple
from zlib import crc32

from plugins.kernel.faults import printable, shown_path
from plugins.kernel.front_matter import SUFFIXES
from plugins.photos.formats import FORMATS

from .fingerprints import digest, joined, seen, stamp
from .known_file import KnownFile
from .known_story import TEXTS, Attributes, KnownStory, Rest, parted, texts_of
from .pickles import Shared, dumped, loaded
from .store import SeenFile, Store

FEW = 50
"""Stories that a page shows side by side."""

WRITTEN_AT_ONCE = 500
"""Readings that are held in memory before they are written down."""

SHELVES = 64
"""How many parts the readings are kept in: a new one costs the writing of its part alone."""

_FILES = -1
"""The shelf of what Pelican says of files that are copied as they are."""

_AROUND = frozenset({"source_path", "settings", "_context"})

Kept = tuple[str, tuple[str, ...], Any, str, tuple[Any, ...], str]
"""A reading as it lies on its shelf: its key, the names of the photos that it shows, the kind of
content, names and values of the attributes that are at hand, the names of those that are not."""

_UNSEEN = frozenset({"body_line", "faults", "field_lines", "press_key"})
"""What of a story no page shows."""


class Reading(NamedTuple):
    """What was just read: what is to be at hand, as bytes, the rest, as bytes, the key, and the
    files that were looked at for it."""

    near: bytes
    rest: bytes
    key: str
    looked: dict[str, SeenFile]


class Archive:
    """What was read from the files of a content folder, for as long as they stay as they are.

    A reading is good while the bytes of its file, and of every file with the name of a photo it
    shows, are the same, and *realm*, which stands for settings, plugins and libraries. What is
    fetched of a story stays with it, or, where *at_once* is set, with about that many stories.
    """

    def __init__(self, folder: Path, store: Store, realm: str) -> None:
        self.folder, self.store, self.realm = str(folder), store, realm
        self.status = dict(_files(self.folder))
        self.named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(path for path in self.status if not path.endswith(SUFFIXES)):
            self.named[_name(path)].append(path)
        self.looked: dict[str, SeenFile] = {}
        self.read: dict[str, bytes] = {}
        self.shared: Shared = {}
        self._files: dict[str, dict[str, Any]] | None = None
        self._new_files = False
        self._before: dict[str, Kept] | None = None
        self.fetched: list[KnownStory] = []
        self.at_once = 0
        self._rests: dict[str, tuple[str, bytes]] = {}
        self._names: dict[str, list[str]] = {}
        self._sets: dict[str, frozenset[str]] = {}

    @property
    def before(self) -> Mapping[str, Kept]:
        """What earlier builds read, by the path of its file."""
        if self._before is None:
            self._before = {}
            for number, shelf in self.store.shelves.items():
                if number != _FILES:
                    self._before |= self._opened(shelf, self.shared)
        return self._before

    def _opened(self, shelf: bytes, shared: Shared) -> dict[str, Any]:
        try:
            return loaded(shelf, shared) if shelf else {}
        except Exception:  # whatever a damaged or foreign pickle raises: all is read anew
            return {}

    def known(self, path: str, anew: Callable[[str], Any]) -> Any:
        """Return what was read from *path* when that still holds, else None.

        *anew* reads it again, should what is remembered turn out to be damaged.
        """
        kept = self.before.get(path)
        if kept is None or path not in self.status or kept[0] != self.key(path, kept[1]):
            return None
        return self._revived(path, kept, anew)

    def revived(self, path: str, reading: Reading, anew: Callable[[str], Any]) -> Any:
        """Return the content that *reading* of *path* holds."""
        return self._revived(path, loaded(reading.near, self.shared), anew)

    def _revived(self, path: str, kept: Kept, anew: Callable[[str], Any]) -> Any:
        key, _, kind, _, _, listed = kept
        near = {**self.attributes(kept), "reading_key": key, **self._around(path)}
        if kind is KnownStory:
            return KnownStory(near, self._elsewhere(listed), partial(self._fetched, anew))
        content = kind.__new__(kind)
        content.__dict__.update(near)
        content.get_static_links = partial(set, content.kept_links)
        return content

    def attributes(self, kept: Kept) -> Attributes:
        """Return the attributes that *kept* has at hand."""
        listed = kept[3]
        names = self._names.get(listed)
        if names is None:  # interned, as Python's own are: it finds the others half as fast
            names = self._names[listed] = [intern(name) for name in listed.split("\0")]
        return dict(zip(names, kept[4], strict=True))

    def _elsewhere(self, listed: str) -> frozenset[str]:
        names = self._sets.get(listed)
        if names is None:
            names = self._sets[listed] = frozenset(map(intern, listed.split("\0")))
        return names

    def _fetched(self, anew: Callable[[str], Any], content: Any) -> Rest:
        """Return what is not at hand of *content*; *anew* reads it where that is damaged."""
        self._make_room()
        self.fetched.append(content)
        path, key = content.relative_source_path, content.reading_key

        def read_again() -> Attributes:
            again = anew(path)
            if not self._is_still(path, key, _shown_names(again)):
                said = "was changed while the site was being built. Build again"
                raise SystemExit(f"{content.shown_path}: {said}")
            return parted(vars(again))[1]

        _, data = self._rests.get(path) or (key, self.store.rest(path, key))
        try:
            others, text = unpacked_rest(data, self.shared)
        except Exception:  # the same
            return read_again(), dict

        def fetch_text() -> Attributes:
            try:
                return text()
            except Exception:  # the same
                return read_again()

        return others, fetch_text

    def near(self, path: str) -> Kept | None:
        """Return what is kept of *path*, as it was before any plugin had a hand in it."""
        untouched = self._untouched()
        if path in self.read:
            return loaded(self.read[path], untouched)  # type: ignore[no-any-return]
        return self._opened(self.store.shelves.get(_shelf(path), b""), untouched).get(path)

    def taken_apart(self, reading: Reading) -> tuple[Kept, dict[str, Any]]:
        """Return what *reading* has to be at hand, and the rest."""
        others, text = unpacked_rest(reading.rest, self.shared)
        return loaded(reading.near, self._untouched()), {**others, **text()}

    def knows(self, path: str) -> bool:
        """Say whether *path* was a file when the build began, or a folder with files in it."""
        return any(each == path or each.startswith(f"{path}/") for each in self.status)

    def look_again(self, path: str) -> None:
        """Look at the file *path* anew. Raises OSError when it is gone."""
        self.status[path] = os.stat(f"{self.folder}/{path}")
        self.looked.pop(path, None)

    def _is_still(self, path: str, key: str, names: Iterable[str]) -> bool:
        try:
            self.look_again(path)
        except OSError:
            return False
        return key == self.key(path, names)

    def _untouched(self) -> Shared:
        """Return what stories share, without the sections and topics that plugins changed."""
        return {name: each for name, each in self.shared.items() if isinstance(name, str)}

    def reading(self, path: str, content: Any) -> Reading | None:
        """Return *content*, just read from *path*, as it is kept; None where it has faults."""
        if any(not fault.warning for fault in content.faults) or path not in self.status:
            return None
        if content.status != "draft":
            content.override_url, content.override_save_as = content.url, content.save_as
        if not content.is_valid():
            return None
        names = _shown_names(content)
        if any(self._changed(file) for name in names for file in self.named.get(name, ())):
            return None  # since the build began: what was read may be older than its key
        content.kept_links = tuple(sorted(content.get_static_links()))
        key = self.key(path, names)
        content.press_key = "" if "attach}" in content._content else key
        attributes = {name: value for name, value in vars(content).items() if name not in _AROUND}
        kind, near = type(content), {**attributes, "press_card": key}
        rest: dict[str, Any] = {}
        try:
            if kind is KnownStory.__base__:
                kind, (near, rest) = KnownStory, parted(attributes)
                late = texts_of(rest, self.shared["settings"])
                near["press_card"], data = _packed(near, rest, late)
            else:
                data = b""
            values = tuple(near.values())
            kept = (key, names, kind, "\0".join(near), values, "\0".join(sorted(rest)))
            files = [path, *(file for name in names for file in self.named.get(name, ()))]
            return Reading(dumped(kept), data, key, {file: self.looked[file] for file in files})
        except Exception:  # a plugin left something on it that cannot be kept: it is read each time
            return None

    def file(self, path: str, anew: Callable[[str], Any]) -> Any:
        """Return what Pelican says of the file *path*, which is copied as it is, read *anew* once.

        That depends on the path, the settings and the plugins alone.
        """
        if self._files is None:
            shelf = self._opened(self.store.shelves.get(_FILES, b""), self.shared)
            self._files = shelf["files"] if shelf.get("realm") == self.realm else {}
        attributes = self._files.get(path)
        if attributes is None:
            file = anew(path)
            made = {name: each for name, each in vars(file).items() if name not in _AROUND}
            made |= {"override_url": file.url, "override_save_as": file.save_as}
            attributes = self._files[path] = made
            self._new_files = True
        return KnownFile({**attributes, **self._around(path)})

    def keep_files(self) -> None:
        """Write down what Pelican says of the files that are copied as they are."""
        if self._new_files and self._files is not None:
            there = {path: each for path, each in self._files.items() if path in self.status}
            with contextlib.suppress(Exception):  # a plugin left on one what cannot be kept
                self.store.keep_shelf(_FILES, dumped({"realm": self.realm, "files": there}))

    def _around(self, path: str) -> dict[str, Any]:
        """Return what a content has that is of this build and this place."""
        settings, context = self.shared["settings"], self.shared["context"]
        return {
            "source_path": f"{self.folder}/{path}",
            "settings": settings,
            "_context": context,
        }

    def forget_readings(self) -> None:
        """Let go of what is looked at while files are read: all of them are, and written down."""
        self._before = {}
        self.store.shelves = {}

    def _make_room(self) -> None:
        """Where there is a limit, let go all but the last few; they may be fetched again."""
        if self.at_once and len(self.fetched) > self.at_once:
            for story in self.fetched[:-FEW]:
                story.let_go()
            del self.fetched[:-FEW]

    def let_go(self) -> None:
        """Keep no longer what was fetched of stories since the list of them was begun."""
        for story in self.fetched:
            story.let_go()
        self.fetched.clear()

    def note(self, path: str, reading: Reading) -> None:
        """Remember *reading* of *path*; write down what came together, when it is much."""
        self.read[path] = reading.near
        self._rests[path] = reading.key, reading.rest
        self.looked |= reading.looked
        if len(self._rests) >= WRITTEN_AT_ONCE:
            self._write_down()

    def keep(self) -> None:
        """Write down what was read and looked at in this build, and forget what is gone."""
        self._write_down()
        gone = [path for path in self.before if path not in self.status]
        shelves: dict[int, dict[str, Any]] = defaultdict(dict)
        for path in (*gone, *self.read):
            shelves[_shelf(path)][path] = None
        for number, changed in shelves.items():
            untouched = self._untouched()
            shelf = self._opened(self.store.shelves.get(number, b""), untouched)
            for path in changed:
                shelf.pop(path, None)
                if path in self.read:
                    shelf[path] = _shared_names(loaded(self.read[path], untouched))
            self.store.keep_shelf(number, dumped(shelf))
        self.read.clear()
        self.store.forget_rests(gone)
        before = self.store.files
        news = {path: file for path, file in self.looked.items() if before.get(path) != file}
        gone = [path for path in before if path not in self.status]
        if news or gone:
            self.store.keep_files(news, gone)

    def _write_down(self) -> None:
        self.store.keep_rests(self._rests)
        self._rests.clear()

    def key(self, path: str, names: Iterable[str]) -> str:
        """Return what a reading of *path* that shows photos of these *names* is kept under."""
        parts = [self.realm, path, self.digest_of(path)]
        for name in names:
            for file in self.named.get(name, ()):
                parts += [file, self.digest_of(file)]
        return joined(parts)

    def digest_of(self, path: str) -> str:
        """Return a digest of the bytes of the file *path*, which is read when it may be new."""
        file = self.looked.get(path)
        if file is None:
            status, before = self.status[path], self.store.files.get(path)
            try:
                file = seen(f"{self.folder}/{path}", status, before)
            except OSError:  # it is there and cannot be read: the reader says so
                file = SeenFile(stamp(status), "", 0)
            self.looked[path] = file
        return file.digest

    def announce(self, paths: Iterable[str]) -> None:
        """Tell the system that the files *paths* will be read soon, so that a disk need not wait.

        It is asked for one at a time otherwise, and a core waits for each
        (https://pubs.opengroup.org/onlinepubs/9699919799/functions/posix_fadvise.html).
        """
        if not hasattr(os, "posix_fadvise"):
            return
        for path in paths:
            with contextlib.suppress(OSError):  # the reader says so
                file = os.open(f"{self.folder}/{path}", os.O_RDONLY | os.O_NONBLOCK)
                try:
                    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_WILLNEED)
                finally:
                    os.close(file)

    def _changed(self, path: str) -> bool:
        try:
            return stamp(os.stat(f"{self.folder}/{path}")) != stamp(self.status[path])
        except OSError:
            return True


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield each file below *folder* by its path with slashes, and its status."""
    waiting = [(folder, "")]
    while waiting:
        place, before = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            continue  # a folder that cannot be entered
        for entry in entries:
            _check_name(entry)
            if not entry.is_dir():
                yield f"{before}{entry.name}", _status(entry)
            elif not (entry.is_symlink() and _leads_back(entry.path, place)):
                waiting.append((entry.path, f"{before}{entry.name}/"))


def _check_name(entry: os.DirEntry[str]) -> None:
    """End the build where a name cannot stand in an address, in a page or in the memory."""
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        path = printable(shown_path(entry.path))
        raise SystemExit(f"{path}:1: the file's name is not UTF-8 text. Rename it") from None


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except OSError:  # a link that leads nowhere: the reader says so
        return entry.stat(follow_symlinks=False)


def _leads_back(link: str, place: str) -> bool:
    """Say whether *link*, which lies in *place*, leads to a folder that *place* lies in."""
    return f"{os.path.realpath(place)}/".startswith(f"{os.path.realpath(link)}/")


def _packed(
    near: Mapping[str, Any], rest: Mapping[str, Any], late: frozenset[str]
) -> tuple[str, bytes]:
    """Return a digest of all that a card may show of a story, and its *rest* as bytes.

    What is *late* in it is apart from the others.
    """
    text = {name: rest[name] for name in sorted(late)}
    others = dumped({name: value for name, value in rest.items() if name not in late})
    shown = [(name, near[name]) for name in sorted(near.keys() - _UNSEEN)]
    shown += [(name, text[name]) for name in text if name not in TEXTS]
    shown += [item for item in sorted(text["metadata"].items()) if item[0] not in _UNSEEN]
    return digest(others, repr(shown)), dumped((others, dumped(text)))


def unpacked_rest(rest: bytes, shared: Shared) -> Rest:
    """Return the *rest* of a story from its bytes. Raises what pickle raises for damaged ones."""
    others, text = loaded(rest, shared)
    return loaded(others, shared), partial(loaded, text, shared)


def _shared_names(kept: Kept) -> Kept:
    """Return *kept* with one string for the names that many have, which a shelf holds once."""
    key, photos, kind, near, values, rest = kept
    return key, photos, kind, intern(near), values, intern(rest)


def _shelf(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogateescape")) % SHELVES


def _shown_names(content: Any) -> tuple[str, ...]:
    return tuple(sorted({_name(photo.path) for photo in content.photos}))


def _name(path: str) -> str:
    """Return by which name a photo and the files beside it belong together."""
    name = PurePosixPath(path)
    if name.suffix.lower() == ".xmp" and name.stem.lower().endswith((*FORMATS, ".svg")):
        name = PurePosixPath(name.stem)  # night-bus.jpg.xmp
    return unicodedata.normalize("NFC", name.stem).casefold()
