"""Runs Pagefind (https://pagefind.app), which indexes texts for a search without a server.

It is used as its own packages for Node and Python use it, through JSON messages; its package for
Python is slower, with a tenth of a second for each story.
"""

import gzip
import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import cbor2

ENTRY = "pagefind-entry.json"
SCRIPT = "pagefind.js"

_CHUNK = "5000"
"""The number of word positions in one file of the index; a browser fetches one file for each word
searched. Pagefind's default, 20,000, suits a site with one index, not with many."""

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
_SIGNATURE = b"pagefind_dcd"
_ENDED = "Pagefind stopped before it had finished. Build again"


Files = dict[str, bytes]
"""Files by their paths, with slashes."""

Record = Mapping[str, object]
"""A text to index, with its address, language, metadata and filters, as Pagefind takes it."""


class PagefindError(Exception):
    """Pagefind is not installed, or it failed; the message says why."""


def executable() -> Path:
    """Return Pagefind's program, if possible the one that splits Chinese and Japanese into words.

    Raise PagefindError if it is not installed.
    """
    for name in _PACKAGES:
        try:
            found: Path = import_module(name).get_executable()
        except (ImportError, FileNotFoundError):
            continue
        return found
    problem = "Pagefind is not installed, and the search page needs it. Type:"
    raise PagefindError(f"{problem} .venv/bin/pip install pagefind-bin")


def index(program: Path, records: Iterable[Record]) -> Files:
    """Return the files of an index of *records*; none if there is no word in any record.

    The same records give the same bytes on every machine. Raise PagefindError.
    """
    made = _made(program, records)
    entry = json.loads(made[ENTRY])
    files = {name: made[name] for name in made if name.startswith(("fragment/", "index/"))}
    for language in entry["languages"].values():
        language["hash"] = _sort_filters(made, language["hash"], files)
    return files | {ENTRY: _entry(entry)} if entry["languages"] else {}


def frame(program: Path, languages: Sequence[str]) -> Files:
    """Return the files that a browser needs to search in any of *languages*.

    They are Pagefind's script and, for each language, an empty index into which others are merged,
    and the program that stems its words. Raise PagefindError.
    """
    facts: dict[str, object] = {"meta": {}, "filters": {}, "sort": {}}
    made = _made(
        program, [{"url": each, "content": "x", "language": each, **facts} for each in languages]
    )
    entry = json.loads(made[ENTRY])
    empty = _packed([entry["version"], [], [], [], [], []])
    files = {SCRIPT: made[SCRIPT]}
    for language, known in entry["languages"].items():
        code = f"wasm.{known['wasm'] or 'unknown'}.pagefind"
        alone = {language: {**known, "hash": "none", "page_count": 0}}
        files[f"{language}/{code}"] = made[code]
        files[f"{language}/pagefind.none.pf_meta"] = empty
        files[f"{language}/{ENTRY}"] = _entry({**entry, "languages": alone})
    return files


def _entry(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, sort_keys=True).encode()


def _made(program: Path, records: Iterable[Record]) -> Files:
    """Return all files that Pagefind makes from *records*.

    Pagefind returns the files in an answer: up to 1.5.2, it reports files as written before they
    are.
    """
    index = {"index_id": 0}
    requests: list[dict[str, object]] = [{"type": "NewIndex", "config": {}}]
    requests += [{"type": "AddRecord", **index, **record} for record in records]
    requests.append({"type": "GetFiles", **index})
    files = _last_answer(program, requests)["files"]
    return {each["path"].replace("\\", "/"): b64decode(each["content"]) for each in files}


def _last_answer(program: Path, requests: Sequence[dict[str, object]]) -> dict[str, Any]:
    """Send *requests* to *program*, one after the other; return its last answer."""
    quiet = {name: value for name, value in os.environ.items() if "PAGEFIND" not in name}
    quiet["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = _CHUNK
    pipe = subprocess.PIPE
    answer: dict[str, object] = {}
    try:
        with subprocess.Popen(  # noqa: S603 - the program of a package that the lock names
            [program, "--service"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=quiet
        ) as process:
            assert process.stdin  # noqa: S101 - asked for above
            assert process.stdout  # noqa: S101 - the same
            for number, request in enumerate(requests):
                message = json.dumps({"message_id": number, "payload": request})
                process.stdin.write(b64encode(message.encode()) + b",")
            process.stdin.flush()
            for _, data in zip(requests, _answers(process.stdout), strict=False):
                answer = json.loads(b64decode(data))["payload"]
                if answer["type"] == "Error":
                    raise PagefindError(f"Pagefind failed: {answer.get('message')}")
    except BrokenPipeError:
        raise PagefindError(_ENDED) from None
    except OSError as problem:
        raise PagefindError(f"Pagefind cannot be run: {problem.strerror}") from None
    except ValueError as problem:
        raise PagefindError(f"Pagefind's answer cannot be read: {problem}") from None
    if "files" not in answer:
        raise PagefindError(_ENDED)
    return answer


def _answers(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the answers on *stream*; each ends with a comma."""
    parts: list[bytes] = []
    while data := os.read(stream.fileno(), 1 << 20):
        *ends, rest = data.split(b",")
        for end in ends:
            yield b"".join([*parts, end])
            parts.clear()
        parts.append(rest)


def _sort_filters(made: Files, name: str, files: Files) -> str:
    """Add the filters of the index *name* to *files*, sorted; return the new name of the index.

    Pagefind up to 1.5.2 gives them in a different order each time, and the names of the files
    depend on it.
    """
    language = name.rpartition("_")[0]
    meta = _unpacked(made[f"pagefind.{name}.pf_meta"])
    filters = []
    for title, old in sorted(meta[3]):
        key, values = _unpacked(made[f"filter/{old}.pf_filter"])
        data = _packed([key, sorted(values)])
        filters.append([title, f"{language}_{_digest(data)}"])
        files[f"filter/{filters[-1][1]}.pf_filter"] = data
    meta[3] = filters
    data = _packed(meta)
    new_name = f"{language}_{_digest(data)}"
    files[f"pagefind.{new_name}.pf_meta"] = data
    return new_name


def _unpacked(data: bytes) -> list[Any]:
    values: list[Any] = cbor2.loads(gzip.decompress(data).removeprefix(_SIGNATURE))
    return values


def _packed(value: list[object]) -> bytes:
    return gzip.compress(_SIGNATURE + cbor2.dumps(value), mtime=0)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=5).hexdigest()
