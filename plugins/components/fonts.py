"""The fonts that measure the text of charts: the newsroom's own, else the theme's."""

from pathlib import Path

from plugins.kernel.settings import Settings

_SUFFIXES = (".ttf", ".otf")


def chart_fonts(settings: Settings) -> tuple[str, ...]:
    """Return the files of the fonts, in the order in which they are asked for a character.

    They are those of cards (``SOCIAL_CARD_FONTS``), in house/fonts/ or theme/fonts/, then the
    theme's others.
    """
    house, theme = (Path(str(settings[name]), "fonts") for name in ("HOUSE", "THEME"))
    named = [folder / name for name in _names(settings) for folder in (house, theme)]
    others = sorted(path for path in theme.glob("*") if path.suffix in _SUFFIXES)
    found = (str(path) for path in (*named, *others) if path.is_file())
    return tuple(dict.fromkeys(found))


def _names(settings: Settings) -> list[str]:
    names = settings.get("SOCIAL_CARD_FONTS", ())
    return [str(name) for name in names] if isinstance(names, list | tuple) else []
