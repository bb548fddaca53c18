"""XMP: the metadata of a photo as RDF/XML, in the photo or in a file beside it."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .encodings import utf_16_or_8
from .metadata_fields import (
    BY_NAME,
    EXTENSION,
    FIELDS,
    MOST_VALUES,
    PLUS,
    Field,
    Source,
    Value,
    usable,
)
from .xmp_repair import RDF, is_declared_wrongly, mended

LARGEST_XMP = 1024 * 1024
"""Bytes of a packet; a larger one is ignored."""

PLACES = {
    "sublocation": f"{EXTENSION}Sublocation",
    "city": f"{EXTENSION}City",
    "state": f"{EXTENSION}ProvinceState",
    "country": f"{EXTENSION}CountryName",
}
"""The parts of a place, by the names of their fields."""

_PADDING = b"\0 \r\n\t"
_RDF = f"{{{RDF}}}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[a-z0-9-]{1,35}")


def is_xmp(packet: object) -> bool:
    """Return whether *packet* is XMP that can be read, or is empty."""
    data = _bytes(packet)
    return not data.strip(_PADDING) or _rdf(data) is not None


def descriptions(packet: object, largest: int = LARGEST_XMP) -> list[Element]:
    """Return the RDF descriptions in an XMP packet of at most *largest* bytes; none if damaged."""
    data = _bytes(packet)
    rdf = _rdf(data) if len(data) <= largest else None
    return [] if rdf is None else rdf.findall(f"{_RDF}Description")


def _bytes(packet: object) -> bytes:
    if isinstance(packet, str):
        return packet.encode("utf-8", "replace")
    return packet if isinstance(packet, bytes) else b""


def _rdf(packet: bytes) -> Element | None:
    """Return the RDF in *packet*, repaired where it needs that; None where nothing can be read."""
    try:
        root = _parsed(packet)
        if root is None or is_declared_wrongly(packet):
            root = _parsed(mended(utf_16_or_8(packet)))
    except DefusedXmlException:
        return None
    return None if root is None else next(root.iter(f"{_RDF}RDF"), None)


def _parsed(xml: bytes | str) -> Element | None:
    try:
        root: Element = fromstring(xml.strip(_PADDING) if isinstance(xml, bytes) else xml)
    except DefusedXmlException:
        raise  # it is a ValueError, but no damage: entities can make a small text a huge one
    except (ParseError, LookupError, ValueError, RecursionError):
        return None
    return root


def xmp_fields(described: list[Element]) -> Source:
    """Return the fields in the descriptions *described*."""
    found = {field.name: usable(field, _values(described, field)) for field in FIELDS}
    return {name: values for name, values in found.items() if values}


def unusable_addresses(described: list[Element]) -> Iterator[tuple[str, str]]:
    """Yield each text where a web address belongs and none is: the field's name, and the text."""
    for field in FIELDS:
        if field.kind == "address":
            values = list(_values(described, field))
            wrong = [each.text.strip() for each in values if each.text.strip()]
            if wrong and not usable(field, values):
                yield field.name, wrong[0]


def _values(described: list[Element], field: Field) -> Iterator[Value]:
    if field.name != "licensor":
        return _property(described, field.xmp)
    return _property(_structures(described, field.xmp), f"{PLUS}LicensorURL")


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
            text = item.get(f"{_RDF}resource") or structure.get(f"{_RDF}value") or _words(inside)
            lang = item.get(_XML_LANG, structure.get(_XML_LANG, "")).lower().replace("_", "-")
            yield Value(text, lang if _LANGUAGE.fullmatch(lang) else "")


def _words(element: Element) -> str:
    """Return the text of *element*, and of markup in it if it begins with text."""
    begin = element.text or ""
    return "".join(element.itertext()) if begin.strip() and len(element) else begin


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
