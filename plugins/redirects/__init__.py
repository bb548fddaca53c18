"""No address is ever lost: old ones lead to where their pages are, or say that these are gone."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pelican import signals

from plugins.kernel.contract import Contract, Shown
from plugins.kernel.faults import origin, printable
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.story import Content, every
from plugins.markup.addresses import Redirect, Remembered, address_of_file, lines_of_memory
from plugins.markup.languages import direction

from .aliases import LOOP, UNUSABLE, old_addresses, query_faults, set_redirects
from .memory import memory_lines, memory_of
from .moves import Addresses, find_old, follow, id_of
from .old_pages import redirects
from .published import LIST_URLS, is_content, path_of, published, published_contents
from .record import GONE, UNREADABLE, Record, is_publication
from .sketches import sketch

GONE_PAGE = "410.html"
"""What servers send where a page is gone; it lies at the address itself too, for other hosts."""


def _shown(redirect: Redirect) -> Shown:
    return Shown(words=[str(redirect.url), redirect.title, redirect.lang])


CONTRACT = Contract(
    needs=("stories",),
    after=("stories", "author_boxes", "series", "image_captions", "typography"),
    templates={"redirect.html": ("redirect", "dir"), "gone.html": ()},
    shows={"redirect": _shown, "dir": lambda text: Shown(words=[text])},
    rules=(UNUSABLE, LOOP, UNREADABLE, GONE),
)


def sketch_text(content: Content) -> None:
    """Set the sketch of a story or page, by which it is recognised in another file."""
    if hasattr(content, "faults"):
        content.sketch = sketch(content._content or "")


def read_aliases(generator: Generator) -> None:
    """Set ``redirects`` of each published story."""
    found = set_redirects(every(generator.context["site"], hidden=True))
    generator.context.setdefault("faults", []).extend(found)


def lead_on(generator: Generator) -> None:
    """Provide ``redirects``: where each old address leads, by headers and by the record."""
    context, settings = generator.context, generator.settings
    contents = published_contents(context)
    owners, with_aliases = published(context, contents), [each for each in contents if each.aliases]
    context["faults"].extend(set_redirects(context["site"].pages))
    context["faults"].extend(query_faults(with_aliases, context["is_reserved"]))
    taken = {address_of_file(each.save_as): owner for owner, each in owners.items()}
    found = Addresses(owners, taken, held=frozenset(map(path_of, context["held"])))
    lists = [str(settings[name]) for name in LIST_URLS if settings.get(name)]
    record = Record(Path(origin(str(settings["PATH"]))), taken, context["is_reserved"], lists)
    lost, missing = find_old(found, _aliases(with_aliases), record.owners), found.gone
    memory = memory_of(lines_of_memory(record.content), missing) if missing else {}
    if lost:
        follow(found, lost, record.files, memory)
    lang = str(settings["DEFAULT_LANG"])
    context["redirects"] = redirects(found, memory, context["static_links"], lang)
    context["faults"] += [*record.faults, *record.warnings(found, memory)]
    if is_publication(settings):
        context.setdefault("before_publication", []).append(partial(_keep, record, found))


def _aliases(contents: Iterable[Content]) -> Iterator[tuple[str, str]]:
    for content in contents:
        for address in old_addresses(content):
            yield address, path_of(content)


def _keep(record: Record, found: Addresses) -> None:
    """Write the record of a site that is about to be published, and say so if it changed."""
    now = {
        owner: Remembered(each.sketch, id_of(each), each.status == "hidden")
        for owner, each in found.owners.items()
        if is_content(each)
    }
    memory = partial(memory_lines, now, found.gone)
    if changed := record.keep(found, memory):
        print(printable(changed), flush=True)


def print_old_pages(generator: Generator, writer: Writer) -> None:
    """Write a page at each old address."""
    found: Sequence[Redirect] = generator.context["redirects"]
    for each in found:
        if each.page and each.url is not None:
            shown = {"redirect": each, "dir": direction(each.lang)}
            _write(generator, writer, each.page, "redirect", **shown)
        elif each.page:
            _write(generator, writer, each.page, "gone")
    if any(each.url is None for each in found):
        _write(generator, writer, GONE_PAGE, "gone")


def _write(generator: Generator, writer: Writer, page: str, template: str, **shown: object) -> None:
    writer.write_file(
        page,
        generator.get_template(template),
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        url=page.removesuffix("index.html"),
        **shown,
    )


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(sketch_text)
    signals.article_generator_finalized.connect(read_aliases)
    signals.page_generator_finalized.connect(lead_on)
    signals.page_writer_finalized.connect(print_old_pages)
