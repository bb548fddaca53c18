"""The published rules of sitemaps and robots.txt: what is wrong with a file.

https://www.sitemaps.org/protocol.html and its schemas, Google's pages on the extensions for
pictures, for news and for languages, and RFC 9309.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from lxml import etree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

URI = re.compile(r"https?://[a-z0-9.:-]+(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*)?", re.ASCII)
TIME = r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)"
W3C_DATE = re.compile(rf"\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])({TIME})?", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*|x-default")
NEWS_LANGUAGE = re.compile(r"[a-z]{2,3}|zh-cn|zh-tw")
LARGEST = 52_428_800

CHILDREN = {
    f"{SITEMAP}urlset": {f"{SITEMAP}url": (0, 50_000)},
    f"{SITEMAP}sitemapindex": {f"{SITEMAP}sitemap": (1, 50_000)},
    f"{SITEMAP}sitemap": {f"{SITEMAP}loc": (1, 1), f"{SITEMAP}lastmod": (0, 1)},
    f"{SITEMAP}url": {
        f"{SITEMAP}loc": (1, 1),
        f"{SITEMAP}lastmod": (0, 1),
        f"{SITEMAP}changefreq": (0, 1),
        f"{SITEMAP}priority": (0, 1),
        f"{XHTML}link": (0, 1000),
        f"{IMAGE}image": (0, 1000),
        f"{NEWS}news": (0, 1),
    },
    f"{IMAGE}image": {f"{IMAGE}loc": (1, 1)},
    f"{NEWS}news": {
        f"{NEWS}publication": (1, 1),
        f"{NEWS}publication_date": (1, 1),
        f"{NEWS}title": (1, 1),
    },
    f"{NEWS}publication": {f"{NEWS}name": (1, 1), f"{NEWS}language": (1, 1)},
}
"""What each element holds, in this order: how many of each, at least and at most."""

WORDS = {
    f"{SITEMAP}loc": lambda text: URI.fullmatch(text) and 12 <= len(text) < 2048,
    f"{SITEMAP}lastmod": W3C_DATE.fullmatch,
    f"{IMAGE}loc": lambda text: URI.fullmatch(text) and len(text) < 2048,
    f"{NEWS}name": str.strip,
    f"{NEWS}language": NEWS_LANGUAGE.fullmatch,
    f"{NEWS}publication_date": lambda text: W3C_DATE.fullmatch(text) and "T" in text,
    f"{NEWS}title": str.strip,
}
"""What the words of each element must be."""


def wrong(data: bytes, address: str) -> list[str]:
    """Return what is wrong with the sitemap *data*, which stands at *address*."""
    if not data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'):
        return ["no XML declaration"]
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return [str(error)]
    found = [*_elements(root), *_addresses(root, address), *_languages(root)]
    if len(data) > LARGEST:
        found.append("larger than 50 MB")
    if root.tag not in {f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"}:
        found.append(f"begins with {root.tag}")
    if len(root.findall(f".//{NEWS}news")) > 1000:
        found.append("more than 1,000 stories")
    return found


def _elements(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        allowed = CHILDREN.get(element.tag, {})
        tags = [child.tag for child in element]
        places = [list(allowed).index(tag) for tag in tags if tag in allowed]
        if places != sorted(places):
            yield f"{element.tag}: wrong order"
        yield from (f"{element.tag}: holds {tag}" for tag in set(tags) - allowed.keys())
        for tag, (least, most) in allowed.items():
            if not least <= tags.count(tag) <= most:
                yield f"{element.tag}: {tags.count(tag)} times {tag}"
        text, fits = element.text or "", WORDS.get(element.tag)
        if fits and not fits(text):
            yield f"{element.tag}: {text!r}"
        if not fits and text.strip():
            yield f"{element.tag}: holds words"


def _addresses(root: etree._Element, address: str) -> Iterator[str]:
    folder = urljoin(address, ".")
    for element in root:
        found = element.findtext(f"{SITEMAP}loc") or ""
        if not found.startswith(folder):
            yield f"{found} is not below {folder}"
        try:
            unquote_to_bytes(found).decode()
        except UnicodeDecodeError:
            yield f"{found} is not UTF-8"
    named = [element.findtext(f"{SITEMAP}loc") for element in root]
    if len(named) > len(set(named)):
        yield "an address stands twice"


def _languages(root: etree._Element) -> Iterator[str]:
    for element in root:
        links = element.findall(f"{XHTML}link")
        versions = {link.get("hreflang", ""): link.get("href", "") for link in links}
        if len(versions) < len(links) or any(link.get("rel") != "alternate" for link in links):
            yield "a language stands twice, or a link is no alternate"
        if links and element.findtext(f"{SITEMAP}loc") not in versions.values():
            yield "a page does not name itself among its languages"
        for lang, href in versions.items():
            if not LANGUAGE.fullmatch(lang) or not URI.fullmatch(href):
                yield f"language {lang!r} at {href!r}"


def one_sided(files: dict[str, bytes]) -> list[str]:
    """Return the addresses that sitemaps name as another language's and that do not name back."""
    versions: dict[str, set[str]] = {}
    for data in files.values():
        for url in etree.fromstring(data).iter(f"{SITEMAP}url"):
            address = url.findtext(f"{SITEMAP}loc")
            versions[address] = {link.get("href") for link in url.findall(f"{XHTML}link")}
    return [
        other
        for address, others in versions.items()
        for other in others
        if versions.get(other) != versions[address]
    ]


def wrong_robots(data: bytes) -> list[str]:
    """Return the lines of robots.txt that RFC 9309, or the protocol of sitemaps, does not know."""
    found, group = [], False
    for line in data.decode().splitlines():
        field, _, value = (part.strip() for part in line.partition(":"))
        if field == "User-agent":
            group = True
            fits = bool(re.fullmatch(r"[^#\s][^#]*", value))
        elif field == "Disallow":
            fits = group and bool(re.fullmatch(r"(?:[/*][!-\"$-~]*)?", value))
        elif field == "Sitemap":
            fits = bool(URI.fullmatch(value)) and bool(urlsplit(value).netloc)
        else:
            fits = not line
        if not fits:
            found.append(line)
    return found if data.endswith(b"\n") else [*found, "no end of the last line"]
