"""Authors in schema.org's terms: people (https://schema.org/Person) and desks."""

from typing import Any

from plugins.kernel.settings import Settings
from plugins.kernel.story import Byline
from plugins.markup.text import plain, shortened, words

from .image_objects import image_object
from .publisher import publisher_id

LONGEST = 300
"""The most characters of a biography."""


def byline(author: Byline, settings: Settings) -> dict[str, Any]:
    """Return the *author* of a story: a person, a desk of the newsroom, or the newsroom itself.

    The name has no role or title in it, as search engines ask
    (https://developers.google.com/search/docs/appearance/structured-data/article#author-bp).
    """
    if author.name == settings["SITENAME"]:
        newsroom: dict[str, Any] = {"@type": "NewsMediaOrganization"}
        newsroom |= {"@id": publisher_id(settings), "name": author.name}
        return {**newsroom, "url": f"{settings['SITEURL']}/"}
    profile = getattr(author, "profile", None)
    desk = profile is not None and profile.genre == "desk"
    data: dict[str, Any] = {"@type": "Organization" if desk else "Person"}
    address = f"{settings['SITEURL']}/{author.url}"
    if author.listed:
        data["@id"] = f"{address}#author"
    data["name"] = author.name
    if author.listed:
        data["url"] = address
    if desk:
        data["parentOrganization"] = {"@id": publisher_id(settings)}
    if profile:
        role = words(profile.role)
        data["description" if desk else "jobTitle"] = role
        data["sameAs"] = [at for _, at in profile.links if at.lower().startswith("http")]
    return {name: value for name, value in data.items() if value}


def biography(author: Byline, settings: Settings) -> dict[str, Any]:
    """Return the *author* with everything on the author's own page."""
    data, profile = byline(author, settings), getattr(author, "profile", None)
    if profile and profile.portrait:
        data["image"] = image_object(profile.portrait, str(settings["SITEURL"]), profile.lang)
    if profile and (text := plain(profile.content)):
        data["description"] = shortened(text, LONGEST)
    return data
