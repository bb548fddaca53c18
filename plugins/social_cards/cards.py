"""The picture of a page for social networks, and the text on a drawn one."""

from hashlib import blake2b
from typing import NamedTuple

from plugins.kernel.story import Story
from plugins.markup.text import words
from plugins.photos.formats import CARDS, CROPS, SHARED_CROP, TYPES
from plugins.photos.photo import Photo
from plugins.photos.plans import Rendition

from .design import Design

SIZE = CROPS[SHARED_CROP]
"""Pixels across and down."""

SHARED = {kind: TYPES[kind] for kind in ("JPEG", "PNG", "WEBP", "GIF")}
"""The media types that social networks show, by format; SVG is not among them."""

LEAST = (600, 315)
"""The least pixels across and down of a picture that they show large
(https://developers.facebook.com/docs/sharing/webmasters/images/)."""


class CardText(NamedTuple):
    """The text on a card, besides the site's name, and the language of the headline.

    *key* is a digest of all three.
    """

    key: str
    headline: str
    section: str
    lang: str


class Picture(NamedTuple):
    """A picture for social networks: its address below the site's, its media type and size."""

    url: str
    type: str
    width: int
    height: int
    alt: str


def picture_of(photo: Photo) -> Picture | None:
    """Return *photo* as it is shared; None if it is too small, or a drawing."""
    shown: Photo | Rendition = photo.plan.crops()[SHARED_CROP] if photo.plan else photo
    if shown.kind not in SHARED or shown.width < LEAST[0] or shown.height < LEAST[1]:
        return None
    return Picture(shown.url, SHARED[shown.kind], shown.width, shown.height, photo.alt)


def text_of(story: Story) -> CardText | None:
    """Return the text of the card of *story*; None if it has a picture that can be shared."""
    if story.image and picture_of(story.image):
        return None
    return _keyed(words(story.title), story.category.name, story.lang)


def text_of_site(name: str, lang: str) -> CardText:
    """Return the text of the card of all pages that are not stories: *name*, in *lang*."""
    return _keyed(name, "", lang.lower())


def _keyed(headline: str, section: str, lang: str) -> CardText:
    key = blake2b("\0".join([headline, section, lang]).encode(), digest_size=8).hexdigest()
    return CardText(key, headline, section, lang)


class Cards(NamedTuple):
    """Finds the picture of a page, by the *design* of cards.

    *site_text* is on the card of all pages that are not stories. *drawn* is false if no font has
    the letters of the site's name; then no card is drawn.
    """

    design: Design
    site_text: CardText
    drawn: bool

    @property
    def fingerprint(self) -> str:
        """Changes with everything that a page's card depends on, except the text of its story."""
        return f"{self.design.fingerprint} {self.site_text.key} {self.drawn}"

    def name_of(self, key: str) -> str:
        """Return the name of the file with the card whose text has this *key*."""
        return f"{key}-{self.design.fingerprint}.png"

    def __call__(self, story: Story | None = None) -> Picture | None:
        """Return the picture of *story*, or of another page; None if there is none."""
        photo = getattr(story, "image", None)
        own = picture_of(photo) if photo else None
        if own or not self.drawn:
            return own
        text = story.social_card if story else self.site_text
        shown = [text.headline, text.section, self.design.site]
        alt = " · ".join(dict.fromkeys(each for each in shown if each))
        return Picture(f"{CARDS}/{self.name_of(text.key)}", TYPES["PNG"], *SIZE, alt)
