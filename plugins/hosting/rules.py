"""The headers of each kind of file, for any web server."""

import re
from typing import NamedTuple

from plugins.kernel.settings import Settings, site_path
from plugins.photos.formats import CARDS, FOLDER

from .policy import SEARCH, Hosts, headers

FOLDER_OF_SNIPPETS = "_hosting"
"""The folder of the snippets, below the site's address. Servers read it and do not show it."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For files whose names include a fingerprint: they never change (RFC 8246)."""

REVALIDATED = "public, max-age=0, must-revalidate"
"""For pages: readers see a correction at once, and an unchanged page is not sent again."""

SHORT = "public, max-age=300, must-revalidate"
"""For feeds: five minutes, because feed readers ask often."""

FEEDS = {
    ".atom.xml": "application/atom+xml",
    ".rss.xml": "application/rss+xml",
    ".json": "application/feed+json",
}
"""The media types of feeds by their suffixes (RFC 4287; https://www.jsonfeed.org/)."""

NO_ROBOTS = "noindex, nofollow, noarchive"
"""For what search engines must not show."""

_PLAIN = r"[A-Za-z0-9_~][A-Za-z0-9._~/-]*"


class Rules(NamedTuple):
    """The rules of a site for servers. All addresses begin with *site*, the path of its address.

    *headers* are those of every answer. Files below the addresses *immutable* never change. Below
    *search*, the search page and its index have *search_headers* instead. Below *feeds* are feeds.
    What is below *previews* is for those alone who know its address.
    """

    site: str
    headers: dict[str, str]
    immutable: tuple[str, ...]
    search: str
    search_headers: dict[str, str]
    feeds: str
    previews: str


def rules(settings: Settings, hosts: Hosts) -> Rules:
    """Return the rules for servers of the site that *settings* describe.

    *hosts* are those that its pages may also reach, by directives of the content policy.
    """
    site = site_path(str(settings["SITEURL"]))
    folders = (_address(settings, "THEME_STATIC_DIR"), FOLDER, CARDS)
    page_headers, search_headers = headers(settings, hosts), headers(settings, hosts, SEARCH)
    return Rules(
        site=site,
        headers=page_headers,
        immutable=tuple(f"{site}/{folder}/" for folder in folders),
        search=f"{site}/{_address(settings, 'SEARCH_URL', 'search/').strip('/')}/",
        search_headers={
            name: value for name, value in search_headers.items() if page_headers[name] != value
        },
        feeds=f"{site}/feeds/",
        previews=f"{site}/preview/",
    )


def _address(settings: Settings, name: str, default: str = "") -> str:
    """Return the address in the setting *name*; end the program if it is not a plain one."""
    address = str(settings.get(name) or default)
    if not re.fullmatch(_PLAIN, address):
        remedy = "Write it with letters a to z, digits, hyphens and slashes"
        raise SystemExit(f'{name} is "{address}". {remedy}')
    return address
