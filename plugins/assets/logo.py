"""The newsroom's logo for the header of each page."""

from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from plugins.kernel.faults import Fault, Rule, shown_path

from .bundle import Asset

LOGO_WRONG = Rule("logo-wrong", "fault", "A logo that cannot be shown.", fixed=True)


class Logo(NamedTuple):
    """A drawing: its address below the site's, and its size in pixels."""

    address: str
    width: int
    height: int


def logo_of(file: Path, asset: Asset) -> tuple[Logo | None, list[Fault]]:
    """Return the logo in *file*, published as *asset*, and what is wrong with it, if anything."""
    from plugins.photos.drawings import DrawingError, drawing  # the theme's own is not measured

    try:
        drawn = drawing(BytesIO(asset.data), file.name)
    except DrawingError as problem:
        return None, [LOGO_WRONG.at(shown_path(file), 1, str(problem))]
    return Logo(asset.address, drawn.width, drawn.height), []
