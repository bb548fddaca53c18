"""Each photo in the sizes that phones and desks need, with its rights in every file."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican import signals

from plugins.kernel.renditions import plan

from .cards import card_picture
from .collection import collected, expired, washable
from .laboratory import Laboratory
from .markup import in_feed, sized
from .tones import toned


def size_photos(content: Any) -> None:
    """Show the photos of *content* in several sizes, and note what of them is to be made."""
    photos = getattr(content, "photos", None)
    if photos is None:
        return  # a photo or another file that is copied as it is
    planned = {photo.path: replace(photo, plan=plan(photo)) for photo in photos}
    content.photos = tuple(planned.values())
    if content.image:
        content.image = planned[content.image.path]
    plans = {path: photo.plan for path, photo in planned.items() if photo.plan}
    content.plans = tuple(plans.items())
    content.expiring = tuple((each.path, each.expires) for each in photos if each.expires)
    content.photo_paths = tuple(path for path in planned if path not in plans)
    story = getattr(content, "kind", "") == "story"
    content.leads = content.image.path if story and content.image else ""
    if plans:
        site = urlsplit(content.settings["SITEURL"]).path.rstrip("/")
        content._content = sized(content._content, plans, site)
        content.lead_figure = sized(content.lead_figure, plans, site, lead=True)
        content.metadata["lead_figure"] = content.lead_figure


def lend_words(generator: Any) -> None:
    """Give templates ``picture(photo, place, site)`` and ``toned(html)``."""
    tone_of = toned(_cache(generator.settings))
    generator.env.globals |= {"toned": tone_of, "picture": partial(card_picture, tone_of)}


def develop(generators: list[Any]) -> None:
    """Make what is not there yet of the photos that are published, and publish it.

    A photo that cannot be shown, or may not be any more, is a fault of the stories that show it.
    Where there are faults already, the site will not be built, and no photo is made.
    """
    context, settings = generators[0].context, generators[0].settings
    contents = [each for each in context["generated_content"].values() if each]
    faults = context.setdefault("faults", [])
    faults += expired(contents, settings["TIMEZONE"])
    every = (*faults, *(each for content in contents for each in content.faults))
    if any(not each.warning for each in every):
        return
    laboratory = Laboratory(Path(settings["PATH"]), _cache(settings))
    faults += laboratory.wash(washable(context["staticfiles"]))
    faults += laboratory.make(collected(contents))
    context["staticfiles"] += laboratory.files


def simplify_feed(context: Any, feed: Any) -> None:
    """Give feed readers one image for each picture, at its full address."""
    for item in feed.items:
        for name in ("description", "content"):
            if item.get(name):
                item[name] = in_feed(item[name], context["SITEURL"])


def _cache(settings: Any) -> Path:
    return Path(settings.get("PRESS_CACHE", ".stet")).absolute() / "photos"


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(size_photos)
    signals.generator_init.connect(lend_words)
    signals.all_generators_finalized.connect(develop)
    signals.feed_generated.connect(simplify_feed)
