"""The index of the whole site: bundles that are kept by what they hold, made beside the build."""

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
"""Seconds for which a bundle that no build asks for is kept: branches and drafts come back."""

LIST = "bundles.json"
"""The file that tells the search page of the bundles."""

_LISTING = "listing"


class Index:
    """Keeps what it makes in *folder*; *program* is Pagefind's, *place* the address of the index.

    Making begins with `begin`, in other processes, and `files` waits for it.
    """

    def __init__(self, program: Path, folder: Path, place: str) -> None:
        self.program, self.folder, self.place = program, folder, place
        self.bundles: Sequence[Bundle] = ()
        self.awaited: Iterator[str] = iter(())
        self.number = 0
        status = program.stat()
        self.tool = f"{program} {status.st_size} {status.st_mtime_ns} {code_digest(__name__)}"

    def begin(self, bundles: Sequence[Bundle]) -> None:
        """Begin to make those of *bundles* that are not there; return at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.bundles = bundles
        missing = [each for each in bundles if not (self.folder / each.key / _LISTING).exists()]
        self.number = len(missing)
        if missing:
            self.awaited = in_background(partial(_made, self.program, self.folder), missing)

    def files(self) -> Iterator[MadeFile]:
        """Yield what is to be published of the index. Raises PagefindError and OSError.

        To be called when `awaited` has given what is wrong, if anything, for each bundle.
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
                _keep(self.folder, key, frame(self.program, list(listed)))
            used.add(key)
            name, files = _listing(self.folder / key)
            yield from self._files(key, "", files, name)
        text = json.dumps(listed)
        name = f"{_digest([text])}.json"
        used.add(name)
        if not (self.folder / name).exists():
            (self.folder / name).write_text(text)
        address = f"{self.place}{LIST}"
        yield MadeFile(f"{self.folder}/{name}", address, address, name)
        if self.number:
            clear(self.folder, used, KEPT_FOR)

    def _files(
        self, key: str, below: str, names: Iterable[str], mark: str = "by its name"
    ) -> Iterator[MadeFile]:
        for name in names:
            address = f"{self.place}{below}{name}"
            yield MadeFile(f"{self.folder}/{key}/{name}", address, address, mark)


def _made(program: Path, folder: Path, bundle: Bundle) -> str:
    """Make *bundle*; return what went wrong, if anything did."""

    def records() -> Iterator[dict[str, object]]:
        for story in bundle.stories:
            yield record(story)
            if hasattr(story, "let_go"):
                story.let_go()

    try:
        _keep(folder, bundle.key, index(program, records()))
    except PagefindError as problem:
        return str(problem)
    except OSError as problem:
        return mend(problem)
    except SystemExit as ending:  # a story was changed just now
        return str(ending.code)
    return ""


def mend(problem: OSError) -> str:
    """Return what to say of a *problem* of the disk."""
    return f"{problem.filename}: {problem.strerror}. Mend this and build again"


def _keep(folder: Path, key: str, files: Files) -> None:
    """Keep *files* under *key* in *folder*."""
    with tempfile.TemporaryDirectory(dir=folder) as room:
        place = Path(room, "made")
        for name, data in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        names = sorted(files)
        held = (part for name in names for part in (name, files[name]))
        place.mkdir(exist_ok=True)
        (place / _LISTING).write_text("\n".join([_digest(held), *names]))
        with suppress(OSError):  # another build was faster
            place.rename(folder / key)


def _listing(place: Path) -> tuple[str, list[str]]:
    """Return the digest of what was kept in *place*, and the names of its files."""
    name, *files = (place / _LISTING).read_text().split("\n")
    return name, files


def _digest(parts: Iterable[str | bytes]) -> str:
    found = blake2b(digest_size=8)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()
