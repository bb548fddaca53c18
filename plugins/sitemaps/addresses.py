"""Addresses for machines: in ASCII only."""

from urllib.parse import quote

LONGEST = 2047
"""The most characters of an address (https://www.sitemaps.org/protocol.html#locdef)."""

_PATH = "/%:@!$&'()*+,;=~"
"""Characters that a path may contain (https://www.rfc-editor.org/rfc/rfc3986#section-3.3)."""


def below(site: str, url: str) -> str:
    """Return the full address of *url*, which is below that of the *site*, percent-encoded."""
    return f"{site}/{quote(url, safe='/')}"


def rule(path: str) -> str:
    """Return a *path* for robots.txt, percent-encoded except for the wildcards "*" and "$"."""
    return quote(path, safe=f"{_PATH}?")
