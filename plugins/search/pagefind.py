"""Pagefind (https://pagefind.app), which indexes texts for a search without a server.

It is asked as its own packages for Node and Python ask it, in JSON messages; the one for Python
takes a tenth of a second for each story.
"""

import gzip
import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import cbor2

ENTRY = "pagefind-entry.json"
SCRIPT = "pagefind.js"

_CHUNK = "5000"
"""Places of words in one file of the index, of which a browser fetches one for each word that is
searched. Pagefind's 20,000 are for a site in one index, not in many."""

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
_SIGNATURE = b"pagefind_dcd"
_ENDED = "Pagefind ended before it was done. Build again"


Files = dict[str, bytes]
"""Files by their paths, with slashes."""


class PagefindError(Exception):
    """Pagefind cannot be had, or did not do what it was asked for; the message says why."""


def executable() -> Path:
    """Return Pagefind's program, the one that parts Chinese and Japanese words where it is there.

    Raises PagefindError when it is not installed.
    """
    for name in _PACKAGES:
        try:
            found: Path = import_module(name).get_executable()
        except (ImportError, FileNotFoundError):
            continue
        return found
    said = "Pagefind is not installed, and the search page needs it. Type:"
    raise PagefindError(f"{said} .venv/bin/pip install pagefind-bin")


def index(program: Path, records: Iterable[dict[str, Any]]) -> Files:
    """Return the files of an index of *records*.

    The same records give the same bytes, on every machine. There are no files when no record has
    a word in it. Raises PagefindError.
    """
    made = _made(program, records)
    entry = json.loads(made[ENTRY])
    files = {name: made[name] for name in made if name.startswith(("fragment/", "index/"))}
    for language in entry["languages"].values():
        language["hash"] = _settle(made, language["hash"], files)
    return files | {ENTRY: _entry(entry)} if entry["languages"] else {}


def frame(program: Path, languages: Sequence[str]) -> Files:
    """Return the files with which a browser searches in any of *languages*.

    They are Pagefind's script and, for each language, an empty index, to which others are merged,
    with the program that knows the endings of its words. Raises PagefindError.
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


def _made(program: Path, records: Iterable[dict[str, Any]]) -> Files:
    """Return all that Pagefind makes of *records*.

    They are asked for in an answer: up to 1.5.2, Pagefind says that files are written before
    they are.
    """
    of = {"index_id": 0}
    requests: list[dict[str, object]] = [{"type": "NewIndex", "config": {}}]
    requests += [{"type": "AddRecord", **of, **record} for record in records]
    requests.append({"type": "GetFiles", **of})
    files = _asked(program, requests)["files"]
    return {each["path"].replace("\\", "/"): b64decode(each["content"]) for each in files}


def _asked(program: Path, requests: Sequence[dict[str, object]]) -> dict[str, Any]:
    """Have *program* do what *requests* say, one after the other; return the last answer."""
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
            for _, said in zip(requests, _answers(process.stdout), strict=False):
                answer = json.loads(b64decode(said))["payload"]
                if answer["type"] == "Error":
                    raise PagefindError(f"Pagefind says: {answer.get('message')}")
    except BrokenPipeError:
        raise PagefindError(_ENDED) from None
    except OSError as problem:
        raise PagefindError(f"Pagefind cannot be run: {problem.strerror}") from None
    except ValueError as problem:
        raise PagefindError(f"Pagefind gave an answer that cannot be read: {problem}") from None
    if "files" not in answer:
        raise PagefindError(_ENDED)
    return answer


def _answers(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the answers on *stream*, each of which a comma ends."""
    parts: list[bytes] = []
    while data := os.read(stream.fileno(), 1 << 20):
        *ends, rest = data.split(b",")
        for end in ends:
            yield b"".join([*parts, end])
            parts.clear()
        parts.append(rest)


def _settle(made: Files, name: str, files: Files) -> str:
    """Put the filters of the index *name* in order, among *files*; return its new name.

    Pagefind up to 1.5.2 gives them in another order each time, and names the files for it.
    """
    language = name.rpartition("_")[0]
    meta = _unpacked(made[f"pagefind.{name}.pf_meta"])
    filters = []
    for title, old in sorted(meta[3]):
        held, values = _unpacked(made[f"filter/{old}.pf_filter"])
        data = _packed([held, sorted(values)])
        filters.append([title, f"{language}_{_digest(data)}"])
        files[f"filter/{filters[-1][1]}.pf_filter"] = data
    meta[3] = filters
    data = _packed(meta)
    settled = f"{language}_{_digest(data)}"
    files[f"pagefind.{settled}.pf_meta"] = data
    return settled


def _unpacked(data: bytes) -> list[Any]:
    held: list[Any] = cbor2.loads(gzip.decompress(data).removeprefix(_SIGNATURE))
    return held


def _packed(value: list[object]) -> bytes:
    return gzip.compress(_SIGNATURE + cbor2.dumps(value), mtime=0)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=5).hexdigest()
