"""Addresses of the site's own pages, which no standing page, old address or file may take."""

import re
from collections.abc import Iterable, Iterator

from plugins.kernel.contract import contracts, declared_settings
from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.pelican_types import PublishedFile
from plugins.kernel.settings import Settings
from plugins.kernel.story import Content

from .addresses import line_of, shown
from .rules import ADDRESS_RESERVED
from .settings import ARTICLE_PATHS, ARTICLE_URL, AUTHOR_PATHS, PAGE_PATHS

MACHINE_FILES = frozenset({"robots.txt", "sitemap.xml", "sitemap-news.xml"})
"""Addresses of files that only machines read."""

_SITEMAP = re.compile(r"sitemap-.+\.xml")

_FIXED = MACHINE_FILES | frozenset(
    """admin feeds files photos preview social-cards index.html 404.html 410.html .stet
    _headers _hosting _redirects""".split()
)
"""First parts of addresses that no setting changes."""

_CONTENT_ADDRESSES = frozenset({"ARTICLE_URL", "PAGE_URL"})
"""Addresses of stories and pages: old addresses may begin like them."""


def reserved_parts(settings: Settings) -> frozenset[str]:
    """Return the first parts of all addresses that belong to the site's own pages."""
    names = declared_settings(contracts(settings)).keys() - _CONTENT_ADDRESSES
    urls = [str(settings[name]) for name in names if name.endswith("_URL") and name in settings]
    parts = {first_part(url) for url in (*urls, *file_folders(settings))}
    parts.add(str(settings["THEME_STATIC_DIR"]))
    return _FIXED | {part.casefold() for part in parts if part and "{" not in part}


def file_folders(settings: Settings) -> tuple[str, ...]:
    """Return the folders of the content folder whose files may be published as they are."""
    paths = (
        path for each in (ARTICLE_PATHS, PAGE_PATHS, AUTHOR_PATHS) for path in each.of(settings)
    )
    return ("files/", "photos/", *(f"{path.strip('/')}/" for path in paths))


def first_part(address: str) -> str:
    """Return the first part of *address*: "2026" of "/2026/03/"."""
    return address.strip("/").split("/")[0]


def is_reserved(address: str, parts: frozenset[str]) -> bool:
    """Return whether *address* begins with one of the reserved *parts*, or is a sitemap's."""
    first = first_part(address).casefold()
    return first in parts or bool(_SITEMAP.fullmatch(first))


def is_year_of_stories(address: str, settings: Settings) -> bool:
    """Return whether *address* begins with a year, and so do the addresses of stories."""
    year = first_part(address)
    return ARTICLE_URL.of(settings).startswith("{date:%Y}/") and year.isdecimal() and len(year) == 4


def reserved_address_faults(
    contents: Iterable[Content], files: Iterable[PublishedFile], settings: Settings
) -> Iterator[Fault]:
    """Yield a fault for each page, old address or file that would take a reserved address."""
    parts, folders = reserved_parts(settings), file_folders(settings)
    for content in contents:
        claimed = [(page, "aliases") for page in getattr(content, "redirects", ())]
        if content.kind == "page":
            claimed.append((content.save_as, "slug"))
        for page, field in claimed:
            is_year = field == "slug" and is_year_of_stories(page, settings)
            if is_year or is_reserved(page, parts):
                problem = f"the address {shown(page)} belongs to the site's own pages."
                remedy = "Give the page another slug" if field == "slug" else "Delete it"
                line = line_of(content, field)
                yield ADDRESS_RESERVED.at(content.shown_path, line, f"{problem} {remedy}")
    for file in files:
        if is_reserved(file.save_as, parts) and not file.save_as.startswith(folders):
            problem = (
                f"a link publishes this file at {shown(file.save_as)}, which the site itself uses."
            )
            remedy = "Move the file to photos/ or files/"
            yield ADDRESS_RESERVED.at(shown_path(file.source_path), 1, f"{problem} {remedy}")
