"""Where builds keep what the next one need not find out again."""

from pathlib import Path

from .settings import Settings


def cache_of(settings: Settings) -> Path:
    """Return the folder that *settings* name for it; it may be deleted at any time."""
    return Path(str(settings.get("PRESS_CACHE", ".stet")))
