"""An address of the web taken apart, where nothing in it can mislead a reader or a browser."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

_SAFE = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f-\x9f]+", re.IGNORECASE)
_HOST = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_PORTS: Mapping[str, tuple[int | None, ...]] = {"http": (None, 80), "https": (None, 443)}
_TRICKS = re.compile(r"%(?:0[0-9a-f]|1[0-9a-f]|2[ef]|5c|7f)|//|/\.{1,2}(?:/|$)", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_.+|fbclid|gclid|gbraid|wbraid|msclkid|dclid|yclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)"
    r"|ref_src|ref_url|mkt_tok|ttclid|twclid|li_fat_id|wt_?mc|at_medium|at_campaign|xtor",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """An address: its *host* in lower case, its *path* as typed, *query* and *fragment*.

    *is_plain* says that its host is a name on the usual port, and that its path holds no dots and
    no encoded signs by which it would be another one: only then is it taken for a service's.
    """

    scheme: str
    host: str
    path: str
    query: Mapping[str, str]
    fragment: str
    is_plain: bool

    @property
    def segments(self) -> list[str]:
        """The parts of its path."""
        return [each for each in self.path.split("/") if each]


def problem_of(address: str) -> str:
    """Return what keeps *address* from being a link, with the remedy; empty if nothing does."""
    if not re.match(r"https?://", address, re.IGNORECASE):
        return "is no address of the web. Write it with https:// in front"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "has a host or a port that cannot be. Copy it from the browser again"
    if "@" in parts.netloc:
        return "holds a user name, by which it seems to lead elsewhere. Delete all up to the @"
    if not _SAFE.fullmatch(address):
        return "holds signs that no address has. Copy it from the browser again"
    return "" if host else "has no host. Copy it from the browser again"


def taken_apart(address: str) -> Address | None:
    """Return *address* taken apart; None if it cannot be a link."""
    if problem_of(address):
        return None
    parts = urlsplit(address)
    host, scheme = (parts.hostname or "").lower(), parts.scheme.lower()
    is_plain = (
        bool(_HOST.fullmatch(host))
        and "xn--" not in host
        and parts.port in _PORTS[scheme]
        and not _TRICKS.search(parts.path)
    )
    query: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        query.setdefault(name, value)
    return Address(scheme, host, parts.path, query, parts.fragment, is_plain)


def without_tracking(address: str) -> str:
    """Return *address* without what tells its server from where a reader came."""
    parts = urlsplit(address)
    pairs = [each for each in parts.query.split("&") if not _is_tracking(each)]
    return urlunsplit(parts._replace(query="&".join(pairs)))


def _is_tracking(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(pair.partition("=")[0]))


def shown_address(address: str, longest: int = 60) -> str:
    """Return *address* as readers see it: the host as servers know it, and the path.

    A host of other letters is written in ASCII, so that none looks like another.
    """
    parts = urlsplit(address)
    host = _in_ascii(parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in _PORTS.get(parts.scheme, (None,)) else ""
    more = (f"{sign}{part}" for sign, part in (("?", parts.query), ("#", parts.fragment)) if part)
    rest = f"{parts.path.rstrip('/')}{''.join(more)}"
    text = f"{host}{port}{rest}"
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _in_ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode()
