"""What an Atom and an RSS feed say in the same words."""

from collections.abc import Iterable

from .entries import Around
from .media import Picture
from .xml import attributes, element, nested

MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"


def opening(around: Around) -> str:
    """Return what stands before the first element, the style sheet's address in it."""
    style = attributes(type="text/css", href=around.style)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet{style}?>\n'


def links(around: Around, name: str, kind: str) -> str:
    """Return where the feed, of that *kind*, and its hub are, as elements of that *name*."""
    hub = around.publisher.hub
    told = element(name, rel="hub", href=hub) if hub else ""
    return element(name, rel="self", type=kind, href=around.address) + told


def for_people(around: Around) -> str:
    """Return what those read who open the feed in a browser, with the way back to the site."""
    link = nested("h:p", link_for_people(around.home))
    return nested("h:div", element("h:p", around.note) + link)


def link_for_people(url: str) -> str:
    """Return the address *url* as a link that a browser follows."""
    return element("h:a", url, href=url)


def optional(name: str, text: str) -> str:
    """Return the element *name* where there is a *text* for it."""
    return element(name, text) if text else ""


def pictures(shown: Iterable[Picture]) -> str:
    """Return the pictures of an entry by Media RSS (https://www.rssboard.org/media-rss)."""
    return "".join(map(_content, shown))


def _content(picture: Picture) -> str:
    said = picture.description
    return nested(
        "media:content",
        optional("media:credit", picture.credit)
        + (element("media:description", said, type="plain") if said else ""),
        url=picture.url,
        type=picture.type,
        medium="image",
        width=str(picture.width or ""),
        height=str(picture.height or ""),
    )
