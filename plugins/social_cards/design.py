"""The design of cards: the theme's colours, and the fonts of the theme that draw the text."""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from PIL import features

from plugins.kernel.code_digest import code_digest
from plugins.kernel.faults import did_you_mean

COLOURS = {"paper": "#fdfcf9", "ink": "#191814", "accent": "#1d4a8f"}
"""The colours that the theme's tokens may replace."""

_TOKEN = re.compile(r"--([a-z]+):\s*(?:light-dark\(\s*)?(#[0-9a-fA-F]{6})\b")
_LIBRARIES = ("freetype2", "raqm", "fribidi", "harfbuzz", "zlib")


class Design(NamedTuple):
    """The colours of cards, as "#rrggbb", the files of their fonts, and the site's name on them.

    *fingerprint* changes with everything that decides how a card looks, but for its own text.
    """

    paper: str
    ink: str
    accent: str
    fonts: tuple[str, ...]
    site: str
    fingerprint: str


def design_of(site: str, theme: Path, fonts: Iterable[str]) -> Design:
    """Return the design of cards of *site*, its name, by the folder *theme* and its *fonts*."""
    tokens = theme / "static/css/tokens.css"
    found = dict(_TOKEN.findall(tokens.read_text("utf-8"))) if tokens.is_file() else {}
    colours = {role: found.get(role, colour) for role, colour in COLOURS.items()}
    files = [path for path in _files(theme, fonts) if path.is_file()]
    code = code_digest(f"{__package__}.drawing")
    versions = [f"{name} {features.version(name)}" for name in _LIBRARIES]
    digest = blake2b(repr([code, *versions, *colours.values(), site]).encode(), digest_size=5)
    for path in files:
        digest.update(path.read_bytes())
    return Design(
        **colours,
        fonts=tuple(map(str, files)),
        site=site,
        fingerprint=digest.hexdigest(),
    )


def missing_fonts(theme: Path, fonts: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong, for each of *fonts* that the folder *theme* lacks."""
    for path in _files(theme, fonts):
        if not path.is_file():
            problem = f'names "{path.name}", which is not in the theme\'s fonts/.'
            meant = did_you_mean(path.name, [each.name for each in path.parent.glob("*.[ot]tf")])
            yield problem + (meant or " Put it there, or take it out")


def _files(theme: Path, fonts: Iterable[str]) -> list[Path]:
    return [theme / "fonts" / name for name in fonts]
