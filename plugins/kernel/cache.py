"""Where builds keep what the next one need not find out again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def cache_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder that *settings* name for it; it may be deleted at any time."""
    return Path(settings.get("PRESS_CACHE", ".stet"))
