"""What the file of a photo says of it: who made it, what it shows, whose it is.

A file says it in up to three places: XMP, IIM and EXIF. Where they disagree, NEWS-STANDARDS 16
decides. It follows the Metadata Working Group's "Guidelines for Handling Image Metadata", version
2.0 (2010), chapter 5:

- XMP comes before IIM, unless the digest of the IIM that Photoshop leaves beside it does not
  match: then a program that knows no XMP edited the IIM later, and IIM comes before XMP.
- Description, creator and copyright in EXIF come before both while there is no such digest. With
  one, they come last. Here the standards of the house differ from exiftool's reading of the
  guidelines, which puts EXIF first always: a digest shows that the file went through a picture
  desk, and cameras fill in EXIF before.
- The date in EXIF is the camera's and comes first always.
- What is blank is absent, and what cameras write into the description of every picture is blank.
- IIM cuts long texts off. Such a beginning of another text is no disagreement and is never shown.
  Neither is a text in EXIF with question marks for the letters that ASCII lacks.
- Of two that agree, the one that says more is shown: in more languages, or a time with its zone.
- A description that differs from XMP's stands alone: XMP's other languages translate an older one.

An XMP file beside the photo is what the picture desk edited last. Its fields come before all.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import md5
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image

from plugins.kernel.text import shortened

LONGEST_CAPTION = 2000
LONGEST_CREDIT = 300
LONGEST_ALT = 1000
LONGEST_DESCRIPTION = 10_000
LONGEST_LINE = 300
LONGEST_NOTICE = 2000
LONGEST_ADDRESS = 2000
LARGEST_XMP = 1024 * 1024
MOST_VALUES = 100
"""How many creators, languages or places of a photo are read."""

Texts = tuple[tuple[str, str], ...]
"""A text in one or several languages: pairs of language tag, in lower case, and text.

The tag is "x-default" or "" for the text that stands for all languages.
"""


@dataclass(frozen=True)
class Metadata:
    """The fields of IPTC's photo metadata standard that Stet shows or passes on; empty if absent.

    https://www.iptc.org/std/photometadata/specification/IPTC-PhotoMetadata
    """

    caption: Texts = ()
    headline: str = ""
    creators: tuple[str, ...] = ()
    credit_line: str = ""
    copyright: Texts = ()
    licence: str = ""
    """The address of the rights statement (Web Statement of Rights)."""
    licensor: str = ""
    """The address where a licence can be had (Licensor URL)."""
    usage_terms: Texts = ()
    sublocation: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    created: str = ""
    """When it was taken, as ISO 8601 as far as the file knows: a year, a day, a time with zone."""
    alt: Texts = ()
    description: Texts = ()
    """The extended description, for those who do not see the photo."""
    source_type: str = ""
    """IPTC's address for how it came to be (Digital Source Type)."""


class Conflict(NamedTuple):
    """Two texts for one *field*, which is an editor's word, and where each stands in the file."""

    field: str
    shown: str
    shown_in: str
    other: str
    other_in: str


class Read(NamedTuple):
    """What a file says, where it contradicts itself, and whether the camera was held upright."""

    metadata: Metadata = Metadata()
    conflicts: tuple[Conflict, ...] = ()
    turned: bool = False


def read(info: Mapping[Any, object], sidecar: bytes = b"") -> Read:
    """Return what *info* says, which Pillow reads from a file, and the XMP file beside that one.

    Damaged metadata is no metadata.
    """
    exif, turned = _exif(info.get("exif"))
    iim, in_step = _iim(info.get("photoshop"))
    inside = _descriptions(info.get("xmp") or info.get("XML:com.adobe.xmp"))
    beside = _descriptions(sidecar)
    sources = {"EXIF": exif, "IIM": iim, "XMP": _of_xmp(inside)}
    found, conflicts = dict(_of_xmp(beside)), []
    for field in _FIELDS:
        if field.name not in found:
            order = _order(field, in_step)
            said = [
                (place, sources[place][field.name])
                for place in order
                if field.name in sources[place]
            ]
            found[field.name], differing = _reconciled(field, said)
            conflicts += differing
    if not any(found[name] for name in _PLACES):
        found.update(_place(beside) or _place(inside))
    values: dict[str, Any] = {each.name: _value(each, found[each.name]) for each in _FIELDS}
    return Read(Metadata(**values), tuple(conflicts), turned)


def in_language(texts: Texts, lang: str) -> str:
    """Return that of *texts* which is in *lang*, else in its primary language, else the default."""
    wanted = lang.lower().replace("_", "-")
    primary = wanted.partition("-")[0]

    def distance(text: tuple[str, str]) -> int:
        tag = text[0]
        if wanted and tag == wanted:
            return 0
        if primary and tag.partition("-")[0] == primary:
            return 1
        return 2 if tag in {"x-default", ""} else 3

    return min(texts, key=distance)[1] if texts else ""


def tamed(text: str, limit: int) -> str:
    """Return *text* on one line, without control characters, cut at a word to *limit*."""
    return shortened(_on_one_line(text, limit), limit)


def address(text: str) -> str:
    """Return *text* where it is a plain web address, else the empty string."""
    bare = text.strip()
    if len(bare) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(bare):
        return ""
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in bare):
        return ""
    try:
        return bare if urlsplit(bare).hostname else ""
    except ValueError:
        return ""


def holds_xmp(packet: bytes) -> bool:
    """Say whether *packet* is XMP that can be read."""
    return bool(_descriptions(packet))


_ADDRESS = re.compile(r"https?://[^\s\"'`<>\\^{|}]+", re.IGNORECASE)
_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LANGUAGE = re.compile(r"[a-z0-9-]{1,35}")
_CAMERA = re.compile(  # what cameras write into the description of every picture they take
    r"(?:(?:OLYMPUS|MINOLTA|KONICA|SONY|SAMSUNG|DIGITAL|KODAK|CAMERA|DSC)\b\s*)+"
    r"|DCIM\b\S*|default|Exif_JPEG_PICTURE|charset=.*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_EXIF_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)", re.ASCII)
_IIM_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_IIM_TIME = re.compile(r"(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?", re.ASCII)
_LIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"–": "-", "—": "-", "‐": "-", "‑": "-", "…": "...", ";": " "}
)
_FURTHEST_ZONE = timedelta(hours=14)

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"

_IIM_BLOCK, _IIM_DIGEST = 0x0404, 0x0425
_IIM_CHARSET, _IIM_DAY_CREATED, _IIM_TIME_CREATED = (1, 90), (2, 55), (2, 60)
_EXIF_ORIENTATION, _EXIF_IFD, _EXIF_TAKEN, _EXIF_ZONE = 0x0112, 0x8769, 0x9003, 0x9011


class _Field(NamedTuple):
    """Where a field of `Metadata` stands in a file, and how long it may be here and in IIM."""

    name: str
    word: str
    kind: str
    longest: int
    xmp: str
    iim: int = 0
    iim_limit: int = 0
    exif: int = 0


_FIELDS = (
    _Field("caption", "caption", "texts", LONGEST_CAPTION, f"{_DC}description", 120, 2000, 0x010E),
    _Field("headline", "headline", "line", LONGEST_LINE, f"{_PHOTOSHOP}Headline", 105, 256),
    _Field("creators", "creator", "names", LONGEST_CREDIT, f"{_DC}creator", 80, 32, 0x013B),
    _Field("credit_line", "credit line", "line", LONGEST_CREDIT, f"{_PHOTOSHOP}Credit", 110, 32),
    _Field(
        "copyright", "copyright notice", "texts", LONGEST_NOTICE, f"{_DC}rights", 116, 128, 0x8298
    ),
    _Field("licence", "licence", "address", LONGEST_ADDRESS, f"{_RIGHTS}WebStatement"),
    _Field("licensor", "licensor", "address", LONGEST_ADDRESS, f"{_PLUS}Licensor"),
    _Field("usage_terms", "terms of use", "texts", LONGEST_NOTICE, f"{_RIGHTS}UsageTerms"),
    _Field("sublocation", "place", "line", LONGEST_LINE, f"{_CORE}Location", 92, 32),
    _Field("city", "city", "line", LONGEST_LINE, f"{_PHOTOSHOP}City", 90, 32),
    _Field("state", "state", "line", LONGEST_LINE, f"{_PHOTOSHOP}State", 95, 32),
    _Field("country", "country", "line", LONGEST_LINE, f"{_PHOTOSHOP}Country", 101, 64),
    _Field("created", "date", "date", LONGEST_LINE, f"{_PHOTOSHOP}DateCreated"),
    _Field("alt", "alternative text", "texts", LONGEST_ALT, f"{_CORE}AltTextAccessibility"),
    _Field(
        "description", "description", "texts", LONGEST_DESCRIPTION, f"{_CORE}ExtDescrAccessibility"
    ),
    _Field("source_type", "origin", "address", LONGEST_ADDRESS, f"{_EXTENSION}DigitalSourceType"),
)
_BY_NAME = {field.name: field for field in _FIELDS}
_PLACES = {
    "sublocation": f"{_EXTENSION}Sublocation",
    "city": f"{_EXTENSION}City",
    "state": f"{_EXTENSION}ProvinceState",
    "country": f"{_EXTENSION}CountryName",
}


class _Said(NamedTuple):
    """A text as it stands in the file; *cut* where IIM had no room for more of it."""

    text: str
    lang: str = ""
    cut: bool = False


_Values = tuple[_Said, ...]
_Source = dict[str, _Values]


# Reconciling


def _order(field: _Field, in_step: bool | None) -> tuple[str, ...]:
    """Return the places that say *field*, the one to believe first; *in_step* is of the digest."""
    order = ("IIM", "XMP") if in_step is False else ("XMP", "IIM")
    if field.name == "created" or in_step is None:
        return ("EXIF", *order)
    return (*order, "EXIF")


def _reconciled(field: _Field, said: list[tuple[str, _Values]]) -> tuple[_Values, list[Conflict]]:
    """Return what to show of what is *said* in several places, and what contradicts it."""
    if not said:
        return (), []
    agreeing = [each for each in said if _agree(field, each[1], said[0][1])]
    place, shown = max(agreeing, key=lambda each: _amount(each[1]))
    others: list[tuple[str, _Values]] = []
    for each in said:
        if not any(_agree(field, each[1], known) for _, known in [(place, shown), *others]):
            others.append(each)
    return shown, [
        Conflict(field.word, _words(field, shown), place, _words(field, values), where)
        for where, values in others
    ]


def _amount(values: _Values) -> tuple[int, int, int]:
    """Return how much *values* say: texts, characters, and fewest question marks for others."""
    text = "".join(each.text for each in values)
    return len(values), len(text), -text.count("?")


def _agree(field: _Field, ours: _Values, theirs: _Values) -> bool:
    if field.kind == "date":
        return _same_time(ours[0].text, theirs[0].text)
    if field.kind != "names":
        return any(_same(one, other) for one in ours for other in theirs)
    if _folded(_words(field, ours)) == _folded(_words(field, theirs)):
        return True
    return len(ours) == len(theirs) and all(map(_same, ours, theirs))


def _same(ours: _Said, theirs: _Said) -> bool:
    one, other = _folded(ours.text), _folded(theirs.text)
    return (
        one == other
        or (ours.cut and other.startswith(one))
        or (theirs.cut and one.startswith(other))
        or ours.text == _in_ascii(theirs.text)
        or theirs.text == _in_ascii(ours.text)
    )


def _in_ascii(text: str) -> str:
    """Return *text* as programs write it into EXIF that take EXIF's "ASCII" at its word."""
    return text.encode("ascii", "replace").decode()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_LIKE).split())


def _same_time(ours: str, theirs: str) -> bool:
    """Say whether two dates may be one: each may know less than the other, or no zone."""
    if "T" not in ours or "T" not in theirs:
        known = min(len(ours), len(theirs), len("2026-03-14"))
        return ours[:known] == theirs[:known]
    one, other = datetime.fromisoformat(ours), datetime.fromisoformat(theirs)
    apart = abs(one.replace(tzinfo=None) - other.replace(tzinfo=None))
    minute = timedelta(minutes=1)
    if one.tzinfo and other.tzinfo:
        return apart < minute or abs(one - other) < minute
    return apart < (_FURTHEST_ZONE if one.tzinfo or other.tzinfo else minute)


def _words(field: _Field, values: _Values) -> str:
    if field.kind == "names":
        return ", ".join(each.text for each in values)
    return in_language(tuple((each.lang, each.text) for each in values), "")


def _value(field: _Field, values: _Values) -> object:
    """Return *values* as `Metadata` holds them."""
    texts = [(each.lang, shortened(each.text, field.longest)) for each in values]
    if field.kind == "texts":
        return tuple({lang: (lang, text) for lang, text in reversed(texts)}.values())[::-1]
    if field.kind == "names":
        return tuple(dict.fromkeys(text for _, text in texts))
    return in_language(tuple(texts), "")


def _kept(field: _Field, values: Iterable[_Said]) -> _Values:
    """Return those of *values* that are of the kind of *field*, fit to be compared and shown."""
    fit = {"address": address, "date": _iso}.get(field.kind)
    kept = []
    for each in islice(values, MOST_VALUES):
        text = fit(each.text) if fit else _on_one_line(each.text, field.longest)
        if text and not (field.name == "caption" and _CAMERA.fullmatch(text)):
            kept.append(each._replace(text=text))
    return tuple(kept)


def _on_one_line(text: str, limit: int) -> str:
    kept = "".join(
        " " if unicodedata.category(char) == "Cc" else char for char in text[: 8 * limit]
    )
    return " ".join(_MARKS.sub("", kept).split())


def _iso(text: str) -> str:
    """Return *text* where it is a date of ISO 8601, else the empty string."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return ""
    year, month, day, clock, zone = match.groups()
    try:
        datetime.fromisoformat(
            f"{year}-{month or '01'}-{day or '01'}T{clock or '00:00'}{zone or ''}"
        )
    except ValueError:
        return ""
    return match[0]


# XMP


def _descriptions(packet: object) -> list[Element]:
    """Return the descriptions in an XMP packet."""
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


def _of_xmp(descriptions: list[Element]) -> _Source:
    """Return the fields that XMP *descriptions* hold."""
    found = {}
    for field in _FIELDS:
        if field.name == "licensor":
            structures = _structures(descriptions, field.xmp)
            said = _said_of(structures, f"{_PLUS}LicensorURL")
        else:
            said = _said_of(descriptions, field.xmp)
        if values := _kept(field, said):
            found[field.name] = values
    return found


def _place(descriptions: list[Element]) -> _Source:
    """Return the first place that is shown in a photo; where it was made is nobody's business."""
    for structure in _structures(descriptions, f"{_EXTENSION}LocationShown"):
        parts = {
            part: _kept(_BY_NAME[part], _said_of([structure], tag)) for part, tag in _PLACES.items()
        }
        if any(parts.values()):
            return parts
    return {}


def _said_of(holders: Iterable[Element], name: str) -> Iterator[_Said]:
    """Yield the texts of the property *name*, an attribute or an element of any of *holders*."""
    for holder in holders:
        if name in holder.attrib:
            yield _Said(holder.attrib[name])
        for item in _items(holder, name):
            structure = _structure(item)
            qualified = structure.find(f"{_RDF}value")
            inside = item if qualified is None else qualified
            text = item.get(f"{_RDF}resource") or structure.get(f"{_RDF}value") or inside.text
            lang = item.get(_XML_LANG, structure.get(_XML_LANG, "")).lower().replace("_", "-")
            yield _Said(text or "", lang if _LANGUAGE.fullmatch(lang) else "")


def _structures(holders: Iterable[Element], name: str) -> Iterator[Element]:
    found = (_structure(item) for holder in holders for item in _items(holder, name))
    yield from islice(found, MOST_VALUES)


def _items(holder: Element, name: str) -> Iterator[Element]:
    """Yield the values of a property: the items of its list, or the one element."""
    for element in holder.findall(name):
        yield from element.findall(f"*/{_RDF}li") or [element]


def _structure(item: Element) -> Element:
    """Return the element that holds the parts of *item*, which may lie in a description."""
    nested = item.find(f"{_RDF}Description")
    return item if nested is None else nested


# IIM


def _iim(resources: object) -> tuple[_Source, bool | None]:
    """Return the IIM fields, and whether they are as they were when the XMP was written.

    A program that keeps the two in step leaves the digest of the IIM that it wrote; None where
    there is no digest.
    """
    block = resources.get(_IIM_BLOCK) if isinstance(resources, dict) else None
    if not isinstance(resources, dict) or not isinstance(block, bytes):
        return {}, None
    records = _records(block)
    marked = b"\x1b%G" in records.get(_IIM_CHARSET, ())
    found = {}
    for field in _FIELDS:
        said = [_Said(_taken(records))] if field.name == "created" else []
        for value in records.get((2, field.iim), ()) if field.iim else ():
            text = _decoded(value, marked, field.iim_limit)
            said.append(_Said(text.replace("\0", " "), "", _fills(value, text, field.iim_limit)))
        if values := _kept(field, said):
            found[field.name] = values
    digest = resources.get(_IIM_DIGEST)
    if not isinstance(digest, bytes) or len(digest) != 16 or not any(digest):
        return found, None
    return found, digest == md5(block, usedforsecurity=False).digest()


def _records(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    """Return the data of an IIM block by the numbers of record and data set."""
    records: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        size = int.from_bytes(block[at + 3 : at + 5])
        if size > 0x7FFF or at + 5 + size > len(block):
            break  # an extended field is no text of ours
        records.setdefault((block[at + 1], block[at + 2]), []).append(block[at + 5 : at + 5 + size])
        at += 5 + size
    return records


def _decoded(value: bytes, marked: bool, limit: int) -> str:
    """Return an IIM text: UTF-8, with a last character that may be cut, or else Latin-1."""
    if marked:
        return value.decode("utf-8", "ignore")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(value) >= limit - 1:
            return value[: error.start].decode("utf-8")
        return value.decode("latin-1")


def _fills(value: bytes, text: str, limit: int) -> bool:
    """Say whether an IIM text fills its field, so that more of it may be lost.

    A program that spares a last character of several bytes stops up to three short of the limit,
    and some count characters where others count bytes.
    """
    return limit - 3 <= len(value) <= limit + 1 or limit - 1 <= len(text) <= limit + 1


def _taken(records: Mapping[tuple[int, int], list[bytes]]) -> str:
    """Return when a photo was taken, as its IIM says; it writes zeros for what is not known."""

    def first(number: tuple[int, int]) -> str:
        return records.get(number, [b""])[0].decode("latin-1").strip("\0 ")

    day, clock = _IIM_DAY.fullmatch(first(_IIM_DAY_CREATED)), first(_IIM_TIME_CREATED)
    if not day:
        return ""
    date = "-".join(day.groups()).removesuffix("-00").removesuffix("-00")
    time = _IIM_TIME.fullmatch(clock)
    if not time or len(date) < len("2026-03-14"):
        return date
    hour, minute, second, zone, more = time.groups()
    moment = f"{date}T{hour}:{minute}:{second}" + (f"{zone}:{more}" if zone else "")
    return moment if _iso(moment) else date


# EXIF


def _exif(data: object) -> tuple[_Source, bool]:
    """Return the EXIF fields, and whether the camera was held upright."""
    if not isinstance(data, bytes):
        return {}, False
    exif = Image.Exif()
    try:
        exif.load(data)
        texts = {each.name: _exif_text(exif.get(each.exif)) for each in _FIELDS if each.exif}
        turned = exif.get(_EXIF_ORIENTATION) in {5, 6, 7, 8}
    except Exception:  # damaged EXIF is no EXIF; browsers think so too
        return {}, False
    said = {
        "caption": [texts["caption"]],
        "creators": _artists(texts["creators"]),
        # The copyright of the photographer, then that of the editor.
        "copyright": ["; ".join(part for part in texts["copyright"].split("\0") if part.strip())],
        "created": [_exposed(exif)],
    }
    kept = {name: _kept(_BY_NAME[name], map(_Said, each)) for name, each in said.items()}
    return {name: values for name, values in kept.items() if values}, turned


def _exif_text(value: object) -> str:
    """Return an EXIF text as its writer meant it: UTF-8, which Pillow takes for Latin-1."""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    try:
        return value.decode("utf-8").strip("\0 ")
    except UnicodeError:
        return value.decode("latin-1").strip("\0 ")


def _artists(text: str) -> list[str]:
    """Return the names in EXIF's one text, which semicolons part, in quotes where need be."""
    line = _on_one_line(text, LONGEST_CREDIT)
    return next(csv.reader([line], delimiter=";", skipinitialspace=True), [])


def _exposed(exif: Image.Exif) -> str:
    """Return when a photo was taken, by the camera's clock."""
    try:
        details = exif.get_ifd(_EXIF_IFD)
        taken, zone = details.get(_EXIF_TAKEN), details.get(_EXIF_ZONE)
    except Exception:  # Pillow stumbles over damage in many ways
        return ""
    match = _EXIF_DATE.fullmatch(_exif_text(taken))
    if not match:
        return ""
    moment = f"{match[1]}-{match[2]}-{match[3]}T{match[4]}"
    return _iso(moment + _exif_text(zone)) or moment
