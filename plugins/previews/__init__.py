"""A preview to send: an unpublished story at an address that nobody can guess, for some days."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from unicodedata import normalize

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, Due, Shown
from plugins.kernel.faults import origin, shown_path
from plugins.kernel.pelican_types import Context, Generator, Writer
from plugins.kernel.settings import Setting, site_path, text
from plugins.kernel.story import Content, every
from plugins.markup.addresses import Redirect
from plugins.markup.languages import direction
from plugins.markup.text import plain

from .pages import files_of, preview_of, with_public_names
from .record import RECORD, UNKNOWN, UNREADABLE, Preview, read_record
from .states import refusal, state_of

PREVIEW = Setting[str](
    "PREVIEW", text, "The preview that is asked for, by its token; make preview sets it.", '"..."'
)


def ends(context: Context) -> list[Due]:
    """Return when each preview that is shown ends, unless its story goes out before."""
    stories: dict[Preview, Content] = context.get("running_previews", {})
    return [
        Due(each.until, story.shown_path, plain(str(story.title)), "Preview ends")
        for each, story in stories.items()
        if not story.held.until or story.held.until > each.until
    ]


def _shown(redirect: Redirect) -> Shown:
    return Shown(words=[str(redirect.url), redirect.title, redirect.lang])


CONTRACT = Contract(
    needs=("stories", "embargo"),
    after=("stories", "embargo", "image_captions"),
    settings=(PREVIEW,),
    templates={
        "preview.html": ("article",),
        "preview_ended.html": ("state",),
        "redirect.html": ("redirect", "dir"),
    },
    shows={
        "state": lambda state: Shown(words=[state]),
        "redirect": _shown,
        "dir": lambda text: Shown(words=[text]),
    },
    due=ends,
    rules=(UNREADABLE, UNKNOWN),
)


def find_previews(generator: Generator) -> None:
    """Provide ``previews``, each line of the record, and ``previewed``, the stories to show."""
    context, settings = generator.context, generator.settings
    folder = Path(origin(str(settings["PATH"])))
    previews, faults = read_record(folder, shown_path(folder / RECORD))
    if settings.get("DRAFTS"):
        previews = []  # all that is held is shown at its own address
    held = _by_path(each for each in context["held"] if each.kind == "story" and previews)
    out = _by_path(every(context["site"], hidden=True) if previews else ())
    states = {each: state_of(each, held, out, now(context)) for each in previews}
    running = {each: held[each.path] for each, state in states.items() if state == "running"}
    if asked := next((each for each in previews if each.token == settings.get("PREVIEW")), None):
        if problem := refusal(asked, states[asked], out, shown_path(folder / asked.path)):
            raise SystemExit(problem)
        context["asked_for"] = running[asked]
    lost = (each for each, state in states.items() if state == "lost")
    faults += [each.unknown(shown_path(folder / RECORD)) for each in lost]
    context["faults"] += faults
    context["previews"], context["running_previews"] = states, running
    context["previewed"] = list({id(each): each for each in running.values()}.values())


def _by_path(contents: Iterable[Content]) -> dict[str, Content]:
    return {normalize("NFC", each.relative_source_path): each for each in contents}


def prepare(generators: list[Generator]) -> None:
    """Provide ``preview_pages``: the stories as previews show them, with the files beside them."""
    context, settings = generators[0].context, generators[0].settings
    site, folder = site_path(str(settings["SITEURL"])), Path(settings["PATH"])
    pages: dict[str, Content] = {}
    for each, story in context["running_previews"].items():
        page = preview_of(story, each.url, site)
        with_public_names(page, context["named"])
        context["staticfiles"] += files_of(story, each.url, folder)
        pages[each.token] = page
    context["preview_pages"] = pages


def print_previews(generator: Generator, writer: Writer) -> None:
    """Write the page of each preview: the story, the way to it, or that the preview has ended."""
    context = generator.context
    out = _by_path(every(context["site"], hidden=True) if context["previews"] else ())
    unfit: Sequence[str] = context.get("unfit", ())
    for each, state in context["previews"].items():
        page = context["preview_pages"].get(each.token)
        if state == "out":
            story = out[each.path]
            target = Redirect(each.url, story.url, title=str(story.title), lang=story.lang)
            shown = {"redirect": target, "dir": direction(story.lang)}
            _write(generator, writer, each, "redirect", **shown)
        elif page and page.shown_path not in unfit:
            page.refresh_metadata_intersite_links()
            _write(generator, writer, each, "preview", article=page)
        else:
            shown = {"state": "unfit" if state == "running" else "ended"}
            _write(generator, writer, each, "preview_ended", **shown)


def _write(
    generator: Generator, writer: Writer, preview: Preview, template: str, **shown: object
) -> None:
    writer.write_file(
        f"{preview.url}index.html",
        generator.get_template(template),
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        url=preview.url,
        **shown,
    )


def register() -> None:
    """Connect to Pelican."""
    signals.page_generator_finalized.connect(find_previews)
    signals.all_generators_finalized.connect(prepare)
    signals.page_writer_finalized.connect(print_previews)
