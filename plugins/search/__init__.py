"""Search in all published stories, without a server."""

import time
from collections.abc import Callable

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.made_files import MadeFile
from plugins.kernel.pelican_types import Generator, Pelican, Writer
from plugins.kernel.progress import Progress
from plugins.kernel.settings import cache_of
from plugins.kernel.story import every

from .bundles import bundles
from .choices import choices, shown
from .generator import SearchGenerator
from .index import Index, disk_message
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


def add_address(generator: Generator) -> None:
    """Give templates ``search_url``, the address of the search page."""
    generator.context["search_url"] = generator.settings["SEARCH_URL"]


def print_page(generator: Generator, writer: Writer) -> None:
    """Write the search page, with the choices in its form."""
    context, settings = generator.context, generator.settings
    writer.write_file(
        settings["SEARCH_SAVE_AS"],
        generator.get_template("search"),
        context,
        relative_urls=settings["RELATIVE_URLS"],
        search=choices(
            every(context["site"]),
            context["sections"],
            (author for author, _ in generator.authors),
            generator.tags,
            settings["DEFAULT_LANG"].lower(),
        ),
    )


def start_index(generators: list[Generator]) -> None:
    """Start to index new stories in the background; the content has no faults at this point."""
    context, settings = generators[0].context, generators[0].settings
    address = settings["SEARCH_URL"]
    stories = every(context["site"])
    try:
        folder = cache_of(settings).absolute() / "search"
        index = Index(executable(), folder, f"{address}index/")
        index.start(bundles(stories, index.tool, settings["SEARCH_BUNDLE"]))
    except PagefindError as problem:
        raise SystemExit(str(problem)) from None
    except OSError as problem:
        raise SystemExit(disk_message(problem)) from None
    for each in generators:
        if isinstance(each, SearchGenerator):
            each.wait_for_index = waiting_for(index, Progress(time.perf_counter()))


def waiting_for(index: Index, progress: Progress) -> Callable[[], list[MadeFile]]:
    """Return a function that waits for *index* and returns its files, or ends the build."""

    def files() -> list[MadeFile]:
        try:
            for message in progress.track("Indexing", index.results, index.number):
                if message:
                    raise PagefindError(message)
            return list(index.files())
        except EOFError:
            raise SystemExit("The search index was not made: its process was stopped") from None
        except PagefindError as problem:
            raise SystemExit(str(problem)) from None
        except OSError as problem:
            raise SystemExit(disk_message(problem)) from None

    return files


def search_generator(pelican: Pelican) -> type[SearchGenerator]:
    """Return the generator that publishes the index."""
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(start_index)
    signals.article_generator_finalized.connect(add_address)
    signals.article_writer_finalized.connect(print_page)
    signals.get_generators.connect(search_generator)
