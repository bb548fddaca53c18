"""Feeds of the site, of each section, topic, author, series and language, in three formats."""

from functools import partial

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.labels import gettext_noop
from plugins.kernel.pelican_types import Generator, Writer

from .entries import Publisher
from .ids import clashes
from .plans import languages, links, planned
from .policy import publisher_of
from .settings import SETTINGS
from .sheets import Sheet

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
)


def plan_feeds(generator: Generator) -> None:
    """Find out which feeds there are; give templates ``feed_links(of)``, the desk its faults."""
    context, settings = generator.context, generator.settings
    originals, translations = generator.articles, generator.translations
    stories = [*originals, *translations]
    lists = {
        "section": generator.categories,
        "topic": generator.tags.items(),
        "author": generator.authors,
        "series": [(each, parts[::-1]) for each, parts in context.get("series", ())],
    }
    several = context["languages"] = languages(stories)
    labels = context["labels_in"](settings["DEFAULT_LANG"])
    names = {lang: labels.name_of(lang) for lang in several}
    context["feeds"] = list(planned(originals, translations, lists, names, settings))
    site, kinds = settings["SITENAME"], settings["FEEDS"]
    context["feed_links"] = partial(links, site=site, kinds=kinds, languages=several)
    context.setdefault("faults", []).extend(clashes(stories))


def print_feeds(generator: Generator, writer: Writer) -> None:
    """Have every feed printed."""
    context, settings = generator.context, generator.settings
    template = generator.get_template("feed")
    publisher: Publisher = publisher_of(settings)
    style = f"{settings['SITEURL']}/{context['assets']['css/feed.css'].address}"
    for feed in context["feeds"]:
        note = context["labels_in"](feed.lang, settings["DEFAULT_LANG"]).plain(NOTE)
        writer.write_feed_files(Sheet(feed, publisher, style, note), template, context)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(plan_feeds)
    signals.article_writer_finalized.connect(print_feeds)
