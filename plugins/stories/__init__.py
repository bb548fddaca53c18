"""Read stories, check every field, and put the stories into one order for the whole site."""

from functools import partial
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, contracts
from plugins.kernel.pelican_types import Generator, Readers
from plugins.kernel.story import Content, Page, Site, Story, newest, newest_first
from plugins.markup import headings

from .absent import defaults
from .archives import archive, write_pages
from .first_pages import set_first_pages
from .joined_names import whole_names_of
from .late_reader import Headers, LateReader
from .lists import list_translations, lists_by_slug, ordered_by_name, set_listed
from .reading import a_year_before, reading_minutes
from .reserved_addresses import is_reserved, reserved_parts
from .rules import RULES
from .settings import DEFAULT_PAGINATION, SETTINGS
from .shown import EVERYWHERE, SHOWS, TEMPLATES
from .site_checks import site_faults
from .styles import text_styles
from .translations import link_translations, set_translation_address

CONTRACT = Contract(
    needs=("embargo", "languages", "press"),
    after=("embargo",),
    settings=SETTINGS,
    templates=TEMPLATES,
    shows=SHOWS,
    everywhere=EVERYWHERE,
    files=lambda settings: tuple(whole_names_of(settings).values()),
    rules=RULES,
)


def add_reader(readers: Readers) -> None:
    """Read every Markdown file with Stet's own reader."""
    readers.reader_classes |= dict.fromkeys(LateReader.file_extensions, LateReader)


def extend_templates(generator: Generator) -> None:
    """Give templates functions of a text: its headings, how long it takes to read, its styles."""
    generator.env.globals["linked_headings"] = headings.linked
    generator.env.globals["reading_minutes"] = reading_minutes
    generator.env.globals["text_styles"] = text_styles


def label_parts(content: Content) -> None:
    """Label the tables and footnotes of a story, page or author's file in its language."""
    if not hasattr(content, "faults") or not content._content:
        return
    from plugins.markup.shape import LABEL  # with Markdown: most builds read one story or none

    from .labels import with_labels

    if LABEL in content._content:
        labels = content._context["labels_in"](content.lang, content.settings["DEFAULT_LANG"])
        content._content = with_labels(content._content, labels, content.lang)


def order_stories(generator: Generator) -> None:
    """Sort the stories, link translations to originals, and provide ``site`` and days."""
    stories, hidden = newest_first(generator.articles), generator.hidden_articles
    held = [content for content in generator.context["held"] if content.kind == "story"]
    lang = generator.settings["DEFAULT_LANG"].lower()
    originals, translations = link_translations(stories, [*hidden, *held], lang)
    generator.articles, generator.translations = originals, translations
    absent = defaults(Story, contracts(generator.settings))
    for story in [*stories, *hidden, *held]:
        set_translation_address(story)
        vars(story).update(absent)
    generator.context["site"] = Site(originals, translations, hidden)
    zone = ZoneInfo(generator.settings["TIMEZONE"])
    today = now(generator.context).astimezone(zone).date()
    generator.context["today"], generator.context["a_year_ago"] = today, a_year_before(today)


def order_pages(generator: Generator) -> None:
    """Do the same for standing pages, and list those of the navigation in the settings' order."""
    pages = sorted(generator.pages, key=lambda page: page.source_path)
    held = [content for content in generator.context["held"] if content.kind == "page"]
    lang = generator.settings["DEFAULT_LANG"].lower()
    unlisted = [*generator.hidden_pages, *held]
    generator.pages, generator.translations = link_translations(pages, unlisted, lang)
    absent = defaults(Page, contracts(generator.settings))
    for page in [*pages, *unlisted]:
        set_translation_address(page)
        vars(page).update(absent)
    site: Site = generator.context["site"]
    site.pages = [*generator.pages, *generator.translations, *generator.hidden_pages]
    generator.context["pages"] = generator.pages
    generator.context["navigation_pages"] = ordered_by_name(
        generator.pages, generator.settings["NAVIGATION_PAGES"], lambda page: page.slug
    )


def list_stories(generator: Generator) -> None:
    """Complete the lists of sections, topics and authors; order the sections; plan the archive."""
    settings, context = generator.settings, generator.context
    list_translations(generator)
    generator._update_context(("tags", "categories", "authors"))
    sections = [section for section, _ in generator.categories]
    context["sections"] = ordered_by_name(
        sections, settings["SECTIONS"], lambda section: section.name, others=True
    )
    context["named"] = set_listed(generator)
    set_first_pages(generator, context["today"])
    context["site"].lists |= lists_by_slug(generator)
    patterns = {
        period: settings["ARCHIVES_URL"] + below
        for period, below in settings["STORY_ARCHIVES"].items()
    }
    context["is_reserved"] = partial(is_reserved, parts=reserved_parts(settings))
    context["header_of"] = Headers(settings)
    context["archive"] = archive(generator.dates, patterns)
    template = generator.get_template
    generator.generate_period_archives = partial(write_pages, context, template)


def quote_addresses(generator: Generator) -> None:
    """Percent-encode the address of a file with spaces or accents in its name."""
    for file in generator.staticfiles:
        file.override_url = quote(file.url, safe="/%")


def offer_newest(generators: list[Generator]) -> None:
    """Provide ``newest`` for a simple front page, unless a plugin plans ``front``."""
    context, settings = generators[0].context, generators[0].settings
    if "front" not in context:
        context["newest"] = newest(context["site"], DEFAULT_PAGINATION.of(settings) or None)


def check_site(generators: list[Generator]) -> None:
    """Find the faults that need all files together: links, addresses, files that nothing reads."""
    context, settings = generators[0].context, generators[0].settings
    files = generators[0].get_files("", extensions=False)
    faults = site_faults(context, settings, files, now(context))
    context.setdefault("faults", []).extend(faults)


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(add_reader)
    signals.generator_init.connect(extend_templates)
    signals.content_object_init.connect(label_parts)
    signals.article_generator_pretaxonomy.connect(order_stories)
    signals.article_generator_finalized.connect(list_stories)
    signals.page_generator_finalized.connect(order_pages)
    signals.static_generator_finalized.connect(quote_addresses)
    signals.all_generators_finalized.connect(offer_newest)
    signals.all_generators_finalized.connect(check_site)
