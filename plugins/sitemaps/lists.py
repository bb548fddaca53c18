"""The pages of the site that are no story and no standing page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Story

from .addresses import below
from .sitemap import Url


def lists(context: Context, site: str) -> Iterator[Url]:
    """Yield the pages that list stories and that a reader may look for; each changed when its
    newest story came.

    They are the front page, the archive, the corrections, sections, topics, authors and series.
    The second and further pages of a list, the years and months of the archive and the picture
    credits only lead to what the sitemap names anyway.
    """
    newest = _newest(context["articles"])
    for name in ("index", "archives"):
        if name in context["DIRECT_TEMPLATES"]:
            yield Url(below(site, context[f"{name.upper()}_URL"]), newest)
    if "corrections" in context:
        corrections = context["corrections"]
        corrected = corrections[0][1].date if corrections else None
        yield Url(below(site, context["CORRECTIONS_URL"]), corrected)
    named: Iterable[tuple[Any, Any]] = (
        *context["categories"],
        *context["tags"],
        *context["authors"],
        *((series, parts[::-1]) for series, parts in context.get("series", ())),
    )
    for wrapper, listed in named:
        changed = _newest(listed)
        if changed:
            yield Url(below(site, wrapper.url), changed)


def _newest(stories: Iterable[Story]) -> datetime | None:
    """Return when the newest of *stories*, which come first, was published; None for held ones."""
    return next((story.date for story in stories if not story.hold), None)
