"""Addresses from names: letters, digits and hyphens of any script."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 200
"""Bytes in a slug; a folder's name has room for 255."""

_APOSTROPHES = str.maketrans("", "", "'’‘ʼ")
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
}


@lru_cache(maxsize=4096)
def slugified(name: str) -> str:
    """Return *name* as a slug: lower case, Latin letters without accents, hyphens between words.

    A long one is cut to what a folder's name has room for; it is empty where *name* holds no
    letter and no digit.
    """
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).lower()
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char) and letters and letters[-1].isascii():
            continue  # an accent on a Latin letter; marks of other scripts are part of the word
        letters.append(_LATIN.get(char, char if _belongs(char) else "-"))
    slug = unicodedata.normalize("NFC", re.sub(r"-+", "-", "".join(letters)).strip("-"))
    return slug.encode()[:LONGEST].decode(errors="ignore").strip("-")


def is_slug(text: str) -> bool:
    """Say whether *text* is a slug as it stands, short enough for a folder's name."""
    stripped = text.strip("-")
    return (
        0 < len(text.encode()) <= LONGEST
        and stripped == text
        and any(char.isalnum() for char in text)
        and all(char == "-" or _belongs(char) for char in text)
    )


def _belongs(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"
