"""The design of cards: the theme's colours, and the fonts for the text."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Protocol

from PIL import features

from plugins.kernel.code_digest import code_digest
from plugins.kernel.faults import did_you_mean

_LIBRARIES = ("freetype2", "raqm", "fribidi", "harfbuzz", "zlib")


class Colour(Protocol):
    """A colour of light pages, as "#rrggbb"."""

    light: str


class Design(NamedTuple):
    """The colours of cards, as "#rrggbb", the files of their fonts, and the site's name on them.

    *fingerprint* changes with everything that affects how a card looks, except its own text.
    """

    paper: str
    ink: str
    accent: str
    fonts: tuple[str, ...]
    site: str
    fingerprint: str


def design_of(site: str, colours: Mapping[str, Colour], fonts: Iterable[Path]) -> Design:
    """Return the design of cards with *site*, its name, *colours*, and *fonts*, which are files."""
    files = [path for path in fonts if path.is_file()]
    chosen = {role: colours[role].light for role in ("paper", "ink", "accent")}
    code = code_digest(f"{__package__}.drawing")
    versions = [f"{name} {features.version(name)}" for name in _LIBRARIES]
    digest = blake2b(repr([code, *versions, *chosen.values(), site]).encode(), digest_size=5)
    for path in files:
        digest.update(path.read_bytes())
    return Design(**chosen, fonts=tuple(map(str, files)), site=site, fingerprint=digest.hexdigest())


def font_files(house: Path, theme: Path, names: Iterable[str]) -> list[Path]:
    """Return the files of the fonts *names*: those in *house*, else those in the *theme*."""
    folders = house / "fonts", theme / "fonts"
    return [
        next((each / name for each in folders if (each / name).is_file()), folders[1] / name)
        for name in names
    ]


def missing_fonts(fonts: Iterable[Path], house: Path) -> Iterator[str]:
    """Yield what is wrong, for each of *fonts* that is in neither *house* nor the theme."""
    for path in fonts:
        if not path.is_file():
            folders = house / "fonts", path.parent
            known = [each.name for folder in folders for each in folder.glob("*.[ot]tf")]
            meant = did_you_mean(path.name, known) or " Put it there, or remove the name"
            yield f'names "{path.name}", which is not in house/fonts/.{meant}'
