"""The files of the theme and of house/ as they are published, with a fingerprint in each name.

The style sheets of every page are joined into one: the theme's layers, then the newsroom's own.
Another style sheet of the theme, such as ``front.css``, is for the pages that link to it.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import Fault, shown_path
from plugins.markup.web_addresses import in_folder

from .brand import BRAND_STYLE
from .brand import STYLE as BRAND
from .fallback_fonts import faces, is_font, with_stand_ins
from .properties import properties

STYLE = "css/site.css"
"""The path, below theme/static/, of the joined style sheet."""

TOKENS, FEED_STYLE = "css/tokens.css", "css/feed.css"
"""The style sheet with the theme's colours and fonts, and the separate one of feeds."""

HOUSE = "house"
"""The folder, below the theme's address, of the files of house/ that ``brand.css`` uses."""

PICTURES = ("icon.svg", "logo.svg")
"""Files of house/ that pages show; the icon replaces the theme's."""

_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_URL = re.compile(rf"{_QUOTED}|url\(\s*({_QUOTED}|[^)\"'\s]*)\s*\)", re.DOTALL)
_BLANK = re.compile(
    rf"({_QUOTED}|url\(\s*(?:{_QUOTED}|[^)\"']*)\s*\)|\\.)|((?:\s|/\*.*?\*/)+)", re.DOTALL
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_EMPTY_RULE = re.compile(  # a custom property may have an empty block too: --name: {}
    rf"({_QUOTED})|(?:^|(?<=[{{}};]))(?!\s*--)[^{{}}@;\"'\\]+\{{\s*\}}", re.DOTALL
)


class Asset(NamedTuple):
    """A file of the theme or of house/: its address below the site's, and its bytes."""

    address: str
    data: bytes


class _Style(NamedTuple):
    """A style sheet: its path among the files that it uses, its file, its text; what it is in."""

    path: str
    file: Path
    text: str
    sheet: str = STYLE

    @property
    def is_brand(self) -> bool:
        return self.path == f"{HOUSE}/{BRAND}"


def bundled(
    folder: Path,
    below: str,
    layers: Sequence[str],
    ignored: Sequence[str],
    house: Path,
    site: str = "",
) -> dict[str, Asset]:
    """Return the files of *folder*, theme/static/, by their paths there, without the *ignored*.

    They are published *below* an address; the site is in the folder *site* of its host. The
    *layers* and the style sheet of *house* are joined in this order, as `STYLE`; other style sheets
    stay apart. All name the files that they use as these are published. The icon and the logo of
    *house* are included. End the program if a layer, or a file that a style sheet uses, is missing.
    """
    found = {path: (folder / path).read_bytes() for path in _paths(folder, ignored)}
    if lost := [path for path in layers if path not in found]:
        problem = "STYLES names this file, and it does not exist."
        raise SystemExit(f"{shown_path(folder / lost[0])}: {problem}")
    styles = [_Style(path, folder / path, found.pop(path).decode("utf-8")) for path in layers]
    alone = [path for path in found if path.endswith(".css") and path != FEED_STYLE]
    brand = _brand(house, folder.parent)
    if brand:
        styles.append(brand)
        found |= _used(brand, house, folder.parent)
    found |= {name: (house / name).read_bytes() for name in PICTURES if (house / name).is_file()}
    names = {path: named(path, data) for path, data in found.items()}
    texts = {style.path: _published(style, names, site) for style in styles}
    if texts:
        found[STYLE] = "\n".join(filter(None, texts.values())).encode()
        names[STYLE] = named(STYLE, found[STYLE])
    for path in alone:
        style = _Style(path, folder / path, found[path].decode("utf-8"), path)
        found[path] = _published(style, names, site).encode()
        names[path] = named(path, found[path])
    if FEED_STYLE in found:
        own = [found[FEED_STYLE].decode("utf-8"), properties(texts.get(TOKENS, ""))]
        own += [properties(texts[brand.path])] if brand else []
        found[FEED_STYLE] = "\n".join(filter(None, own)).encode()
        names[FEED_STYLE] = named(FEED_STYLE, found[FEED_STYLE])
    return {path: Asset(f"{below}/{names[path]}", data) for path, data in found.items()}


def _brand(house: Path, theme: Path) -> _Style | None:
    """Return the newsroom's own style sheet, with stand-ins for its fonts; None if it has none."""
    file = house / BRAND
    if not file.is_file():
        return None

    def data_of(address: str) -> bytes | None:
        font = own_file(address, house, theme)
        return font.read_bytes() if font else None

    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SystemExit(f"{shown_path(file)}:1: is not UTF-8 text. Save it as UTF-8") from None
    return _Style(f"{HOUSE}/{BRAND}", file, with_stand_ins(text, data_of))


def own_file(address: str, house: Path, theme: Path) -> Path | None:
    """Return the file at an *address* in ``brand.css``: in *house*, or a font of the *theme*."""
    path = posixpath.normpath(address.partition("#")[0])
    if path.startswith(("/", "../")) or ":" in path:
        return None
    places = [house / path, *([theme / path] if path.startswith("fonts/") else [])]
    return next((each for each in places if each.is_file()), None)


def font_faults(house: Path, theme: Path) -> list[Fault]:
    """Return a warning for each font of ``brand.css`` that cannot be read."""
    style = house / BRAND
    found = []
    for face in faces(style.read_text("utf-8-sig") if style.is_file() else ""):
        file = own_file(face.address, house, theme)
        if file and not is_font(file.read_bytes()):
            problem = f'"{face.address}" is no font that can be read. Export it again, as WOFF2'
            found.append(BRAND_STYLE.at(shown_path(style), face.line, problem))
    return found


def _used(brand: _Style, house: Path, theme: Path) -> dict[str, bytes]:
    """Return the files of *house*, and fonts of the *theme*, that *brand* uses, by their paths."""
    targets = (_target(brand.path, match) for match in _URL.finditer(shortened(brand.text)))
    paths = sorted({target for target in targets if target.startswith(f"{HOUSE}/")})
    files = {path: own_file(path.removeprefix(f"{HOUSE}/"), house, theme) for path in paths}
    return {path: file.read_bytes() for path, file in files.items() if file}


def address_of(assets: Mapping[str, Asset], path: str) -> str:
    """Return the address below the site's of the file *path* of theme/static/.

    Raise LookupError if there is none.
    """
    if path not in assets:
        raise LookupError(f'asset("{path}"): there is no such file in theme/static/')
    return assets[path].address


def addresses(assets: Mapping[str, Asset]) -> dict[str, str]:
    """Return the addresses of all *assets* by path: pages change when one of them does."""
    return {path: asset.address for path, asset in assets.items()}


def named(path: str, data: bytes) -> str:
    """Return *path* with a fingerprint of *data* before its suffix."""
    stem, suffix = posixpath.splitext(path)
    return f"{stem}.{blake2b(data, digest_size=6).hexdigest()}{suffix}"


def shortened(style: str) -> str:
    """Return *style* without comments and rules without declarations, and with single spaces.

    Quoted texts, addresses and escapes stay as they are. A comment that is all there is between two
    words becomes an empty one, because a space would have a meaning in a selector.
    """
    short = _BLANK.sub(_blank, style).strip()
    return _EMPTY_RULE.sub(lambda match: match[1] or "", short).strip()


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


def _target(style: str, match: re.Match[str]) -> str:
    """Return the path of the file in a *match* in *style*, a path; "" for an address elsewhere."""
    target = (match[1] or "").strip("\"'").partition("#")[0]
    if not target or target.startswith("/") or ":" in target:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(style), target))


def _published(style: _Style, names: Mapping[str, str], site: str) -> str:
    """Return *style*, shortened, with the published names of its files, by *names*.

    Addresses from the first slash get the folder *site*.
    """

    def address(match: re.Match[str]) -> str:
        target = _target(style.path, match)
        if not target:
            typed = (match[1] or "").strip("\"'")
            return match[0].replace(typed, in_folder(typed, site)) if typed else match[0]
        if target not in names:
            raise SystemExit(_missing(style, match[0]))
        _, separator, fragment = match[1].strip("\"'").partition("#")
        name = posixpath.relpath(names[target], posixpath.dirname(style.sheet))
        return f'url("{name}{separator}{fragment}")'

    return _URL.sub(address, shortened(style.text))


def _missing(style: _Style, written: str) -> str:
    line = style.text.count("\n", 0, max(style.text.find(written), 0)) + 1
    where = "house/" if style.is_brand else "the theme"
    problem = f"{written} is not a file in {where}. Put it there, or remove it here"
    return f"{shown_path(style.file)}:{line}: {problem}"
