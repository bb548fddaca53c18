"""Old addresses, as editors type them."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.kernel.faults import Fault
from plugins.kernel.story import Content

_PAGES = {"", ".html", ".htm"}
"""The endings of addresses that a server sends as a page."""


def page_of(alias: str) -> str | None:
    """Return the file under output/ that answers for *alias*, an old address; else None."""
    parts = urlsplit(alias)
    path = unquote(parts.path).lstrip("/")
    steps = path.rstrip("/").split("/")
    unfit = parts.scheme or parts.netloc or parts.query or parts.fragment or "\\" in path
    if unfit or not all(step.strip() == step and step.strip(".") for step in steps):
        return None
    if any(not char.isprintable() for char in path) or len(path.encode()) > 1000:
        return None
    if max(len(step.encode()) for step in steps) > 250:
        return None
    suffix = "" if path.endswith("/") else PurePosixPath(path).suffix
    if suffix not in _PAGES:
        return None
    return path if suffix else f"{path.rstrip('/')}/index.html"


def redirects(content: Content) -> tuple[list[str], list[Fault]]:
    """Return the files that lead from the old addresses of *content* to it, and the faults."""
    pages, faults = [], []
    for alias in content.aliases:
        page = page_of(alias)
        if page is None:
            said = f'the old address "{alias}" is no path of a page on this site.'
            line = content.field_lines.get("aliases", 1)
            faults.append(Fault(content.shown_path, line, f'{said} Write it as "/2014/old-name/"'))
        elif page != content.save_as:
            pages.append(page)
    return list(dict.fromkeys(pages)), faults


def all_redirects(contents: list[Content]) -> Iterator[Fault]:
    """Give each of *contents* its ``redirects`` and yield the faults of their old addresses."""
    for content in contents:
        if not content.aliases:
            content.redirects = []
            continue
        content.redirects, faults = redirects(content)
        yield from faults
