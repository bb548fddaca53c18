"""The text of a story as a feed reader shows it: far from the site, and from its style sheets."""

import re
from urllib.parse import urljoin

from plugins.markup.tags import Tag, attributes, opening_tag, tags, tags_with_attributes

_TONE = re.compile(r"^(?:(.*) )?tone-[0-9a-f]+$")
_ADDRESSES = frozenset("cite data href longdesc poster src".split())
_SAID = {name: re.compile(rf"{name}\s*=") for name in sorted(_ADDRESSES)}
_FULL = ("http://", "https://", "mailto:")

_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?(?:,|$)")


def in_feed(text: str, page: str) -> str:
    """Return *text*, HTML from *page*, with full addresses and one image for each picture."""
    text = _without_pictures(text, page)
    if not _may_lead_nowhere(text.lower()):
        return text
    pieces, at = [], 0
    for tag in tags_with_attributes(text):
        attrs = attributes(tag)
        full = {name: _full(name, value, page) for name, value in attrs.items()}
        if full != attrs:
            made = opening_tag(tag.name, full)
            ends = tag.rest.rstrip().endswith("/")  # a drawing within the text needs it
            pieces += [text[at : tag.start], f"{made[:-1]}/>" if ends else made]
            at = tag.end
    return "".join([*pieces, text[at:]])


def _may_lead_nowhere(text: str) -> bool:
    """Say whether there may be an address in *text*, in lower case, that is not a full one.

    Most stories have none, and are told by a count; of words that look like one, it says yes.
    """
    for name, said in _SAID.items():
        if name in text:
            full = sum(text.count(f'{name}="{start}') for start in _FULL)
            if text.count(name) > full and len(said.findall(text)) > full:
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
    except ValueError:  # it is no address at all
        return address


def _without_pictures(text: str, page: str) -> str:
    """Return *text* with the image of each picture in its place."""
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
    """Return the image of the picture that begins at *start*, and where the picture ends.

    There is no image where the picture holds anything else but its sources.
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
    """Return *image*, which stands in a picture, as an image with one address, a full one."""
    attrs = attributes(image)
    for name in ("srcset", "sizes", "loading", "decoding", "fetchpriority"):
        attrs.pop(name, None)
    if "class" in attrs:
        attrs["class"] = _TONE.sub(lambda match: match[1] or "", attrs["class"])
    if not attrs.get("class"):
        attrs.pop("class", None)
    attrs["src"] = _joined(page, attrs.get("src", ""))
    return opening_tag("img", attrs)
