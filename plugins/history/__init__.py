"""Show readers what changed in a story since it first went out, where the content is in git."""

from zoneinfo import ZoneInfo

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.code_digest import code_digest
from plugins.kernel.contract import Contract
from plugins.kernel.faults import Rule
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.settings import Setting, cache_of, flag, setting_fault
from plugins.kernel.story import every

from .git_log import HistoryError, repository
from .histories import (
    Source,
    content_folder,
    is_wanted,
    set_versions,
    shown,
    shown_link,
)

STORY_HISTORY = Setting[bool](
    "STORY_HISTORY",
    flag,
    "Whether stories show what changed since they first went out; the content must be in git.",
    "True",
)
NO_HISTORY = Rule("history-missing", "fault", "A history that git cannot give.", fixed=True)

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    settings=(STORY_HISTORY,),
    templates={"history.html": ("article", "history")},
    shows={"article": shown_link, "history": shown},
    rules=(NO_HISTORY,),
)


def read_histories(generator: Generator) -> None:
    """Set ``public_history`` of each story that shows its history, and none of the others."""
    context, settings = generator.context, generator.settings
    usual = STORY_HISTORY.of(settings)
    stories = every(context["site"], hidden=True)
    for each in (*stories, *context["held"]):  # previews show these
        each.public_history = None
    wanted = [story for story in stories if is_wanted(story, usual)]
    if not wanted:
        return
    try:
        found = repository(content_folder(str(settings["PATH"])))
        zone, code = ZoneInfo(str(settings["TIMEZONE"])), code_digest("plugins.history.histories")
        folder = cache_of(settings) / "history"
        set_versions(wanted, Source(found, folder, context["header_of"], zone, code), now(context))
    except HistoryError as error:
        if usual:
            context["faults"].append(setting_fault(settings, STORY_HISTORY.name, str(error)))
        else:
            story = wanted[0]
            line = story.field_lines.get("history", 1)
            context["faults"].append(NO_HISTORY.at(story.shown_path, line, f'"history" {error}'))


def print_histories(generator: Generator, writer: Writer) -> None:
    """Write the page of each history."""
    template = generator.get_template("history")
    for story in every(generator.context["site"], hidden=True):
        history = story.public_history
        if history is None:
            continue
        writer.write_file(
            f"{history.address}index.html",
            template,
            generator.context,
            relative_urls=generator.settings["RELATIVE_URLS"],
            url=history.address,
            article=story,
            history=history,
        )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(read_histories)
    signals.article_writer_finalized.connect(print_histories)
