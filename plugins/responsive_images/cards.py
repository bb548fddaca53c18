"""Photos in templates: on a card, beside a biography, in a list of credits."""

from collections.abc import Callable

from markupsafe import Markup

from plugins.photos.photo import Photo

from .pictures import image, picture


def card_picture(
    coloured: Callable[[str], str], photo: Photo, place: str, site: str, eager: bool = False
) -> Markup:
    """Return *photo* as HTML for a *place* of the theme; an *eager* one loads first.

    *site* is the site's address; *coloured* sets the classes of placeholder colours in HTML.
    """
    loading = {"fetchpriority": "high"} if eager else {"decoding": "async", "loading": "lazy"}
    attrs = {"alt": photo.alt, **loading}
    if photo.plan is None:
        return Markup(image(photo, site, attrs))  # noqa: S704 - all of it is escaped there
    return Markup(coloured(picture(photo.plan, place, site, attrs)))  # noqa: S704 - the same
