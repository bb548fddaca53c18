"""A feed in RSS 2.0, by the RSS Advisory Board (https://www.rssboard.org/rss-profile)."""

from email.utils import format_datetime

from .atom import ATOM
from .entries import Around, Entry
from .xml import attributes, element, written
from .xml_parts import MEDIA, XHTML, for_people, link_for_people, links, opening, optional, pictures

TYPE = "application/rss+xml"

_NAMESPACES = {
    "xmlns__atom": ATOM,
    "xmlns__content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns__dc": "http://purl.org/dc/elements/1.1/",
    "xmlns__media": MEDIA,
    "xmlns__h": XHTML,
}


def head(around: Around) -> str:
    """Return what stands before the entries of a feed."""
    parts = [
        f"<rss{attributes(version='2.0', **_NAMESPACES)}><channel>",
        _plain("title", around.title),
        element("link", around.home),
        _plain("description", around.subtitle or around.title),
        element("language", around.lang),
        element("lastBuildDate", format_datetime(around.updated)),
        links(around, "atom:link", TYPE),
        for_people(around),
        "\n",
    ]
    return opening(around) + "".join(parts)


TAIL = "\n</channel></rss>\n"


def around_text(entry: Entry) -> tuple[str, str]:
    """Return what stands before and after the text of *entry*."""
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
        link_for_people(entry.url),
        "<content:encoded>",
    ]
    return "".join(before), f"</content:encoded>{pictures(entry.pictures)}</item>"


def _plain(name: str, text: str) -> str:
    """Return an element that some readers take for HTML, as the profile has its text written."""
    made = written(text)
    for entity, reference in (("&amp;", "&#x26;"), ("&lt;", "&#x3C;"), ("&gt;", "&#x3E;")):
        made = made.replace(entity, reference)
    return f"<{name}>{made}</{name}>"
