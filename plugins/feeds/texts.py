"""The text of a story for feed readers, which show it away from the site and without its styles."""

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from plugins.markup.finish import FRAME
from plugins.markup.headings import unnamed
from plugins.markup.parts import Parts, with_parts
from plugins.markup.tags import Tag, attributes, opening_tag, tags, tags_with_attributes
from plugins.markup.text import one_line

_PLACEHOLDER = re.compile(r"^(?:(.*) )?(?:tone|flat)-[0-9a-f]+$")
_ADDRESSES = frozenset("action cite data formaction href longdesc poster src xlink:href".split())
_ATTRIBUTES = {name: re.compile(rf"{name}\s*=") for name in sorted(_ADDRESSES)}
_BOX = re.compile(re.escape(FRAME) + r"<svg\b[^<>]*></svg>\Z")
"""The box that keeps the shape of a film on a page."""

_FULL = ("http://", "https://", "mailto:")

_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?(?:,|$)")


def in_feed(text: str, page: str, parts: Parts | None = None) -> str:
    """Return *text*, HTML from *page*, with full addresses and one image for each picture.

    Many feed readers strip frames, so a link with the title stands in place of each. Each of its
    *parts* says itself what feeds show of it.
    """
    text = unnamed(_without_frames(_without_pictures(text, page)))
    text = _with_full_addresses(text, page)
    if not parts:
        return text

    def shown(name: str, html: str) -> str:
        return parts[name].in_feed(html, page) if name in parts else html

    return with_parts(text, shown)


def _with_full_addresses(text: str, page: str) -> str:
    if not _may_be_relative(text.lower()):
        return text
    pieces, at = [], 0
    for tag in tags_with_attributes(text):
        attrs = attributes(tag)
        full = {name: _full(name, value, page) for name, value in attrs.items()}
        if full != attrs:
            made = opening_tag(tag.name, full)
            self_closing = tag.rest.rstrip().endswith("/")  # needed in an inline SVG
            pieces += [text[at : tag.start], f"{made[:-1]}/>" if self_closing else made]
            at = tag.end
    return "".join([*pieces, text[at:]])


def _may_be_relative(text: str) -> bool:
    """Return whether *text*, in lower case, may have an address that is not a full one.

    Most stories have none, and counting shows that quickly; words that look like an address count.
    """
    for name, attribute in _ATTRIBUTES.items():
        if name in text:
            full = sum(text.count(f'{name}="{start}') for start in _FULL)
            if text.count(name) > full and len(attribute.findall(text)) > full:
                return True
    return "srcset" in text


def _full(name: str, value: str, page: str) -> str:
    if name in _ADDRESSES:
        return _joined(page, value)
    if name == "srcset":
        found = _CANDIDATE.finditer(value)
        return ", ".join(_joined(page, each[1]) + (each[2] or "").rstrip() for each in found)
    return value


def _joined(page: str, address: str) -> str:
    try:
        return urljoin(page, address.strip())
    except ValueError:  # it is not an address
        return address


def _without_frames(text: str) -> str:
    """Return *text* with a link in place of each ``<iframe>``."""
    if "<iframe" not in text.lower():
        return text
    pieces, at, in_paragraph = [], 0, False
    frame: Tag | None = None
    for tag in tags(text):
        if tag.name == "p":
            in_paragraph = not tag.closes
        elif tag.name == "iframe" and not tag.closes:
            frame = tag
        elif frame and tag.name == "iframe":
            box = _BOX.search(text, at, frame.start)
            start, end = (
                box.start() if box else frame.start,
                tag.end + len("</span>" if box else ""),
            )
            pieces += [text[at:start], _link_to(frame, in_paragraph)]
            at, frame = end, None
    if frame:  # it has no end, so a browser shows nothing that follows
        pieces, at = [*pieces, text[at : frame.start], _link_to(frame, in_paragraph)], len(text)
    return "".join([*pieces, text[at:]])


def _link_to(frame: Tag, in_paragraph: bool) -> str:
    """Return a link to what *frame* shows, named by its title, or else by its host."""
    attrs = attributes(frame)
    address = attrs.get("src", "").strip()
    if not address:
        return ""
    title = one_line(attrs.get("title", "")) or urlsplit(address).hostname or address
    link = f"{opening_tag('a', {'href': address})}{escape(title, quote=False)}</a>"
    return link if in_paragraph else f"<p>{link}</p>"


def _without_pictures(text: str, page: str) -> str:
    """Return *text* with each ``<picture>`` replaced by its image."""
    pieces: list[str] = []
    at, start = 0, text.find("<picture>")
    while start >= 0:
        image, end = _picture_at(text, start)
        if image:
            pieces += [text[at:start], _plain(image, page)]
            at = end
        start = text.find("<picture>", end)
    return "".join([*pieces, text[at:]])


def _picture_at(text: str, start: int) -> tuple[Tag | None, int]:
    """Return the image of the ``<picture>`` that begins at *start*, and where the picture ends.

    There is no image if the picture has anything but sources and an image.
    """
    image: Tag | None = None
    found = tags(text, start)
    end = next(found).end
    for tag in found:
        if text[end : tag.start].strip() or tag.name not in {"img", "picture", "source"}:
            break
        if tag.name == "picture":
            return (image, tag.end) if tag.closes else (None, end)
        image, end = (tag if tag.name == "img" else image), tag.end
    return None, end


def _plain(image: Tag, page: str) -> str:
    """Return *image*, which is in a ``<picture>``, with one full address."""
    attrs = attributes(image)
    for name in ("srcset", "sizes", "loading", "decoding", "fetchpriority"):
        attrs.pop(name, None)
    if "class" in attrs:
        attrs["class"] = _PLACEHOLDER.sub(lambda match: match[1] or "", attrs["class"])
    if not attrs.get("class"):
        attrs.pop("class", None)
    attrs["src"] = _joined(page, attrs.get("src", ""))
    return opening_tag("img", attrs)
