"""Shows each photo in the sizes that phones and desktops need, with its rights in every file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, nothing
from plugins.kernel.faults import Fault
from plugins.kernel.made_files import MadeFile
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import cache_of, site_path
from plugins.kernel.story import Content
from plugins.photos.photo import Photo

from .cards import card_picture
from .collection import LICENCE_ENDED, PHOTO_DAMAGED, collected, expired, line_of
from .markup import references, sized
from .metadata_removal import MetadataRemoval
from .placeholders import placeholder_colours
from .pool import RenditionPool
from .rendition_plans import planned
from .small_photos import PHOTO_SMALL, small_photos

CONTRACT = Contract(
    needs=("image_captions",),
    after=("stories", "image_captions", "previews"),
    everywhere={"picture": nothing, "with_placeholder_colours": nothing},
    rules=(PHOTO_DAMAGED, PHOTO_SMALL, LICENCE_ENDED),
)

FOLDER = "photos"
"""The folder of the renditions in the cache."""


def size_photos(content: Content) -> None:
    """Show the photos of *content* in several sizes, and note which renditions it needs."""
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
    _find_small(content, sized_photos)
    if plans:
        site = site_path(str(content.settings["SITEURL"]))
        content._content = sized(content._content, plans, site)
        content.lead_figure = sized(content.lead_figure, plans, site, lead=True)
        content.metadata["lead_figure"] = content.lead_figure
    linked = {path for path in plans if any(each in content._content for each in references(path))}
    content.photo_paths = tuple(
        path for path in sized_photos if path not in plans or path in linked
    )


def _find_small(content: Content, photos: Mapping[str, Photo]) -> None:
    """Report those of *photos* that are too small for their places in *content*."""
    if not hasattr(content, "faults"):
        return
    found = dict(small_photos(content._content or "", photos))
    found |= dict(small_photos(content.lead_figure or "", photos, lead=True))
    for path, message in found.items():
        line = line_of(content, path)
        content.faults.append(PHOTO_SMALL.at(content.shown_path, line, message))


def with_plan(photo: Photo) -> Photo:
    """Return *photo* with the plan by which it is shown in several sizes, if it is."""
    return replace(photo, plan=planned(photo))


def extend_templates(generator: Generator) -> None:
    """Give templates ``picture(photo, place, site)`` and ``with_placeholder_colours(html)``.

    Plugins get ``with_plan``, which returns a photo that no story shows with its plan.
    """
    generator.context["with_plan"] = with_plan
    coloured = placeholder_colours(cache_of(generator.settings).absolute() / FOLDER)
    generator.env.globals |= {
        "picture": partial(card_picture, coloured),
        "with_placeholder_colours": coloured,
    }


def make_photos(generators: list[Generator]) -> None:
    """Make the missing renditions of the site's photos, and publish all renditions.

    The context's ``crops`` are those of lead photos that other plugins ask for, by name.
    A photo that cannot be shown, or whose licence ended, is a fault in the stories that show it.
    If there are faults already, the site will not be built, and no rendition is made.
    """
    context, settings = generators[0].context, generators[0].settings
    contents = [each for each in context["generated_content"].values() if each]
    contents += context.get("also_shown", ())
    faults = context.setdefault("faults", [])
    today = now(context).astimezone(ZoneInfo(settings["TIMEZONE"])).date()
    faults += expired(contents, today)
    faulty = (each for content in contents if content.faults for each in content.faults)
    if any(not each.warning for each in (*faults, *faulty)):
        return
    content, cache = Path(settings["PATH"]), cache_of(settings).absolute() / FOLDER
    previews: dict[str, Content] = context.get("preview_pages", {})
    shown = [*contents, *previews.values()]
    removal, pool = (
        MetadataRemoval(content, cache, shown),
        RenditionPool(content, cache, context.get("crops", ())),
    )
    found = [*expired(previews.values(), today), *removal.replace(context["staticfiles"], today)]
    found += pool.make(collected(shown), removal.used)
    faults += _withheld(found, previews, str(settings.get("PREVIEW", "")))
    context["staticfiles"] += pool.files(collected(contents))
    for page in previews.values():
        files = pool.files(collected([page]))
        context["staticfiles"] += (_below(page.url, each) for each in files)


def _withheld(found: Iterable[Fault], previews: dict[str, Content], asked: str) -> Iterator[Fault]:
    """Take out those of *previews* that show a photo with a fault among those *found*.

    Yield what was found: as a warning where it holds up nothing but a preview, unless that is the
    one *asked* for.
    """
    paths = {page.shown_path: token for token, page in previews.items()}
    for fault in found:
        token = paths.get(fault.path)
        if token is None or fault.warning or token == asked:
            yield fault
        else:
            previews.pop(token, None)
            yield replace(fault, severity="warning")


def _below(url: str, file: MadeFile) -> MadeFile:
    return file._replace(save_as=f"{url}{file.save_as}", url=f"{url}{file.url}")


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(size_photos)
    signals.generator_init.connect(extend_templates)
    signals.all_generators_finalized.connect(make_photos)
