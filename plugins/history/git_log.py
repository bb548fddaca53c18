"""What git knows of the newsroom's files: which text each had, and since when."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

PLAIN = (
    "log -z --raw -M --no-abbrev --reverse --first-parent -m --root --no-color --no-notes"
    " --no-show-signature --no-ext-diff --no-textconv --no-relative --no-mailmap --format=%x01%ct"
).split()
"""The log of what reached the branch: of a merge, all that it brought, at the moment it did."""

_COMMIT = "\x01"


class Text(NamedTuple):
    """A text that a file had: the moment of its commit, in seconds, and the text's id in git."""

    moment: int
    blob: str


Log = dict[str, list[Text]]
"""The texts of each file, oldest first, by its path today from the top of the repository."""


class Repository(NamedTuple):
    """Where the content folder is in git: the path *prefix* to it, and the *commit* checked out."""

    folder: Path
    prefix: str
    commit: str


class HistoryError(Exception):
    """The history cannot be had; the text says why, and the remedy."""


def repository(folder: Path) -> Repository:
    """Return the repository of the content *folder*. Raises HistoryError where there is none."""
    if not shutil.which("git"):
        raise HistoryError("needs git, which is not installed. Install it, or turn histories off")
    if _git(folder, "rev-parse", "--is-inside-work-tree") != "true":
        problem = "needs the content in git, and git knows no repository around this folder."
        raise HistoryError(f"{problem} Commit the content there, or turn histories off")
    if _git(folder, "rev-parse", "--is-shallow-repository") != "false":
        problem = "needs the whole history, and this is a shallow clone, which lacks the beginning."
        remedy = 'Write "fetch-depth: 0" at the checkout step, or type git fetch --unshallow'
        raise HistoryError(f"{problem} {remedy}")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    prefix = _run(folder, "rev-parse", "--show-prefix").stdout
    return Repository(folder, os.fsdecode(prefix).removesuffix("\n"), commit)


def read_log(found: Repository, suffixes: Iterable[str]) -> Log:
    """Return the texts of all files that end in one of *suffixes*, followed through renames."""
    if not found.commit:
        return {}
    paths = [f":(top,icase)*{suffix}" for suffix in suffixes]
    done = _run(found.folder, "-c", "diff.renameLimit=0", *PLAIN, found.commit, "--", *paths)
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().split("\n")[0]
        raise HistoryError(f"needs the log of git, which says: {said}")
    return followed(iter(os.fsdecode(done.stdout).split("\0")))


def followed(words: Iterator[str]) -> Log:
    """Return the texts that a raw log has, whose *words* stood between NULs."""
    log: Log = {}
    moment, before = 0, log
    for word in words:
        entry = word.lstrip("\n")
        if entry.startswith(_COMMIT):  # all renames of a commit happen at once
            moment, before = int(entry[1:]), dict(log)
        elif entry.startswith(":"):
            _, _, _, blob, change = entry.split()
            old = next(words)
            path = next(words) if change[0] in "RC" else old
            texts = before.get(old, []) if change[0] != "A" else []
            if change[0] in "DR" and log.get(old) is before.get(old):
                log.pop(old, None)
            if change[0] != "D":
                log[path] = [*texts, Text(moment, blob)]
    return log


def read_blobs(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each of *blobs*, an id in git, with its bytes, by one command for all."""
    with tempfile.TemporaryFile() as asked:
        asked.writelines(f"{blob}\n".encode() for blob in dict.fromkeys(blobs))
        asked.seek(0)
        command = [shutil.which("git") or "git", "-C", str(folder), "cat-file", "--batch"]
        quiet, pipe = subprocess.DEVNULL, subprocess.PIPE
        with subprocess.Popen(  # noqa: S603 - git, with ids that git gave
            command, stdin=asked, stdout=pipe, stderr=quiet, env=_environment()
        ) as process:
            assert process.stdout  # noqa: S101 - it is a pipe
            for head in process.stdout:
                blob, kind, *size = head.split()
                if size:
                    yield blob.decode(), process.stdout.read(int(size[0]) + 1)[:-1]
                else:
                    raise HistoryError(f"needs a text that git lacks: {blob!r} is {kind.decode()}")


def _git(folder: Path, *arguments: str) -> str:
    """Return what git prints; empty where it fails."""
    done = _run(folder, *arguments)
    return os.fsdecode(done.stdout).strip() if not done.returncode else ""


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [shutil.which("git") or "git", "-C", str(folder), *arguments]
    return subprocess.run(  # noqa: S603 - git, with our own words
        command, capture_output=True, stdin=subprocess.DEVNULL, check=False, env=_environment()
    )


def _environment() -> dict[str, str]:
    """Return the environment without git's own names: hooks set those for another folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
