"""Sitemaps: every page that readers should find, the news of two days, and robots.txt."""

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.story import every

from .lists import lists
from .news import NEWS, news_sitemaps, recent
from .robots import ROBOTS, rules
from .settings import SETTINGS
from .sitemap import INDEX, SHOWS, sitemaps

CONTRACT = Contract(
    needs=("stories",),
    after=("stories", "corrections", "series"),
    settings=SETTINGS,
    templates={
        "robots.txt": ("robots",),
        "sitemap-index.xml": ("sitemaps",),
        "sitemap-news.xml": ("news",),
        "sitemap.xml": ("sitemap",),
    },
    shows=SHOWS,
)


def print_sitemaps(generator: Generator, writer: Writer) -> None:
    """Write the sitemaps, the news sitemap and robots.txt."""
    context, settings = generator.context, generator.settings
    site, stories = settings["SITEURL"], every(context["site"])
    pages = [each for page in context["pages"] for each in (page, *page.translations)]
    parts = sitemaps(site, [*lists(context, site)], pages, stories)
    news = news_sitemaps(site, recent(stories, now(context)))

    def write(name: str, template: str, **shown: object) -> None:
        """Write the file *name*."""
        made = generator.env.get_template(template)
        writer.write_file(name, made, context, settings["RELATIVE_URLS"], **shown)

    for part in parts:
        write(part.name, "sitemap.xml", sitemap=part)
    write(INDEX, "sitemap-index.xml", sitemaps=parts)
    for file in news:
        write(file.name, "sitemap-news.xml", news=file)
    if len(news) > 1:
        write(NEWS, "sitemap-index.xml", sitemaps=news)
    names = (INDEX, NEWS) if news[0].cards else (INDEX,)  # crawlers report an empty file
    named = [f"{site}/{name}" for name in names] if site else []
    write(ROBOTS, "robots.txt", robots=rules(settings["ROBOTS"], named))


def register() -> None:
    """Connect to Pelican."""
    signals.article_writer_finalized.connect(print_sitemaps)
