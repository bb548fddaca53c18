"""XMP: the metadata of a photo as RDF/XML, in the photo or in a file beside it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .metadata_fields import (
    BY_NAME,
    EXTENSION,
    FIELDS,
    MOST_VALUES,
    PLUS,
    Source,
    Value,
    usable,
)

LARGEST_XMP = 1024 * 1024
"""Bytes of a packet; a larger one is ignored."""

PLACES = {
    "sublocation": f"{EXTENSION}Sublocation",
    "city": f"{EXTENSION}City",
    "state": f"{EXTENSION}ProvinceState",
    "country": f"{EXTENSION}CountryName",
}
"""The parts of a place, by the names of their fields."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[a-z0-9-]{1,35}")


def is_xmp(packet: bytes) -> bool:
    """Return whether *packet* is XMP that can be read."""
    return bool(descriptions(packet))


def descriptions(packet: object) -> list[Element]:
    """Return the RDF descriptions in an XMP packet; none if it is damaged."""
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes) or len(packet) > LARGEST_XMP:
        return []
    try:
        root: Element = fromstring(packet.strip(b"\0 \r\n\t"))
    except (ParseError, DefusedXmlException, LookupError, ValueError, RecursionError):
        return []
    rdf = root if root.tag == f"{_RDF}RDF" else root.find(f"{_RDF}RDF")
    return [] if rdf is None else rdf.findall(f"{_RDF}Description")


def xmp_fields(described: list[Element]) -> Source:
    """Return the fields in the descriptions *described*."""
    found = {}
    for field in FIELDS:
        if field.name == "licensor":
            structures = _structures(described, field.xmp)
            texts = _property(structures, f"{PLUS}LicensorURL")
        else:
            texts = _property(described, field.xmp)
        if values := usable(field, texts):
            found[field.name] = values
    return found


def place_shown(described: list[Element]) -> Source:
    """Return the first place that the photo shows; where it was taken stays private."""
    for structure in _structures(described, f"{EXTENSION}LocationShown"):
        parts = {
            part: usable(BY_NAME[part], _property([structure], tag)) for part, tag in PLACES.items()
        }
        if any(parts.values()):
            return parts
    return {}


def _property(holders: Iterable[Element], name: str) -> Iterator[Value]:
    """Yield the texts of the property *name*, an attribute or an element of any of *holders*."""
    for holder in holders:
        if name in holder.attrib:
            yield Value(holder.attrib[name])
        for item in _items(holder, name):
            structure = _structure(item)
            qualified = structure.find(f"{_RDF}value")
            inside = item if qualified is None else qualified
            text = item.get(f"{_RDF}resource") or structure.get(f"{_RDF}value") or inside.text
            lang = item.get(_XML_LANG, structure.get(_XML_LANG, "")).lower().replace("_", "-")
            yield Value(text or "", lang if _LANGUAGE.fullmatch(lang) else "")


def _structures(holders: Iterable[Element], name: str) -> Iterator[Element]:
    found = (_structure(item) for holder in holders for item in _items(holder, name))
    yield from islice(found, MOST_VALUES)


def _items(holder: Element, name: str) -> Iterator[Element]:
    """Yield the values of a property: the items of its list, or the one element."""
    for element in holder.findall(name):
        yield from element.findall(f"*/{_RDF}li") or [element]


def _structure(item: Element) -> Element:
    """Return the element with the parts of *item*, which may be inside a description."""
    nested = item.find(f"{_RDF}Description")
    return item if nested is None else nested
