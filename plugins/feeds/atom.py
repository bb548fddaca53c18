"""A feed in Atom (RFC 4287)."""

from .entries import Around, Author, Entry
from .xml import attributes, element, nested
from .xml_parts import MEDIA, XHTML, for_people, link_for_people, links, opening, optional, pictures

TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"


def head(around: Around) -> str:
    """Return what stands before the entries of a feed."""
    said = attributes(xmlns=ATOM, xmlns__media=MEDIA, xmlns__h=XHTML, xml__lang=around.lang)
    parts = [
        f"<feed{said}>",
        element("id", around.id),
        element("title", around.title),
        optional("subtitle", around.subtitle),
        element("updated", around.updated.isoformat()),
        element("link", rel="alternate", type="text/html", href=around.home),
        links(around, "link", TYPE),
        for_people(around),
        "\n",
    ]
    return opening(around) + "".join(parts)


TAIL = "\n</feed>\n"


def around_text(entry: Entry) -> tuple[str, str]:
    """Return what stands before and after the text of *entry*."""
    before = [
        f"<entry{attributes(xml__lang=entry.lang)}>",
        element("id", entry.id),
        element("title", entry.title),
        element("link", rel="alternate", type="text/html", href=entry.url),
        element("published", entry.published.isoformat()),
        element("updated", entry.updated.isoformat()),
        *map(_author, entry.authors),
        *(element("category", term=topic) for topic in entry.topics),
        optional("summary", entry.summary),
        link_for_people(entry.url),
        '<content type="html">',
    ]
    return "".join(before), f"</content>{pictures(entry.pictures)}</entry>"


def _author(author: Author) -> str:
    return nested("author", element("name", author.name) + optional("uri", author.url))
