"""The search index: bundles, cached by the stories in them and made in the background."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path

from plugins.kernel.code_digest import code_digest
from plugins.kernel.made_files import MadeFile, clear
from plugins.kernel.workers import in_background

from .bundles import Bundle, by_language
from .pagefind import Files, PagefindError, frame, index
from .records import record

KEPT_FOR = 24 * 3600
"""Seconds for which an unused bundle is kept: a branch or a draft may need it again."""

LIST = "bundles.json"
"""The file with the list of bundles for the search page."""

_LISTING = "listing"


class Index:
    """Makes the index with Pagefind's *program*, and caches it in *folder*.

    *address* is that of the index, below the site's. `start` starts processes that make it;
    *results* then yields a message for each bundle, which is empty if the bundle was made.
    """

    def __init__(self, program: Path, folder: Path, address: str) -> None:
        self.program, self.folder, self.address = program, folder, address
        self.bundles: Sequence[Bundle] = ()
        self.results: Iterator[str] = iter(())
        self.number = 0
        status = program.stat()
        self.tool = f"{program} {status.st_size} {status.st_mtime_ns} {code_digest(__name__)}"

    def start(self, bundles: Sequence[Bundle]) -> None:
        """Start to make those of *bundles* that are not cached; return at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.bundles = bundles
        missing = [each for each in bundles if not (self.folder / each.key / _LISTING).exists()]
        self.number = len(missing)
        if missing:
            self.results = in_background(partial(_make, self.program, self.folder), missing)

    def files(self) -> Iterator[MadeFile]:
        """Yield the files of the index to publish. Raise PagefindError and OSError.

        Call it after *results* has yielded a message for each bundle.
        """
        used: set[str] = set()
        listed: dict[str, list[tuple[str, int, int]]] = {}
        for lang, bundles in by_language(self.bundles):
            listed[lang] = []
            for bundle in bundles:
                used.add(bundle.key)
                name, files = _listing(self.folder / bundle.key)
                if files:
                    listed[lang].append((name, *bundle.years))
                    yield from self._files(bundle.key, f"{name}/", files)
        if listed:
            key = _digest([self.tool, *listed])
            if not (self.folder / key / _LISTING).exists():
                _save(self.folder, key, frame(self.program, list(listed)))
            used.add(key)
            name, files = _listing(self.folder / key)
            yield from self._files(key, "", files, name)
        text = json.dumps(listed)
        key = _digest([self.tool, text])
        if not (self.folder / key / _LISTING).exists():
            _save(self.folder, key, {LIST: text.encode()})
        used.add(key)
        yield from self._files(key, "", [LIST], key)
        if self.number:
            clear(self.folder, used, KEPT_FOR)

    def _files(
        self, key: str, below: str, names: Iterable[str], fingerprint: str = "by its name"
    ) -> Iterator[MadeFile]:
        for name in names:
            address = f"{self.address}{below}{name}"
            yield MadeFile(f"{self.folder}/{key}/{name}", address, address, fingerprint)


def _make(program: Path, folder: Path, bundle: Bundle) -> str:
    """Make *bundle*; return a message if it failed, else an empty string."""

    def records() -> Iterator[dict[str, object]]:
        for story in bundle.stories:
            yield record(story)
            if hasattr(story, "let_go"):
                story.let_go()

    try:
        _save(folder, bundle.key, index(program, records()))
    except PagefindError as problem:
        return str(problem)
    except OSError as problem:
        return disk_message(problem)
    except SystemExit as ending:  # a story was changed just now
        return str(ending.code)
    return ""


def disk_message(problem: OSError) -> str:
    """Return the message about a *problem* with the disk."""
    return f"{problem.filename}: {problem.strerror}. Fix this and build again"


def _save(folder: Path, key: str, files: Files) -> None:
    """Save *files* in *folder*, in a folder named *key* that appears once it has all of them."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        place = Path(temporary, "made")
        for name, data in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        names = sorted(files)
        parts = (part for name in names for part in (name, files[name]))
        place.mkdir(exist_ok=True)
        (place / _LISTING).write_text("\n".join([_digest(parts), *names]))
        with suppress(OSError):  # another build was faster
            place.rename(folder / key)


def _listing(place: Path) -> tuple[str, list[str]]:
    """Return the digest of the files that were saved in *place*, and their names."""
    name, *files = (place / _LISTING).read_text().split("\n")
    return name, files


def _digest(parts: Iterable[str | bytes]) -> str:
    found = blake2b(digest_size=8)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()
