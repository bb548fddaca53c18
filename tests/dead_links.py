"""Find dead links in a site's files, without requests to any server."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from lxml import etree

Anchors = Callable[[Path], frozenset[str]]

LINKS = ("href", "src", "action", "formaction", "poster", "cite", "data")
LISTS = ("srcset", "imagesrcset")
ABSOLUTE = re.compile(r"https?://[^\s\"'<>)]+")
IN_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


def dead_links(folder: Path, site: str) -> list[str]:
    """Return each dead link in the files of *folder*, which holds the site at the address *site*.

    Links to the site's own server are checked: to pages, anchors, pictures and feeds, in pages,
    styles, feeds, sitemaps and structured data. A link to that server that leaves the site's
    folder is dead too.
    """
    found, anchors = [], cache(_anchors)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        here = f"{site}/{name.removesuffix('index.html')}"
        for address in sorted(set(_links(file))):
            fault = _fault(folder, site, urljoin(here, address), anchors)
            if fault:
                found.append(f"{name}: {address}: {fault}")
    return found


def _fault(folder: Path, site: str, address: str, anchors: Anchors) -> str:
    """Return why *address* is dead; nothing if it works or leads to another server."""
    page, anchor = urldefrag(address)
    if urlsplit(page)[:2] != urlsplit(site)[:2]:
        return ""
    if not f"{page}/".startswith(f"{site}/"):
        return "out of the site"
    path = unquote(urlsplit(page).path).removeprefix(urlsplit(site).path).removeprefix("/")
    file = folder / path / ("index.html" if not path or path.endswith("/") else "")
    if not file.is_file():
        return "nothing there"
    return "" if not anchor or unquote(anchor) in anchors(file) else "no such place there"


def _anchors(file: Path) -> frozenset[str]:
    html = file.read_text("utf-8") if file.suffix == ".html" else ""
    return frozenset(element["id"] for element in BeautifulSoup(html, "lxml").find_all(id=True))


def _links(file: Path) -> Iterator[str]:
    """Yield each address in *file*."""
    if file.suffix == ".html":
        yield from _in_page(file.read_text("utf-8"))
    elif file.suffix in {".xml", ".xsl", ".svg"}:
        yield from _in_xml(file)
    elif file.suffix == ".json":
        yield from _in_data(json.loads(file.read_text("utf-8")))
    elif file.suffix == ".css":
        yield from map("".join, IN_STYLES.findall(file.read_text("utf-8")))
    elif file.suffix == ".txt":
        yield from ABSOLUTE.findall(file.read_text("utf-8"))


def _in_page(html: str) -> Iterator[str]:
    for element in BeautifulSoup(html, "lxml").find_all(True):
        yield from (element[name] for name in LINKS if name in element.attrs)
        for name in LISTS:
            yield from (each.split()[0] for each in element.get(name, "").split(",") if each)
        if element.name == "meta":
            yield from re.findall(r"^\d+; *url=(.*)|$", element.get("content", ""))
            yield from ABSOLUTE.findall(element.get("content", ""))
        if element.name == "script" and "json" in element.get("type", ""):
            yield from _in_data(json.loads(element.string))


def _in_data(data: object) -> Iterator[str]:
    """Yield the addresses in *data*, read from JSON."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "@id":  # an identifier, which need not be an address
                yield from _in_data(value)
    elif isinstance(data, list):
        for value in data:
            yield from _in_data(value)
    elif isinstance(data, str):
        yield from _in_text(data)


def _in_xml(file: Path) -> Iterator[str]:
    for element in etree.parse(file).xpath("//* | //processing-instruction()"):
        for name, value in element.attrib.items():
            yield from [value] if name.endswith("href") else _in_text(value)
        yield from _in_text(element.text or "") if isinstance(element.tag, str) else ()


def _in_text(text: str) -> Iterator[str]:
    """Yield the addresses in *text*, which may be an address or HTML."""
    if ABSOLUTE.fullmatch(text):
        yield text
    elif "<" in text:
        own = {f"#{each['id']}" for each in BeautifulSoup(text, "lxml").find_all(id=True)}
        yield from (each for each in _in_page(text) if each not in own)
