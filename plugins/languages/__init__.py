"""Labels, dates and lists in the language of each page and story.

It comes first of all plugins: others ask the context for ``labels_in`` while stories are read.
"""

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator

from plugins.kernel.labels import translations_of

from .checks import faults
from .page_labels import PageLabels


def lend_labels(generator: Generator) -> None:
    """Give readers and templates ``labels_in(lang, ...)``: the labels in the first that has any."""
    context, settings = generator.context, generator.settings
    if "labels_in" not in context:
        context["labels_in"] = translations_of(settings, PageLabels)


def check_catalogues(generator: ArticlesGenerator) -> None:
    """Give the copy desk the faults of the catalogues that stories use, and of the newsroom's."""
    context, settings = generator.context, generator.settings
    stories = [*generator.articles, *generator.translations]
    langs = {settings["DEFAULT_LANG"], *(story.lang for story in stories)}
    found = faults(context["labels_in"], langs, settings)
    context.setdefault("faults", []).extend(found)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(lend_labels)
    signals.article_generator_finalized.connect(check_catalogues)
