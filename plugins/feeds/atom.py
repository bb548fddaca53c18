"""A feed in Atom (RFC 4287)."""

from .entries import Around, Author, Entry
from .xml import element
from .xml_parts import MEDIA, XHTML, for_people, link_for_people, opening, pictures

TYPE = "application/atom+xml"


def head(around: Around) -> str:
    """Return what stands before the entries of a feed."""
    hub = around.publisher.hub
    parts = [
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="{MEDIA}" xmlns:h="{XHTML}" ',
        f'xml:lang="{around.lang}">',
        element("id", around.id),
        element("title", around.title),
        element("subtitle", around.subtitle) if around.subtitle else "",
        element("updated", around.updated.isoformat()),
        element("link", rel="alternate", type="text/html", href=around.home),
        element("link", rel="self", type=TYPE, href=around.address),
        element("link", rel="hub", href=hub) if hub else "",
        for_people(around),
        "\n",
    ]
    return opening(around) + "".join(parts)


TAIL = "\n</feed>\n"


def around_text(entry: Entry) -> tuple[str, str]:
    """Return what stands before and after the text of *entry*."""
    before = [
        f'<entry xml:lang="{entry.lang}">',
        element("id", entry.id),
        element("title", entry.title),
        element("link", rel="alternate", type="text/html", href=entry.url),
        element("published", entry.published.isoformat()),
        element("updated", entry.updated.isoformat()),
        *map(_author, entry.authors),
        *(element("category", term=topic) for topic in entry.topics),
        element("summary", entry.summary) if entry.summary else "",
        link_for_people(entry.url),
        '<content type="html">',
    ]
    return "".join(before), f"</content>{pictures(entry.pictures)}</entry>"


def _author(author: Author) -> str:
    uri = element("uri", author.url) if author.url else ""
    return f"<author>{element('name', author.name)}{uri}</author>"
