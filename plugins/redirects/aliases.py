"""Old addresses, as editors type them."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.kernel.faults import Fault
from plugins.kernel.story import Content

_PAGE_SUFFIXES = {"", ".html", ".htm"}
"""The endings of addresses that a server sends as a page."""


def page_of(alias: str) -> str | None:
    """Return the file below output/ that answers the old address *alias*; None if it has none."""
    parts = urlsplit(alias)
    path = unquote(parts.path).lstrip("/")
    steps = path.rstrip("/").split("/")
    if parts.scheme or parts.netloc or parts.query or parts.fragment or "\\" in path:
        return None
    if not all(step.strip() == step and step.strip(".") for step in steps):
        return None
    if any(not char.isprintable() for char in path) or len(path.encode()) > 1000:
        return None
    if max(len(step.encode()) for step in steps) > 250:
        return None
    suffix = "" if path.endswith("/") else PurePosixPath(path).suffix
    if suffix not in _PAGE_SUFFIXES:
        return None
    return path if suffix else f"{path.rstrip('/')}/index.html"


def redirects(content: Content) -> tuple[list[str], list[Fault]]:
    """Return the files that redirect old addresses to *content*, and the faults."""
    pages, faults = [], []
    for alias in content.aliases:
        page = page_of(alias)
        if page is None:
            problem = f'the old address "{alias}" cannot be a page of this site.'
            line = content.field_lines.get("aliases", 1)
            text = f'{problem} Write it as "/2014/old-name/"'
            faults.append(Fault(content.shown_path, line, text))
        elif page != content.save_as:
            pages.append(page)
    return list(dict.fromkeys(pages)), faults


def set_redirects(contents: Iterable[Content]) -> Iterator[Fault]:
    """Set ``redirects`` of each of *contents*, and yield the faults of their old addresses."""
    for content in contents:
        if not content.aliases:
            content.redirects = []
            continue
        content.redirects, faults = redirects(content)
        yield from faults
