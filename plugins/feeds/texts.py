"""The text of a story as a feed reader shows it: far from the site, and from its style sheets."""

import re
from urllib.parse import urljoin

from plugins.kernel.tags import attributes, tags, written

_PICTURE = re.compile(r"<picture>(?:<source [^>]*>)*(<img [^>]*>)</picture>")
_TONE = re.compile(r"^(?:(.*) )?tone-[0-9a-f]+$")
_ADDRESSES = frozenset("cite data href longdesc poster src".split())
_SAID = {name: re.compile(rf"{name}\s*=") for name in sorted(_ADDRESSES)}
_FULL = ("http://", "https://", "mailto:")

_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?(?:,|$)")


def in_feed(text: str, page: str) -> str:
    """Return *text*, HTML from *page*, with full addresses and one image for each picture."""
    text = _PICTURE.sub(lambda match: _plain(match[1], page), text)
    if not _may_lead_nowhere(text.lower()):
        return text
    pieces, at = [], 0
    for tag in tags(text):
        if tag.closes or "=" not in tag.rest:
            continue
        attrs = attributes(tag)
        full = {name: _full(name, value, page) for name, value in attrs.items()}
        if full != attrs:
            made = written(tag.name, full)
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


def _plain(image: str, page: str) -> str:
    attrs = attributes(next(tags(image)))
    for name in ("srcset", "sizes", "loading", "decoding", "fetchpriority"):
        attrs.pop(name, None)
    if "class" in attrs:
        attrs["class"] = _TONE.sub(lambda match: match[1] or "", attrs["class"])
    if not attrs.get("class"):
        attrs.pop("class", None)
    attrs["src"] = _joined(page, attrs["src"])
    return written("img", attrs)
