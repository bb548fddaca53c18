"""The site's public address, ``SITEURL``."""

import re
from urllib.parse import urlsplit

EXAMPLE = "https://news.example.org"

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}\.)*{_LABEL}"
_PATH = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"


def address_fault(address: str) -> str:
    """Return what is wrong with *address* as that of a site, and the remedy; "" where nothing is.

    It is the beginning of every absolute link, in feeds and site maps too, where it must be a URI:
    letters of other scripts are written as RFC 5890 says, ``xn--...``.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f'"{address}" is no address. Write it as {EXAMPLE}'
    if address != address.strip() or parts.scheme not in ("http", "https") or not host:
        return f"must be the site's public address, such as {EXAMPLE}"
    if not host.isascii():
        return f'"{address}" has letters that stand in no address.{_in_ascii(host)}'
    if parts.query or parts.fragment or "@" in parts.netloc or address.endswith(("?", "#")):
        return f'"{address}" is more than the address of a site. Write it as {EXAMPLE}'
    if not re.fullmatch(_HOST, host):
        return f'"{address}" names no host. Write it as {EXAMPLE}'
    dropped = re.search(r"[\t\n\r]", address)  # by urlsplit
    if dropped or not re.fullmatch(_PATH, parts.path):
        said = (
            "has a path that is none. It takes letters a to z, digits and hyphens between strokes"
        )
        return f'"{address}" {said}: {EXAMPLE}/daily'
    return ""


def _in_ascii(host: str) -> str:
    try:
        return f" Write its host as {host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f" Write it as {EXAMPLE}"
