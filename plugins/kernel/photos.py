"""The photos of a newsroom: where a file is found, and what it says of itself.

A photo costs one reading of its header; nothing is decoded. Files come from anywhere, so whatever
is wrong with one ends as a `PhotoError` in an editor's words.
"""

import os
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import BinaryIO
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from PIL import Image, UnidentifiedImageError

from plugins.kernel.faults import did_you_mean
from plugins.kernel.text import shortened

LONGEST_CAPTION = 2000
LONGEST_CREDIT = 300
LONGEST_ALT = 1000
LARGEST_FILE = 256 * 1024 * 1024
LARGEST_SVG = 16 * 1024 * 1024
LARGEST_XMP = 1024 * 1024

FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
}
"""What browsers show, by the suffix that a server tells them by; `.svg` beside these."""

_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
_UNSAFE = re.compile(r'["#?%&;<>{}|\\\x00-\x1f\x7f]')
_INDICATOR = re.compile(r"[{|](?:static|attach|filename)[|}]", re.IGNORECASE)
_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_CAMERA = re.compile(  # what cameras write into the description of every picture they take
    r"(?:OLYMPUS|MINOLTA|KONICA|SONY|SAMSUNG|DIGITAL|KODAK)[ A-Z]*(?:CAMERA|DSC)\b"
    r"|SONY DSC|SAMSUNG|DCIM\b|default$|Exif_JPEG_PICTURE|charset=",
    re.IGNORECASE,
)

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SVG = "{http://www.w3.org/2000/svg}"
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_CREDIT = "{http://ns.adobe.com/photoshop/1.0/}Credit"
_ALT = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility"

_IIM_CHARSET, _IIM_CREATOR, _IIM_CREDIT, _IIM_CAPTION = (1, 90), (2, 80), (2, 110), (2, 120)
_IIM_BLOCK, _IIM_DIGEST = 0x0404, 0x0425
_EXIF_CAPTION, _EXIF_ORIENTATION, _EXIF_ARTIST = 0x010E, 0x0112, 0x013B

Iim = Mapping[tuple[int, int], list[bytes]]
Xmp = Mapping[str, list[tuple[str, str]]]


class PhotoError(Exception):
    """A photo that cannot be shown, and the remedy, in an editor's words."""


class MissingPhotoError(PhotoError):
    """A photo that is not there."""


class UnreadablePhotoError(PhotoError):
    """A file that is there and is no photo that a browser shows."""


@dataclass(frozen=True)
class Photo:
    """A photo, and what its file says of it; the empty string where the file says nothing.

    *path* is relative to the content folder, with slashes: `photos/night-bus.jpg`.
    """

    path: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    alt: str = ""

    @property
    def url(self) -> str:
        """The photo's address below the site's: its path, percent-encoded."""
        return quote(self.path, safe="/")


def photo(src: str, story_folder: str, content_folder: str, lang: str = "") -> Photo:
    """Return the photo that a story in *story_folder* names *src*, or raise its `PhotoError`."""
    path = find(src, story_folder, content_folder)
    if path is None:
        raise MissingPhotoError(missing(src, story_folder, content_folder))
    return facts(path, content_folder, lang)


def find(src: str, story_folder: str, content_folder: str) -> str | None:
    """Return the path of the file that *src* names, or None where the content folder has none."""
    root = os.path.realpath(content_folder)
    for name in _spellings(src):
        for candidate in _places(name, story_folder, content_folder):
            path = os.path.normpath(candidate)
            # A pipe or a device would keep the build waiting, and a link may lead out of the house.
            if os.path.isfile(path) and _within(os.path.realpath(path), root):
                return path
    return None


def missing(src: str, story_folder: str, content_folder: str) -> str:
    """Return what an editor reads when *src* names no photo."""
    if not src.strip():
        return "an image names no photo. Write the name of its file between the parentheses."
    name = os.path.basename(unquote(_INDICATOR.sub("", src)))
    folder = os.path.basename(os.path.abspath(content_folder))
    hint = did_you_mean(name, _names(story_folder, content_folder))
    remedy = hint or " Put it there, or correct its name."
    return f'photo "{shortened(src, 200)}" is not in {folder}/photos/.{remedy}'


def facts(path: str, content_folder: str, lang: str = "") -> Photo:
    """Return the photo at *path*, its texts in *lang* where the file has them in several languages.

    Raise `UnreadablePhotoError` when no browser, or no web address, could take the file.
    """
    relative = os.path.relpath(path, content_folder).replace(os.sep, "/")
    name = os.path.basename(path)
    if unsafe := _UNSAFE.search(relative):
        renamed = re.sub(r"-+", "-", _UNSAFE.sub("-", name))
        shown = unsafe[0] if unsafe[0].isprintable() else "a control character"
        raise UnreadablePhotoError(
            f'photo "{name}" has {shown} in its name or folder, which web addresses cannot hold. '
            f'Rename it, to "{renamed}" for example.'
        )
    suffix = os.path.splitext(name)[1].lower()
    if suffix != ".svg" and suffix not in FORMATS:
        raise UnreadablePhotoError(
            f'photo "{name}" is in a format that browsers do not show. '
            "Save it as JPEG, PNG, WebP, AVIF, GIF or SVG."
        )
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if not size:
                raise UnreadablePhotoError(f'photo "{name}" is empty. Copy the original again.')
            if size > (LARGEST_SVG if suffix == ".svg" else LARGEST_FILE):
                raise UnreadablePhotoError(
                    f'photo "{name}" is too large a file. Save a smaller one.'
                )
            if suffix == ".svg":
                return _drawing(file, relative, name)
            return _photograph(file, relative, name, FORMATS[suffix], lang)
    except OSError as problem:
        reason = problem.strerror or "it is damaged"
        raise UnreadablePhotoError(f'photo "{name}" cannot be read: {reason}.') from problem


# Finding


def _spellings(src: str) -> Iterator[str]:
    """Yield the names that *src* may mean: as typed, percent-decoded, in each Unicode form."""
    seen = set()
    for text in (src.strip(), unquote(src.strip())):
        for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            if form and form not in seen:
                seen.add(form)
                yield form


def _places(name: str, story_folder: str, content_folder: str) -> Iterator[str]:
    indicator = _INDICATOR.match(name)
    bare = name[indicator.end() :] if indicator else name
    rooted = bare.startswith("/")
    bare = bare.lstrip("/")
    while bare.startswith("./"):
        bare = bare[2:].lstrip("/")
    if not bare:
        return
    yield os.path.join(content_folder if rooted else story_folder, bare)
    yield os.path.join(content_folder, "photos", bare.removeprefix("photos/").lstrip("/"))


def _within(path: str, root: str) -> bool:
    return path.startswith(root.rstrip(os.sep) + os.sep)


def _names(story_folder: str, content_folder: str) -> list[str]:
    names = [
        name for _, _, files in os.walk(os.path.join(content_folder, "photos")) for name in files
    ]
    if os.path.isdir(story_folder):
        names += os.listdir(story_folder)
    return sorted(name for name in names if os.path.splitext(name)[1].lower() in {*FORMATS, ".svg"})


# Photographs


def _photograph(file: BinaryIO, relative: str, name: str, kind: str, lang: str) -> Photo:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's doubts are for programmers
            with Image.open(file, formats=(kind,)) as image:
                width, height = image.size
                info = dict(image.info)
    except UnidentifiedImageError as problem:
        raise UnreadablePhotoError(_mislabelled(file, name, kind)) from problem
    except Image.DecompressionBombError as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" has too many pixels. Save it smaller.'
        ) from problem
    except Exception as problem:  # a damaged file raises whatever its reader stumbled over
        raise UnreadablePhotoError(
            f'photo "{name}" is damaged. Copy the original again.'
        ) from problem
    caption, artist, turned = _exif(info.get("exif"))
    if turned:
        width, height = height, width
    iim, edited_later = _iim(info.get("photoshop"))
    xmp = _xmp(info.get("xmp"))

    def first(properties: tuple[str, tuple[int, int]], exif: str) -> str:
        ours, theirs = _in_language(xmp, properties[0], lang), _iim_text(iim, properties[1])
        if edited_later and theirs and not ours.startswith(theirs):
            return theirs  # IIM cuts long texts off: the beginning of the other is no edit
        return ours or theirs or exif

    creator = first((_CREATOR, _IIM_CREATOR), artist)
    return Photo(
        path=relative,
        width=width,
        height=height,
        caption=_tamed(first((_DESCRIPTION, _IIM_CAPTION), caption), LONGEST_CAPTION),
        credit=_credited(_tamed(creator, LONGEST_CREDIT), first((_CREDIT, _IIM_CREDIT), "")),
        alt=_tamed(_in_language(xmp, _ALT, lang), LONGEST_ALT),
    )


def _mislabelled(file: BinaryIO, name: str, kind: str) -> str:
    others = tuple(other for other in _SUFFIXES if other != kind)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=others) as image:
                actual = str(image.format)
    except Exception:  # no photo of any kind, or one damaged beyond telling
        return f'photo "{name}" is damaged, or no photo at all. Copy the original again.'
    renamed = os.path.splitext(name)[0] + _SUFFIXES.get(actual, ".jpg")
    return f'photo "{name}" holds {actual}, not {kind}. Rename it to "{renamed}".'


def _credited(creator: str, credit_line: str) -> str:
    credit = _tamed(credit_line, LONGEST_CREDIT)
    if not creator or not credit:
        return creator or credit
    if re.search(rf"(?<!\w){re.escape(creator.casefold())}(?!\w)", credit.casefold()):
        return credit  # the credit line names the creator already
    return f"{creator}/{credit}"


def _tamed(text: str, limit: int) -> str:
    """Return *text* on one line, without control characters, cut at a word to *limit*."""
    kept = "".join(
        " " if unicodedata.category(char) == "Cc" else char for char in text[: 8 * limit]
    )
    return shortened(" ".join(_MARKS.sub("", kept).split()), limit)


def _exif(data: object) -> tuple[str, str, bool]:
    """Return EXIF's description and artist, and whether the camera was held upright."""
    if not isinstance(data, bytes):
        return "", "", False
    exif = Image.Exif()
    try:
        exif.load(data)
        caption, artist = exif.get(_EXIF_CAPTION), exif.get(_EXIF_ARTIST)
        turned = exif.get(_EXIF_ORIENTATION) in {5, 6, 7, 8}
    except Exception:  # damaged EXIF is no EXIF; browsers think so too
        return "", "", False
    description = _latin(caption)
    return "" if _CAMERA.match(description) else description, _latin(artist), turned


def _latin(value: object) -> str:
    """Return an EXIF text as its writer meant it: UTF-8, which Pillow takes for Latin-1."""
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8").strip("\0 ")
    except UnicodeError:
        return value.strip("\0 ")


def _iim(resources: object) -> tuple[Iim, bool]:
    """Return the IIM fields, and whether they were edited after the XMP was written.

    A program that keeps the two in step leaves the digest of the IIM that it wrote.
    """
    fields: dict[tuple[int, int], list[bytes]] = {}
    block = resources.get(_IIM_BLOCK) if isinstance(resources, dict) else None
    if not isinstance(resources, dict) or not isinstance(block, bytes):
        return fields, False
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        size = int.from_bytes(block[at + 3 : at + 5])
        if size > 0x7FFF or at + 5 + size > len(block):
            break  # an extended field is no text of ours
        fields.setdefault((block[at + 1], block[at + 2]), []).append(block[at + 5 : at + 5 + size])
        at += 5 + size
    digest = resources.get(_IIM_DIGEST)
    known = isinstance(digest, bytes) and len(digest) == 16 and any(digest)
    return fields, known and digest != md5(block, usedforsecurity=False).digest()


def _iim_text(fields: Iim, field: tuple[int, int]) -> str:
    marked = b"\x1b%G" in fields.get(_IIM_CHARSET, ())
    return ", ".join(
        text for value in fields.get(field, ()) if (text := _decoded(value, marked).strip("\0 "))
    )


def _decoded(value: bytes, marked: bool) -> str:
    """Return an IIM text: UTF-8, with a last character that may be cut, or else Latin-1."""
    if marked:
        return value.decode("utf-8", "ignore")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _xmp(packet: object) -> Xmp:
    """Return the XMP texts that we know, each with its language."""
    found: dict[str, list[tuple[str, str]]] = {}
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes) or len(packet) > LARGEST_XMP:
        return found
    try:
        root: Element = fromstring(packet.strip(b"\0 \r\n\t"))
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        return found
    rdf = root if root.tag == f"{_RDF}RDF" else root.find(f"{_RDF}RDF")
    for description in () if rdf is None else rdf.findall(f"{_RDF}Description"):
        for name in (_DESCRIPTION, _CREATOR, _CREDIT, _ALT):
            if name in description.attrib:
                found.setdefault(name, []).append(("", description.attrib[name]))
            for element in description.findall(name):
                items = element.findall(f"*/{_RDF}li") or [element]
                found.setdefault(name, []).extend(
                    (item.get(_XML_LANG, "").lower(), item.text.strip())
                    for item in items
                    if item.text and item.text.strip()
                )
    return found


def _in_language(xmp: Xmp, name: str, lang: str) -> str:
    texts = xmp.get(name, [])
    if not any(tag for tag, _ in texts):
        return ", ".join(text for _, text in texts)
    wanted = lang.lower().replace("_", "-")
    primary = wanted.partition("-")[0]

    def distance(tag: str) -> int:
        if wanted and tag == wanted:
            return 0
        if primary and tag.partition("-")[0] == primary:
            return 1
        return 2 if tag == "x-default" else 3

    return min(texts, key=lambda text: distance(text[0]))[1]


# Drawings

_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
_LENGTH = re.compile(r"\s*\+?(\d{1,7}(?:\.\d{0,9})?|\.\d{1,9})(px|pt|pc|in|cm|mm|)\s*", re.ASCII)
_BEFORE_THE_DRAWING = frozenset({f"{_SVG}title", f"{_SVG}desc", f"{_SVG}metadata"})
_UNSIZED = (300.0, 150.0)  # what browsers give a drawing that says nothing of its size


def _drawing(file: BinaryIO, relative: str, name: str) -> Photo:
    root: Element | None = None
    title, depth = "", 0
    try:
        for event, element in iterparse(file, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if root is None:
                root = element
            elif event == "end" and depth == 1 and element.tag == f"{_SVG}title":
                title = "".join(element.itertext())
                break
            elif event == "start" and depth == 2 and element.tag not in _BEFORE_THE_DRAWING:
                break  # what a drawing says of itself stands before it
    except DefusedXmlException as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" declares XML entities, which can hide harm. Save it as plain SVG.'
        ) from problem
    except (ParseError, LookupError, ValueError) as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" is damaged, or no SVG. Save the drawing again.'
        ) from problem
    if root is None or root.tag != f"{_SVG}svg":
        raise UnreadablePhotoError(
            f'photo "{name}" is no SVG that a browser shows. Save the drawing again as plain SVG.'
        )
    width, height = _svg_size(root)
    return Photo(relative, width, height, alt=_tamed(title, LONGEST_ALT))


def _svg_size(root: Element) -> tuple[int, int]:
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    box = [
        float(match[1])
        for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]
        if (match := _LENGTH.fullmatch(part)) and not match[2]
    ]
    if len(box) == 2 and all(box):
        across, down = box
        if width and not height:
            height = width * down / across
        elif height and not width:
            width = height * across / down
        elif not width or not height:
            width, height = across, down
    width, height = width or _UNSIZED[0], height or _UNSIZED[1]
    return max(1, round(width)), max(1, round(height))


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0
