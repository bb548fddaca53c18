"""What is done with all the stories together, once each is read."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from urllib.parse import unquote

from plugins.kernel.dates import in_words
from plugins.kernel.faults import Fault, nearest, shown_path
from plugins.kernel.pelican_types import Context, Generator, PublishedFile
from plugins.kernel.settings import Settings
from plugins.kernel.story import Content, Name, Site, Story
from plugins.markup.front_matter import SUFFIXES

from .addresses import FILE_FOLDERS, MACHINES, Claim, clashes, is_year, line_of, reserved, shown
from .archives import periods
from .links import file_target, without_link
from .settings import ARTICLE_PATHS, AUTHOR_PATHS, PAGE_PATHS
from .translations import paired

__all__ = [
    "finish",
    "in_order",
    "list_translations",
    "mark_listed",
    "newest_first",
    "paired",
    "periods",
    "site",
    "site_faults",
]

T = TypeVar("T")

_PAGES = ("corrections_url", "photo_credits_url", "search_url")
"""Under which names plugins tell the addresses of pages that they alone make."""

_ADDRESS = ("slug", "date")
"""The fields that decide the address of a story."""

_TEXT_SUFFIXES = frozenset(
    ".txt .text .rst .html .htm .mdx .doc .docx .odt .rtf .pages .tex .adoc .org".split()
)


def newest_first(stories: Iterable[Story]) -> list[Any]:
    """Return *stories* from the newest to the oldest; where dates are equal, in order of file."""
    in_file_order = sorted(stories, key=attrgetter("source_path"))
    return sorted(in_file_order, key=attrgetter("date"), reverse=True)


def in_order(
    things: Iterable[T], order: Sequence[str], name: Callable[[T], str], *, rest: bool = False
) -> list[T]:
    """Return *things* in the *order* of their names; those it lacks come last, with *rest*."""
    by_name = {name(thing): thing for thing in things}
    ordered = [by_name[each] for each in order if each in by_name]
    return ordered + [by_name[each] for each in sorted(set(by_name) - set(order)) if rest]


def finish(content: Content) -> None:
    """Give a translation its own address."""
    if content.is_version:
        content.override_url = f"{content.url}{content.lang}/"
        content.override_save_as = f"{content.override_url}index.html"


def list_translations(generator: Generator) -> None:
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


def mark_listed(generator: Generator) -> None:
    """Say of each section, topic and author of a story whether it has a page to link to.

    Those that only a hidden story names have none. All of them are the context's ``named``.
    """
    stories = (*generator.articles, *generator.translations, *generator.hidden_articles)
    named = generator.context["named"] = {}
    for kind, listed in (
        ("category", dict(generator.categories)),
        ("tags", generator.tags),
        ("authors", dict(generator.authors)),
    ):
        of_each: Iterable[Any] = map(attrgetter(kind), stories)
        every = of_each if kind == "category" else chain.from_iterable(of_each)
        things = {id(thing): thing for thing in every}
        named[kind] = list(things.values())
        for thing in named[kind]:
            thing.listed = thing in listed
            if kind == "authors":
                thing.profile = getattr(thing, "profile", None)


def site(generator: Generator) -> Site:
    """Return the stories of *generator* for whoever asks for some of them."""
    lists = {
        kind: {thing.slug: stories for thing, stories in listed}
        for kind, listed in (
            ("section", generator.categories),
            ("topic", generator.tags.items()),
            ("author", generator.authors),
        )
    }
    stories = generator.articles, generator.translations, generator.hidden_articles
    return Site(*stories, lists=lists)


def site_faults(
    context: Context, settings: Settings, files: Iterable[str], now: datetime
) -> Iterator[Fault]:
    """Yield the faults that only show when all *files* of the content folder are read, *now*."""
    contents = [content for content in context["generated_content"].values() if content]
    held = context["held"]
    yield from clashes(_claims(contents, held, context["staticfiles"]))
    yield from _reserved(contents, context["staticfiles"])
    yield from _same_slugs(contents, context["named"])
    yield from _of_the_future(contents, now)
    known = dict.fromkeys((content.get_relative_source_path() for content in held), False)
    known |= dict.fromkeys(context["generated_content"], True)
    secret = {each.url.strip("/"): each for each in held if each.kind != "author"}

    @cache
    def addresses() -> set[str]:
        return _addresses(contents, context, settings)

    def answered(path: str) -> bool:
        path = re.sub(r"/page/\d+/?$", "/", path).strip("/")
        return path in addresses() or path.startswith(f"{settings['THEME_STATIC_DIR']}/")

    for content in contents:
        yield from _link_faults(content, known, secret, answered)
    due = [content for content in held if content.status != "draft"]
    for content in due:  # what would be wrong on the day it goes out is wrong now
        faults = _link_faults(content, known, secret, answered)
        yield from (fault for fault in faults if not fault.warning)
    links = set(context["static_links"]).union(*(content.get_static_links() for content in due))
    yield from _missing_files(links, [*contents, *due], Path(str(settings["PATH"])))
    yield from _stray_files(files, settings)


def _addresses(contents: Iterable[Content], context: Context, settings: Settings) -> set[str]:
    """Return every address that the site answers, without the strokes around it."""
    lists = [
        each
        for name in ("categories", "tags", "authors", "series")
        for each, _ in context.get(name, ())
    ]
    pages = [each for name in context["period_archives"].values() for each in name]
    found = {each.url for each in (*contents, *lists, *context["staticfiles"])}
    found |= {page["url"] for page in pages}
    found |= {page for content in contents for page in getattr(content, "redirects", ())}
    for template in context["DIRECT_TEMPLATES"]:
        found.add(context.get(f"{template.upper()}_SAVE_AS", f"{template}.html"))
    found |= {*MACHINES, *(context[name] for name in _PAGES if name in context)}
    found |= {file for feed in context.get("feeds", ()) for file in feed.files}
    return {unquote(address).removesuffix("index.html").strip("/") for address in found}


def _claims(
    contents: Iterable[Content], held: Iterable[Content], files: Iterable[PublishedFile]
) -> Iterator[Claim]:
    for content in contents:
        yield Claim(content.save_as, content, _ADDRESS)
        for page in getattr(content, "redirects", ()):
            yield Claim(page, content, ("aliases",))
    for content in held:  # a story of the future must not meet an older one on its day
        if content.kind == "story" and content.status != "draft":
            yield Claim(content.save_as, content, _ADDRESS)
    for file in files:
        yield Claim(file.save_as, file)


def _reserved(contents: Iterable[Content], files: Iterable[PublishedFile]) -> Iterator[Fault]:
    """Find what would stand where the site's own pages go."""
    for content in contents:
        pages = [(page, "aliases") for page in getattr(content, "redirects", ())]
        if content.kind == "page":
            pages.append((content.save_as, "slug"))
        for page, field in pages:
            if reserved(page) or (field == "slug" and is_year(page)):
                said = f"the address {shown(page)} belongs to the site's own pages."
                remedy = "Give the page another slug" if field == "slug" else "Delete it"
                yield Fault(content.shown_path, line_of(content, field), f"{said} {remedy}")
    for file in files:
        if reserved(file.save_as) and not file.save_as.startswith(FILE_FOLDERS):
            said = (
                f"a link publishes this file at {shown(file.save_as)}, where the site has its own."
            )
            yield Fault(shown_path(file.source_path), 1, f"{said} Move it to photos/")


def _same_slugs(
    contents: Iterable[Content], named: Mapping[str, Iterable[Name]]
) -> Iterator[Fault]:
    """Warn of two topics, sections or authors whose different names end in one address."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, things in named.items():
        for thing in things:
            names[kind, thing.slug].add(thing.name.casefold())
    shared = {key for key, each in names.items() if len(each) > 1}
    kinds = sorted({kind for kind, _ in shared})
    first: dict[tuple[str, str], str] = {}
    stories = [content for content in contents if shared and content.kind == "story"]
    for story in sorted(stories, key=lambda each: each.source_path):
        for of, thing in ((each, thing) for each in kinds for thing in _listed(story, each)):
            name = first.setdefault((of, thing.slug), thing.name)
            if name.casefold() != thing.name.casefold():
                said = f'"{thing.name}" and "{name}" share the address "{thing.slug}".'
                text = f"{said} Rename one of them, or spell both alike"
                yield Fault(story.shown_path, line_of(story, of), text, warning=True)


def _of_the_future(contents: Iterable[Content], now: datetime) -> Iterator[Fault]:
    """Warn of what says that it was updated after *now*: feeds and sitemaps would say so, too."""
    for content in contents:
        modified = vars(content).get("modified")
        if modified and modified > now:
            said = f'"modified" is {in_words(modified)}, which is to come. Mend the date'
            yield Fault(content.shown_path, line_of(content, "modified"), said, warning=True)


def _listed(story: Content, kind: str) -> Sequence[Name]:
    """Return the topics, the section or the authors of *story*."""
    return [story.category] if kind == "category" else getattr(story, kind)


def _link_faults(
    content: Content,
    known: Mapping[str, bool],
    held: Mapping[str, Content],
    answered: Callable[[str], bool],
) -> Iterator[Fault]:
    for written, text in content.linked.unusable:
        yield Fault(content.shown_path, _link_line(content, written), text)
    waits = "stays plain text until that story is out"
    for path, written in content.linked.files:
        if path not in known:
            files = {PurePosixPath(each).name: f"/{each}" for each in known}
            close = nearest(PurePosixPath(written).name, files)
            meant = f' Did you mean "{files[close]}"?' if close else ""
            text = f'the link to "{written}" leads to no story or page.{meant}'
            yield Fault(content.shown_path, _link_line(content, written), text)
        elif not known[path]:
            unlink(content, file_target(path))
            text = f'the link to "{written}" {waits}'
            yield Fault(content.shown_path, _link_line(content, written), text, warning=True)
    for path, written in content.linked.rooted:
        line = 0 if answered(path) else _link_line(content, written)
        if path.strip("/") in held:
            unlink(content, re.split("[?#]", written)[0])
            text = f'the link to "{written}" {waits}'
            yield Fault(content.shown_path, line, text, warning=True)
        elif line:
            text = f'the link to "{written}" leads to nothing that this site publishes'
            yield Fault(content.shown_path, line, text, warning=True)


def unlink(content: Content, target: str) -> None:
    """Let the links of *content* to *target* wait as plain text; ``waiting`` names them."""
    content._content = without_link(content._content, target)
    content.waiting = (*content.waiting, target)


def _link_line(content: Content, written: str) -> int:
    """Return the line on which *written* first stands in the file of *content*."""
    text = Path(content.source_path).read_text("utf-8-sig", errors="replace")
    return text.count("\n", 0, max(text.find(written), 0)) + 1


def _missing_files(
    links: Iterable[str], contents: Iterable[Content], folder: Path
) -> Iterator[Fault]:
    inside = _inside(folder)
    missing = {link for link in links if not inside(link)}
    for content in contents if missing else ():
        for link in sorted(missing & content.get_static_links()):
            line = _link_line(content, Path(link).name)
            yield Fault(content.shown_path, line, f'the file "{link}" is not in {folder.name}/')


def _inside(folder: Path) -> Callable[[str], bool]:
    """Return what says whether a link, from *folder*, leads to a file in it."""
    root = os.path.realpath(folder)
    real = cache(os.path.realpath)  # of the folders: many files lie in each

    def inside(link: str) -> bool:
        path = os.path.normpath(f"{root}/{link}")
        place = f"{real(os.path.dirname(path))}/{os.path.basename(path)}"
        if os.path.islink(place):
            place = os.path.realpath(place)
        return place.startswith(f"{root}/") and os.path.isfile(place)

    return inside


def _stray_files(files: Iterable[str], settings: Settings) -> Iterator[Fault]:
    """Find texts among *files* that no reader reads: they would be lost without a word."""
    folder = Path(str(settings["PATH"]))
    read = {
        path for paths in (ARTICLE_PATHS, PAGE_PATHS, AUTHOR_PATHS) for path in paths.of(settings)
    }
    inside, stories = tuple(f"{each}/" for each in read), tuple(SUFFIXES)
    for file in files:
        path = file.replace(os.sep, "/").removeprefix("./")
        if path.startswith(inside):
            suffix = "" if path.endswith(stories) else os.path.splitext(path)[1].lower()
            if suffix in _TEXT_SUFFIXES or suffix in SUFFIXES:
                said = "is not read: stories are Markdown files. Name it .md"
                yield Fault(shown_path(folder / path), 1, said)
        elif path.endswith(stories) and not path.startswith("photos/"):
            where = " or ".join(f"{folder.name}/{each}/" for each in sorted(read))
            said = f"is not read where it lies. Move it to {where}"
            yield Fault(shown_path(folder / path), 1, said, warning=True)
