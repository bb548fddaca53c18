"""Who wrote it: a box under the story for each author, from content/authors/."""

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.pelican_types import Generator

from .biography import Biography
from .bylines import by_name, doubles, sign

CONTRACT = Contract(needs=("stories", "image_captions"), after=("stories",))


def sign_stories(generator: Generator) -> None:
    """Read the authors' files and give each byline its biography.

    A biography that no story of the site shows is held back with its portrait.
    """
    settings = generator.settings
    biographies = [
        generator.readers.read_file(
            base_path=generator.path,
            path=path,
            content_class=Biography,
            context=generator.context,
        )
        for path in sorted(generator.get_files(settings["AUTHOR_PATHS"]))
    ]
    index = by_name(biographies)
    generator.context.setdefault("faults", []).extend(doubles(biographies))
    stories = [*generator.articles, *generator.translations, *generator.hidden_articles]
    shown = sign(stories, index)
    for biography in biographies:
        if any(biography is each for each in shown):
            generator.add_source_path(biography)
            generator.add_static_links(biography)
        else:
            generator.context["held"].append(biography)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(sign_stories)
