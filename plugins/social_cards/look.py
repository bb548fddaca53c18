"""What cards look like: the theme's colours, and the fonts that it has for drawing."""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from PIL import __version__ as pillow
from PIL import features

from plugins.kernel.faults import Fault, did_you_mean
from plugins.kernel.settings import Setting, setting_fault, texts

COLOURS = {"paper": "#fdfcf9", "ink": "#191814", "accent": "#1d4a8f"}
"""What a colour is where the theme's tokens do not say."""

SOCIAL_CARD_FONTS = Setting[list[str]](
    "SOCIAL_CARD_FONTS",
    texts,
    "The fonts of drawn cards: the first counts that has all letters of a headline.",
    '["SourceSerifPro-Semibold.ttf"]',
)

_TOKEN = re.compile(r"--([a-z]+):\s*(?:light-dark\(\s*)?(#[0-9a-fA-F]{6})\b")
_LIBRARIES = ("freetype2", "raqm", "fribidi", "harfbuzz", "zlib")


class Look(NamedTuple):
    """The colours of cards, as "#rrggbb", their fonts, by their files, and the site's name on them.

    *mark* changes when anything does by which a card comes out otherwise.
    """

    paper: str
    ink: str
    accent: str
    fonts: tuple[str, ...]
    site: str
    mark: str


def look_of(settings: Mapping[str, Any]) -> Look:
    """Return the look of cards by *settings* and the theme that they name."""
    tokens = Path(settings["THEME"], "static/css/tokens.css")
    said = dict(_TOKEN.findall(tokens.read_text("utf-8"))) if tokens.is_file() else {}
    colours = {role: said.get(role, colour) for role, colour in COLOURS.items()}
    fonts = [path for path in _named(settings) if path.is_file()]
    versions = [f"{name} {features.version(name)}" for name in _LIBRARIES]
    digest = blake2b("\0".join([pillow, *versions, *colours.values()]).encode(), digest_size=5)
    digest.update(settings["SITENAME"].encode())
    for path in (*fonts, Path(__file__).with_name("drawing.py")):
        digest.update(path.read_bytes())
    return Look(
        **colours,
        fonts=tuple(map(str, fonts)),
        site=settings["SITENAME"],
        mark=digest.hexdigest(),
    )


def fonts_lacking(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each font that *settings* name and the theme lacks."""
    for path in _named(settings):
        if not path.is_file():
            said = f'names "{path.name}", which is not in the theme\'s fonts/.'
            meant = did_you_mean(path.name, [each.name for each in path.parent.glob("*.[ot]tf")])
            remedy = meant or " Put it there, or take it out"
            yield setting_fault(settings, "SOCIAL_CARD_FONTS", said + remedy)


def _named(settings: Mapping[str, Any]) -> list[Path]:
    folder = Path(settings["THEME"], "fonts")
    return [folder / name for name in settings.get("SOCIAL_CARD_FONTS", ())]
