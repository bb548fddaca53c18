"""Where each field of a photo's metadata is stored in a file, and which values are usable."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from plugins.markup.text import shortened

from .clean_text import LONGEST_ADDRESS, iso_date, one_line, web_address
from .device_words import is_brand, names_nobody, says_nothing
from .metadata import LONGEST_ALT, LONGEST_CAPTION, LONGEST_CREDIT, in_language

LONGEST_DESCRIPTION = 10_000
LONGEST_LINE = 300
LONGEST_NOTICE = 2000
MOST_VALUES = 100
"""How many creators, languages or places of one photo are read."""

DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"


SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""The beginning of IPTC's addresses for how a picture came about."""


class Field(NamedTuple):
    """A field of `Metadata`: its name in XMP, IIM and EXIF, and its limits here and in IIM.

    *label* is what editors call it; *kind* is "texts", "line", "names", "address" or "date".
    """

    name: str
    label: str
    kind: str
    longest: int
    xmp: str
    iim: int = 0
    iim_limit: int = 0
    exif: int = 0


FIELDS = (
    Field("caption", "caption", "texts", LONGEST_CAPTION, f"{DC}description", 120, 2000, 0x010E),
    Field("headline", "headline", "line", LONGEST_LINE, f"{PHOTOSHOP}Headline", 105, 256),
    Field("creators", "creator", "names", LONGEST_CREDIT, f"{DC}creator", 80, 32, 0x013B),
    Field("credit_line", "credit line", "line", LONGEST_CREDIT, f"{PHOTOSHOP}Credit", 110, 32),
    Field(
        "copyright", "copyright notice", "texts", LONGEST_NOTICE, f"{DC}rights", 116, 128, 0x8298
    ),
    Field("licence", "licence", "address", LONGEST_ADDRESS, f"{RIGHTS}WebStatement"),
    Field("licensor", "licensor", "address", LONGEST_ADDRESS, f"{PLUS}Licensor"),
    Field("usage_terms", "terms of use", "texts", LONGEST_NOTICE, f"{RIGHTS}UsageTerms"),
    Field("sublocation", "place", "line", LONGEST_LINE, f"{CORE}Location", 92, 32),
    Field("city", "city", "line", LONGEST_LINE, f"{PHOTOSHOP}City", 90, 32),
    Field("state", "state", "line", LONGEST_LINE, f"{PHOTOSHOP}State", 95, 32),
    Field("country", "country", "line", LONGEST_LINE, f"{PHOTOSHOP}Country", 101, 64),
    Field("created", "date", "date", LONGEST_LINE, f"{PHOTOSHOP}DateCreated"),
    Field("alt", "alternative text", "texts", LONGEST_ALT, f"{CORE}AltTextAccessibility"),
    Field(
        "description", "description", "texts", LONGEST_DESCRIPTION, f"{CORE}ExtDescrAccessibility"
    ),
    Field("source_type", "origin", "address", LONGEST_ADDRESS, f"{EXTENSION}DigitalSourceType"),
)
BY_NAME = {field.name: field for field in FIELDS}


class Value(NamedTuple):
    """A text as it is in the file; *cut* if IIM may have had no room for the rest of it."""

    text: str
    lang: str = ""
    cut: bool = False


Values = tuple[Value, ...]
Source = dict[str, Values]
"""The values in one part of a file (XMP, IIM or EXIF), by the names of the fields."""


def usable(field: Field, values: Iterable[Value]) -> Values:
    """Return those of *values* that fit the kind of *field*, ready to be compared and shown."""
    fit = {"address": _address, "date": iso_date}.get(field.kind)
    kept = []
    for each in islice(values, MOST_VALUES):
        text = fit(each.text) if fit else one_line(each.text, field.longest)
        if text and not _is_empty(field, text):
            kept.append(each._replace(text=text))
    return tuple(kept)


def _address(text: str) -> str:
    """Return *text* as a web address; one without its scheme, or a bare code, is completed."""
    bare = text.strip()
    if code := _CODE.fullmatch(bare):
        return f"{SOURCE_TYPES}{code[1]}"
    return web_address(bare) or (web_address(f"https://{bare}") if _HOST.match(bare) else "")


def _is_empty(field: Field, text: str) -> bool:
    """Return whether *text* is what cameras and programs write into *field* of every photo."""
    if field.name in {"caption", "headline", "alt", "description"}:
        return says_nothing(text)
    if field.name == "credit_line" and is_brand(text):
        return False
    return field.name in {"creators", "credit_line", "copyright"} and names_nobody(text)


def final_value(field: Field, values: Values) -> object:
    """Return *values* in the type that `Metadata` has for *field*."""
    texts = [(each.lang, shortened(each.text, field.longest)) for each in values]
    if field.kind == "texts":
        return tuple({lang: (lang, text) for lang, text in reversed(texts)}.values())[::-1]
    if field.kind == "names":
        return tuple(dict.fromkeys(text for _, text in texts))
    return in_language(tuple(texts), "")


_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
)
_CODE = re.compile(
    r"(?:digsrctype:)?((?:digital|computational)Capture|negativeFilm|positiveFilm|print|"
    r"softwareImage|humanEdits|minorHumanEdits|digitalArt|digitalCreation|dataDrivenMedia|"
    r"screenCapture|virtualRecording|composite(?:Capture|Synthetic|WithTrainedAlgorithmicMedia)?|"
    r"(?:trainedA|a)lgorithmicMedia|algorithmicallyEnhanced|multiFrameComputationalCapture)"
)
