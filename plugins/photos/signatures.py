"""Tells what a file holds from its first bytes, whatever its name says."""

import re

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb"\xff\xd8\xff", "JPEG"),
        (rb"\x89PNG", "PNG"),
        (rb"GIF8", "GIF"),
        (rb"RIFF....WEBP", "WEBP"),
        (rb"....ftypavi[fs]", "AVIF"),
        (rb"....ftyp(?:he[ivm][cxsm]|mif1|msf1)", "HEIC"),
        (rb"....ftypcrx ", "a camera's raw picture"),
        (rb"(?:II\*\0|MM\0\*)....CR", "a camera's raw picture"),
        (rb"FUJIFILM|IIR[OS]|IIU\0|MMOR|\0MRM", "a camera's raw picture"),
        (rb"(?:II\*\0|MM\0\*|II\+\0|MM\0\+)", "TIFF"),
        (rb"....ftypjxl |\xff\x0a|\0\0\0\x0cJXL ", "JPEG XL"),
        (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000"),
        (rb"II\xbc", "JPEG XR"),
        (rb"BM....\0\0\0\0", "BMP"),
        (rb"8BPS", "a Photoshop document"),
        (rb"\0\0[\x01\x02]\0", "an icon"),
        (rb"%PDF", "PDF"),
        (rb"%!PS|\xc5\xd0\xd3\xc6", "PostScript"),
        (rb"PK\x03\x04", "a ZIP archive or an office document"),
        (rb"\xd0\xcf\x11\xe0", "an office document"),
        (rb"....(?:ftyp|moov|mdat|wide)|\x1a\x45\xdf\xa3|RIFF....AVI ", "film"),
        (rb"ID3|RIFF....WAVE|OggS|fLaC", "sound"),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)", "a web page"),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!doctype svg|<svg)", "SVG or other XML"),
    )
)
LONGEST = 64
"""How many bytes at the start of a file are enough to tell."""


def held_by(start: bytes) -> str:
    """Return what a file holds that begins with *start*, such as "HEIC"; "" if that is unknown."""
    return next((name for pattern, name in _SIGNATURES if pattern.match(start)), "")
