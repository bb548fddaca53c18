"""Check the links of stories and pages: to other stories, to addresses of the site, to files."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import unquote

from plugins.kernel.faults import Fault, nearest, shown_path
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings
from plugins.kernel.story import Content
from plugins.photos.containment import real_folders

from .links import file_target, without_link
from .reserved_addresses import MACHINE_FILES
from .rules import LINK_DEAD, LINK_FILE, LINK_STORY, LINK_WAITS, LINK_WRONG

_PAGE_NAMES = ("corrections_url", "photo_credits_url", "search_url")
"""The names in the context of the addresses of pages that plugins make."""

LeftOut = Mapping[str, Collection[str]]
"""The addresses of stories that are left out because they are broken, by their paths."""

_NOT_OUT_YET = "stays plain text until that story is published"


def link_faults(
    contents: Iterable[Content], held: Iterable[Content], context: Context, settings: Settings
) -> Iterator[Fault]:
    """Yield the faults of links in published *contents* and in those *held* back.

    Links to what is not out yet become plain text. Dead links in a story with a publication date
    are faults today; its warnings can wait.
    """
    checker = _LinkChecker(list(contents), list(held), context, settings)
    for content in checker.contents:
        yield from checker.faults(content)
    for content in checker.due:
        yield from (fault for fault in checker.faults(content) if not fault.warning)
    yield from checker.missing_files(context["static_links"], Path(str(settings["PATH"])))


class _LinkChecker:
    """Knows every file and address that a link may lead to."""

    def __init__(
        self, contents: list[Content], held: list[Content], context: Context, settings: Settings
    ) -> None:
        self.contents, self.context, self.settings = contents, context, settings
        self.due = [content for content in held if content.status != "draft"]
        self.is_out = dict.fromkeys((each.get_relative_source_path() for each in held), False)
        left_out = cast(LeftOut, settings.get("LEFT_OUT", {}))  # broken stories
        self.is_out |= dict.fromkeys(left_out, False)
        self.is_out |= dict.fromkeys(context["generated_content"], True)
        self.held_addresses = {each.url.strip("/") for each in held if each.kind != "author"}
        self.left_out_addresses = set(chain.from_iterable(left_out.values()))
        self.addresses = cache(lambda: site_addresses(contents, context))  # only if links need them

    def faults(self, content: Content) -> Iterator[Fault]:
        """Yield the faults of the links in *content*; make links to held stories plain text."""
        for written, problem in content.linked.unusable:
            yield LINK_WRONG.at(content.shown_path, _line(content, written), problem)
        for path, written in content.linked.files:
            yield from self._file_link(content, path, written)
        for path, written in content.linked.rooted:
            yield from self._rooted_link(content, path, written)

    def _file_link(self, content: Content, path: str, written: str) -> Iterator[Fault]:
        if path not in self.is_out:
            files = {PurePosixPath(each).name: f"/{each}" for each in self.is_out}
            close = nearest(PurePosixPath(written).name, files)
            meant = f' Did you mean "{files[close]}"?' if close else ""
            text = f'the link to "{written}" does not lead to a story or page.{meant}'
            gone = shown_path(Path(str(self.settings["PATH"]), path))
            yield LINK_STORY.at(content.shown_path, _line(content, written), text, other=gone)
        elif not self.is_out[path]:
            unlink(content, file_target(path))
            text = f'the link to "{written}" {_NOT_OUT_YET}'
            yield LINK_WAITS.at(content.shown_path, _line(content, written), text)

    def _rooted_link(self, content: Content, path: str, written: str) -> Iterator[Fault]:
        is_published, address = self._is_published(path), path.strip("/")
        line = 0 if is_published else _line(content, written)
        is_left_out = not is_published and address in self.left_out_addresses
        if address in self.held_addresses or is_left_out:
            unlink(content, re.split("[?#]", written)[0])
            text = f'the link to "{written}" {_NOT_OUT_YET}'
            yield LINK_WAITS.at(content.shown_path, line, text)
        elif line:
            text = f'the link to "{written}" is dead: the site has nothing there. Correct the link'
            yield LINK_DEAD.at(content.shown_path, line, text)

    def _is_published(self, path: str) -> bool:
        path = re.sub(r"/page/\d+/?$", "/", path).strip("/")
        static = f"{self.settings['THEME_STATIC_DIR']}/"
        return path in self.addresses() or path.startswith(static)

    def missing_files(self, links: Iterable[str], folder: Path) -> Iterator[Fault]:
        """Yield a fault for each link to a file that is not in the content *folder*."""
        links = set(links).union(*(content.get_static_links() for content in self.due))
        is_inside = _is_inside(folder)
        missing = {link for link in links if not is_inside(link)}
        for content in (*self.contents, *self.due) if missing else ():
            for link in sorted(missing & content.get_static_links()):
                line = _line(content, Path(link).name)
                text = (
                    f'the file "{link}" is not in {folder.name}/. Put it there, or correct the link'
                )
                yield LINK_FILE.at(content.shown_path, line, text)


def site_addresses(contents: Iterable[Content], context: Context) -> set[str]:
    """Return every address of the published site, without the slashes around it."""
    lists = [
        each
        for name in ("categories", "tags", "authors", "series")
        for each, _ in context.get(name, ())
    ]
    archives = [page for period in context["period_archives"].values() for page in period]
    found = {each.url for each in (*contents, *lists, *context["staticfiles"])}
    found |= {page["url"] for page in archives}
    found |= {page for content in contents for page in getattr(content, "redirects", ())}
    for template in context["DIRECT_TEMPLATES"]:
        found.add(context.get(f"{template.upper()}_SAVE_AS", f"{template}.html"))
    found |= {*MACHINE_FILES, *(context[name] for name in _PAGE_NAMES if name in context)}
    found |= {file for feed in context.get("feeds", ()) for file in feed.files}
    return {unquote(address).removesuffix("index.html").strip("/") for address in found}


def unlink(content: Content, target: str) -> None:
    """Make the links of *content* to *target* plain text, and add *target* to ``waiting``."""
    content._content = without_link(content._content, target)
    content.waiting = (*content.waiting, target)


def _line(content: Content, written: str) -> int:
    """Return the line on which *written* first occurs in the file of *content*."""
    text = Path(content.source_path).read_text("utf-8-sig", errors="replace")
    return text.count("\n", 0, max(text.find(written), 0)) + 1


def _is_inside(folder: Path) -> Callable[[str], bool]:
    """Return a function that tells whether a link, from *folder*, leads to a file in it."""
    root, inside = os.path.realpath(folder), real_folders(str(folder))
    real = cache(os.path.realpath)  # of the folders: many files lie in each

    def is_inside(link: str) -> bool:
        path = os.path.normpath(f"{root}/{link}")
        place = f"{real(os.path.dirname(path))}/{os.path.basename(path)}"
        if os.path.islink(place):
            place = os.path.realpath(place)
        return place.startswith(inside) and os.path.isfile(place)

    return is_inside
