"""Search: every story that goes out, found without a server."""

import time
from collections.abc import Callable

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.made_files import MadeFile
from plugins.kernel.pelican_types import Generator, Pelican, Writer
from plugins.kernel.progress import Progress
from plugins.kernel.settings import cache_of

from .bundles import bundles
from .choices import choices, shown
from .generator import SearchGenerator
from .index import Index, mend
from .pagefind import PagefindError, executable
from .settings import SETTINGS

CONTRACT = Contract(
    needs=("press", "stories"),
    after=("stories", "copy_desk", "press"),
    settings=SETTINGS,
    templates={"search.html": ("search",)},
    shows={"search": shown},
    everywhere={"search_url": nothing},
)


def lend_address(generator: Generator) -> None:
    """Give templates ``search_url``, the address of the search page."""
    generator.context["search_url"] = generator.settings["SEARCH_URL"]


def print_page(generator: Generator, writer: Writer) -> None:
    """Write the search page, with what its form lets a reader choose."""
    context, settings = generator.context, generator.settings
    stories = [*generator.articles, *generator.translations]
    writer.write_file(
        settings["SEARCH_SAVE_AS"],
        generator.get_template("search"),
        context,
        relative_urls=settings["RELATIVE_URLS"],
        search=choices(
            stories,
            context["sections"],
            (author for author, _ in generator.authors),
            generator.tags,
            settings["DEFAULT_LANG"].lower(),
        ),
    )


def begin_index(generators: list[Generator]) -> None:
    """Begin to index what is new, when nothing is wrong with the content."""
    articles, settings = generators[0], generators[0].settings
    address = settings["SEARCH_URL"]
    stories = [*articles.articles, *articles.translations]
    try:
        folder = cache_of(settings).absolute() / "search"
        index = Index(executable(), folder, f"{address}index/")
        index.begin(bundles(stories, index.tool, settings["SEARCH_BUNDLE"]))
    except PagefindError as problem:
        raise SystemExit(str(problem)) from None
    except OSError as problem:
        raise SystemExit(mend(problem)) from None
    for each in generators:
        if isinstance(each, SearchGenerator):
            each.await_index = awaited(index, Progress(time.perf_counter()))


def awaited(index: Index, progress: Progress) -> Callable[[], list[MadeFile]]:
    """Return what waits for *index* and gives its files; it ends the build on failure."""

    def files() -> list[MadeFile]:
        try:
            for said in progress.track("Indexing", index.awaited, index.number):
                if said:
                    raise PagefindError(said)
            return list(index.files())
        except EOFError:
            raise SystemExit("The search index was not made: its process was ended") from None
        except PagefindError as problem:
            raise SystemExit(str(problem)) from None
        except OSError as problem:
            raise SystemExit(mend(problem)) from None

    return files


def search_generator(pelican: Pelican) -> type[SearchGenerator]:
    """Return the generator that publishes the index."""
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(begin_index)
    signals.article_generator_finalized.connect(lend_address)
    signals.article_writer_finalized.connect(print_page)
    signals.get_generators.connect(search_generator)
