"""Stories as reporters write them, checked field by field."""

from urllib.parse import quote

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, contracts
from plugins.kernel.pelican_types import Generator, Readers
from plugins.kernel.story import Content, Page, Story, defaults, newest
from plugins.markup.shape import LABEL

from . import desk
from .labels import with_labels
from .reader import StoryReader
from .settings import DEFAULT_PAGINATION, SETTINGS
from .shown import EVERYWHERE, SHOWS, TEMPLATES

CONTRACT = Contract(
    needs=("embargo", "languages", "press"),
    after=("embargo",),
    settings=SETTINGS,
    templates=TEMPLATES,
    shows=SHOWS,
    everywhere=EVERYWHERE,
)


def add_reader(readers: Readers) -> None:
    """Read every Markdown file with the newsroom's reader."""
    readers.reader_classes |= dict.fromkeys(StoryReader.file_extensions, StoryReader)


def label_parts(content: Content) -> None:
    """Label the tables and notes of a story, page or author's file in its language."""
    if hasattr(content, "faults") and content._content and LABEL in content._content:
        labels = content._context["labels_in"](content.lang, content.settings["DEFAULT_LANG"])
        content._content = with_labels(content._content, labels, content.lang)


def order_stories(generator: Generator) -> None:
    """Put the stories that go out in their one order, with their translations beside them."""
    every, hidden = desk.newest_first(generator.articles), generator.hidden_articles
    held = [content for content in generator.context["held"] if content.kind == "story"]
    lang = generator.settings["DEFAULT_LANG"].lower()
    generator.articles, generator.translations = desk.paired(every, [*hidden, *held], lang)
    absent = defaults(Story, contracts(generator.settings))
    for story in [*every, *hidden, *held]:
        desk.finish(story)
        vars(story).update(absent)


def order_pages(generator: Generator) -> None:
    """The same for standing pages, and those of the navigation in the order of the settings."""
    pages = sorted(generator.pages, key=lambda page: page.source_path)
    held = [content for content in generator.context["held"] if content.kind == "page"]
    lang = generator.settings["DEFAULT_LANG"].lower()
    unlisted = [*generator.hidden_pages, *held]
    generator.pages, generator.translations = desk.paired(pages, unlisted, lang)
    absent = defaults(Page, contracts(generator.settings))
    for page in [*pages, *unlisted]:
        desk.finish(page)
        vars(page).update(absent)
    generator.context["pages"] = generator.pages
    generator.context["navigation_pages"] = desk.in_order(
        generator.pages, generator.settings["NAVIGATION_PAGES"], lambda page: page.slug
    )


def list_stories(generator: Generator) -> None:
    """Plan the lists: translations that no original lists, sections in order, the archive."""
    settings, context = generator.settings, generator.context
    desk.list_translations(generator)
    generator._update_context(("tags", "categories", "authors"))
    sections = [section for section, _ in generator.categories]
    context["sections"] = desk.in_order(
        sections, settings["SECTIONS"], lambda it: it.name, rest=True
    )
    desk.mark_listed(generator)
    context["site"] = desk.site(generator)
    patterns = {
        kind: settings["ARCHIVES_URL"] + below for kind, below in settings["STORY_ARCHIVES"].items()
    }
    context["period_archives"] = generator.period_archives = desk.periods(generator.dates, patterns)


def quote_addresses(generator: Generator) -> None:
    """Write the address of a file with spaces or accents as an address is written."""
    for file in generator.staticfiles:
        file.override_url = quote(file.url, safe="/%")


def offer_newest(generators: list[Generator]) -> None:
    """Give the front page its newest stories, ``newest``, where no plugin plans a ``front``."""
    context, settings = generators[0].context, generators[0].settings
    if "front" not in context:
        context["newest"] = newest(context["site"], DEFAULT_PAGINATION.of(settings) or None)


def check_site(generators: list[Generator]) -> None:
    """Find what only all the files together can have wrong: links, addresses, stray files."""
    context, settings = generators[0].context, generators[0].settings
    files = generators[0].get_files("", extensions=False)
    faults = desk.site_faults(context, settings, files, now(context))
    context.setdefault("faults", []).extend(faults)


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(add_reader)
    signals.content_object_init.connect(label_parts)
    signals.article_generator_pretaxonomy.connect(order_stories)
    signals.article_generator_finalized.connect(list_stories)
    signals.page_generator_finalized.connect(order_pages)
    signals.static_generator_finalized.connect(quote_addresses)
    signals.all_generators_finalized.connect(offer_newest)
    signals.all_generators_finalized.connect(check_site)
