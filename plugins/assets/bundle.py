"""The files of the theme and of house/ as they are published, each name with a fingerprint.

The style sheets are joined into one: the theme's layers, and last the newsroom's own.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import shown_path
from plugins.kernel.made_files import digest_of

from .brand import STYLE as BRAND
from .properties import properties

STYLE = "css/site.css"
"""The path, below theme/static/, of the one style sheet."""

TOKENS, FEED_STYLE = "css/tokens.css", "css/feed.css"
"""Where the theme's colours and fonts are, and what shows them in a feed, apart from the site."""

HOUSE = "house"
"""The folder of house/'s files that ``brand.css`` shows, below the theme's address."""

PICTURES = ("icon.svg", "logo.svg")
"""Files of house/ that pages show; the icon takes the place of the theme's."""

_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_URL = re.compile(rf"{_QUOTED}|url\(\s*({_QUOTED}|[^)\"'\s]*)\s*\)", re.DOTALL)
_BLANK = re.compile(
    rf"({_QUOTED}|url\(\s*(?:{_QUOTED}|[^)\"']*)\s*\)|\\.)|((?:\s|/\*.*?\*/)+)", re.DOTALL
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Asset(NamedTuple):
    """A file of the theme or of house/: its address below the site's, and its bytes."""

    address: str
    data: bytes


class _Sheet(NamedTuple):
    """A style sheet: its path among the files that it shows, its file, and its text."""

    path: str
    file: Path
    text: str

    @property
    def is_brand(self) -> bool:
        return self.path == f"{HOUSE}/{BRAND}"


def bundled(
    folder: Path, below: str, layers: Sequence[str], ignored: Sequence[str], house: Path
) -> dict[str, Asset]:
    """Return the files of *folder*, theme/static/, by their paths there, without the *ignored*.

    They are published *below* an address. The *layers* and the style sheet of *house* are joined in
    that order, as `STYLE`; the files that they show are named there as they are published. The
    icon and the logo of *house* are files as the theme's are. Ends the program where a layer, or
    what a style sheet shows, is missing.
    """
    found = {path: (folder / path).read_bytes() for path in _paths(folder, ignored)}
    if lost := [path for path in layers if path not in found]:
        problem = "STYLES names this file, and it does not exist."
        raise SystemExit(f"{shown_path(folder / lost[0])}: {problem}")
    sheets = [_Sheet(path, folder / path, found.pop(path).decode("utf-8")) for path in layers]
    brand = _brand(house)
    if brand:
        sheets.append(brand)
        found |= _shown(brand, house)
    found |= {name: (house / name).read_bytes() for name in PICTURES if (house / name).is_file()}
    names = {path: named(path, data) for path, data in found.items()}
    texts = {sheet.path: _published(sheet, names) for sheet in sheets}
    if texts:
        found[STYLE] = "\n".join(filter(None, texts.values())).encode()
        names[STYLE] = named(STYLE, found[STYLE])
    if FEED_STYLE in found:
        own = [found[FEED_STYLE].decode("utf-8"), properties(texts.get(TOKENS, ""))]
        own += [properties(texts[brand.path])] if brand else []
        found[FEED_STYLE] = "\n".join(filter(None, own)).encode()
        names[FEED_STYLE] = named(FEED_STYLE, found[FEED_STYLE])
    return {path: Asset(f"{below}/{names[path]}", data) for path, data in found.items()}


def _brand(house: Path) -> _Sheet | None:
    """Return the newsroom's own style sheet, or None where it has none."""
    file = house / BRAND
    if not file.is_file():
        return None
    try:
        return _Sheet(f"{HOUSE}/{BRAND}", file, file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise SystemExit(f"{shown_path(file)}:1: is not UTF-8 text. Save it as UTF-8") from None


def _shown(brand: _Sheet, house: Path) -> dict[str, bytes]:
    """Return the files of *house* that the style sheet *brand* shows, by their paths."""
    targets = (_target(brand.path, match) for match in _URL.finditer(shortened(brand.text)))
    paths = {target for target in targets if target.startswith(f"{HOUSE}/")}
    files = {path: house / path.removeprefix(f"{HOUSE}/") for path in sorted(paths)}
    return {path: file.read_bytes() for path, file in files.items() if file.is_file()}


def address_of(assets: Mapping[str, Asset], path: str) -> str:
    """Return the address below the site's of the file *path* of theme/static/.

    Raises LookupError where there is none.
    """
    if path not in assets:
        raise LookupError(f'asset("{path}"): there is no such file in theme/static/')
    return assets[path].address


def addresses(assets: Mapping[str, Asset]) -> dict[str, str]:
    """Return the addresses of all *assets* by path: pages change when one of them does."""
    return {path: asset.address for path, asset in assets.items()}


def named(path: str, data: bytes) -> str:
    """Return *path* with a fingerprint of *data* before its ending."""
    stem, ending = posixpath.splitext(path)
    return f"{stem}.{digest_of(data)}{ending}"


def shortened(style: str) -> str:
    """Return *style* without comments, and with one blank for several.

    What is quoted, addresses and escapes stay as they are. A comment that alone parts two words
    stays as an empty one, for a blank would mean something else in a selector.
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


def _target(sheet: str, match: re.Match[str]) -> str:
    """Return the path of the file that the *sheet* shows there; none for an address elsewhere."""
    target = (match[1] or "").strip("\"'").partition("#")[0]
    if not target or target.startswith("/") or ":" in target:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), target))


def _published(sheet: _Sheet, names: Mapping[str, str]) -> str:
    """Return *sheet*, shortened, with its files named as they are published, by *names*."""

    def address(match: re.Match[str]) -> str:
        meant = _target(sheet.path, match)
        if not meant:
            return match[0]
        if meant not in names:
            raise SystemExit(_lost(sheet, match[0]))
        _, mark, part = match[1].strip("\"'").partition("#")
        name = posixpath.relpath(names[meant], posixpath.dirname(STYLE))
        return f'url("{name}{mark}{part}")'

    return _URL.sub(address, shortened(sheet.text))


def _lost(sheet: _Sheet, written: str) -> str:
    line = sheet.text.count("\n", 0, max(sheet.text.find(written), 0)) + 1
    where = "house/" if sheet.is_brand else "the theme"
    said = f"{written} leads to no file of {where}. Put it there, or take it out"
    return f"{shown_path(sheet.file)}:{line}: {said}"
