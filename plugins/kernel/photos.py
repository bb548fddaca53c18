"""The photos of a newsroom: where a file is found, and what it says of itself.

A photo costs one reading of its header; nothing is decoded. Files come from anywhere, so whatever
is wrong with one ends as a `PhotoError` in an editor's words.
"""

import os
import re
import unicodedata
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import md5
from typing import BinaryIO
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, fromstring
from PIL import Image, UnidentifiedImageError

from plugins.kernel.faults import nearest
from plugins.kernel.text import shortened

LONGEST_CAPTION = 2000
LONGEST_CREDIT = 300
LONGEST_ALT = 1000
LARGEST_FILE = 256 * 1024 * 1024
LARGEST_SVG = 16 * 1024 * 1024
LARGEST_XMP = 1024 * 1024
MOST_COMPARED = 200
"""How many names, around its own in the alphabet, a missing photo is compared with."""
MOST_HINTS = 50
"""How many missing photos of one story are compared with those that are there."""

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


class Shelf:
    """The photos that the stories in *story_folder* may name, their texts in *lang*.

    It looks through the folders once, when the first photo is missing.
    """

    def __init__(self, story_folder: str, content_folder: str, lang: str = "") -> None:
        self.story_folder = story_folder
        self.content_folder = content_folder
        self.lang = lang
        self._hints = MOST_HINTS

    def photo(self, src: str) -> Photo:
        """Return the photo that a story names *src*, or raise its `PhotoError`."""
        path = find(src, self.story_folder, self.content_folder)
        if path is None:
            raise MissingPhotoError(self._missing(src))
        try:
            status = os.stat(path)
        except OSError as problem:
            reason = problem.strerror or "it is gone"
            name = os.path.basename(path)
            raise UnreadablePhotoError(f'photo "{name}" cannot be read: {reason}.') from problem
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return _known(path, self.content_folder, self.lang, stamp)

    def _missing(self, src: str) -> str:
        if not src.strip():
            return "an image names no photo. Write the name of its file between the parentheses."
        folder = os.path.basename(os.path.abspath(self.content_folder))
        shown = f'photo "{shortened(src, 200)}"'
        paths = _candidates(src, self.story_folder, self.content_folder)
        if any(_leads_out(path, self.content_folder) for path in paths):
            return f"{shown} is a link that leads outside {folder}/. Put the file itself there."
        self._hints -= 1
        name = os.path.basename(unquote(_INDICATOR.sub("", src)))
        close = nearest(name, _neighbours(name, self._names)) if self._hints >= 0 else None
        meant = f'Did you mean "{self._names[close]}"?' if close else ""
        remedy = meant or "Put it there, or correct its name."
        return f"{shown} is not in {folder}/photos/. {remedy}"

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of all photos, in order, and what to write for each."""
        photos = os.path.join(self.content_folder, "photos")
        folders = [(root, photos) for root, _, _ in sorted(os.walk(photos))]
        if os.path.isdir(self.story_folder):
            folders.append((self.story_folder, self.story_folder))
        found = {
            entry.name: os.path.relpath(entry.path, base).replace(os.sep, "/")
            for folder, base in folders
            for entry in os.scandir(folder)
            if os.path.splitext(entry.name)[1].lower() in {*FORMATS, ".svg"} and entry.is_file()
        }
        return dict(sorted(found.items(), key=lambda item: _alphabetically(item[0])))


@lru_cache(maxsize=256)
def _known(path: str, content_folder: str, lang: str, stamp: tuple[int, ...]) -> Photo:
    """Return the facts of a photo, which many stories may show; *stamp* is that of its file."""
    return facts(path, content_folder, lang)


def find(src: str, story_folder: str, content_folder: str) -> str | None:
    """Return the path of the file that *src* names, or None where the content folder has none."""
    root = os.path.realpath(content_folder)
    for path in _candidates(src, story_folder, content_folder):
        # A pipe or a device would keep the build waiting, and a link may lead out of the house.
        if os.path.isfile(path) and _within(os.path.realpath(path), root):
            return path
    return None


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


def _candidates(src: str, story_folder: str, content_folder: str) -> Iterator[str]:
    """Yield the paths where the file that *src* names may lie, in the order in which they count."""
    for name in _spellings(src):
        for place in _places(name, story_folder, content_folder):
            yield os.path.normpath(place)


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


def _leads_out(path: str, content_folder: str) -> bool:
    """Return whether *path*, which lies in the content folder, is a file elsewhere."""
    return (
        os.path.isfile(path)
        and _within(path, os.path.normpath(content_folder))
        and not _within(os.path.realpath(path), os.path.realpath(content_folder))
    )


def _neighbours(name: str, names: Mapping[str, str]) -> list[str]:
    """Return those of *names*, which are in order, that stand around *name*."""
    ordered = list(names)
    at = bisect_left(ordered, _alphabetically(name), key=_alphabetically)
    return ordered[max(0, at - MOST_COMPARED // 2) : at + MOST_COMPARED // 2]


def _alphabetically(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


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
_UNSIZED = (300.0, 150.0)  # what browsers give a drawing that says nothing of its size
_CHUNK = 65_536
_HTML = "{http://www.w3.org/1999/xhtml}"
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_WITHIN_ITSELF = re.compile(r"(?:#|data:image/(?:png|jpe?g|gif|webp|avif)[;,]|$)")
_RUNS = re.compile(r"(?:^|;)(?:java|vb)script:")
_NAMESPACE = re.compile(r"@namespace\b[^;]*;", re.IGNORECASE)  # names one, fetches nothing
_FETCHES = re.compile(
    r"@import|url\(\s*[\"']?(?!\s*(?:#|data:|[\"')]))|\bimage-set\(|\bsrc\(", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


class _Drawing:
    """Hears the parts of an SVG file one by one and keeps none but what describes the drawing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self.attrs: dict[str, str] = {}
        self.title: list[str] = []
        self._path: list[str] = []
        self._titled = False
        self._style: list[str] = []

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Hear an element begin."""
        if not self._path:
            self.root, self.attrs = tag, dict(attrs)
        self._path.append(tag)
        local = _local(tag)
        if local == "script":
            self._refuse("holds a script")
        if local == "foreignobject" or tag.startswith(_HTML):
            self._refuse("holds HTML")
        for name, value in attrs.items():
            self._hear(_local(name), value)

    def data(self, text: str) -> None:
        """Hear words."""
        if self._path[1:2] == [f"{_SVG}title"] and not self._titled:
            self.title.append(text)
        if self._path and _local(self._path[-1]) == "style":
            self._style.append(text)

    def end(self, tag: str) -> None:
        """Hear an element end."""
        self._path.pop()
        self._titled = self._titled or (len(self._path) == 1 and bool(self.title))
        if _local(tag) == "style":
            self._hear_style("".join(self._style))
            self._style = []

    def pi(self, target: str, data: str) -> None:
        """Hear an instruction, such as which style sheet to fetch."""
        if target == "xml-stylesheet":
            self._refuse("fetches a style sheet")

    def _hear(self, name: str, value: str) -> None:
        bare = _BLANKS.sub("", value).lower()
        if name.startswith("on") or _RUNS.search(bare):
            self._refuse("holds a script")
        if name == "attributename" and bare.rpartition(":")[2] == "href":
            self._refuse("changes an address")
        if name in {"href", "src"} and not _WITHIN_ITSELF.match(bare):
            self._refuse(f'refers to "{shortened(value, 80)}"')
        if "(" in value or "@" in value:
            self._hear_style(value)

    def _hear_style(self, style: str) -> None:
        if _FETCHES.search(_NAMESPACE.sub("", _ESCAPE.sub(_unescaped, style))):
            self._refuse("has a style that fetches another file")

    def _refuse(self, what: str) -> None:
        raise UnreadablePhotoError(
            f'photo "{self.name}" {what}. '
            "Export it again without scripts and without references to other files."
        )


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return match[2] or (chr(code) if code < 0x110000 else "")


def _drawing(file: BinaryIO, relative: str, name: str) -> Photo:
    drawing = _Drawing(name)
    parser = DefusedXMLParser(target=drawing)
    try:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" declares XML entities, which can hide harm. Save it as plain SVG.'
        ) from problem
    except (ParseError, LookupError, ValueError) as problem:
        raise UnreadablePhotoError(
            f'photo "{name}" is damaged, or no SVG. Save the drawing again.'
        ) from problem
    if drawing.root != f"{_SVG}svg":
        raise UnreadablePhotoError(
            f'photo "{name}" is no SVG that a browser shows. Save the drawing again as plain SVG.'
        )
    width, height = _svg_size(drawing.attrs)
    return Photo(relative, width, height, alt=_tamed("".join(drawing.title), LONGEST_ALT))


def _svg_size(root: Mapping[str, str]) -> tuple[int, int]:
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
