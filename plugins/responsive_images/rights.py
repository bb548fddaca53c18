"""Whose a photo is and what it shows, as it is written into every file that is made of it."""

import re
from collections.abc import Iterable
from html import escape

from plugins.kernel.photo_metadata import Metadata, Texts
from plugins.kernel.photo_privacy import written_exif
from plugins.kernel.text import legible

LARGEST_PACKET = 60_000
"""Bytes. A JPEG's segment takes 65,502 of them."""

LONGEST_EXIF = 2_000
MOST_NAMES = 50
"""How many creators, and how many languages of a text, are written."""

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


def packet(said: Metadata) -> bytes:
    """Return what is *said* of a photo as an XMP packet, or b"" where nothing is.

    Where it would not fit into a JPEG, the longest of its texts are cut.
    """
    limit = LARGEST_PACKET
    while len(made := _packet(said, limit)) > LARGEST_PACKET:
        limit //= 2
    return made


def exif(said: Metadata) -> bytes:
    """Return the creators and the copyright of what is *said* as EXIF, or b"" without either."""
    texts = _alternatives(said.copyright, LONGEST_EXIF)
    names = "; ".join(_clean(name, LONGEST_EXIF) for name in said.creators[:MOST_NAMES])
    return written_exif(names[:LONGEST_EXIF], texts[0][1] if texts else "")


def _packet(said: Metadata, limit: int) -> bytes:
    attributes = "".join(
        f' {name}="{text}"' for name, value in _simple(said) if (text := _escaped(value, limit))
    )
    elements = "".join(
        f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
        for name, kind, items in _structured(said, limit)
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


def _simple(said: Metadata) -> Iterable[tuple[str, str]]:
    return (
        ("photoshop:Headline", said.headline),
        ("photoshop:Credit", said.credit_line),
        ("photoshop:City", said.city),
        ("photoshop:State", said.state),
        ("photoshop:Country", said.country),
        ("photoshop:DateCreated", said.created),
        ("xmpRights:WebStatement", said.licence),
        ("Iptc4xmpCore:Location", said.sublocation),
        ("Iptc4xmpExt:DigitalSourceType", said.source_type),
    )


def _structured(said: Metadata, limit: int) -> Iterable[tuple[str, str, str]]:
    creators = (_escaped(name, limit) for name in said.creators[:MOST_NAMES])
    yield "dc:creator", "Seq", "".join(f"<rdf:li>{name}</rdf:li>" for name in creators if name)
    for name, texts in (
        ("dc:rights", said.copyright),
        ("dc:description", said.caption),
        ("xmpRights:UsageTerms", said.usage_terms),
        ("Iptc4xmpCore:AltTextAccessibility", said.alt),
        ("Iptc4xmpCore:ExtDescrAccessibility", said.description),
    ):
        yield name, "Alt", _languages(texts, limit)
    if address := _escaped(said.licensor, limit):
        item = f'<rdf:li rdf:parseType="Resource"><plus:LicensorURL>{address}</plus:LicensorURL>'
        yield "plus:Licensor", "Seq", f"{item}</rdf:li>"


def _languages(texts: Texts, limit: int) -> str:
    return "".join(
        f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>'
        for tag, text in _alternatives(texts, limit)
    )


def _alternatives(texts: Texts, limit: int) -> list[tuple[str, str]]:
    """Return each of *texts* with a language tag, first the one that stands for all languages."""
    known: dict[str, str] = {}
    for tag, text in texts[:MOST_NAMES]:
        if shown := _clean(text, limit):
            known.setdefault(tag if _TAG.fullmatch(tag) else "x-default", shown)
    if not known:
        return []
    default = known.pop("x-default", None) or next(iter(known.values()))
    return [("x-default", default), *known.items()]


def _clean(text: str, limit: int) -> str:
    """Return *text* without the characters that XML cannot hold, cut to *limit*."""
    return legible(text[:limit]).strip()


def _escaped(text: str, limit: int) -> str:
    shown = escape(_clean(text, limit))
    return re.sub("[\t\n\r]", lambda match: _BREAKS[match[0]], shown)
