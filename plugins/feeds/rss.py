"""Feeds in RSS 2.0, by the RSS Advisory Board's profile (https://www.rssboard.org/rss-profile)."""

from email.utils import format_datetime

from .atom import ATOM
from .entries import Entry, FeedMetadata
from .media import Enclosure, foremost
from .xml import attributes, element, written
from .xml_parts import (
    MEDIA,
    XHTML,
    files,
    for_people,
    link_for_people,
    links,
    opening,
    optional,
    pictures,
)

TYPE = "application/rss+xml"

_NAMESPACES = {
    "xmlns__atom": ATOM,
    "xmlns__content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns__dc": "http://purl.org/dc/elements/1.1/",
    "xmlns__media": MEDIA,
    "xmlns__h": XHTML,
}


def head(feed: FeedMetadata) -> str:
    """Return the start of *feed*, up to its first entry."""
    parts = [
        f"<rss{attributes(version='2.0', **_NAMESPACES)}><channel>",
        _plain("title", feed.title),
        element("link", feed.home),
        _plain("description", feed.subtitle or feed.title),
        element("language", feed.lang),
        element("lastBuildDate", format_datetime(feed.updated)),
        links(feed, "atom:link", TYPE),
        for_people(feed),
        "\n",
    ]
    return opening(feed) + "".join(parts)


TAIL = "\n</channel></rss>\n"


def entry_frame(entry: Entry) -> tuple[str, str]:
    """Return what comes before and after the text of *entry*."""
    before = [
        "<item>",
        element("guid", entry.id, isPermaLink="false"),
        _plain("title", entry.title),
        element("link", entry.url),
        element("pubDate", format_datetime(entry.published)),
        element("atom:updated", entry.updated.isoformat()),
        *(element("dc:creator", author.name) for author in entry.authors),
        element("dc:language", entry.lang),
        *(element("category", topic) for topic in entry.topics),
        optional("description", written(entry.summary)),  # it is HTML
        _enclosure(foremost(entry.enclosures)),
        link_for_people(entry.url),
        "<content:encoded>",
    ]
    media = pictures(entry.pictures) + files(entry.enclosures)
    return "".join(before), f"</content:encoded>{media}</item>"


def _enclosure(file: Enclosure | None) -> str:
    return element("enclosure", url=file.url, length=str(file.size), type=file.type) if file else ""


def _plain(name: str, text: str) -> str:
    """Return an element that some readers parse as HTML, escaped as the profile asks."""
    made = written(text)
    for entity, reference in (("&amp;", "&#x26;"), ("&lt;", "&#x3C;"), ("&gt;", "&#x3E;")):
        made = made.replace(entity, reference)
    return f"<{name}>{made}</{name}>"
