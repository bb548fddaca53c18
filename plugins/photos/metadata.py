"""The metadata of a photo: creator, caption, rights, place and date, as IPTC defines them."""

from dataclasses import dataclass

LONGEST_CAPTION = 2000
LONGEST_CREDIT = 300
LONGEST_ALT = 1000

Texts = tuple[tuple[str, str], ...]
"""A text in one or more languages: pairs of language tag, in lower case, and text.

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
    """The address where a licence can be bought (Licensor URL)."""
    usage_terms: Texts = ()
    sublocation: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    created: str = ""
    """When it was taken, in ISO 8601 as precisely as the file knows: year, day, time with zone."""
    alt: Texts = ()
    description: Texts = ()
    """The extended description, for readers who cannot see the photo."""
    source_type: str = ""
    """IPTC's address for how the picture came about (Digital Source Type)."""


def in_language(texts: Texts, lang: str) -> str:
    """Return the text for *lang*: in that language, else in its primary language, else the default.

    Return the empty string if there are no *texts*.
    """
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
