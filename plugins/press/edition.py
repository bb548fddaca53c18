"""One build of the site, from what is remembered of the last to what the next will remember."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import markdown
from jinja2 import FileSystemBytecodeCache

from plugins.kernel.cache import cache_of
from plugins.kernel.faults import shown_path
from plugins.kernel.labels import Labels, translations_of

from .archive import Archive
from .copies import TEXTS, add_copies, endings, ways
from .fingerprints import ADDRESS, ELSEWHERE, digest, of_files, of_libraries, of_settings, stamp
from .inputs import Inputs, Uses
from .publication import LEDGER, entries_below, files_below, move, publish
from .standing import stamp_of, standing
from .store import Store

KERNEL = Path(__file__).parent.parent / "kernel"


class Edition:
    """What one build knows: its settings, the archive, and the pages that output/ holds."""

    def __init__(self, settings: Mapping[str, Any], plugins: Iterable[Path]) -> None:
        self.settings = settings
        self.content, self.output = Path(settings["PATH"]), Path(settings["OUTPUT_PATH"])
        self.copies = endings(settings)
        self.ways = ways(self.copies)
        self.files: dict[str, str] = {}
        self.kept_files: set[str] = set()
        self.place = str(self.output)
        self.cache = cache = cache_of(settings)
        cache.mkdir(parents=True, exist_ok=True)
        name = blake2b(str(self.output).encode(), digest_size=8).hexdigest()
        self.lock_file = cache / f"{name}.lock"
        self._lock = locked(self.lock_file, self.output)
        for left in cache.glob(f"{name}-*"):  # the stage of a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        self.stage = tempfile.TemporaryDirectory(prefix=f"{name}-", dir=cache)
        self.site = os.path.join(os.path.abspath(self.stage.name), "site")
        os.mkdir(self.site)
        self.store = Store(cache / "press.sqlite", shown_path(self.content), str(self.output))
        rooms = {KERNEL, *(each.parent if each.stem == "__init__" else each for each in plugins)}
        stamps = {name: stamp for name, (_, stamp) in self.store.prints.items()}
        self._stands = standing(self.place, stamps)
        installed = Path(markdown.__file__).parent.parent
        self.code = digest(of_files(sorted(rooms), (".py",)), of_libraries(installed))
        self.shown = of_settings(settings, ELSEWHERE)
        below = urlsplit(settings["SITEURL"]).path.rstrip("/")  # the addresses of photos begin so
        catalogues = translations_of(settings, Labels).files
        self.labels = of_files(map(Path, catalogues))  # of which stories hold some, pages others
        realm = digest(self.code, of_settings(settings, ELSEWHERE | ADDRESS), below, self.labels)
        self.archive = Archive(self.content, self.store, realm)

    def jinja_environment(self) -> dict[str, Any]:
        """Return the settings of Jinja, to which compiled templates outlive a build."""
        compiled = self.cache / "templates"
        compiled.mkdir(exist_ok=True)
        kept = FileSystemBytecodeCache(str(compiled))
        # no template changes while a site is built
        own = {"bytecode_cache": kept, "auto_reload": False, "cache_size": -1}
        return {**self.settings["JINJA_ENVIRONMENT"], **own}

    def inputs(self, context: Mapping[str, Any]) -> Inputs:
        """Return what tells the fingerprints of pages, once all stories are known."""
        contents = context["generated_content"]

        def address_of(path: str) -> str:
            content = contents.get(path)
            return content.url if content else ""

        templates = [Path(self.settings["THEME"], "templates")]
        templates += map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"])
        sections = [f"{each.name} {each.url}" for each in context["sections"]]
        pages = [f"{each.title} {each.url}" for each in context["navigation_pages"]]
        self.theme = of_files(templates)
        languages = list(context.get("languages", ()))
        assets = [each.address for each in context["assets"].values()]
        house = [self.shown, self.theme, self.labels, self.ways]
        house += map(str, (sections, pages, languages, assets))
        house += context.get("shown_everywhere", ())
        return Inputs(digest(self.code, *house), address_of, self._uses())

    def _uses(self) -> Uses:
        """Return what was found out of these very templates before."""
        noted = json.loads(self.store.note("templates") or "{}")
        return noted["uses"] if noted.get("theme") == self.theme else {}

    def keep_uses(self, uses: Uses) -> None:
        """Remember what was found out of the templates."""
        if uses != self._uses():
            self.store.keep_note("templates", json.dumps({"theme": self.theme, "uses": uses}))

    def is_there(self, name: str, mark: str) -> bool:
        """Say whether output/ holds the file *name* as a build with this fingerprint left it."""
        printed = self.store.prints.get(name)
        if not mark or printed is None or printed[0] != mark or not self._stands(name):
            return False
        return not self.copies or all(map(self._stands, self._copies_of(name)))

    def _copies_of(self, name: str) -> list[str]:
        """Return the compressed copies of the file *name* that the last build left in output/."""
        copies = [f"{name}.{ending}" for ending in self.copies]
        return [copy for copy in copies if copy in self.store.prints]

    def before(self, name: str) -> tuple[str, bytes]:
        """Return the file *name* as output/ holds it, and the fingerprint that it was printed by.

        Both are empty where there is none, or another than a build left there.
        """
        mark, stamped = self.store.prints.get(name, ("", ""))
        if not mark or stamp_of(self.place, name) != stamped:
            return "", b""
        try:
            return mark, Path(self.place, name).read_bytes()
        except OSError:
            return "", b""

    def stands(self, file: Any) -> bool:
        """Say whether output/ holds *file*, which is copied as it is; then it is kept.

        Where a plugin made the file, its ``fingerprint`` says what it holds.
        """
        mark = getattr(file, "fingerprint", "")
        if not mark:
            status = self.archive.status.get(file.get_relative_source_path())
            mark = _file_mark(status) if status else ""
        mark = self._whole_mark(file.save_as, mark)
        self.files[file.save_as] = mark
        stands = self.is_there(file.save_as, mark)
        if stands:
            self.kept_files.add(file.save_as)
        return stands

    def publish(self, staged: Path, fingerprints: Mapping[str, str], kept: set[str]) -> int:
        """Put the staged files in place beside those *kept*; return how many were written.

        Raises OSError, before anything is changed where that can be known before.
        """
        marks, kept = dict(fingerprints), kept | self.kept_files
        for name, source in links(staged):
            mark = self.files.get(name) or self._whole_mark(name, _file_mark(os.stat(source)))
            marks[name] = mark
            (staged / name).unlink()
            if self.is_there(name, mark):
                kept.add(name)
            else:
                shutil.copyfile(source, staged / name)
                add_copies(str(staged / name), self.copies)
        if self.copies:
            kept |= {copy for name in kept for copy in self._copies_of(name)}
        before, note = self.store.prints, f"ledger of {self.place}"
        stamped = self.store.note(note)
        known = bool(stamped) and stamp_of(self.place, LEDGER) == stamped
        names, written = publish(staged, self.output, kept, before.keys(), known_ledger=known)
        news = {name: (marks.get(name, ""), stamp_of(self.place, name)) for name in names - kept}
        news = {name: each for name, each in news.items() if before.get(name) != each}
        gone = before.keys() - names
        if news or gone:
            self.store.keep_prints(news, gone)
        if (left := stamp_of(self.place, LEDGER)) != stamped:
            self.store.keep_note(note, left)  # at last: it vouches for the names
        return written

    def replace(self, staged: Path, marks: Mapping[str, str]) -> None:
        """Put the *staged* files, some of those that output/ has, in place of the old."""
        names, before = set(files_below(staged)), self.store.prints
        gone = {copy for name in marks for copy in self._copies_of(name)} - names
        if gone or not names <= before.keys():  # a page grew to be worth copies, or shrank
            publish(staged, self.output, before.keys() - gone, before.keys())
        else:
            move(str(staged), self.place)
        news = {name: (marks.get(name, ""), stamp_of(self.place, name)) for name in names}
        self.store.keep_prints(news, gone)

    def _whole_mark(self, name: str, mark: str) -> str:
        """Return *mark*, of the file *name*, with what its compressed copies depend on."""
        return f"{mark} {self.ways}" if mark and self.ways and name.endswith(TEXTS) else mark

    def leave(self) -> None:
        """Let another build have output/."""
        self.stage.cleanup()
        if self._lock:
            self._lock.close()

    def close(self) -> None:
        """Let go of what is remembered, too."""
        self.leave()
        self.store.close()


def _file_mark(status: os.stat_result) -> str:
    return f"file {stamp(status)}"


def links(folder: Path) -> list[tuple[str, Path]]:
    """Return the symbolic links below *folder* by their paths with slashes, and where they lead."""
    names = (name for name, entry in entries_below(folder) if entry.is_symlink())
    return [(name, (folder / name).resolve()) for name in names]


def locked(path: Path, output: Path) -> IO[str] | None:
    """Return a lock that one build at a time may have of *output*; wait for it, and say so."""
    try:
        import fcntl
    except ImportError:
        return None  # no such locks on this system
    lock = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print(f"Another build of {output.name}/ is at work. Waiting for it.", file=sys.stderr)
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock
