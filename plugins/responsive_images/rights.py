"""The rights to a photo and its description, as XMP and EXIF for every file made from it."""

import re
from collections.abc import Iterable
from html import escape

from plugins.markup.text import legible
from plugins.photos.metadata import Metadata, Texts

from .containers.exif import written_exif
from .embedded_rights import Rights

LARGEST_PACKET = 60_000
"""Bytes; a segment of a JPEG holds 65,502."""

LONGEST_EXIF = 2_000
"""The most characters of a text in EXIF."""

MOST_NAMES = 50
"""How many creators of a photo, and languages of a text, are written."""

_BREAKS = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_TAG = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def rights_of(metadata: Metadata) -> Rights:
    """Return *metadata* as bytes to embed in a file."""
    return Rights(xmp_packet(metadata), exif_of(metadata))


def xmp_packet(metadata: Metadata) -> bytes:
    """Return *metadata* as an XMP packet, or b"" if it is empty.

    If it does not fit into a JPEG, its longest texts are cut.
    """
    limit = LARGEST_PACKET
    while len(made := _packet(metadata, limit)) > LARGEST_PACKET:
        limit //= 2
    return made


def exif_of(metadata: Metadata) -> bytes:
    """Return the creators and the copyright in *metadata* as EXIF, or b"" without either."""
    texts = _alternatives(metadata.copyright, LONGEST_EXIF)
    names = "; ".join(_clean(name, LONGEST_EXIF) for name in metadata.creators[:MOST_NAMES])
    return written_exif(names[:LONGEST_EXIF], texts[0][1] if texts else "")


def _packet(metadata: Metadata, limit: int) -> bytes:
    attributes = "".join(
        f' {name}="{text}"' for name, value in _simple(metadata) if (text := _escaped(value, limit))
    )
    elements = "".join(
        f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
        for name, kind, items in _structured(metadata, limit)
        if items
    )
    if not attributes and not elements:
        return b""
    spaces = "".join(
        f' xmlns:{prefix}="{address}"'
        for prefix, address in _NAMESPACES.items()
        if f" {prefix}:" in attributes or f"<{prefix}:" in elements
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}{attributes}>{elements}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _simple(metadata: Metadata) -> Iterable[tuple[str, str]]:
    return (
        ("photoshop:Headline", metadata.headline),
        ("photoshop:Credit", metadata.credit_line),
        ("photoshop:City", metadata.city),
        ("photoshop:State", metadata.state),
        ("photoshop:Country", metadata.country),
        ("photoshop:DateCreated", metadata.created),
        ("xmpRights:WebStatement", metadata.licence),
        ("Iptc4xmpCore:Location", metadata.sublocation),
        ("Iptc4xmpExt:DigitalSourceType", metadata.source_type),
    )


def _structured(metadata: Metadata, limit: int) -> Iterable[tuple[str, str, str]]:
    creators = (_escaped(name, limit) for name in metadata.creators[:MOST_NAMES])
    yield "dc:creator", "Seq", "".join(f"<rdf:li>{name}</rdf:li>" for name in creators if name)
    for name, texts in (
        ("dc:rights", metadata.copyright),
        ("dc:description", metadata.caption),
        ("xmpRights:UsageTerms", metadata.usage_terms),
        ("Iptc4xmpCore:AltTextAccessibility", metadata.alt),
        ("Iptc4xmpCore:ExtDescrAccessibility", metadata.description),
    ):
        yield name, "Alt", _languages(texts, limit)
    if address := _escaped(metadata.licensor, limit):
        item = f'<rdf:li rdf:parseType="Resource"><plus:LicensorURL>{address}</plus:LicensorURL>'
        yield "plus:Licensor", "Seq", f"{item}</rdf:li>"


def _languages(texts: Texts, limit: int) -> str:
    return "".join(
        f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>'
        for tag, text in _alternatives(texts, limit)
    )


def _alternatives(texts: Texts, limit: int) -> list[tuple[str, str]]:
    """Return each of *texts* with a language tag, the default for all languages first."""
    known: dict[str, str] = {}
    for tag, text in texts[:MOST_NAMES]:
        if shown := _clean(text, limit):
            known.setdefault(tag if _TAG.fullmatch(tag) else "x-default", shown)
    if not known:
        return []
    default = known.pop("x-default", None) or next(iter(known.values()))
    return [("x-default", default), *known.items()]


def _clean(text: str, limit: int) -> str:
    """Return *text* without the characters that XML does not allow, cut to *limit*."""
    return legible(text[:limit]).strip()


def _escaped(text: str, limit: int) -> str:
    shown = escape(_clean(text, limit))
    return re.sub("[\t\n\r]", lambda match: _BREAKS[match[0]], shown)
