"""The files of a theme as they are published: the style in one file, each name with a digest."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import shown_path
from plugins.kernel.made_files import digest_of

STYLE = "css/site.css"
"""The path, below theme/static/, of the layers that are joined."""

_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_URL = re.compile(rf"{_QUOTED}|url\(\s*({_QUOTED}|[^)\"'\s]*)\s*\)", re.DOTALL)
_BLANK = re.compile(
    rf"({_QUOTED}|url\(\s*(?:{_QUOTED}|[^)\"']*)\s*\)|\\.)|((?:\s|/\*.*?\*/)+)", re.DOTALL
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Asset(NamedTuple):
    """A file of the theme: its address below the site's, and its bytes."""

    address: str
    data: bytes


def bundled(
    folder: Path, below: str, layers: Sequence[str], ignored: Sequence[str]
) -> dict[str, Asset]:
    """Return the files of *folder* by their paths there, but those whose names are *ignored*.

    They are published *below* an address. The *layers* of the style are joined in their order, as
    `STYLE`, and the files that they show are named there as they are published. Ends the program
    where a layer, or what one shows, is not there.
    """
    found = {path: (folder / path).read_bytes() for path in _paths(folder, ignored)}
    if lost := [path for path in layers if path not in found]:
        said = "STYLES names this file, and it is not there."
        raise SystemExit(f"{shown_path(folder / lost[0])}: {said}")
    texts = {path: found.pop(path).decode("utf-8") for path in layers}
    names = {path: named(path, data) for path, data in found.items()}
    if texts:
        short = {path: shortened(text) for path, text in texts.items()}
        parts = (_URL.sub(_to(path, names, folder), text) for path, text in short.items())
        found[STYLE] = "\n".join(parts).encode()
        names[STYLE] = named(STYLE, found[STYLE])
    return {path: Asset(f"{below}/{names[path]}", data) for path, data in found.items()}


def address_of(assets: Mapping[str, Asset], path: str) -> str:
    """Return the address below the site's of the file *path* of theme/static/.

    Raises LookupError where there is none.
    """
    if path not in assets:
        raise LookupError(f'asset("{path}"): there is no such file in theme/static/')
    return assets[path].address


def addresses(assets: Mapping[str, Asset]) -> str:
    """Return the addresses of all *assets*: pages change when one of them does."""
    return str([asset.address for asset in assets.values()])


def named(path: str, data: bytes) -> str:
    """Return *path* with a digest of *data* before its ending."""
    stem, ending = posixpath.splitext(path)
    return f"{stem}.{digest_of(data)}{ending}"


def shortened(style: str) -> str:
    """Return *style* without comments, and with one blank for several.

    What is quoted, addresses and escapes stay as they are. A comment that alone parts two words
    stays as an empty one, for a blank would say something else in a selector.
    """
    return _BLANK.sub(_blank, style).strip()


def _blank(match: re.Match[str]) -> str:
    kept, gap = match.groups()
    return kept or (" " if _COMMENT.sub("", gap) else "/**/")


def _paths(folder: Path, ignored: Sequence[str]) -> list[str]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in paths
        if not any(fnmatch(part, pattern) for part in path.parts for pattern in ignored)
    )


def _to(path: str, names: Mapping[str, str], folder: Path) -> Callable[[re.Match[str]], str]:
    """Return what says where an address in the layer *path* leads, by the *names* of files."""
    here = posixpath.dirname(path)

    def address(match: re.Match[str]) -> str:
        target, mark, part = (match[1] or "").strip("\"'").partition("#")
        if not target or target.startswith("/") or ":" in target:
            return match[0]
        meant = posixpath.normpath(posixpath.join(here, target))
        if meant not in names:
            said = f"{match[0]} leads to no file of the theme."
            raise SystemExit(f"{shown_path(folder / path)}: {said}")
        name = posixpath.relpath(names[meant], posixpath.dirname(STYLE))
        return f'url("{name}{mark}{part}")'

    return address
