"""Publish nothing early: drafts, embargoed and future stories are nowhere in output/."""

from pelican import signals

from plugins.kernel.clock import now
from plugins.kernel.contract import Contract, Due, contracts
from plugins.kernel.pelican_types import Context, Generator
from plugins.kernel.story import Content

from .holds import hold
from .next_change import announcements, next_line, releases
from .settings import SETTINGS


def hold_stories(generator: Generator) -> None:
    """Remove held stories before anything uses them; in a preview, label them instead."""
    context, moment = generator.context, now(generator.context)
    is_preview = generator.settings.get("DRAFTS", False)
    held = context.setdefault("held", [])
    context.setdefault("faults", [])
    stories = [*generator.articles, *generator.hidden_articles, *generator.drafts]
    generator.articles, generator.hidden_articles, generator.drafts = [], [], []
    for story in stories:
        status = story.status
        story.held = hold(status, story.date, story.embargo, moment)
        if story.held and not is_preview:
            held.append(story)
        elif status == "hidden":
            generator.hidden_articles.append(story)
        else:
            generator.articles.append(story)
        if story.held and is_preview:
            story.hold = story.held.reason
            story.status = "hidden" if status == "hidden" else "published"
    remove_from_links(context, held)


def hold_pages(generator: Generator) -> None:
    """Remove held pages, and all files that only held stories and pages show."""
    context, moment = generator.context, now(generator.context)
    held = []
    for page in [*generator.pages, *generator.hidden_pages, *generator.draft_pages]:
        page.held = hold(page.status, getattr(page, "date", moment), None, moment)
        if page.held:
            held.append(page)
    if generator.settings.get("DRAFTS", False):
        for page in held:
            page.status, page.hold = "published", page.held.reason
        generator.pages += generator.draft_pages
    else:
        context["held"].extend(held)
        remove_from_links(context, held)
        generator.pages = [page for page in generator.pages if not page.held]
        generator.hidden_pages = [page for page in generator.hidden_pages if not page.held]
    generator.draft_pages = context["draft_pages"] = []
    context["pages"], context["hidden_pages"] = generator.pages, generator.hidden_pages
    shown = [content for content in context["generated_content"].values() if content]
    shown += context.get("also_shown", ())
    files = ((*content.photo_paths, *content.linked.published) for content in shown)
    context["static_links"] = {path for paths in files for path in paths}


def remove_from_links(context: Context, held: list[Content]) -> None:
    """Remove *held* stories and pages from the files that Pelican resolves links to."""
    for content in held:
        context["generated_content"].pop(content.get_relative_source_path(), None)


def held_until(context: Context) -> list[Due]:
    """Return when each held story and page goes out."""
    shown = context["generated_content"].values() if context.get("DRAFTS") else ()
    return releases(each for each in (*context["held"], *shown) if getattr(each, "held", None))


def print_due(generators: list[Generator]) -> None:
    """Print what the clock will change, so that somebody builds the site then.

    Where that alone was asked for, the build ends here.
    """
    context, settings = generators[0].context, generators[0].settings
    due = [each for contract in contracts(settings).values() for each in contract.due(context)]
    if form := settings.get("NEXT"):
        print(next_line(due, form), flush=True)
        raise SystemExit(0)
    if not settings.get("CHECK_ONLY"):
        for line in announcements(due):
            print(line)


CONTRACT = Contract(needs=("stories",), settings=SETTINGS, due=held_until)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_pretaxonomy.connect(hold_stories)
    signals.page_generator_finalized.connect(hold_pages)
    signals.all_generators_finalized.connect(print_due)
