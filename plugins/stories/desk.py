"""What is done with all the stories together, once each is read."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.kernel.faults import Fault, nearest, shown_path

from .addresses import Claim, clashes, reserved, shown
from .archives import periods
from .links import SUFFIXES, without_link
from .translations import paired

__all__ = [
    "finish",
    "in_order",
    "list_translations",
    "mark_listed",
    "newest_first",
    "paired",
    "periods",
    "site_faults",
]

_TEXT_SUFFIXES = frozenset(
    ".txt .text .rst .html .htm .mdx .doc .docx .odt .rtf .pages .tex .adoc .org".split()
)


def newest_first(stories: Iterable[Any]) -> list[Any]:
    """Return *stories* from the newest to the oldest; where dates are equal, in order of file."""
    in_file_order = sorted(stories, key=lambda story: story.source_path)
    return sorted(in_file_order, key=lambda story: story.date, reverse=True)


def in_order(
    things: Iterable[Any], order: Sequence[str], name: Callable[[Any], str], *, rest: bool = False
) -> list[Any]:
    """Return *things* in the *order* of their names; those it lacks come last, with *rest*."""
    by_name = {name(thing): thing for thing in things}
    ordered = [by_name[each] for each in order if each in by_name]
    return ordered + [by_name[each] for each in sorted(set(by_name) - set(order)) if rest]


def finish(content: Any) -> None:
    """Give a translation its own address, and let go of the text that was read."""
    content.source_text = content.metadata["source_text"] = ""  # read, so no longer carried along
    if getattr(content, "original", content) is not content:
        content.override_url = f"{content.url}{content.lang}/"
        content.override_save_as = f"{content.override_url}index.html"


def list_translations(generator: Any) -> None:
    """List each translation under those topics, sections and authors that its original lacks."""
    sections, authors = dict(generator.categories), dict(generator.authors)
    grown = []
    for story in generator.translations:
        original = story.original
        for lists, own, others in (
            (generator.tags, story.tags, original.tags),
            (sections, [story.category], [original.category]),
            (authors, story.authors, original.authors),
        ):
            for name in own:
                if name not in others:
                    grown.append(lists.setdefault(name, []))
                    grown[-1].append(story)
    for stories in {id(each): each for each in grown}.values():
        stories[:] = newest_first(stories)
    generator.categories, generator.authors = sorted(sections.items()), sorted(authors.items())


def mark_listed(generator: Any) -> None:
    """Say of each section, topic and author of a story whether it has a page to link to.

    Those that only a hidden story names have none.
    """
    sections, authors = dict(generator.categories), dict(generator.authors)
    for story in (*generator.articles, *generator.translations, *generator.hidden_articles):
        story.category.listed = story.category in sections
        for tag in story.tags:
            tag.listed = tag in generator.tags
        for author in story.authors:
            author.listed = author in authors


def site_faults(context: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults that only show when all files are read."""
    contents = [content for content in context["generated_content"].values() if content]
    held = context["held"]
    yield from clashes(_claims(contents, held, settings))
    yield from _reserved_pages(content for content in contents if content.kind == "page")
    yield from _same_slugs(contents)
    known = dict.fromkeys((content.get_relative_source_path() for content in held), False)
    known |= dict.fromkeys(context["generated_content"], True)
    for content in contents:
        yield from _link_faults(content, known)
    due = [content for content in held if content.status != "draft"]
    for content in due:  # what would be wrong on the day it goes out is wrong now
        yield from (fault for fault in _link_faults(content, known) if not fault.warning)
    links = set(context["static_links"]).union(*(content.get_static_links() for content in due))
    yield from _missing_files(links, [*contents, *due], Path(settings["PATH"]))
    yield from _stray_files(Path(settings["PATH"]), settings)


def _line(content: Any, *names: str) -> int:
    lines = content.field_lines
    return next((lines[name] for name in names if name in lines), 1)


def _claims(
    contents: Iterable[Any], held: Iterable[Any], settings: Mapping[str, Any]
) -> Iterator[Claim]:
    for content in contents:
        yield content.save_as, content.shown_path, _line(content, "slug", "date")
        for page in getattr(content, "redirects", ()):
            yield page, content.shown_path, _line(content, "aliases")
    default = settings["DEFAULT_LANG"].lower()
    for content in held:  # a story of the future must not meet an older one on its day
        if content.kind == "story" and content.status != "draft" and content.lang == default:
            yield content.save_as, content.shown_path, _line(content, "slug", "date")


def _reserved_pages(pages: Iterable[Any]) -> Iterator[Fault]:
    for page in pages:
        if reserved(page.save_as):
            said = f"the address {shown(page.save_as)} belongs to the site's own pages."
            yield Fault(page.shown_path, _line(page, "slug"), f"{said} Give the page another slug")


def _same_slugs(contents: Iterable[Any]) -> Iterator[Fault]:
    """Warn of two topics, sections or authors whose different names end in one address."""
    first: dict[tuple[str, str], str] = {}
    for content in sorted(contents, key=lambda each: each.source_path):
        if content.kind != "story":
            continue
        for kind, things in (
            ("tags", content.tags),
            ("category", [content.category]),
            ("authors", content.authors),
        ):
            for thing in things:
                name = first.setdefault((kind, thing.slug), thing.name)
                if name.casefold() != thing.name.casefold():
                    said = f'"{thing.name}" and "{name}" share the address "{thing.slug}".'
                    text = f"{said} Rename one of them, or spell both alike"
                    yield Fault(content.shown_path, _line(content, kind), text, warning=True)


def _link_faults(content: Any, known: Mapping[str, bool]) -> Iterator[Fault]:
    for path, written in content.linked:
        line = _link_line(content, written) if not known.get(path) else 0
        if path not in known:
            files = {PurePosixPath(each).name: f"/{each}" for each in known}
            close = nearest(PurePosixPath(written).name, files)
            meant = f' Did you mean "{files[close]}"?' if close else ""
            text = f'the link to "{written}" leads to no story or page.{meant}'
            yield Fault(content.shown_path, line, text)
        elif not known[path]:
            content._content = without_link(content._content, path)
            text = f'the link to "{written}" stays plain text until that story is out'
            yield Fault(content.shown_path, line, text, warning=True)


def _link_line(content: Any, written: str) -> int:
    """Return the line on which *written* first stands in the file of *content*."""
    text = Path(content.source_path).read_text("utf-8-sig", errors="replace")
    return text.count("\n", 0, max(text.find(written), 0)) + 1


def _missing_files(links: Iterable[str], contents: Iterable[Any], folder: Path) -> Iterator[Fault]:
    missing = {link for link in links if not _inside(folder, link)}
    for content in contents if missing else ():
        for link in sorted(missing & content.get_static_links()):
            line = _link_line(content, Path(link).name)
            yield Fault(content.shown_path, line, f'the file "{link}" is not in {folder.name}/')


def _inside(folder: Path, link: str) -> bool:
    path = (folder / link).resolve()
    return path.is_file() and path.is_relative_to(folder.resolve())


def _stray_files(folder: Path, settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Find texts that no reader reads: they would be lost without a word."""
    read = {*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"], *settings["AUTHOR_PATHS"]}
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _ignored(name, settings))
        top = Path(root).relative_to(folder).parts[:1]
        for name in sorted(names):
            suffix = Path(name).suffix
            if _ignored(name, settings) or (suffix in SUFFIXES and top and top[0] in read):
                continue
            path = shown_path(Path(root, name))
            if top and top[0] in read and suffix.lower() in {*_TEXT_SUFFIXES, *SUFFIXES}:
                yield Fault(path, 1, "is not read: stories are Markdown files. Name it .md")
            elif suffix in SUFFIXES and (not top or top[0] != "photos"):
                where = " or ".join(f"{folder.name}/{each}/" for each in sorted(read))
                yield Fault(path, 1, f"is not read where it lies. Move it to {where}", warning=True)


def _ignored(name: str, settings: Mapping[str, Any]) -> bool:
    return any(fnmatch(name, pattern) for pattern in settings["IGNORE_FILES"])
