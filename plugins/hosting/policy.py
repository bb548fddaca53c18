"""What a browser may load and do on the site's pages, said in headers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import urlsplit

from plugins.kernel.settings import Settings
from plugins.markup.tags import raw_attributes, tags

from .settings import POLICY_HOSTS, STRICT_TRANSPORT_SECURITY

SHOWN = {
    ("iframe", "src"): "frame-src",
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("source", "srcset"): "img-src",
    ("video", "poster"): "img-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("video", "src"): "media-src",
}
"""What a story can show from elsewhere, and the directive that lets it."""

DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "base-uri": ("'none'",),
    "connect-src": ("'self'",),  # Lighthouse asks for robots.txt from within a page
    "font-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
    "frame-src": (),
    "img-src": ("'self'", "data:"),  # a story may hold a small picture in its text
    "manifest-src": ("'self'",),
    "media-src": ("'self'",),
    "script-src": (),
    "style-src": ("'self'",),
}
"""The Content-Security-Policy of every page (https://www.w3.org/TR/CSP3/)."""

SEARCH: Mapping[str, tuple[str, ...]] = {"script-src": ("'self'", "'wasm-unsafe-eval'")}
"""What the search page may do besides: run the search, which is compiled."""

OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()",
}

_SUSPECT = (  # each begins with a word, which is found quickly
    r"style\s*=",
    r"src(?:set)?\s*=[\s\"']*[^\"'>]*//",
    r"poster\s*=[\s\"']*[^\"'>]*//",
)

Hosts = Mapping[str, Sequence[str]]


def headers(settings: Settings, more: Hosts) -> dict[str, str]:
    """Return the headers of a page by their names; *more* is what its policy lets it do besides."""
    made = {"Content-Security-Policy": policy(POLICY_HOSTS.of(settings), more), **OTHERS}
    if transport := STRICT_TRANSPORT_SECURITY.of(settings):
        made["Strict-Transport-Security"] = transport
    return made


def policy(*more: Hosts) -> str:
    """Return the Content-Security-Policy of a page that also may do *more*."""
    sources = {
        name: [*own, *(each for hosts in more for each in hosts.get(name, ()))]
        for name, own in DIRECTIVES.items()
    }
    return "; ".join(f"{name} {' '.join(each)}" for name, each in sources.items() if each)


def refused(html: str, hosts: Hosts) -> Iterator[tuple[str, str]]:
    """Yield the source to look for and the reason, for what a browser would not show of *html*."""
    if not any(re.search(each, html) for each in _SUSPECT):
        return
    for tag in tags(html):
        for name, value in raw_attributes(tag):
            if name == "style":
                words = f"the style on <{tag.name}> has no effect, for pages allow none"
                yield "style", f"{words}. Write a class, such as {{: .wide }}"
            directive = SHOWN.get((tag.name, name), "")
            for address in _addresses(unescape(value), name) if directive else ():
                if not any(_allows(source, address) for source in hosts.get(directive, ())):
                    host = urlsplit(address).netloc
                    words = f'what <{tag.name}> shows from "{host}" is not shown to readers'
                    remedy = f'add "https://{host}" to POLICY_HOSTS, {directive}, in the settings'
                    yield host, f"{words}. Put the file into content/photos/, or {remedy}"


def _addresses(value: str, name: str) -> list[str]:
    """Return those addresses in *value*, an attribute called *name*, that lead to other hosts."""
    parts = [each.split() for each in value.split(",")] if name == "srcset" else [[value.strip()]]
    found = (each[0] for each in parts if each)
    return [each for each in found if re.match(r"(?:https?:)?//[^/]", each, re.I)]


def _allows(source: str, address: str) -> bool:
    allowed, shown = urlsplit(source), urlsplit(address, "https")
    host, named = (shown.hostname or ""), (allowed.hostname or "")
    same = host == named or (named.startswith("*.") and host.endswith(named[1:]))
    secure = allowed.scheme == shown.scheme or shown.scheme == "https"
    return same and secure and shown.path.startswith(allowed.path)
