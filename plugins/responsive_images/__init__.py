"""Each photo in the sizes that phones and desks need, with its rights in every file."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pelican import signals

from plugins.kernel.cache import cache_of
from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, nothing

from .cards import card_picture
from .collection import collected, expired
from .laboratory import Laboratory
from .laundry import Laundry
from .markup import named, sized
from .recipe import planned
from .tones import toned

CONTRACT = Contract(
    needs=("image_captions",),
    after=("stories", "image_captions"),
    everywhere={"picture": nothing, "toned": nothing},
)


def size_photos(content: Any) -> None:
    """Show the photos of *content* in several sizes, and note what of them is to be made."""
    photos = getattr(content, "photos", None)
    if photos is None:
        return  # a photo or another file that is copied as it is
    sized_photos = {photo.path: replace(photo, plan=planned(photo)) for photo in photos}
    content.photos = tuple(sized_photos.values())
    if content.image:
        content.image = sized_photos[content.image.path]
    plans = {path: photo.plan for path, photo in sized_photos.items() if photo.plan}
    content.plans = tuple(plans.items())
    content.expiring = tuple((each.path, each.expires) for each in photos if each.expires)
    story = getattr(content, "kind", "") == "story"
    content.leads = content.image.path if story and content.image else ""
    if plans:
        site = urlsplit(content.settings["SITEURL"]).path.rstrip("/")
        content._content = sized(content._content, plans, site)
        content.lead_figure = sized(content.lead_figure, plans, site, lead=True)
        content.metadata["lead_figure"] = content.lead_figure
    left = {path for path in plans if any(each in content._content for each in named(path))}
    content.photo_paths = tuple(path for path in sized_photos if path not in plans or path in left)


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
    today = now(context).astimezone(ZoneInfo(settings["TIMEZONE"])).date()
    faults += expired(contents, today)
    faulty = (each for content in contents if content.faults for each in content.faults)
    if any(not each.warning for each in (*faults, *faulty)):
        return
    content, cache = Path(settings["PATH"]), _cache(settings)
    laundry, laboratory = Laundry(content, cache, contents), Laboratory(content, cache)
    faults += laundry.wash(context["staticfiles"], today)
    faults += laboratory.make(collected(contents), laundry.used)
    context["staticfiles"] += laboratory.files


def _cache(settings: Any) -> Path:
    return cache_of(settings).absolute() / "photos"


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(size_photos)
    signals.generator_init.connect(lend_words)
    signals.all_generators_finalized.connect(develop)
