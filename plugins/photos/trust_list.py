"""The newsroom's list of trusted certificates, and when the certificates of photos run out.

What a page says of content credentials changes when a certificate runs out, though no file does.
The moments are noted in the cache while stories are read. When one has passed, it moves to a file
that all stories depend on, so that they are read again.
"""

import os
import ssl
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

LARGEST_LIST = 16 * 1024 * 1024

_COMING, _PASSED = "certificates-that-run-out", "certificates-run-out"


def certificates_in(path: str) -> str:
    """Return the certificates, in PEM, in the file at *path*; "" if there is none."""
    return _read(path, os.stat(path).st_mtime_ns) if path and os.path.isfile(path) else ""


@lru_cache(maxsize=4)
def _read(path: str, changed: int) -> str:
    return Path(path).read_text("ascii", "ignore")


def list_problem(path: str) -> str:
    """Return what is wrong with the list of certificates at *path*; "" if nothing is."""
    if not path:
        return ""
    try:
        if os.path.getsize(path) > LARGEST_LIST:
            return "is too large. Keep only certificates"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if not os.path.isfile(path):
            return "is not a file. Name the file with the certificates"
        context.load_verify_locations(cadata=certificates_in(path))
    except (ssl.SSLError, ValueError):
        return 'holds no certificates. They begin with "-----BEGIN CERTIFICATE-----"'
    except OSError:
        return "is not there. Put the file there, or leave the setting empty"
    return ""


def note(folder: Path, moment: datetime) -> None:
    """Note in *folder* that a certificate runs out at this *moment*."""
    coming, line = folder / _COMING, f"{moment.astimezone(UTC).isoformat()}\n"
    if line not in _lines(coming):
        folder.mkdir(parents=True, exist_ok=True)
        with open(coming, "a", encoding="ascii") as file:
            file.write(line)


def passed(folder: Path, now: datetime) -> Path:
    """Return the file in *folder* that changes whenever a noted certificate has run out."""
    gone = {
        line for line in _lines(folder / _COMING) if datetime.fromisoformat(line.strip()) <= now
    }
    known = _lines(folder / _PASSED)
    if gone - known:
        (folder / _PASSED).write_text("".join(sorted(gone | known)), "ascii")
    return folder / _PASSED


def _lines(path: Path) -> set[str]:
    try:
        return set(path.read_text("ascii").splitlines(keepends=True))
    except FileNotFoundError:
        return set()
