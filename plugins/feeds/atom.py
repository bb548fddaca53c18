"""Feeds in Atom (RFC 4287)."""

from .entries import Author, Entry, FeedMetadata
from .media import Enclosure
from .xml import attributes, element, nested
from .xml_parts import MEDIA, XHTML, for_people, link_for_people, links, opening, optional, pictures

TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"


def head(feed: FeedMetadata) -> str:
    """Return the start of *feed*, up to its first entry."""
    attrs = attributes(xmlns=ATOM, xmlns__media=MEDIA, xmlns__h=XHTML, xml__lang=feed.lang)
    parts = [
        f"<feed{attrs}>",
        element("id", feed.id),
        element("title", feed.title),
        optional("subtitle", feed.subtitle),
        element("updated", feed.updated.isoformat()),
        element("link", rel="alternate", type="text/html", href=feed.home),
        links(feed, "link", TYPE),
        for_people(feed),
        "\n",
    ]
    return opening(feed) + "".join(parts)


TAIL = "\n</feed>\n"


def entry_frame(entry: Entry) -> tuple[str, str]:
    """Return what comes before and after the text of *entry*."""
    before = [
        f"<entry{attributes(xml__lang=entry.lang)}>",
        element("id", entry.id),
        element("title", entry.title),
        element("link", rel="alternate", type="text/html", href=entry.url),
        *map(_enclosure, entry.enclosures),
        element("published", entry.published.isoformat()),
        element("updated", entry.updated.isoformat()),
        *map(_author, entry.authors),
        *(element("category", term=topic) for topic in entry.topics),
        optional("summary", entry.summary),
        link_for_people(entry.url),
        '<content type="html">',
    ]
    return "".join(before), f"</content>{pictures(entry.pictures)}</entry>"


def _enclosure(file: Enclosure) -> str:
    return element("link", rel="enclosure", type=file.type, length=str(file.size), href=file.url)


def _author(author: Author) -> str:
    return nested("author", element("name", author.name) + optional("uri", author.url))
