"""Compressed copies of pages and other texts, for servers that send them as they are."""

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.kernel.code_digest import code_digest
from plugins.kernel.settings import Settings

from ..settings import PRECOMPRESS

SMALLEST = 1_000
"""Bytes. A smaller file goes out in one packet as it is."""

TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml", ".xsl")
"""Endings of files that are worth it; pictures are compressed already."""

BROTLI = 10
"""The quality of Brotli, from 0 to 11. With 9, copies are a tenth larger; 11 takes three times as
long."""


def _gz(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _br(data: bytes) -> bytes:
    import brotli  # only where it is asked for

    return bytes(brotli.compress(data, quality=BROTLI, mode=brotli.MODE_TEXT))


_COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {"br": _br, "gz": _gz}


class Compression:
    """Writes the compressed copies that ``PRECOMPRESS`` asks for; *endings* are theirs, sorted.

    Ends the program where one cannot be made.
    """

    def __init__(self, settings: Settings) -> None:
        wanted = PRECOMPRESS.of(settings)
        if unknown := [each for each in wanted if each not in _COMPRESS]:
            raise SystemExit(f'PRECOMPRESS names "{unknown[0]}". It may hold "gz" and "br"')
        if "br" in wanted:
            _check_for_brotli()
        self.endings = tuple(sorted(set(wanted)))

    @property
    def version(self) -> str:
        """The endings and a digest of the code that makes the copies; empty where none is made."""
        return f"{' '.join(self.endings)} {code_digest(__name__)}" if self.endings else ""

    def fingerprint(self, name: str, fingerprint: str) -> str:
        """Return *fingerprint*, of the file *name*, with all that its copies depend on."""
        if fingerprint and self.endings and name.endswith(TEXTS):
            return f"{fingerprint} {self.version}"
        return fingerprint

    def add_copies(self, path: str) -> None:
        """Write the copies of the file at *path* beside it, where they are worth it."""
        if not self.endings or not path.endswith(TEXTS):
            return
        data = Path(path).read_bytes()
        if len(data) >= SMALLEST:
            for ending in self.endings:
                Path(f"{path}.{ending}").write_bytes(_COMPRESS[ending](data))


def _check_for_brotli() -> None:
    try:
        import brotli  # noqa: F401 - whether it is there
    except ImportError:
        message = 'PRECOMPRESS names "br", and it is not installed. Type: .venv/bin/pip install'
        raise SystemExit(f"{message} brotli") from None
