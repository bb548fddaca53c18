"""A photo on a card, beside a biography, in a list of credits."""

from collections.abc import Callable

from markupsafe import Markup

from plugins.kernel.photos import Photo
from plugins.kernel.pictures import image, picture


def card_picture(
    toned: Callable[[str], str], photo: Photo, place: str, site: str, eager: bool = False
) -> Markup:
    """Return *photo* as HTML for a *place* of the theme; an *eager* one is fetched first."""
    loads = {"fetchpriority": "high"} if eager else {"decoding": "async", "loading": "lazy"}
    attrs = {"alt": photo.alt, **loads}
    if photo.plan is None:
        return Markup(image(photo, site, attrs))  # noqa: S704 - all of it is escaped there
    return Markup(toned(picture(photo.plan, place, site, attrs)))  # noqa: S704 - the same
