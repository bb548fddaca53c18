"""What a feed must be, by its format's specification: each function yields what is wrong."""

import json
import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from lxml import etree

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"

MANY = 10**9
ATOM_FEED = {
    "author": (0, MANY), "category": (0, MANY), "contributor": (0, MANY), "entry": (0, MANY),
    "generator": (0, 1), "icon": (0, 1), "id": (1, 1), "link": (1, MANY), "logo": (0, 1),
    "rights": (0, 1), "subtitle": (0, 1), "title": (1, 1), "updated": (1, 1),
}  # fmt: skip
"""How often each element may stand in a feed (RFC 4287, 4.1.1)."""
ATOM_ENTRY = {
    "author": (1, MANY), "category": (0, MANY), "content": (0, 1), "contributor": (0, MANY),
    "id": (1, 1), "link": (0, MANY), "published": (0, 1), "rights": (0, 1), "source": (0, 1),
    "summary": (0, 1), "title": (1, 1), "updated": (1, 1),
}  # fmt: skip
"""The same of an entry (4.1.2), which has its author itself here."""
RSS_CHANNEL = {
    "title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (0, 1), "item": (0, MANY),
    "lastBuildDate": (0, 1), "pubDate": (0, 1), "category": (0, MANY), "copyright": (0, 1),
    "managingEditor": (0, 1), "webMaster": (0, 1), "generator": (0, 1), "docs": (0, 1),
    "cloud": (0, 1), "ttl": (0, 1), "image": (0, 1), "rating": (0, 1), "textInput": (0, 1),
    "skipHours": (0, 1), "skipDays": (0, 1),
}  # fmt: skip
"""The same of an RSS channel (RSS Advisory Board)."""
RSS_ITEM = {
    "title": (0, 1), "link": (0, 1), "description": (0, 1), "author": (0, 1), "category": (0, MANY),
    "comments": (0, 1), "enclosure": (0, 1), "guid": (1, 1), "pubDate": (1, 1), "source": (0, 1),
    f"{CONTENT}encoded": (0, 1), f"{DC}creator": (1, MANY), f"{DC}language": (0, 1),
}  # fmt: skip
"""The same of an item; its guid, date and authors are what a newsroom owes."""
JSON_FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str,
    "user_comment": str, "next_url": str, "icon": str, "favicon": str, "authors": list,
    "language": str, "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
"""What a JSON Feed 1.1 may say, and of what type it is."""
JSON_ITEM = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str,
    "content_text": str, "summary": str, "image": str, "banner_image": str, "date_published": str,
    "date_modified": str, "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})"
)
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.I)
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


def atom(data):
    """Yield what is wrong with an Atom feed."""
    feed = etree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        yield "it is no feed"
    yield from _counts(feed, {f"{ATOM}{name}": many for name, many in ATOM_FEED.items()}, ATOM)
    entries = feed.findall(f"{ATOM}entry")
    yield from _doubles([each.findtext(f"{ATOM}id") for each in (feed, *entries)])
    for each in (feed, *entries):
        yield from _iri(each.findtext(f"{ATOM}id"))
        if not (each.findtext(f"{ATOM}title") or "").strip():
            yield "a title is empty"
        for name in ("updated", "published"):
            for date in each.findall(f"{ATOM}{name}"):
                yield from _rfc_3339(date.text)
        links = [
            (it.get("rel"), it.get("type"), it.get("hreflang"))
            for it in each.findall(f"{ATOM}link")
        ]
        yield from _doubles([it for it in links if it[0] == "alternate"])
        for link in each.findall(f"{ATOM}link"):
            yield from _web(link.get("href"))
        for author in each.findall(f"{ATOM}author"):
            yield from _counts(
                author, {f"{ATOM}name": (1, 1), f"{ATOM}uri": (0, 1), f"{ATOM}email": (0, 1)}, ATOM
            )
            if author.find(f"{ATOM}uri") is not None:
                yield from _web(author.findtext(f"{ATOM}uri"))
        for category in each.findall(f"{ATOM}category"):
            if not category.get("term"):
                yield "a category has no term"
        if not LANGUAGE.fullmatch(each.get(f"{XML}lang") or ""):
            yield "a feed or entry says no language"
    if [it.get("rel") for it in feed.findall(f"{ATOM}link")].count("self") != 1:
        yield "a feed has not one link to itself"
    latest = max((_moment(each.findtext(f"{ATOM}updated")) for each in entries), default=None)
    if latest and _moment(feed.findtext(f"{ATOM}updated")) != latest:
        yield "the feed is not updated with its last entry"
    for entry in entries:
        yield from _counts(
            entry, {f"{ATOM}{name}": many for name, many in ATOM_ENTRY.items()}, ATOM
        )
        content = entry.find(f"{ATOM}content")
        alternate = any(it.get("rel") == "alternate" for it in entry.findall(f"{ATOM}link"))
        if content is None and not alternate:
            yield "an entry has neither content nor a page"
        if content is not None:
            if content.get("type") != "html" or len(content):
                yield "content is not of the type html"
            yield from _html(content.text or "")
        yield from _media(entry)


def rss(data):
    """Yield what is wrong with an RSS feed."""
    root = etree.fromstring(data)
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "it is no RSS 2.0 with one channel"
    channel = root.find("channel")
    yield from _counts(channel, RSS_CHANNEL, "")
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield f"the channel's {name} is empty"
    yield from _web(channel.findtext("link"))
    yield from _rfc_822(channel.findtext("lastBuildDate"))
    if not LANGUAGE.fullmatch(channel.findtext("language") or ""):
        yield "the channel says no language"
    own = [it for it in channel.findall(f"{ATOM}link") if it.get("rel") == "self"]
    if len(own) != 1:
        yield "the channel has not one link to itself"
    for link in channel.findall(f"{ATOM}link"):
        yield from _web(link.get("href"))
    items = channel.findall("item")
    yield from _doubles([each.findtext("guid") for each in items])
    for item in items:
        yield from _counts(item, RSS_ITEM, "")
        if item.find("title") is None and item.find("description") is None:
            yield "an item has neither title nor description"
        yield from _web(item.findtext("link"))
        yield from _rfc_822(item.findtext("pubDate"))
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink") != "false":
            yield "a guid that is no address does not say so"
        for date in item.findall(f"{ATOM}updated"):
            yield from _rfc_3339(date.text)
        for creator in item.findall(f"{DC}creator"):
            if not (creator.text or "").strip():
                yield "a creator is empty"
        yield from _html(item.findtext("description") or "")
        yield from _html(item.findtext(f"{CONTENT}encoded") or "")
        yield from _media(item)


def json_feed(data):
    """Yield what is wrong with a JSON Feed."""
    feed = json.loads(data)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "it is no JSON Feed 1.1 with a title"
    yield from _types(feed, JSON_FEED)
    for name in ("home_page_url", "feed_url"):
        yield from _web(feed.get(name))
    for hub in feed.get("hubs", ()):
        if hub.keys() != {"type", "url"}:
            yield "a hub has not a type and an address"
        yield from _web(hub.get("url"))
    items = feed["items"]
    unfit = [fault for item in items for fault in _types(item, JSON_ITEM)]
    if unfit:
        yield from unfit
        return
    yield from _doubles([each.get("id") for each in items])
    for item in (feed, *items):
        if not LANGUAGE.fullmatch(item.get("language", "")):
            yield "a feed or item says no language"
    for item in items:
        yield from _iri(item.get("id"))
        if "content_html" not in item and "content_text" not in item:
            yield "an item has no content"
        yield from _html(item.get("content_html", ""))
        for name in ("date_published", "date_modified"):
            yield from _rfc_3339(item.get(name))
        for name in ("url", "external_url", "image", "banner_image"):
            if name == "url" or name in item:
                yield from _web(item.get(name))
        if not item.get("authors"):
            yield "an item has no author"
        for author in item.get("authors", ()):
            if not author.get("name") or not author.keys() <= {"name", "url", "avatar"}:
                yield "an author has no name, or says more than the format knows"
            if "url" in author:
                yield from _web(author["url"])
        if not all(isinstance(tag, str) and tag for tag in item.get("tags", ())):
            yield "a tag is no text"
        yield from _doubles([it["title"] for it in item.get("attachments", ()) if "title" in it])
        for attachment in item.get("attachments", ()):
            yield from _web(attachment.get("url"))
            if not MEDIA_TYPE.fullmatch(attachment.get("mime_type", "")):
                yield "an attachment has no media type"


def _counts(element, allowed, namespace):
    """Yield what stands too often or too rarely among the children of *element*, of a namespace."""
    found = Counter(child.tag for child in element if isinstance(child.tag, str))
    for name, (least, most) in allowed.items():
        if not least <= found[name] <= most:
            yield f"{name} stands {found[name]} times"
    for name in found.keys() - allowed.keys():
        if name.startswith(namespace) if namespace else not name.startswith("{"):
            yield f"{name} does not belong there"


def _types(attributes, allowed):
    for name, value in attributes.items():
        if not name.startswith("_") and not isinstance(value, allowed.get(name, ())):
            yield f"{name} is not known, or of another type"


def _doubles(values):
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{value} stands {times} times"


def _iri(text):
    if not IRI.fullmatch(text or ""):
        yield f"{text} is no IRI"


def _web(address):
    parts = urlsplit(address or "")
    if parts.scheme not in {"http", "https"} or not parts.netloc or not address.isascii():
        yield f"{address} is no full web address"


def _rfc_3339(text):
    if not RFC_3339.fullmatch(text or ""):
        yield f"{text} is no date of RFC 3339"


def _rfc_822(text):
    if not RFC_822.fullmatch(text or "") or not parsedate_to_datetime(text):
        yield f"{text} is no date of RFC 822"


def _moment(text):
    return datetime.fromisoformat(text)


def _media(entry):
    for picture in entry.findall(f"{MEDIA}content"):
        yield from _web(picture.get("url"))
        if not MEDIA_TYPE.fullmatch(picture.get("type") or ""):
            yield "a picture has no media type"


def _html(text):
    """Yield the addresses in *text*, HTML, that lead nowhere from outside their page."""
    soup = BeautifulSoup(text, "lxml")
    for name in ("href", "src", "poster", "cite", "srcset", "data"):
        for tag in soup.find_all(attrs={name: True}):
            values = tag[name].split(",") if name == "srcset" else [tag[name]]
            for value in values:
                if not re.match(r"(?:https?://|mailto:|tel:|data:)", value.strip()):
                    yield f"{name}={value} in the text is relative"
