"""Addresses as machines read them: in ASCII alone."""

from urllib.parse import quote

LONGEST = 2047
"""Characters in an address: fewer than 2,048 (https://www.sitemaps.org/protocol.html#locdef)."""

_PATH = "/%:@!$&'()*+,;=~"
"""What stands in a path as it is (https://www.rfc-editor.org/rfc/rfc3986#section-3.3)."""


def below(site: str, url: str) -> str:
    """Return the address *url*, of any script and below that of the *site*, percent-encoded."""
    return f"{site}/{quote(url, safe='/')}"


def rule(path: str) -> str:
    """Return a *path* as robots.txt has it, where "*" and "$" have a meaning of their own."""
    return quote(path, safe=f"{_PATH}?")
