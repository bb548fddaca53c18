"""Which value to use when XMP, IIM and EXIF of one photo disagree.

The rules are NEWS-STANDARDS 16. They follow the Metadata Working Group's "Guidelines for Handling
Image Metadata", version 2.0 (2010), chapter 5:

- XMP wins over IIM, unless the digest of the IIM that Photoshop stores beside it does not match:
  then a program that does not know XMP edited the IIM later, and IIM wins over XMP.
- Description, creator and copyright in EXIF win over both if there is no such digest. With one,
  they come last. Here the project's standards differ from exiftool's reading of the guidelines,
  which always puts EXIF first: a digest shows that the file went through a picture desk, and
  cameras fill in EXIF before that.
- The date in EXIF is the camera's and always wins.
- The texts of a PNG, which the guidelines do not know, come last.
- Blank values, and what cameras write into the description of every picture, count as absent.
- IIM cuts long texts off. The beginning of another text is not a contradiction and is never shown.
  The same goes for a text in EXIF with question marks for letters that ASCII lacks.
- Of two values that agree, the more complete one is shown: more languages, or a time with a zone.
- A description that differs from XMP's is used alone: XMP's other languages translate an older one.
"""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

from .metadata import in_language
from .metadata_fields import Field, Value, Values

_FURTHEST_ZONE = timedelta(hours=14)
_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"©": "(c)", "®": "(r)", "™": "(tm)"}
    | {"–": "-", "—": "-", "‐": "-", "‑": "-", "…": "...", ";": " "}
)

_SIGN = re.compile(r"(?:\bcopyright\b|\bcopr\.|©|\(c\))[:\s]*", re.IGNORECASE)


class Conflict(NamedTuple):
    """Two texts for one *field* (as editors call it), and the part of the file that has each."""

    field: str
    shown: str
    shown_in: str
    other: str
    other_in: str


def precedence(field: Field, in_sync: bool | None) -> tuple[str, ...]:
    """Return the parts of a file that may have *field*, the most trusted first.

    *in_sync* says whether IIM matches its digest; None if there is no digest.
    """
    order = ("IIM", "XMP") if in_sync is False else ("XMP", "IIM")
    if field.name == "created" or in_sync is None:
        return ("EXIF", *order, "PNG")
    return (*order, "EXIF", "PNG")


def reconciled(field: Field, found: list[tuple[str, Values]]) -> tuple[Values, list[Conflict]]:
    """Return the values to show of those *found* in several parts, and what contradicts them."""
    if not found:
        return (), []
    agreeing = [each for each in found if _agree(field, each[1], found[0][1])]
    place, shown = max(agreeing, key=lambda each: _amount(each[1]))
    others: list[tuple[str, Values]] = []
    for each in found:
        if not any(_agree(field, each[1], known) for _, known in [(place, shown), *others]):
            others.append(each)
    return shown, [
        Conflict(field.label, _text(field, shown), place, _text(field, values), where)
        for where, values in others
    ]


def _amount(values: Values) -> tuple[int, int, int]:
    """Return how complete *values* are: texts, characters, and few question marks for letters."""
    text = "".join(each.text for each in values)
    return len(values), len(text), -text.count("?")


def _agree(field: Field, ours: Values, theirs: Values) -> bool:
    if field.kind == "date":
        return _same_time(ours[0].text, theirs[0].text)
    if field.name == "copyright":
        ours, theirs = _without_signs(ours), _without_signs(theirs)
    if field.kind != "names":
        return any(_same(one, other) for one in ours for other in theirs)
    if _folded(_text(field, ours)) == _folded(_text(field, theirs)):
        return True
    return len(ours) == len(theirs) and all(map(_same, ours, theirs))


def _without_signs(values: Values) -> Values:
    """Return *values* without the words and signs that say that a notice is one of copyright."""
    return tuple(each._replace(text=_SIGN.sub("", each.text)) for each in values)


def _same(ours: Value, theirs: Value) -> bool:
    one, other = _folded(ours.text), _folded(theirs.text)
    return (
        one == other
        or (ours.cut and other.startswith(one))
        or (theirs.cut and one.startswith(other))
        or ours.text == _in_ascii(theirs.text)
        or theirs.text == _in_ascii(ours.text)
    )


def _in_ascii(text: str) -> str:
    """Return *text* as written by programs that take EXIF's type "ASCII" literally."""
    return text.encode("ascii", "replace").decode()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_ALIKE).split())


def _same_time(ours: str, theirs: str) -> bool:
    """Return whether two dates may be the same; each may be less precise, or lack a zone."""
    if "T" not in ours or "T" not in theirs:
        known = min(len(ours), len(theirs), len("2026-03-14"))
        return ours[:known] == theirs[:known]
    one, other = datetime.fromisoformat(ours), datetime.fromisoformat(theirs)
    apart = abs(one.replace(tzinfo=None) - other.replace(tzinfo=None))
    minute = timedelta(minutes=1)
    if one.tzinfo and other.tzinfo:
        return apart < minute or abs(one - other) < minute
    return apart < (_FURTHEST_ZONE if one.tzinfo or other.tzinfo else minute)


def _text(field: Field, values: Values) -> str:
    if field.kind == "names":
        return ", ".join(each.text for each in values)
    return in_language(tuple((each.lang, each.text) for each in values), "")
