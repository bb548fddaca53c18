"""The headers that limit what a browser may load and do on the site's pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

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
"""The attributes by which a story can show something from elsewhere, with their directives."""

_INSTEAD = {
    "frame-src": "Put its address on a line of its own",
    "img-src": "Put the file into content/photos/",
    "media-src": "Put the file into content/files/",
}

DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "base-uri": ("'none'",),
    "connect-src": ("'self'",),  # Lighthouse fetches robots.txt from a page
    "font-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
    "frame-src": (),
    "img-src": ("'self'", "data:"),  # a story may embed a small picture in its text
    "manifest-src": ("'self'",),
    "media-src": ("'self'",),
    "script-src": ("'self'",),  # pages that need it load a small script of the theme
    "style-src": ("'self'",),
}
"""The Content-Security-Policy of every page (https://www.w3.org/TR/CSP3/)."""

SEARCH: Mapping[str, tuple[str, ...]] = {"script-src": ("'wasm-unsafe-eval'",)}
"""What the search page may also do: run the search, which is compiled."""

OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()",
}

_SUSPECT = (  # each begins with a word, which makes the search quick
    r"style\s*=",
    r"<iframe",
    r"src(?:set)?\s*=[\s\"']*[^\"'>]*//",
    r"poster\s*=[\s\"']*[^\"'>]*//",
)

_OWN_PAGE = re.compile(r"\s*(?:/(?!/)|[^/:?#\s]+(?:[/?#]|\s*\Z))")

Hosts = Mapping[str, Sequence[str]]


def headers(settings: Settings, *more: Hosts) -> dict[str, str]:
    """Return the headers of a page by their names; its policy also allows each of *more*."""
    made = {"Content-Security-Policy": policy(POLICY_HOSTS.of(settings), *more), **OTHERS}
    if transport := STRICT_TRANSPORT_SECURITY.of(settings):
        made["Strict-Transport-Security"] = transport
    return made


def policy(*more: Hosts) -> str:
    """Return the Content-Security-Policy of a page, which also allows *more*."""
    sources = {
        name: dict.fromkeys([*own, *(each for hosts in more for each in hosts.get(name, ()))])
        for name, own in DIRECTIVES.items()
    }
    return "; ".join(f"{name} {' '.join(each)}" for name, each in sources.items() if each)


def refused(html: str, hosts: Hosts) -> Iterator[tuple[str, str]]:
    """Yield what a browser would not show of *html*: a text to search for in it, and a message."""
    if not any(re.search(each, html) for each in _SUSPECT):
        return
    for tag in tags(html):
        for name, value in raw_attributes(tag):
            if name == "style":
                problem = f"the style on <{tag.name}> has no effect: pages do not allow styles"
                yield "style", f"{problem}. Write a class, such as {{: .wide }}"
            directive = SHOWN.get((tag.name, name), "")
            if (tag.name, name) == ("iframe", "src") and _OWN_PAGE.match(value):
                problem = "readers do not see what <iframe> shows of this site"
                end = "/".join(unquote(value).strip("/ ").split("/")[-2:])
                yield end, f"{problem}: no page may stand in another. Link to it"
            for address in _addresses(unescape(value), name) if directive else ():
                if not any(_allows(source, address) for source in hosts.get(directive, ())):
                    host = urlsplit(address).netloc
                    problem = f'readers do not see what <{tag.name}> loads from "{host}"'
                    remedy = f'add "https://{host}" to POLICY_HOSTS, {directive}, in the settings'
                    yield host, f"{problem}. {_INSTEAD[directive]}, or {remedy}"


def _addresses(value: str, name: str) -> list[str]:
    """Return those addresses in *value*, an attribute called *name*, that are on other hosts."""
    parts = [each.split() for each in value.split(",")] if name == "srcset" else [[value.strip()]]
    found = (each[0] for each in parts if each)
    return [each for each in found if re.match(r"(?:https?:)?//[^/]", each, re.I)]


def _allows(source: str, address: str) -> bool:
    allowed, shown = urlsplit(source), urlsplit(address, "https")
    host, named = (shown.hostname or ""), (allowed.hostname or "")
    same = host == named or (named.startswith("*.") and host.endswith(named[1:]))
    secure = allowed.scheme == shown.scheme or shown.scheme == "https"
    return same and secure and shown.path.startswith(allowed.path)
