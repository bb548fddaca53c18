"""Show labels, dates and lists in the language of each page and story.

Other plugins use ``labels_in`` of the context while stories are read.
"""

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import Settings
from plugins.kernel.story import every

from .checks import LABELS_WRONG, faults
from .labels import Labels, translations_of
from .page_labels import PageLabels
from .settings import SETTINGS


def catalogue_files(settings: Settings) -> list[str]:
    """Return the paths of all catalogues, because stories and pages show their labels."""
    return translations_of(settings, Labels).files


CONTRACT = Contract(
    settings=SETTINGS,
    files=catalogue_files,
    everywhere={"labels_in": nothing},
    rules=(LABELS_WRONG,),
)


def provide_labels(generator: Generator) -> None:
    """Provide ``labels_in(lang, ...)``: the labels in the first language that has any."""
    context, settings = generator.context, generator.settings
    if "labels_in" not in context:
        context["labels_in"] = translations_of(settings, PageLabels)


def check_catalogues(generator: Generator) -> None:
    """Report the faults of the catalogues that stories use, and of the newsroom's own."""
    context, settings = generator.context, generator.settings
    langs = {settings["DEFAULT_LANG"], *(story.lang for story in every(context["site"]))}
    found = faults(context["labels_in"], langs, settings)
    context.setdefault("faults", []).extend(found)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(provide_labels)
    signals.article_generator_finalized.connect(check_catalogues)
