"""Which style sheets a text needs beside that of every page."""

import re
from collections.abc import Sequence

RICH, PARTS = "css/rich.css", "css/parts.css"
"""The style sheets of what only some texts hold, and of parts of a story."""

_RICH = re.compile(r"<(?:code|iframe|pre|table)\b|\bpull-quote\b", re.IGNORECASE)


def text_styles(html: str, parts: Sequence[object]) -> list[str]:
    """Return the paths, in the theme, of the style sheets for the text *html* with its *parts*."""
    rich = [RICH] if parts or _RICH.search(html) else []
    return [*rich, PARTS] if parts else rich
