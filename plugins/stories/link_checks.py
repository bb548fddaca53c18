"""Check the links of stories and pages: to other stories, and to addresses of the site."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from html import escape
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import unquote, urljoin

from plugins.kernel.faults import Fault, Rule, nearest, shown_path
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings, site_path
from plugins.kernel.story import Content
from plugins.markup.front_matter import decoded, parsed
from plugins.markup.text import plain
from plugins.markup.web_addresses import in_folder

from .archives import pages
from .link_lines import lines_of
from .links import ON_EVERY_PAGE, file_target, with_headline, without_link
from .reserved_addresses import MACHINE_FILES
from .rules import LINK_DEAD, LINK_EARLY, LINK_NOWHERE, LINK_STORY, LINK_WAITS

_PAGE_NAMES = ("corrections_url", "photo_credits_url", "search_url")
"""The names in the context of the addresses of pages that plugins make."""

LeftOut = Mapping[str, Collection[str]]
"""The addresses of stories that are left out because they are broken, by their paths."""

_NOT_OUT_YET = "stays plain text until that story is published"
_LEFT_OUT = "is left out until that story is published"
_TEXTS = ("_summary", "deck", "kicker", "dateline", "title", "role")
"""The lines of text of a header."""


def link_faults(
    contents: Iterable[Content], held: Iterable[Content], context: Context, settings: Settings
) -> Iterator[Fault]:
    """Yield the faults of links in published *contents* and in those *held* back.

    Links to what is not out yet become plain text. Dead links in a story with a publication date
    are faults today; its warnings can wait. Those in a draft that has a preview are warnings, but
    in the one whose preview is asked for.
    """
    checker = _LinkChecker(list(contents), list(held), context, settings)
    for content in checker.contents:
        is_draft = content.hold == "Draft"  # in a preview
        for fault in checker.faults(content):
            yield replace(fault, severity="warning") if is_draft else fault
    for content in checker.previewed:
        softer = content is not context.get("asked_for")
        for fault in checker.faults(content):
            yield replace(fault, severity="warning") if softer else fault
    for content in checker.due:
        yield from (fault for fault in checker.faults(content) if not fault.warning)


class _LinkChecker:
    """Knows every file and address that a link may lead to."""

    def __init__(
        self, contents: list[Content], held: list[Content], context: Context, settings: Settings
    ) -> None:
        self.contents, self.held, self.context, self.settings = contents, held, context, settings
        context["headlines_in_links"] = set()
        self.folder = site_path(str(settings["SITEURL"]))
        self.due = [content for content in held if content.status != "draft"]
        self.previewed = [each for each in context.get("previewed", ()) if each.status == "draft"]
        self.out: dict[str, Content | None] = dict.fromkeys(
            each.get_relative_source_path() for each in held
        )
        left_out = cast(LeftOut, settings.get("LEFT_OUT", {}))  # broken stories
        self.out |= dict.fromkeys(left_out)
        self.out |= context["generated_content"]
        self.left_out_addresses = set(chain.from_iterable(left_out.values()))
        self.addresses = cache(lambda: site_addresses(contents, context))  # only if links need them

    @cached_property
    def by_address(self) -> dict[str, Content]:
        """Every published story and page, by its address without the slashes around it."""
        return {unquote(each.url).strip("/"): each for each in self.contents}

    @cached_property
    def held_addresses(self) -> frozenset[str]:
        """The addresses of what is held back, and of lists in which only that would stand."""
        found: set[str] = set()
        for each in self.held:
            lists = [each.category, *each.tags, *each.authors, each.series]
            found |= {thing.url for thing in lists if hasattr(thing, "url")}
            found |= {each.url, *each.aliases} if each.kind != "author" else set()
        paths = {unquote(each).strip("/") for each in (*found, *self.left_out_addresses)}
        return frozenset(_key(path) for path in paths - self.addresses() - {""})

    @cached_property
    def held_names(self) -> frozenset[str]:
        """The names of files that are held back, without those that others have too."""
        held = {PurePosixPath(path).name for path, target in self.out.items() if target is None}
        if not held:
            return frozenset()
        out = (path for path, target in self.out.items() if target is not None)
        return frozenset(held.difference(PurePosixPath(path).name for path in out))

    def faults(self, content: Content) -> Iterator[Fault]:
        """Yield the faults of the links in *content*; make links to held stories plain text."""
        links = content.linked
        for path, typed in links.files:
            yield from self._file_link(content, path, typed)
        for address, typed in links.addresses:
            yield from self._address(content, address, typed)
        for address, typed in links.mentions:
            yield from self._mention(content, address, typed)
        for _, printed in content.links if content.kind == "author" else ():
            if printed.startswith("/") and not printed.startswith("//"):
                address = printed.removeprefix(self.folder)
                yield from self._address(content, address, address)

    def _file_link(self, content: Content, path: str, typed: str) -> Iterator[Fault]:
        target = self.out.get(path)
        if path not in self.out:
            files = {PurePosixPath(each).name: f"/{each}" for each in self.out}
            name = PurePosixPath(re.split("[?#]", typed)[0]).name
            close = nearest(name, files)
            meant = f' Did you mean "{files[close]}"?' if close else ""
            text = f'the link to "{typed}" does not lead to a story or page.{meant}'
            gone = shown_path(Path(str(self.settings["PATH"]), path))
            yield from _told(LINK_STORY, content, typed, text, other=gone)
            unlink(content, file_target(path))  # what is shown of a draft names no file
        elif target is None:
            unlink(content, file_target(path), typed)
            _leave_out_of_header(content, typed)
            what = _LEFT_OUT if path in content.linked.named else _NOT_OUT_YET
            yield from _told(LINK_WAITS, content, typed, f'the link to "{typed}" {what}')
        else:
            if path in content.linked.named:
                show_headline(content, target)
                self.context["headlines_in_links"].add(path)
            yield from _no_such_place(content, target, typed)

    def _address(self, content: Content, address: str, typed: str) -> Iterator[Fault]:
        full = address if address.startswith("/") else urljoin(f"/{content.url}", address)
        path = unquote(re.split("[?#]", full)[0])
        if self._is_held(path):
            unlink(content, in_folder(re.split("[?#]", typed)[0], self.folder), typed)
            yield from _told(LINK_WAITS, content, typed, f'the link to "{typed}" {_NOT_OUT_YET}')
        elif not self._is_published(path):
            text = f'the link to "{typed}" is dead: the site has nothing {_where(full, typed)}.'
            yield from _told(LINK_DEAD, content, typed, f"{text} {self._remedy(path, typed)}")
        elif content.kind == "author" and not address.startswith("/"):
            text = f'the link to "{typed}" leads elsewhere on each page that shows this text.'
            remedy = "Write the address from the first slash"
            yield from _told(LINK_NOWHERE, content, typed, f"{text} {remedy}")
        elif "#" in typed and (target := self.by_address.get(path.strip("/"))):
            yield from _no_such_place(content, target, typed)

    def _mention(self, content: Content, address: str, typed: str) -> Iterator[Fault]:
        if not (self.held_names or self.held or self.left_out_addresses):
            return
        is_name = PurePosixPath(unquote(address)).name in self.held_names
        if not (is_name or self._is_held(unquote(re.split("[?#]", address)[0]))):
            return
        what = "file" if is_name else "address"
        if any(typed in each.text for each in content.corrections):
            text = f'a correction names the {what} "{typed}" of a story that is not out yet.'
            yield from _told(LINK_EARLY, content, typed, f"{text} Leave it out")
        else:
            yield from _told(LINK_WAITS, content, typed, f'the {what} "{typed}" {_LEFT_OUT}')
            unlink(content, re.split("[?#]", typed)[0], typed)
            content._content = content._content.replace(typed, "")
            _leave_out_of_header(content, typed)

    def _is_held(self, path: str) -> bool:
        """Return whether *path* is the address of something held back, or below it."""
        if not (self.held or self.left_out_addresses):
            return False
        key = _key(path)
        return any(key[:end] in self.held_addresses for end in _ends(key))

    def _is_published(self, path: str) -> bool:
        path = re.sub(r"/page/\d+/?$", "/", path).strip("/")
        static = f"{self.settings['THEME_STATIC_DIR']}/"
        known = self.addresses()
        return path.removesuffix("index.html").strip("/") in known or path.startswith(static)

    def _remedy(self, path: str, typed: str) -> str:
        """Return what to write instead of *typed*, which leads to nothing at *path*."""
        name = PurePosixPath(path).name
        close = nearest(name, self._last_parts) if name else None
        if close:
            return f'Did you mean "/{self._last_parts[close]}/"?'
        if typed.startswith("/") or "://" in typed:
            return "Correct the link"
        return "Write the name of the story's file, or the address from the first slash"

    @cached_property
    def _last_parts(self) -> dict[str, str]:
        return {PurePosixPath(each).name: each for each in self.by_address if each}


def site_addresses(contents: Iterable[Content], context: Context) -> set[str]:
    """Return every address of the published site, without the slashes around it."""
    lists = [
        each
        for name in ("categories", "tags", "authors", "series")
        for each, _ in context.get(name, ())
    ]
    archives = pages(context["archive"])
    found = {each.url for each in (*contents, *lists, *context["staticfiles"], *archives)}
    found |= {page for content in contents for page in getattr(content, "redirects", ())}
    for template in context["DIRECT_TEMPLATES"]:
        found.add(context.get(f"{template.upper()}_SAVE_AS", f"{template}.html"))
    found |= {*MACHINE_FILES, *(context[name] for name in _PAGE_NAMES if name in context)}
    found |= {file for feed in context.get("feeds", ()) for file in feed.files}
    return {unquote(address).removesuffix("index.html").strip("/") for address in found}


def unlink(content: Content, target: str, typed: str = "") -> None:
    """Make the links of *content* to *target* plain text, and add *target* to ``waiting``."""
    content._content = without_link(content._content, target, typed)
    content.waiting = (*content.waiting, target)


def show_headline(content: Content, target: Content) -> None:
    """Show the headline of *target* in the links of *content* to it that have no words."""
    headline = escape(plain(str(target.title)), quote=False)
    attrs = f' lang="{target.lang}"' if target.lang != content.lang else ""
    if attrs:
        headline = f'<span{attrs} dir="{target.dir}">{headline}</span>'
    link = file_target(target.get_relative_source_path())
    content._content = with_headline(content._content, link, headline)
    content.waiting = (*content.waiting, headline)


def _leave_out_of_header(content: Content, words: str) -> None:
    """Leave out the *words* wherever the header of *content*, or what is made of it, has them."""
    whole = re.compile(rf"(?<![\w/-]){re.escape(words)}(?![\w-])")
    for name in _TEXTS:
        value = str(getattr(content, name, "") or "")
        if words in value:
            setattr(content, name, whole.sub("", value))
            content.metadata[name.strip("_")] = getattr(content, name)
    if content.kind == "author":
        content.links = [each for each in content.links if not each[1].endswith(words)]


def _no_such_place(content: Content, target: Content, typed: str) -> Iterator[Fault]:
    """Yield a warning if *typed*, a link to *target*, names a place that its text does not have."""
    place = unquote(typed.partition("#")[2])
    if not place:
        return
    is_note = re.match("fn(?:ref[0-9]*)?:|:~:", place)
    if not is_note and place not in ON_EVERY_PAGE and place not in target.linked.anchors:
        text = f'the link to "{typed}" is dead: {target.shown_path} has no place called "{place}".'
        yield from _told(LINK_DEAD, content, typed, f"{text} Correct the name after the #")


def _told(rule: Rule, content: Content, typed: str, text: str, other: str = "") -> Iterator[Fault]:
    """Yield the *text* of a *rule* for each line on which *content* links to *typed*.

    *other* is the file that it is about, if it is of another file than *content*'s.
    """
    source, _ = decoded(Path(content.source_path).read_bytes())
    body = parsed(source).body
    if typed in body or typed not in source:
        lines = [content.body_line + line for line in lines_of(body, typed)]
    else:
        lines = [source.count("\n", 0, source.index(typed)) + 1]
    for line in lines:
        yield rule.at(content.shown_path, line, text, other=other)


def _where(full: str, typed: str) -> str:
    return "there" if typed.startswith("/") or "://" in typed else f"at {full}"


def _key(address: str) -> str:
    """Return *address* in the spelling that all its spellings have in common."""
    text = unicodedata.normalize("NFC", unquote(address)).casefold()
    return text.strip("/").removesuffix("index.html").strip("/")


def _ends(key: str) -> Iterator[int]:
    """Yield where each of the addresses ends that *key* is below, or is."""
    yield len(key)
    yield from (at for at, char in enumerate(key) if char == "/")
