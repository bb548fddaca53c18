"""Show a box below the story for each author who has a file in content/authors/."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import every

from .biography import Biography
from .bylines import AUTHOR_TWICE, biographies_by_slug, duplicate_authors, set_profiles

CONTRACT = Contract(needs=("stories", "image_captions"), after=("stories",), rules=(AUTHOR_TWICE,))


def add_profiles(generator: Generator) -> None:
    """Read the authors' files, and give each author in a byline the matching biography.

    A biography of somebody without a published story is held back, with its portrait.
    """
    context, settings = generator.context, generator.settings
    biographies = [
        generator.readers.read_file(
            base_path=generator.path,
            path=path,
            content_class=Biography,
            context=context,
        )
        for path in sorted(generator.get_files(settings["AUTHOR_PATHS"]))
    ]
    by_slug = biographies_by_slug(biographies)
    context.setdefault("faults", []).extend(duplicate_authors(biographies))
    shown = set_profiles(every(context["site"], hidden=True), by_slug)
    for biography in biographies:
        if any(biography is each for each in shown):
            generator.add_source_path(biography)
        else:
            context["held"].append(biography)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(add_profiles)
