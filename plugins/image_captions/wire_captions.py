"""Captions as news agencies write them, which end with the credit and with notes to editors.

`A bus at night. REUTERS/Lena Vogt`, `Ein Bus. Foto: Lena Vogt/dpa +++ dpa-Bildfunk +++`.
"""

import html
import re

from .credit_forms import names_agency_or_person
from .credit_words import LABELS
from .credits import Split, split

LONGEST_BARE_CREDIT = 120
MOST_CREDITS = 4
"""How many credits at the end of a caption are removed: agencies that resell photos add theirs."""


def split_wire_caption(text: str, credit: str) -> Split:
    """Return the *text* of a photo's own caption without its credits, and the credit to show.

    *credit* is the one in the file's own fields. It is shown unless the caption has one between
    parentheses, or one that names more. All are plain text; the result is HTML.
    """
    caption, found = html.escape(_BULLETIN.sub("", text), quote=False), Split("", "")
    bare = ""
    for _ in range(MOST_CREDITS):
        shorter = _without_notes(caption)
        found_now = split(shorter)
        if found_now.credit:
            found = found if found.credit else found_now
            caption = found_now.caption
            continue
        at = bare_credit(shorter)
        if at is None:
            break
        bare = bare or shorter[at:].strip(" ./–—-")
        caption = shorter[:at].rstrip(" /–—-")
    shown = found.credit or _fuller(html.escape(credit, quote=False), bare)
    return Split(caption, shown)


def split_typed_caption(caption: str) -> Split:
    """Return the *caption* that a reporter typed, as HTML, and the credit at its end."""
    found = split(caption)
    at = None if found.credit else bare_credit(found.caption)
    if at is None or "<" in found.caption[at:]:
        return found
    before, credit = found.caption[:at].rstrip(" /–—-"), found.caption[at:]
    closed = before.count("<") == 2 * before.count("</")  # no emphasis is left open
    return Split(before, credit.strip(" ./–—-")) if closed else found


def bare_credit(text: str) -> int | None:
    """Return where the credit begins that ends *text* without parentheses; None without one."""
    whole = text.rstrip(" .")
    starts = [match.end() for match in _BOUNDARY.finditer(whole, max(0, len(whole) - 150))]
    for start in starts[-8:]:
        tail = whole[start:].lstrip(" /–—-")
        if len(tail) <= LONGEST_BARE_CREDIT and names_agency_or_person(html.unescape(tail)):
            return start
    return None


def _without_notes(caption: str) -> str:
    """Return *caption* without the notes to editors at its end, if a credit stands before them."""
    shorter = _NOTES.sub("", caption).rstrip()
    if shorter != caption and (split(shorter).credit or bare_credit(shorter) is not None):
        return shorter
    return caption


def _fuller(credit: str, bare: str) -> str:
    """Return *credit*, unless *bare* names all that it does and more."""
    ours, theirs = _names(credit), _names(bare)
    return bare if ours < theirs else credit


def _names(credit: str) -> set[str]:
    return set(re.findall(r"\w+", credit.casefold())) - LABELS


_BULLETIN = re.compile(r"\s*\+{3}[^+]{1,80}\+{3}\s*$")
_NOTES = re.compile(
    r"[\s.–—-]*\b(?:TPX IMAGES OF THE DAY|ATTENTION EDITORS|NO RESALES|NO ARCHIVES?|NO SALES|"
    r"MANDATORY CREDIT|(?:FOR )?EDITORIAL USE ONLY|RESTRICTED TO|REFILE|BEST QUALITY|"
    r"THIS (?:IMAGE|PICTURE|PHOTO)|NO USE|NO COMMERCIAL|ACHTUNG:|Honorarfrei|"
    r"Nur zur redaktionellen|Nur zur Verwendung).*$"
)
_BOUNDARY = re.compile(
    r"(?<=[.!?…。”\"'’)])\s+|^|\s+(?=(?:REUTERS|EPA|EPA-EFE|EFE|ANSA|KEYSTONE|AFP|AP)\s?/)|"
    r"\s+(?=/?\s?(?:AFP PHOTO|AFP Photo|AP Photo)\b)|"
    r"\s+(?=(?:Fotos?|FOTOS?|Photos?|PHOTOS?|Bild|Crédit|Photo [Cc]redit)\s?:)"
)
