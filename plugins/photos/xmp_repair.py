"""Repairs XMP that is not well-formed, as programs write it that put it together by hand.

What it means is decided as exiftool does: a sign that needs escaping is itself, an unknown entity
is the words that were written, a prefix that is not declared, or declared wrongly, has its usual
meaning, and what is before and after the RDF is of no account. RDF without an end is beyond repair.
"""

import re
from html import escape

from .metadata_fields import CORE, DC, EXTENSION, PHOTOSHOP, PLUS, RIGHTS

DEEPEST = 50
"""How many elements may lie in each other; XMP needs ten."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_KNOWN = {
    "Iptc4xmpCore": CORE[1:-1],
    "Iptc4xmpExt": EXTENSION[1:-1],
    "dc": DC[1:-1],
    "photoshop": PHOTOSHOP[1:-1],
    "plus": PLUS[1:-1],
    "rdf": RDF,
    "x": "adobe:ns:meta/",
    "xmpRights": RIGHTS[1:-1],
    "xapRights": RIGHTS[1:-1],
}
"""The usual prefixes of the namespaces that are read here."""

_NAME = r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?"
_PAIR = re.compile(rf"({_NAME})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MARKUP = re.compile(
    rf"<(?P<close>/?)(?P<name>{_NAME})(?P<attrs>(?:\s+{_NAME}\s*=\s*"
    r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*)\s*(?P<empty>/?)>|"
    rf"<(?P<damaged>{_NAME})(?P<rest>[^<>]*)>|"
    r"<!\[CDATA\[(?P<words>(?:(?!<!\[CDATA\[).)*?)\]\]>|"
    r"<!--(?:(?!<!--).)*?-->|<\?(?:(?!<\?).)*?\?>",
    re.DOTALL,
)
_DECLARED = re.compile(
    rb"xmlns:(Iptc4xmpCore|Iptc4xmpExt|dc|photoshop|plus|rdf|xmpRights)\s*=\s*[\"']([^\"']*)[\"']"
)
_BEGIN = re.compile(r"<((?:[^\W\d][\w.-]*:)?RDF)\b")
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|(\d{1,7}));")
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_declared_wrongly(packet: bytes) -> bool:
    """Return whether a usual prefix stands for something unknown in *packet*, which is in UTF-8."""
    found = _DECLARED.findall(packet)
    return any(_is_wrong(f"xmlns:{name.decode()}", uri.decode("latin-1")) for name, uri in found)


def mended(text: str) -> str:
    """Return the RDF in *text* as well-formed XML, in one element around it; "" without any."""
    text = _ILLEGAL.sub(lambda match: "" if match[0] == "\0" else " ", text)
    begin = _BEGIN.search(text)
    end = text.rfind(f"</{begin[1]}") if begin else -1
    close = text.find(">", end) if end >= 0 else -1
    if begin is None or close < 0:
        return ""
    declared = {
        name.removeprefix("xmlns:"): one or other
        for name, one, other in _PAIR.findall(text[: begin.start()])
        if name.startswith("xmlns:")
    }
    body, prefixes = _rebuilt(text[begin.start() : close + 1])
    declared = {each: uri for each, uri in declared.items() if not _is_wrong(f"xmlns:{each}", uri)}
    spaces = {each: declared.get(each) or _KNOWN.get(each, f"unknown:{each}") for each in prefixes}
    written = "".join(f' xmlns:{each}="{_kept(spaces[each])}"' for each in sorted(spaces))
    return f"<rebuilt{written}>{body}</rebuilt>"


def _rebuilt(text: str) -> tuple[str, set[str]]:
    """Return *text* with its tags closed and its signs escaped, and the prefixes that it uses."""
    pieces: list[str] = []
    opened: list[str] = []
    prefixes: set[str] = set()
    at = 0
    for found in _MARKUP.finditer(text):
        pieces.append(_kept(text[at : found.start()]))
        at = found.end()
        name, inside = found["name"] or found["damaged"], found["attrs"] or found["rest"] or ""
        if found["words"] is not None:
            pieces.append(escape(found["words"]))
        elif name and found["close"]:
            pieces += _closed(opened, name)
        elif name and len(opened) < DEEPEST:
            attrs = _attributes(inside)
            prefixes |= {each.partition(":")[0] for each in (name, *attrs) if ":" in each}
            written = "".join(f' {each}="{_kept(attrs[each])}"' for each in attrs)
            empty = "/" if found["empty"] or (found["damaged"] and inside.endswith("/")) else ""
            pieces.append(f"<{name}{written}{empty}>")
            opened += [] if empty else [name]
    pieces += [f"</{name}>" for name in reversed(opened)]
    return "".join(pieces), prefixes - {"xml", "xmlns"}


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes in *text*; a usual prefix has its usual meaning, whatever it says."""
    found = {each[0]: each[1] or each[2] for each in _PAIR.findall(text)}
    return {name: value for name, value in found.items() if not _is_wrong(name, value)}


def _is_wrong(name: str, value: str) -> bool:
    """Return whether an attribute gives a usual prefix a meaning that nobody knows."""
    usual = _KNOWN.get(name.removeprefix("xmlns:")) if name.startswith("xmlns:") else None
    return usual is not None and value not in _KNOWN.values()


def _closed(opened: list[str], name: str) -> list[str]:
    """Return the end tags up to that of *name*, taken off *opened*; none for a stray one."""
    tags: list[str] = []
    if name not in opened:
        return tags
    while not tags or tags[-1] != f"</{name}>":
        tags.append(f"</{opened.pop()}>")
    return tags


def _kept(text: str) -> str:
    """Return *text* with every sign escaped that would be markup."""
    text = _REFERENCE.sub(_legal, _STRAY.sub("&amp;", text))
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _legal(match: re.Match[str]) -> str:
    """Return a character reference, unless XML does not allow its character."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if number < 0x110000 and not _ILLEGAL.match(chr(number)) else ""
