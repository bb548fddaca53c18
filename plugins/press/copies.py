"""Compressed copies of pages and other texts, for servers that send them as they are."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins.kernel.code_digest import code_digest

SMALLEST = 1_000
"""Bytes. What is smaller goes out in one packet as it is."""

TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml", ".xsl")
"""Endings of files that are worth it; pictures are compressed already."""

BROTLI = 10
"""The quality of Brotli, from 0 to 11. Copies of 9 are a tenth larger; 11 takes thrice the time."""


def _gz(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _br(data: bytes) -> bytes:
    import brotli  # only where it is asked for

    return bytes(brotli.compress(data, quality=BROTLI, mode=brotli.MODE_TEXT))


_MADE: Mapping[str, Callable[[bytes], bytes]] = {"br": _br, "gz": _gz}


def endings(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the endings of the copies that ``PRECOMPRESS`` asks for, in their order.

    Ends the program where it cannot be done.
    """
    asked = settings["PRECOMPRESS"]
    if unknown := [each for each in asked if each not in _MADE]:
        raise SystemExit(f'PRECOMPRESS names "{unknown[0]}". It may hold "gz" and "br"')
    if "br" in asked:
        try:
            import brotli  # noqa: F401 - whether it is there
        except ImportError:
            said = 'PRECOMPRESS names "br", and it is not installed. Type: .venv/bin/pip install'
            raise SystemExit(f"{said} brotli") from None
    return tuple(sorted(set(asked)))


def ways(wanted: Sequence[str]) -> str:
    """Return a digest of the *wanted* endings and of the code that makes the copies."""
    return f"{' '.join(wanted)} {code_digest(__name__)}" if wanted else ""


def add_copies(path: str, wanted: Sequence[str]) -> None:
    """Write the *wanted* copies of the file at *path* beside it, where they are worth it."""
    if not wanted or not path.endswith(TEXTS):
        return
    data = Path(path).read_bytes()
    if len(data) >= SMALLEST:
        for ending in wanted:
            Path(f"{path}.{ending}").write_bytes(_MADE[ending](data))
