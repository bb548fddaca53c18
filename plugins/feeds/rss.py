"""A feed in RSS 2.0, by the RSS Advisory Board (https://www.rssboard.org/rss-profile)."""

from email.utils import format_datetime

from .entries import Around, Entry
from .xml import element, written
from .xml_parts import MEDIA, XHTML, for_people, link_for_people, opening, pictures

TYPE = "application/rss+xml"

_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": MEDIA,
    "h": XHTML,
}


def head(around: Around) -> str:
    """Return what stands before the entries of a feed."""
    hub = around.publisher.hub
    named = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    parts = [
        f'<rss version="2.0"{named}><channel>',
        _plain("title", around.title),
        element("link", around.home),
        _plain("description", around.subtitle or around.title),
        element("language", around.lang),
        element("lastBuildDate", format_datetime(around.updated)),
        element("atom:link", rel="self", type=TYPE, href=around.address),
        element("atom:link", rel="hub", href=hub) if hub else "",
        for_people(around),
        "\n",
    ]
    return opening(around) + "".join(parts)


TAIL = "\n</channel></rss>\n"


def around_text(entry: Entry) -> tuple[str, str]:
    """Return what stands before and after the text of *entry*."""
    before = [
        "<item>",
        f'<guid isPermaLink="false">{written(entry.id)}</guid>',
        _plain("title", entry.title),
        element("link", entry.url),
        element("pubDate", format_datetime(entry.published)),
        element("atom:updated", entry.updated.isoformat()),
        *(element("dc:creator", author.name) for author in entry.authors),
        element("dc:language", entry.lang),
        *(element("category", topic) for topic in entry.topics),
        element("description", written(entry.summary)) if entry.summary else "",  # it is HTML
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
