"""Search: every story that goes out, found without a server."""

import time
from collections.abc import Callable
from typing import Any

from pelican import signals

from plugins.kernel.cache import cache_of
from plugins.kernel.made_files import MadeFile
from plugins.kernel.progress import Progress

from .bundles import bundles
from .choices import choices
from .generator import SearchGenerator
from .index import Index, mend
from .pagefind import PagefindError, executable


def print_page(generator: Any, writer: Any) -> None:
    """Write the search page, with what its form lets a reader choose."""
    context, settings = generator.context, generator.settings
    if not settings["SEARCH_SAVE_AS"]:
        return
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


def begin_index(generators: list[Any]) -> None:
    """Begin to index what is new, when nothing is wrong with the content."""
    articles, settings = generators[0], generators[0].settings
    if not settings["SEARCH_SAVE_AS"]:
        return
    address = settings["SEARCH_URL"]
    if not address.endswith("/"):  # the page looks for its index below itself
        raise SystemExit(f'SEARCH_URL is "{address}". Write it with a stroke at its end: "search/"')
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


def search_generator(pelican: Any) -> type[SearchGenerator]:
    """Return the generator that publishes the index."""
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(begin_index)
    signals.article_writer_finalized.connect(print_page)
    signals.get_generators.connect(search_generator)
