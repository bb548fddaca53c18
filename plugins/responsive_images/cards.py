"""A photo as templates show it: on a card, beside a biography, in a list of credits."""

from collections.abc import Callable

from markupsafe import Markup

from plugins.photos.photo import Photo

from .pictures import image, picture


def card_picture(
    placed: Callable[[str], str], photo: Photo, place: str, site: str, eager: bool = False
) -> Markup:
    """Return *photo* as HTML for a *place* of the theme; an *eager* one is fetched first.

    *site* is the site's address; *placed* replaces the mark of its placeholder colour.
    """
    loads = {"fetchpriority": "high"} if eager else {"decoding": "async", "loading": "lazy"}
    attrs = {"alt": photo.alt, **loads}
    if photo.plan is None:
        return Markup(image(photo, site, attrs))  # noqa: S704 - all of it is escaped there
    return Markup(placed(picture(photo.plan, place, site, attrs)))  # noqa: S704 - the same
