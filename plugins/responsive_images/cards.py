"""Photos in templates: on a card, beside a biography, in a list of credits."""

from collections.abc import Callable

from markupsafe import Markup

from plugins.photos.photo import Photo

from .pictures import image, picture
from .places import SHAPES, widest


def card_picture(
    coloured: Callable[[str], str],
    photo: Photo,
    place: str,
    site: str,
    eager: bool = False,
    decorative: bool = False,
) -> Markup:
    """Return *photo* as HTML for a *place* of the theme; an *eager* one loads first.

    A *decorative* one has no alternative text, because the words beside it say what it shows.

    *site* is the site's address; *coloured* sets the classes of placeholder colours in HTML.
    """
    loading = {"fetchpriority": "high"} if eager else {"decoding": "async", "loading": "lazy"}
    attrs = {"alt": "" if decorative else photo.alt, **loading, **_own_size(photo, place)}
    if photo.plan is None:
        return Markup(image(photo, site, attrs))  # noqa: S704 - all of it is escaped there
    return Markup(coloured(picture(photo.plan, place, site, attrs)))  # noqa: S704 - the same


def _own_size(photo: Photo, place: str) -> dict[str, str]:
    """Return the attributes of a *photo* that is smaller than its *place* and is not blown up.

    They are those of the part that the place shows. A drawing says whether it can be dark.
    """
    if photo.dark:
        return {"class": "own-dark"}
    if photo.kind == "SVG" or place not in SHAPES or not photo.width or not photo.height:
        return {}
    across = min(photo.width, round(photo.height * SHAPES[place]))
    if across >= widest(place):
        return {}
    down = max(1, round(across / SHAPES[place]))
    return {"class": "small", "height": str(down), "width": str(across)}
