"""What an Atom and an RSS feed say in the same words."""

from collections.abc import Iterable

from .entries import Around
from .media import Picture
from .xml import element, written

MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"


def opening(around: Around) -> str:
    """Return what stands before the first element, the style sheet's address in it."""
    style = element("x", href=around.style).removeprefix("<x ").removesuffix("/>")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" {style}?>\n'


def for_people(around: Around) -> str:
    """Return what those read who open the feed in a browser, with the way back to the site."""
    link = element("h:a", around.home, href=around.home)
    return f"<h:div><h:p>{written(around.note)}</h:p><h:p>{link}</h:p></h:div>"


def link_for_people(url: str) -> str:
    """Return the address of an entry as a link that a browser follows."""
    return element("h:a", url, href=url)


def pictures(shown: Iterable[Picture]) -> str:
    """Return the pictures of an entry by Media RSS (https://www.rssboard.org/media-rss)."""
    return "".join(_content(each) for each in shown)


def _content(picture: Picture) -> str:
    opened = element(
        "media:content",
        url=picture.url,
        type=picture.type,
        medium="image",
        width=str(picture.width or ""),
        height=str(picture.height or ""),
    ).removesuffix("/>")
    credit = element("media:credit", picture.credit) if picture.credit else ""
    said = picture.description
    description = element("media:description", said, type="plain") if said else ""
    return f"{opened}>{credit}{description}</media:content>"
