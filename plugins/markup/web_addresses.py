"""What an address in a text leads to, and which addresses lead nowhere, whatever the site holds."""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from plugins.kernel.faults import nearest
from plugins.kernel.settings import site_path

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:[\\/]|\\\\", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@/?#:]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?P<last>[a-z]{2,})(?=[:/?#]|\Z)", re.IGNORECASE)
_SLASHES = re.compile(r"(?P<scheme>h?t?tps?)[:/\\]+(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_OWN_NAMES = ("localhost", "localhost.localdomain", "host.docker.internal")
_OWN_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".test")

_DOMAINS = frozenset(
    """com org net edu gov mil int info biz news media press blog app dev io ai eu uk us ca au nz
    ie de at ch fr be nl lu es pt it gr pl cz sk hu ro bg hr si rs ua ru by lt lv ee fi se no dk is
    tr il in pk cn jp kr tw hk sg my th vn ph id br mx ar cl co pe za ng ke eg ma
    tv fm am""".split()
)
"""Ends of host names that are usual and no ending of a file."""


class Site(NamedTuple):
    """Where the site is: its *hosts*, with and without "www.", and the *folder* it is in there.

    The hosts are empty without a public address. The folder is "", or such as "/daily". The files
    that the site makes itself lie below its *own* addresses.
    """

    hosts: frozenset[str] = frozenset()
    folder: str = ""
    own: tuple[str, ...] = ()


def site_at(address: str, own: tuple[str, ...] = ()) -> Site:
    """Return the site whose public address is *address*, which may be empty, with its *own*."""
    try:
        host = urlsplit(address).netloc.lower()
        names = {host, f"www.{host}", host.removeprefix("www.")} if host else ()
        return Site(frozenset(names), site_path(address), own)
    except ValueError:  # the copy desk reports it
        return Site(own=own)


def host_of(address: str) -> str:
    """Return the host, with its port, of *address*, in lower case; empty if it names none."""
    if not address.lower().startswith(("http://", "https://", "//")):
        return ""
    parts = _split(address)
    return parts.netloc.lower().removesuffix(":443").removesuffix(":80") if parts else ""


def below_site(address: str, site: Site) -> str | None:
    """Return the address from the top of the *site* that the full *address* means, such as "/a/".

    Return None if it is another site's.
    """
    host = host_of(address)
    if not host or host not in site.hosts:
        return None
    rest = address[address.index("//") + 2 :]
    start = re.search(r"[/?#]", rest)
    path = rest[start.start() :] if start else ""
    if not f"{re.split('[?#]', path)[0]}/".startswith(f"{site.folder}/"):
        return None
    below = path.removeprefix(site.folder)
    return below if below.startswith("/") else f"/{below}"


def in_folder(address: str, folder: str) -> str:
    """Return *address*, typed as if the site were at the top of its host, as it is printed.

    *folder* is the site's, such as "/daily". An address that begins with it is left as it is.
    """
    is_rooted = address.startswith("/") and not address.startswith("//")
    if not is_rooted or f"{address}/".startswith(f"{folder}/"):
        return address
    return folder + address


def is_local(address: str) -> bool:
    """Return whether *address* is on a server that only this computer or network reaches."""
    if not host_of(address):
        return False
    parts = _split(address)
    name = (parts.hostname or "").rstrip(".") if parts else ""
    if name in _OWN_NAMES or name.endswith(_OWN_ENDINGS):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return False


def is_complete(address: str) -> bool:
    """Return whether *address* begins with a scheme, such as "https:", or with two slashes."""
    return bool(_SCHEME.match(address)) or address.startswith("//")


def doubt(address: str) -> str:
    """Return why *address*, typed as a link, leads nowhere, with the remedy; empty if it may.

    Addresses without a scheme are in doubt only if they were meant to have one.
    """
    if not address:
        return "a link has no address. Write one between the parentheses"
    shown = f'the link to "{address}"'
    if address.lower().startswith("file:") or _DRIVE.match(address):
        remedy = "Put the file into content/files/ and link to it by its name"
        return f"{shown} leads to a file on your own computer. {remedy}"
    if is_local(address):
        path = (_split(address) or urlsplit("")).path or "/"
        remedy = f'Write the address from the first slash: "{path}"'
        return f"{shown} leads to a server that readers cannot reach. {remedy}"
    if is_complete(address):
        return _doubt_of_scheme(address, shown)
    if address.lower().startswith(("http", "htp", "ttp")) and (match := _SLASHES.match(address)):
        return _with_scheme(shown, match["rest"])
    if _MAIL.fullmatch(re.split("[?#]", address)[0]):
        return f'{shown} is an e-mail address. Write "mailto:{address}"'
    if looks_like_host(address):
        return f'{shown} has no "https://". Write "https://{address}"'
    return ""


def looks_like_host(address: str) -> bool:
    """Return whether *address* begins with the name of a host, such as "www.example.org"."""
    match = _HOST.match(address)
    return bool(match) and (
        address.lower().startswith("www.") or (match and match["last"].lower()) in _DOMAINS
    )


def _doubt_of_scheme(address: str, shown: str) -> str:
    match = _SCHEME.match(address)
    scheme = match[1].lower() if match else "https"
    if scheme == "mailto":
        person = re.split("[?]", address[len("mailto:") :])[0]
        return "" if "@" in person or not person else f"{shown} is no e-mail address. Correct it"
    if scheme not in {"http", "https"}:
        close = nearest(scheme, ("http", "https"))
        is_typo = close and match and address[match.end() :].startswith("/")
        return _with_scheme(shown, address[len(scheme) + 1 :].lstrip("/")) if is_typo else ""
    parts = _split(address)
    if parts is None or re.search(r"\s", parts.netloc):
        return f"{shown} is not a web address. Correct it"
    if not parts.hostname:
        rest = address[match.end() :].lstrip("/\\") if match else ""
        return _with_scheme(shown, rest) if rest else f"{shown} names no site. Correct it"
    if "." not in parts.hostname and ":" not in parts.hostname:
        return f'{shown} names no site: "{parts.hostname}" is no full name. Correct it'
    return ""


def _with_scheme(shown: str, rest: str) -> str:
    return f'{shown} does not begin as web addresses do. Write "https://{rest}"'


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts
