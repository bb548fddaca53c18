"""What cards look like: the site's colours, and the fonts for drawing of house/ and the theme."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from PIL import __version__ as pillow
from PIL import features

from plugins.kernel.brand import colours_of
from plugins.kernel.faults import Fault, did_you_mean

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
    """Return the look of cards by *settings*, and by the house/ and the theme that they name."""
    theme, house = Path(settings["THEME"]), Path(settings["HOUSE"])
    found, _ = colours_of(theme, house)  # plugins.assets reports what is wrong with them
    colours = {role: found[role].light for role in ("paper", "ink", "accent")}
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
    """Yield a fault for each font that *settings* name and neither house/ nor the theme has."""
    for path in _named(settings):
        if not path.is_file():
            known = [each.name for folder in _folders(settings) for each in folder.glob("*.[ot]tf")]
            said = f'SOCIAL_CARD_FONTS names "{path.name}", which is not in house/fonts/.'
            meant = did_you_mean(path.name, known) or " Put it there, or take it out"
            yield Fault("pelicanconf.py", 1, said + meant)


def _named(settings: Mapping[str, Any]) -> list[Path]:
    house, theme = _folders(settings)
    names = settings.get("SOCIAL_CARD_FONTS", ())
    return [house / name if (house / name).is_file() else theme / name for name in names]


def _folders(settings: Mapping[str, Any]) -> tuple[Path, Path]:
    return Path(settings["HOUSE"], "fonts"), Path(settings["THEME"], "fonts")
