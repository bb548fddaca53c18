"""Feeds of the site and of each section, topic, author, series and language, in three formats."""

from functools import partial

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.labels import gettext_noop
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.story import Site, every
from plugins.markup.parts import parts_of

from .feed_files import FeedFiles
from .ids import ID_TAKEN, clashes
from .plans import languages, links, planned
from .publisher import publisher_of
from .settings import SETTINGS

# Translators: stands at the top of a feed that is opened in a browser
NOTE = gettext_noop(
    "This is a feed: copy its address into a feed reader, and new stories will come to you."
)

CONTRACT = Contract(
    needs=("stories", "languages", "assets"),
    after=("stories", "series"),
    settings=SETTINGS,
    templates={"feed.html": ("article",)},
    everywhere={"feed_links": nothing, "languages": str},
    rules=(ID_TAKEN,),
)


def plan_feeds(generator: Generator) -> None:
    """Plan all feeds, give templates ``feed_links(of)``, and report stories with the same id."""
    context, settings = generator.context, generator.settings
    site: Site = context["site"]
    stories = every(site)
    lists = {
        "section": generator.categories,
        "topic": generator.tags.items(),
        "author": generator.authors,
        "series": [(each, parts[::-1]) for each, parts in context.get("series", ())],
    }
    several = context["languages"] = languages(stories)
    labels = context["labels_in"](settings["DEFAULT_LANG"])
    names = {lang: labels.name_of(lang) for lang in several}
    context["feeds"] = list(planned(site, lists, names, settings))
    site_name, kinds = settings["SITENAME"], settings["FEEDS"]
    context["feed_links"] = partial(links, site_name=site_name, kinds=kinds, languages=several)
    context.setdefault("faults", []).extend(clashes(stories))


def print_feeds(generator: Generator, writer: Writer) -> None:
    """Write every feed."""
    context, settings = generator.context, generator.settings
    template = generator.get_template("feed")
    publisher = publisher_of(settings)
    parts = parts_of(settings)
    style = f"{settings['SITEURL']}/{context['assets']['css/feed.css'].address}"
    for feed in context["feeds"]:
        note = context["labels_in"](feed.lang, settings["DEFAULT_LANG"]).plain(NOTE)
        writer.write_feed_files(FeedFiles(feed, publisher, style, note, parts), template, context)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_feeds)
    signals.article_writer_finalized.connect(print_feeds)
