"""IIM: the metadata that news agencies have written into JPEG files since the 1990s."""

import re
from collections.abc import Mapping
from hashlib import md5

from .clean_text import iso_date
from .encodings import utf_8, windows_1252
from .metadata_fields import FIELDS, Source, Value, usable

_BLOCK, _DIGEST = 0x0404, 0x0425
_CHARSET, _DAY_CREATED, _TIME_CREATED = (1, 90), (2, 55), (2, 60)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?", re.ASCII)

Records = dict[tuple[int, int], list[bytes]]
"""The data of an IIM block by the numbers of record and data set."""


def iim_fields(resources: object) -> tuple[Source, bool | None]:
    """Return the IIM fields in Photoshop's *resources*, and whether they match their digest.

    A program that keeps IIM and XMP in sync stores a digest of the IIM that it wrote. None means
    that there is no digest.
    """
    block = resources.get(_BLOCK) if isinstance(resources, dict) else None
    if not isinstance(resources, dict) or not isinstance(block, bytes):
        return {}, None
    records = _records(block)
    is_utf8 = b"\x1b%G" in records.get(_CHARSET, ())
    found = {}
    for field in FIELDS:
        texts = [Value(_created(records))] if field.name == "created" else []
        for value in records.get((2, field.iim), ()) if field.iim else ():
            text = _decoded(value, is_utf8, field.iim_limit)
            texts.append(Value(text.replace("\0", " "), "", _fills(value, text, field.iim_limit)))
        if values := usable(field, texts):
            found[field.name] = values
    digest = resources.get(_DIGEST)
    if not isinstance(digest, bytes) or len(digest) != 16 or not any(digest):
        return found, None
    return found, digest == md5(block, usedforsecurity=False).digest()


def _records(block: bytes) -> Records:
    records: Records = {}
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        size = int.from_bytes(block[at + 3 : at + 5])
        if size > 0x7FFF or at + 5 + size > len(block):
            break  # an extended field holds no text that is read here
        records.setdefault((block[at + 1], block[at + 2]), []).append(block[at + 5 : at + 5 + size])
        at += 5 + size
    return records


def _decoded(value: bytes, is_utf8: bool, limit: int) -> str:
    """Return an IIM text: UTF-8, whose last character may be cut in two, or else windows-1252."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.reason == "unexpected end of data"
        if is_cut and (is_utf8 or len(value) >= limit - 1):
            return value[: error.start].decode("utf-8")
    return utf_8(value) if is_utf8 else windows_1252(value)


def _fills(value: bytes, text: str, limit: int) -> bool:
    """Return whether an IIM text fills its field, so that the rest of it may be lost.

    A program that never cuts a character in two stops up to three bytes below the limit, and some
    count characters instead of bytes.
    """
    return limit - 3 <= len(value) <= limit + 1 or limit - 1 <= len(text) <= limit + 1


def _created(records: Mapping[tuple[int, int], list[bytes]]) -> str:
    """Return when the photo was taken; IIM has zeros for unknown parts."""

    def first(number: tuple[int, int]) -> str:
        return records.get(number, [b""])[0].decode("latin-1").strip("\0 ")

    day, clock = _DAY.fullmatch(first(_DAY_CREATED)), first(_TIME_CREATED)
    if not day:
        return ""
    date = "-".join(day.groups()).removesuffix("-00").removesuffix("-00")
    time = _TIME.fullmatch(clock)
    if not time or len(date) < len("2026-03-14"):
        return date
    hour, minute, second, zone, more = time.groups()
    moment = f"{date}T{hour}:{minute}:{second}" + (f"{zone}:{more}" if zone else "")
    return moment if iso_date(moment) else date
