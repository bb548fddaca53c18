"""The leak scan: the words of held stories, looked for in every file of a finished site."""

import contextlib
import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import brotli

from plugins.kernel.dates import parsed_date
from plugins.markup.front_matter import SUFFIXES, decoded, parsed

SHORTEST = 7
"""Letters of a word that is looked for: a shorter one is in some compressed picture by chance."""

LARGEST = 20_000_000
"""Bytes of a part of a file that are unpacked."""

NAMED = ("title", "deck", "kicker", "slug", "tags", "series", "authors", "category", "aliases")
"""The fields whose values tell of a story, lists with commas."""

# What is looked for ---------------------------------------------------------------------------


def held_words(content: Path, now: datetime) -> frozenset[str]:
    """Return the words that only the held files below *content* have, squeezed.

    They are the names of these files, the values of their fields, the words of these, and the names
    of photos that no published file mentions.
    """
    texts = {path: decoded(path.read_bytes())[0] for path in _content_files(content)}
    held = _held(texts, now)
    hidden = {word for path in held for word in _words(path, texts[path])}
    out = {word for path in texts.keys() - held for word in _words(path, texts[path])}
    photos = {path for path in content.rglob("photos/*") if path.is_file()}
    shown = "\n".join(texts[path] for path in texts.keys() - held)
    hidden |= {squeezed(path.stem) for path in photos if path.name not in shown}
    return frozenset(word for word in hidden - out if len(word) >= SHORTEST)


def _content_files(content: Path) -> list[Path]:
    return [path for path in sorted(content.rglob("*")) if path.suffix in SUFFIXES]


def _held(texts: Mapping[Path, str], now: datetime) -> set[Path]:
    """Return which files are held, those of authors with nothing but held stories among them."""
    held = {path for path, text in texts.items() if _is_held(_fields(text), now)}
    bylines = squeezed(
        ",".join(_fields(texts[path]).get("authors", "") for path in texts.keys() - held)
    )
    authors = {path for path in texts if path.parent.name == "authors"}
    return held | {
        each for each in authors if squeezed(_fields(texts[each])["title"]) not in bylines
    }


def _fields(text: str) -> dict[str, str]:
    fields = parsed(text).fields
    return {name: ",".join(each.text for each in value.items or [value]) for name, value in fields}


def _is_held(fields: Mapping[str, str], now: datetime) -> bool:
    moments = (fields.get(name) for name in ("date", "embargo"))
    later = any(parsed_date(each, UTC) > now for each in moments if each)
    return later or fields.get("status", "").lower() == "draft"


def _words(path: Path, text: str) -> set[str]:
    values = (value for name, value in _fields(text).items() if name in NAMED)
    named = [path.stem, *(part for value in values for part in (value, *value.split(",")))]
    return {squeezed(each) for name in named for each in (name, *name.split())}


def squeezed(text: str) -> str:
    """Return the letters and digits of *text* without case and accents.

    So a headline, its slug and its name in a feed are the same.
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


# Where ----------------------------------------------------------------------------------------


def leaks(output: Path, words: Iterable[str]) -> list[str]:
    """Return the files and folders below *output* that tell one of *words*, each with the word."""
    found = sorted(output.rglob("*"))
    files = {
        path.relative_to(output).as_posix(): path.read_bytes() for path in found if path.is_file()
    }
    folders = {f"{path.relative_to(output).as_posix()}/": b"" for path in found if path.is_dir()}
    return leaks_in({**files, **folders}, words)


def leaks_in(files: Mapping[str, bytes], words: Iterable[str]) -> list[str]:
    """Return the names of *files* that tell one of *words*, in their name or content."""
    wanted = sorted({squeezed(word) for word in words})
    assert all(len(word) >= SHORTEST for word in wanted), wanted
    return [
        f"{name}: {word}"
        for name, data in files.items()
        for word in _found(_views(name, data), wanted)
    ]


def _found(texts: Iterable[str], words: list[str]) -> list[str]:
    seen = [squeezed(text) for text in texts]
    return [word for word in words if any(word in text for text in seen)]


def _views(name: str, data: bytes) -> Iterator[str]:
    yield from _readings(name)
    for part in _unpacked(name, data):
        for text in _texts(part):
            yield from _readings(text)


def _unpacked(name: str, data: bytes) -> Iterator[bytes]:
    """Yield *data*, and what is compressed in it."""
    yield data
    if name.endswith(".br"):
        yield brotli.decompress(data)
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif not _is_text(data):
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(data[start.start() :], LARGEST)


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def _texts(data: bytes) -> Iterator[str]:
    """Yield *data* in each encoding in which a program may have written a word."""
    if _is_text(data):
        yield data.decode()
        return
    for encoding in ("utf-8", "latin-1"):
        yield data.decode(encoding, errors="ignore")
    for encoding in ("utf-16-le", "utf-16-be"):
        yield data.decode(encoding, errors="ignore")
        yield data[1:].decode(encoding, errors="ignore")


def _readings(text: str) -> Iterator[str]:
    """Yield *text*, then without each kind of escape that formats have, one within another."""
    yield text
    for undo in (_without_json, unescape, unescape, unquote, unquote, _without_tags):
        changed = undo(text)
        if changed != text:
            yield changed
        text = changed


def _without_json(text: str) -> str:
    return re.sub(r"(?:\\u[0-9a-fA-F]{4})+", lambda found: json.loads(f'"{found[0]}"'), text)


def _without_tags(text: str) -> str:
    return re.sub(r"<[^<>]*>", "", text)
