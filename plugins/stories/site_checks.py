"""Check what only all files together show: addresses, names, dates, files that nothing reads."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from plugins.kernel.dates import written_out
from plugins.kernel.faults import Fault, did_you_mean, shown_path
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings, setting_fault
from plugins.kernel.story import Content, Name
from plugins.markup.front_matter import SUFFIXES

from .addresses import claims, clashes, line_of
from .link_checks import link_faults
from .reserved_addresses import reserved_address_faults
from .rules import FILE_MISPLACED, FILE_NOT_READ, MODIFIED_IN_FUTURE, NAMES_ALIKE
from .settings import ARTICLE_PATHS, AUTHOR_PATHS, NAVIGATION_PAGES, PAGE_PATHS, USUAL_PAGES

_TEXT_SUFFIXES = frozenset(
    ".txt .text .rst .html .htm .mdx .doc .docx .odt .rtf .pages .tex .adoc .org".split()
)


def site_faults(
    context: Context, settings: Settings, files: Iterable[str], now: datetime
) -> Iterator[Fault]:
    """Yield the faults that appear only when all *files* of the content folder are read, *now*."""
    contents = [content for content in context["generated_content"].values() if content]
    held, published = context["held"], context["staticfiles"]
    yield from clashes(claims(contents, held, published))
    yield from reserved_address_faults(contents, published, settings)
    yield from _shared_slugs(contents, context["named"])
    yield from _future_updates(contents, now)
    yield from link_faults(contents, held, context, settings)
    yield from _missing_pages(contents, held, settings)
    yield from _unread_files(files, settings)


def _shared_slugs(
    contents: Iterable[Content], named: Mapping[str, Iterable[Name]]
) -> Iterator[Fault]:
    """Warn of topics, sections or authors with different names and the same slug."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for field, things in named.items():
        for thing in things:
            names[field, thing.slug].add(thing.name.casefold())
    shared = {key for key, each in names.items() if len(each) > 1}
    fields = sorted({field for field, _ in shared})
    first: dict[tuple[str, str], str] = {}
    stories = [content for content in contents if shared and content.kind == "story"]
    for story in sorted(stories, key=lambda each: each.source_path):
        for field, thing in ((each, name) for each in fields for name in _names(story, each)):
            name = first.setdefault((field, thing.slug), thing.name)
            if name.casefold() != thing.name.casefold():
                problem = f'"{thing.name}" and "{name}" share the address "{thing.slug}".'
                text = f"{problem} Rename one of them, or spell both the same"
                yield NAMES_ALIKE.at(story.shown_path, line_of(story, field), text)


def _names(story: Content, field: str) -> Sequence[Name]:
    """Return the topics, the section or the authors of *story*."""
    return [story.category] if field == "category" else getattr(story, field)


def _future_updates(contents: Iterable[Content], now: datetime) -> Iterator[Fault]:
    """Warn of updates after *now*: feeds and sitemaps would show them too."""
    for content in contents:
        modified = vars(content).get("modified")
        if modified and modified > now:
            text = (
                f'"modified" is {written_out(modified)}, which is in the future. Correct the date'
            )
            line = line_of(content, "modified")
            yield MODIFIED_IN_FUTURE.at(content.shown_path, line, text)


def _missing_pages(
    contents: Iterable[Content], held: Iterable[Content], settings: Settings
) -> Iterator[Fault]:
    """Warn of pages in NAVIGATION_PAGES that do not exist.

    Of the usual list a newsroom may have a few pages only, and has not named the others.
    """
    slugs = {each.slug for each in (*contents, *held) if each.kind == "page"}
    named = NAVIGATION_PAGES.of(settings)
    missing = [slug for slug in named if slug not in slugs]
    is_own = tuple(named) != USUAL_PAGES or len(missing) * 2 < len(named)
    for slug in missing if is_own else ():
        remedy = did_you_mean(slug, slugs - {*named}) or f" Write pages/{slug}.md, or take it out"
        problem = f'names the page "{slug}", which does not exist.'
        yield setting_fault(settings, "NAVIGATION_PAGES", f"{problem}{remedy}", warning=True)


def _unread_files(files: Iterable[str], settings: Settings) -> Iterator[Fault]:
    """Yield a fault or a warning for each text among *files* that no reader reads."""
    folder = Path(str(settings["PATH"]))
    read = {
        path for paths in (ARTICLE_PATHS, PAGE_PATHS, AUTHOR_PATHS) for path in paths.of(settings)
    }
    folders, stories = tuple(f"{each}/" for each in read), tuple(SUFFIXES)
    for file in files:
        path = file.replace(os.sep, "/").removeprefix("./")
        if path.startswith(folders):
            suffix = "" if path.endswith(stories) else os.path.splitext(path)[1].lower()
            if suffix in _TEXT_SUFFIXES or suffix in SUFFIXES:
                text = "is not read, because stories are Markdown files. Rename it to end in .md"
                yield FILE_NOT_READ.at(shown_path(folder / path), 1, text)
        elif path.endswith(stories) and not path.startswith(("photos/", "files/")):
            where = " or ".join(f"{folder.name}/{each}/" for each in sorted(read))
            text = f"is not read, because it is in another folder. Move it to {where}"
            yield FILE_MISPLACED.at(shown_path(folder / path), 1, text)
