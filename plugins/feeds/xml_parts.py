"""The parts that Atom and RSS feeds have in common."""

from collections.abc import Iterable

from .entries import FeedMetadata
from .media import Enclosure, Picture
from .xml import attributes, element, nested

MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"


def opening(feed: FeedMetadata) -> str:
    """Return what comes before the first element, with the address of the style sheet."""
    style = attributes(type="text/css", href=feed.style)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet{style}?>\n'


def links(feed: FeedMetadata, name: str, kind: str) -> str:
    """Return links to *feed*, of the media type *kind*, and its hub, as elements called *name*."""
    hub = feed.publisher.hub
    to_hub = element(name, rel="hub", href=hub) if hub else ""
    return element(name, rel="self", type=kind, href=feed.address) + to_hub


def for_people(feed: FeedMetadata) -> str:
    """Return a note for people who open *feed* in a browser, with a link to its page."""
    link = nested("h:p", link_for_people(feed.home))
    return nested("h:div", element("h:p", feed.note) + link)


def link_for_people(url: str) -> str:
    """Return the address *url* as a link that a browser follows."""
    return element("h:a", url, href=url)


def optional(name: str, text: str) -> str:
    """Return the element *name* with *text*; an empty string if there is no text."""
    return element(name, text) if text else ""


def pictures(shown: Iterable[Picture]) -> str:
    """Return the pictures of an entry in Media RSS (https://www.rssboard.org/media-rss)."""
    return "".join(map(_content, shown))


def files(linked: Iterable[Enclosure]) -> str:
    """Return the documents, sound and films of an entry in Media RSS."""
    return "".join(
        element(
            "media:content",
            url=each.url,
            type=each.type,
            medium=each.medium,
            fileSize=str(each.size),
        )
        for each in linked
    )


def _content(picture: Picture) -> str:
    text = picture.description
    return nested(
        "media:content",
        optional("media:credit", picture.credit)
        + (element("media:description", text, type="plain") if text else ""),
        url=picture.url,
        type=picture.type,
        medium="image",
        width=str(picture.width or ""),
        height=str(picture.height or ""),
    )
