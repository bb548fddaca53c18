"""Which picture stands for a page where it is shared, and what is drawn on one that is made."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from plugins.kernel.photos import Photo
from plugins.kernel.renditions import CARDS, CROPS, TYPES
from plugins.kernel.text import words

from .look import Look

SIZE = CROPS["og"]
"""Pixels across and down."""

SHARED = {**{kind: TYPES[kind] for kind in ("JPEG", "PNG", "WEBP")}, "GIF": "image/gif"}
"""What social networks show, by its kind; a drawing in SVG is not among it."""

LEAST = (600, 315)
"""Pixels across and down of what they show large
(https://developers.facebook.com/docs/sharing/webmasters/images/)."""


class Words(NamedTuple):
    """What is drawn on a card, beside the site's name, and the language of the headline.

    *key* stands for all of it.
    """

    key: str
    headline: str
    section: str
    lang: str


class Picture(NamedTuple):
    """A picture as social networks ask for it: its address below the site's, its type and size."""

    url: str
    type: str
    width: int
    height: int
    alt: str


def picture_of(photo: Photo) -> Picture | None:
    """Return *photo* as it is shared; None where it is too small for that, or a drawing."""
    shown: Any = photo.plan.crops()["og"] if photo.plan else photo
    if shown.kind not in SHARED or shown.width < LEAST[0] or shown.height < LEAST[1]:
        return None
    return Picture(shown.url, SHARED[shown.kind], shown.width, shown.height, photo.alt)


def words_of(story: Any) -> Words | None:
    """Return what is to be drawn for *story*; None where it has a picture that can be shared."""
    if story.image and picture_of(story.image):
        return None
    return _keyed(words(story.title), story.category.name, story.lang)


def words_of_site(settings: Mapping[str, Any]) -> Words:
    """Return what is to be drawn for the pages of *settings* that are no stories."""
    said = settings.get("SITESUBTITLE") or settings["SITENAME"]
    return _keyed(said, "", settings["DEFAULT_LANG"].lower())


def _keyed(headline: str, section: str, lang: str) -> Words:
    key = blake2b("\0".join([headline, section, lang]).encode(), digest_size=8).hexdigest()
    return Words(key, headline, section, lang)


class Cards(NamedTuple):
    """What tells the picture of a page: the *look* of cards, and the words on the site's *own*.

    Where *drawn* is not set, none can be drawn.
    """

    look: Look
    own: Words
    drawn: bool

    @property
    def mark(self) -> str:
        """What changes when the card of any page does whose words stay the same."""
        return f"{self.look.mark} {self.own.key} {self.drawn}"

    def name_of(self, key: str) -> str:
        """Return the name of the file with the card of the words of this *key*."""
        return f"{key}-{self.look.mark}.png"

    def __call__(self, story: Any = None) -> Picture | None:
        """Return the picture of *story*, or of a page that is none; None where there is none."""
        photo = getattr(story, "image", None)
        own = picture_of(photo) if photo else None
        if own or not self.drawn:
            return own
        words = story.social_card if story else self.own
        shown = [words.headline, words.section, self.look.site]
        alt = " · ".join(dict.fromkeys(each for each in shown if each))
        return Picture(f"{CARDS}/{self.name_of(words.key)}", TYPES["PNG"], *SIZE, alt)
