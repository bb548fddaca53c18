"""The site's public address, ``SITEURL``."""

import re
from urllib.parse import urlsplit

EXAMPLE = "https://news.example.org"

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}\.)*{_LABEL}"
_PATH = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"


def address_problem(address: str) -> str:
    """Return the problem with *address* as a site's address, and the remedy; "" if it is right.

    Every absolute link begins with it, in feeds and sitemaps too, where it must be a URI: letters
    of other scripts are written as in RFC 5890, ``xn--...``.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f'"{address}" is not an address. Write it as {EXAMPLE}'
    if address != address.strip() or parts.scheme not in ("http", "https") or not host:
        return f"must be the site's public address, such as {EXAMPLE}"
    if not host.isascii():
        return f'"{address}" has letters that addresses cannot have.{_in_ascii(host)}'
    if parts.query or parts.fragment or "@" in parts.netloc or address.endswith(("?", "#")):
        return f'"{address}" is more than the address of a site. Write it as {EXAMPLE}'
    if not re.fullmatch(_HOST, host):
        return f'"{address}" has an invalid host. Write it as {EXAMPLE}'
    dropped = re.search(r"[\t\n\r]", address)  # by urlsplit
    if dropped or not re.fullmatch(_PATH, parts.path):
        allowed = "Use letters a to z, digits and hyphens between slashes"
        return f'"{address}" has an invalid path. {allowed}: {EXAMPLE}/daily'
    return ""


def _in_ascii(host: str) -> str:
    try:
        return f" Write its host as {host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f" Write it as {EXAMPLE}"
