"""What a server is to say of each kind of file, whichever server it is."""

import re
from typing import NamedTuple

from plugins.kernel.settings import Settings, site_path
from plugins.photos.formats import CARDS, FOLDER

from .policy import SEARCH, headers

FOLDER_OF_SNIPPETS = "_hosting"
"""Where the snippets lie below the site's address. They are for servers; no server shows them."""

FOR_EVER = "public, max-age=31536000, immutable"
"""The name of the file bears a digest of what it holds: it never changes (RFC 8246)."""

ASK_AGAIN = "public, max-age=0, must-revalidate"
"""A correction is seen at once; what did not change is not sent again."""

A_WHILE = "public, max-age=300, must-revalidate"
"""Five minutes, for readers of feeds come often."""

FEEDS = {
    ".atom.xml": "application/atom+xml",
    ".rss.xml": "application/rss+xml",
    ".json": "application/feed+json",
}
"""The types of feeds by the ends of their names (RFC 4287; https://www.jsonfeed.org/)."""

_PLAIN = r"[A-Za-z0-9_~][A-Za-z0-9._~/-]*"


class Rules(NamedTuple):
    """Headers of *every* answer, and those of addresses that begin so, in the *site*'s folder.

    *search* are headers of the search page and its index, at *searched*.
    """

    site: str
    every: dict[str, str]
    kept: tuple[str, ...]
    searched: str
    search: dict[str, str]
    feeds: str


def rules(settings: Settings) -> Rules:
    """Return what servers are to say of the files of the site that *settings* describe."""
    site = site_path(str(settings["SITEURL"]))
    kept = (_plain(settings, "THEME_STATIC_DIR"), FOLDER, CARDS)
    page, search = headers(settings, {}), headers(settings, SEARCH)
    other = {name: value for name, value in search.items() if page[name] != value}
    searched = f"{site}/{_plain(settings, 'SEARCH_URL', 'search/').strip('/')}/"
    below = tuple(f"{site}/{folder}/" for folder in kept)
    return Rules(site, page, below, searched, other, f"{site}/feeds/")


def _plain(settings: Settings, name: str, default: str = "") -> str:
    """Return the address that the setting *name* holds; end the program where it is none."""
    address = str(settings.get(name) or default)
    if not re.fullmatch(_PLAIN, address):
        said = "It takes letters a to z, digits and hyphens between strokes"
        raise SystemExit(f'{name} is "{address}". {said}')
    return address
