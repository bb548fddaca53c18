"""The pages in sitemaps that are neither stories nor standing pages: those that list stories."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Name, Site, Story, newest, of, with_corrections

from .addresses import below
from .sitemap import Url, latest


def lists(context: Context, site: str) -> Iterator[Url]:
    """Yield the pages that list stories, each with the date of its newest story.

    They are the front page, the archive, the corrections, sections, topics, authors and series.
    The further pages of a list, the years and months of the archive and the photo credits only
    link to what the sitemap lists anyway.
    """
    stories: Site = context["site"]
    newest_date = _date_of_newest(newest(stories))
    for template in ("index", "archives"):
        if template in context["DIRECT_TEMPLATES"]:
            yield Url(below(site, context[f"{template.upper()}_URL"]), latest([newest_date]))
    if "corrections_url" in context:
        dates = (each.date for story in with_corrections(stories) for each in story.corrections)
        yield Url(below(site, context["CORRECTIONS_URL"]), latest(dates))
    listed: list[tuple[Name, Iterable[Story]]] = [
        (name, of(stories, kind, name.slug))
        for kind, names in (
            ("section", context["categories"]),
            ("topic", context["tags"]),
            ("author", context["authors"]),
        )
        for name, _ in names
    ]
    listed += ((series, parts[::-1]) for series, parts in context.get("series", ()))
    for name, its_stories in listed:
        if date := _date_of_newest(its_stories):
            yield Url(below(site, name.url), latest([date]))


def _date_of_newest(stories: Iterable[Story]) -> datetime | None:
    """Return the date of the first of *stories*, newest first, that is not held; None if none."""
    return next((story.date for story in stories if not story.hold), None)
