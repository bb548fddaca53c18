"""Photos whose metadata lies where programs really put it: in parts, as profiles, after pixels."""

import io
import zlib
from hashlib import md5

from PIL import Image

XMP = b"http://ns.adobe.com/xap/1.0/\0"
XMP_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
PHOTOSHOP = b"Photoshop 3.0\0"
GIF_END = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
SPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
)


def packet(caption="A bus", attributes='photoshop:City="Kabul"', more="", before="", after=""):
    """Return an XMP packet with a *caption*, as text."""
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{before}'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {SPACES}>'
        f'<rdf:Description rdf:about="" {attributes}>{more}'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt>'
        "</dc:description><dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>"
        f'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>{after}'
    )


def drawn(kind="JPEG"):
    """Return a small picture of a *kind* without metadata."""
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, kind)
    return data.getvalue()


def segment(marker, body):
    """Return a segment of a JPEG."""
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2) + body


def jpeg(*segments):
    """Return a JPEG with *segments* at its beginning."""
    data = drawn()
    return data[:2] + b"".join(segments) + data[2:]


def with_xmp(xmp):
    """Return a JPEG with the packet *xmp*, which is bytes."""
    return jpeg(segment(0xE1, XMP + xmp))


def extended(body, parts=2):
    """Return the id of the XMP *body* that extends another, and the segments it is in."""
    name = md5(body, usedforsecurity=False).hexdigest().upper()
    size = -(-len(body) // parts)
    head = XMP_EXTENSION + name.encode() + len(body).to_bytes(4)
    cut = [(at, body[at : at + size]) for at in range(0, len(body), size)]
    return name, [segment(0xE1, head + at.to_bytes(4) + part) for at, part in cut]


def data_set(record, number, value):
    """Return one value of IIM."""
    return bytes([0x1C, record, number]) + len(value).to_bytes(2) + value


def resource(number, value):
    """Return a resource of Photoshop."""
    head = b"8BIM" + number.to_bytes(2) + b"\0\0" + len(value).to_bytes(4)
    return head + value + b"\0" * (len(value) % 2)


def with_iim(*blocks):
    """Return a JPEG with an APP13 part for each of *blocks* of IIM."""
    return jpeg(*(segment(0xED, PHOTOSHOP + resource(0x0404, each)) for each in blocks))


def chunk(name, body):
    """Return a chunk of a PNG."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def profile(kind, data):
    """Return *data* as ImageMagick writes it into a text."""
    lines = [data.hex()[at : at + 72] for at in range(0, 2 * len(data), 72)]
    return f"\n{kind}\n{len(data):8}\n{chr(10).join(lines)}\n".encode()


def text(keyword, value, kind=b"tEXt"):
    """Return a text of a PNG, as a chunk of a *kind*."""
    head = keyword.encode("latin-1") + b"\0"
    if kind == b"zTXt":
        return chunk(kind, head + b"\0" + zlib.compress(value))
    return chunk(kind, head + (b"\0\0\0\0" if kind == b"iTXt" else b"") + value)


def png(before=b"", after=b""):
    """Return a PNG with chunks *before* and *after* its pixels."""
    data = drawn("PNG")
    pixels, end = data.index(b"IDAT") - 4, data.index(b"IEND") - 4
    return data[:pixels] + before + data[pixels:end] + after + data[end:]


def gif(xmp):
    """Return a GIF with the packet *xmp*, which is bytes."""
    return b"GIF89a" + drawn("GIF")[6:-1] + b"!\xff\x0bXMP DataXMP" + xmp + GIF_END + b";"


def exif(tag, value):
    """Return a JPEG whose EXIF has one text with this *tag*."""
    size, at = len(value).to_bytes(4, "little"), (26).to_bytes(4, "little")
    entry = tag.to_bytes(2, "little") + b"\2\0" + size + at + bytes(4)
    return jpeg(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + value))
