"""Each address in a text: a link to a story, a file of the content folder, an address of the site.

An address is read in every attribute that holds one, and printed in the form that works wherever
the site is published.
"""

import html as entities
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from plugins.kernel.faults import Rule
from plugins.kernel.story import Link, Links
from plugins.markup.autolinks import HEADLINE, linked_names, without_indicator
from plugins.markup.front_matter import SUFFIXES
from plugins.markup.tags import Tag, attributes, opening_tag, tags, tags_with_attributes
from plugins.markup.web_addresses import (
    Site,
    below_site,
    doubt,
    host_of,
    in_folder,
    is_complete,
    is_local,
    looks_like_host,
)
from plugins.photos.finder import FILES, PHOTOS, FileFinder

from .rules import LINK_DEAD, LINK_FILE, LINK_NOWHERE, LINK_WRONG

SOURCES = frozenset({"src", "poster", "srcset", "imagesrcset"})
"""Attributes that name a file which the page shows. (The ``src`` of an image is the captions'.)"""

ADDRESSES = SOURCES | frozenset("""action cite data formaction href longdesc xlink:href""".split())
"""Attributes that hold an address, or several."""

_LISTS = frozenset({"srcset", "imagesrcset"})
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?(?:,|$)")
_INDICATED = re.compile(r"[{|](?P<what>[a-z]+)[|}](?P<path>[^#?]*)(?P<rest>.*)", re.DOTALL | re.I)
_FILES = frozenset({"static", "attach", "filename"})
_PELICAN_LISTS = frozenset({"author", "category", "index", "tag"})
_ENDING = re.compile(r"\.(?=\w*[a-z])\w{1,5}\Z", re.IGNORECASE)
_NOTE = re.compile("fn(?:ref[0-9]*)?:")
ON_EVERY_PAGE = frozenset({"", "top", "main", "corrections"})
"""Places of every page that a link may lead to."""

_SLASH = re.compile(r"/(?:(?<![</=.:}-]/)(?=[\w/])|(?<=:/)(?=/))")  # a fixed first sign is fast
_REST = re.compile(r"""[^\s<>"']*""")
_SCHEME_BEFORE = re.compile(r"https?:\Z", re.IGNORECASE)
_HOST_BEFORE = re.compile(r"(?<![\w.@-])(?:[\w-]+\.)+[a-z]{2,}\Z", re.IGNORECASE)


_FILE_NAME = re.compile(
    rf"(?<![\w./%}}|-])[\w./%-]*\w(?:{'|'.join(map(re.escape, SUFFIXES))})(?!\w)"
)
"""The name of a content file among words; a link's own begins with ``{filename}``."""

_LONGEST_NAME = 500
"""The most characters of a name that a link may have for its words."""


class Problem(NamedTuple):
    """What a *rule* says of an address as it was *typed*."""

    rule: Rule
    typed: str
    text: str


class LinkedText(NamedTuple):
    """A text as *html* with addresses as they are printed, its *links*, and the *problems*.

    What is read from the text depends on the files that are called one of *names*, and on whether
    the site is at one of *hosts*.
    """

    html: str
    links: Links
    problems: tuple[Problem, ...] = ()
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


def linked_text(
    html: str, folder: str, finder: FileFinder, site: Site, header: str = ""
) -> LinkedText:
    """Return *html* with its addresses as they are printed.

    *header* are the other words of the file, which may name addresses too. *folder* is where the
    file lies, below the content folder; *finder* finds the files that it names. ``{filename}``,
    with a path from the content folder or from *folder*, and the bare name of a file mean the
    same. The rest of a link to a story is left to Pelican, which alone knows the address.
    """
    linker = _Linker(folder, finder, site)
    html = linked_names(html)
    pieces: list[str] = []
    end = 0
    for tag in tags_with_attributes(html) if "=" in html else ():
        attrs = attributes(tag)
        linker.note_anchor(tag, attrs)
        words = _words(html, tag)
        printed = linker.printed(tag, attrs, words=bool(words) and not _is_name(words))
        if any(_is_new(tag, attrs, name, value) for name, value in printed.items()):
            made = opening_tag(tag.name, attrs | printed)
            closed = f"{made[:-1]}/>" if tag.rest.rstrip().endswith("/") else made
            pieces += [html[end : tag.start], closed]
            end = tag.end + (len(words) if HEADLINE in printed else 0)
    return linker.result("".join([*pieces, html[end:]]), header)


class _Linker:
    """Reads the addresses of one text."""

    def __init__(self, folder: str, finder: FileFinder, site: Site) -> None:
        self.folder, self.finder, self.site = folder, finder, site
        self.files: dict[Link, None] = {}
        self.addresses: dict[Link, None] = {}
        self.published: dict[str, None] = {}
        self.named: dict[str, None] = {}
        self.names: dict[str, None] = {}
        self.found: dict[str, str | None] = {}
        self.hosts: dict[str, None] = {}
        self.anchors: set[str] = set()
        self.places: dict[str, None] = {}
        self.problems: dict[Problem, None] = {}

    def result(self, html: str, header: str) -> LinkedText:
        """Return all that was found, with *html*, in which the addresses are as printed."""
        for typed in self.places:
            if unquote(typed[1:]) not in self.anchors | ON_EVERY_PAGE:
                text = f'the link to "{typed}" is dead: the text has no place of this name.'
                remedy = f"Name the place, such as a heading, with {{{typed}}} after its words"
                self.problems[Problem(LINK_DEAD, typed, f"{text} {remedy}")] = None
        links = Links(
            tuple(self.files),
            tuple(self.addresses),
            tuple(self.published),
            tuple(sorted(each for each in self.anchors if not _NOTE.match(each))),
            tuple(self.named),
            self._mentions(f"{header}\n{html}"),
        )
        return LinkedText(
            html, links, tuple(self.problems), tuple(sorted(self.names)), tuple(sorted(self.hosts))
        )

    def note_anchor(self, tag: Tag, attrs: dict[str, str]) -> None:
        """Note the place that *tag* marks for links, if it marks one."""
        if anchor := attrs.get("id") or (attrs.get("name") if tag.name == "a" else ""):
            self.anchors.add(anchor)

    def printed(self, tag: Tag, attrs: dict[str, str], *, words: bool) -> dict[str, str]:
        """Return the attributes of *tag* that hold addresses, each as it is printed.

        *words* says whether there is anything between the tag and the next.
        """
        found = {}
        for name in attrs:
            if name not in ADDRESSES and not _is_file_in_data(name, attrs[name]):
                continue
            if (tag.name, name) == ("img", "src"):
                continue  # it is a photo, which the captions find
            value, is_link = attrs[name].strip(), name == "href" and tag.name in {"a", "area"}
            if name in _LISTS:
                found[name] = self._list(attrs[name])
            elif is_link:
                found[name] = self._link(value)
                if not words and value and (story := self._story(value)):
                    self.named[story] = None
                    found[HEADLINE] = ""
            elif (tag.name, name) == ("video", "poster"):
                found[name] = self._poster(value)
            elif name in SOURCES or (tag.name, name[-4:]) == ("image", "href"):
                found[name] = self._source(value)
            else:
                found[name] = self._other(value, may_be_story=name != "longdesc")
        return found

    def _list(self, value: str) -> str:
        """Return a list of pictures as it is printed: addresses, each with a width or density."""
        found = _CANDIDATE.finditer(value)
        return ", ".join(self._source(each[1]) + (each[2] or "").rstrip() for each in found)

    def _link(self, value: str) -> str:
        if story := self._story(value):
            return self._to_story(story, value)
        if value.startswith("#"):
            if not (_NOTE.match(value, 1) or value.startswith("#:~:")):
                self.places[value] = None
            return value
        if problem := self._of_another_site(value):
            self.problems[Problem(LINK_NOWHERE, value, problem)] = None
        if match := _INDICATED.fullmatch(value):
            return self._indicated(value, match)
        if value and not is_complete(value) and not value.startswith("?"):
            return self._file_or_address(value, problem)
        self._note_address(value)
        return value

    def _source(self, value: str) -> str:
        """Return the address of what a page shows as it is printed: a file that must exist."""
        if match := _INDICATED.fullmatch(value):
            return self._indicated(value, match)
        if not value or is_complete(value) or value.startswith(("#", "?")):
            self._note_address(value)
            problem = self._of_another_site(value) if is_complete(value) else ""
            if problem:
                self.problems[Problem(LINK_NOWHERE, value, problem)] = None
            return value
        path, rest = _divided(value)
        if file := self._file(path):
            return self._to_file(file, rest)
        if looks_like_host(value):
            self.problems[Problem(LINK_NOWHERE, value, doubt(value))] = None
        elif _ENDING.search(path) and not path.startswith(self.site.own):
            self.problems[Problem(LINK_FILE, value, self.finder.missing(path))] = None
        else:
            self._note_address(value)
        return self._in_folder(value)

    def _poster(self, value: str) -> str:
        """Return the address of a film's picture: a photo is left to the captions, as in images."""
        match = _INDICATED.fullmatch(value)
        path = match["path"] if match else _divided(value)[0]
        file = None if is_complete(value) or not path else self._file(path)
        return f"{{static}}/{quote(file)}" if file else self._source(value)

    def _other(self, value: str, *, may_be_story: bool) -> str:
        """Return the address of an attribute that may hold other words too, as it is printed."""
        if may_be_story and (story := self._story(value)):
            return self._to_story(story, value)
        if match := _INDICATED.fullmatch(value):
            return self._indicated(value, match)
        if value.startswith("/") or is_complete(value):
            self._note_address(value)
        return self._in_folder(value)

    def _story(self, value: str) -> str:
        """Return the path of the content file that *value* names; empty if it names none."""
        match = _INDICATED.fullmatch(value)
        if match and match["what"].lower() != "filename":
            return ""
        path = match["path"] if match else re.split("[?#]", value)[0]
        if not path.endswith(SUFFIXES) or (not match and is_complete(value)):
            return ""
        below = _below_content(unquote(path), self.folder)
        if below.isascii():
            return below
        self.names[posixpath.basename(below)] = None
        return self.finder.spelt(below)

    def _to_story(self, story: str, value: str) -> str:
        typed = re.sub(r"\A[{|]\w+[|}]", "", value)
        self.files[story, typed] = None
        return file_target(story) + _divided(typed)[1]

    def _indicated(self, value: str, match: re.Match[str]) -> str:
        """Return the address that *value*, which begins like ``{static}``, is printed as."""
        what, path = match["what"].lower(), match["path"]
        if what in _FILES and not path.endswith(SUFFIXES):
            if file := self._file(path):
                return self._to_file(file, match["rest"])
            text = self.finder.missing(path) if path.strip("/") else f'"{value}" names no file'
            self.problems[Problem(LINK_FILE, value, text)] = None
            return path
        if what in _FILES:
            text = f'"{path}" is a story\'s text. Link to it as {{filename}}{path}'
        elif what in _PELICAN_LISTS:
            remedy = "Write the address, such as /topic/name/"
            text = f'links such as "{value}" are not supported. {remedy}'
        else:
            remedy = "Begin with {filename} for a story, {static} for a file"
            text = f'"{{{match["what"]}}}" has no meaning in a link. {remedy}'
        self.problems[Problem(LINK_WRONG, path if what in _FILES else value, text)] = None
        return path

    def _file_or_address(self, value: str, problem: str) -> str:
        path, rest = _divided(value)
        if _may_be_file(path) and (file := self._file(path)):
            if problem:  # a file with a name like "example.com" is a file
                self.problems.pop(Problem(LINK_NOWHERE, value, problem), None)
            return self._to_file(file, rest)
        if problem:
            return value
        is_of_folder = path.startswith((f"/{FILES}/", f"/{PHOTOS}/"))
        is_missing = _ENDING.search(path) and (not path.startswith("/") or is_of_folder)
        if is_missing and not path.startswith(self.site.own):
            self.problems[Problem(LINK_FILE, value, self.finder.missing(path))] = None
        else:
            self._note_address(value)
        return self._in_folder(value)

    def _file(self, path: str) -> str | None:
        """Return the file of the content folder that *path* names; never a hidden one."""
        if path not in self.found:
            name = posixpath.basename(unquote(path))
            self.names[name] = None
            found = self.finder.path(path) if name else None
            hidden = found and any(each.startswith(".") for each in found.split("/"))
            self.found[path] = None if hidden or (found and found.endswith(SUFFIXES)) else found
        return self.found[path]

    def _to_file(self, file: str, rest: str) -> str:
        self.published[file] = None
        return f"{self.site.folder}/{quote(file)}{rest}"

    def _of_another_site(self, value: str) -> str:
        """Return why *value* leads nowhere, wherever it leads; "" if it is in this site."""
        if below_site(value, self.site) is not None:
            return ""
        return doubt(value)

    def _note_address(self, value: str) -> None:
        """Note an address of this site, or the host of another."""
        if host := host_of(value):
            self.hosts[host] = None
            below = below_site(value, self.site)
            if below is None:
                return
        elif not value or value.startswith("?") or is_complete(value):
            return
        else:
            below = value.removeprefix(self.site.folder) if self._has_folder(value) else value
        self.addresses[below, value] = None

    def _in_folder(self, value: str) -> str:
        return in_folder(value, self.site.folder)

    def _has_folder(self, value: str) -> bool:
        return bool(self.site.folder) and f"{value}/".startswith(f"{self.site.folder}/")

    def _mentions(self, text: str) -> tuple[Link, ...]:
        """Return the addresses of this site that stand in *text* as words, or in some attribute.

        The names of content files are among them.
        """
        linked = {address for address, _ in self.addresses}
        found: dict[Link, None] = {}
        for typed in _addresses_in(text):
            below = self._mentioned(typed)
            is_file = unquote(below[1:]) in self.published or below.startswith(self.site.own)
            if below and not is_file and not (typed.startswith("/") and below in linked):
                found[below, typed] = None
        if any(suffix in text for suffix in SUFFIXES):
            found |= dict.fromkeys((name, name) for name in _FILE_NAME.findall(text))
        return tuple(found)

    def _mentioned(self, typed: str) -> str:
        """Return the address from the top of this site that *typed* means; "" for another's."""
        full = typed if typed.startswith("/") or "//" in typed[:8] else f"//{typed}"
        host = host_of(full)
        if not host:
            return typed.removeprefix(self.site.folder) if self._has_folder(typed) else typed
        self.hosts[host] = None
        if is_local(full) and host not in self.site.hosts:
            return "/" + full.split("//", 1)[1].partition("/")[2]
        return below_site(full, self.site) or ""


def _words(html: str, tag: Tag) -> str:
    """Return the words of the link that *tag* begins; of another element the words that follow."""
    end = html.find("</a>", tag.end, tag.end + _LONGEST_NAME) if tag.name == "a" else -1
    return "words" if end < 0 else html[tag.end : end]


def _is_name(words: str) -> bool:
    """Return whether the *words* of a link are the name of a file, as ``{filename}a.md``."""
    return words[:1] in {"{", "|"} and without_indicator(words) != words and " " not in words


def _addresses_in(text: str) -> Iterator[str]:
    """Yield what looks like an address in *text*, in HTML too: with a host, or of two parts.

    It is looked for from its first slash on: most texts have few, and a pattern that may begin with
    any letter takes ten times as long.
    """
    end = 0
    for slash in _SLASH.finditer(text):
        start = slash.start()
        rest = _REST.match(text, start) if start >= end else None
        if rest is None:
            continue
        end = rest.end()
        before = text[max(start - 100, 0) : start]
        if text.startswith("//", start):
            start -= len(match[0]) if (match := _SCHEME_BEFORE.search(before)) else 0
        elif before[-1:].isalnum():
            if not (match := _HOST_BEFORE.search(before)):
                continue
            start -= len(match[0])
        elif "/" not in text[start + 1 : end]:
            continue
        yield text[start:end].rstrip(".,;:!?)")


def without_link(html: str, target: str, words: str = "") -> str:
    """Return *html* without links to *target*, but with their words.

    Words that are an address or the name of a file, as *words* is, are left out too; and so are
    the other attributes that hold *target*.
    """
    pieces: list[str] = []
    end, inside = 0, False
    for tag in tags(html):
        if inside and tag.name == "a":
            text = html[end : tag.start]
            pieces += ["" if _is_address(text, target, words) else text]
            end, inside = tag.start, False
        attrs = {} if tag.closes or "=" not in tag.rest else attributes(tag)
        held = [name for name in ADDRESSES & attrs.keys() if _names(attrs[name], name, target)]
        if held:
            is_link = tag.name in {"a", "area"}
            kept = {} if is_link else {k: v for k, v in attrs.items() if k not in held}
            pieces += [html[end : tag.start], opening_tag(tag.name, kept)]
            end, inside = tag.end, tag.name == "a"
    return "".join([*pieces, html[end:]])


def with_headline(html: str, target: str, headline: str) -> str:
    """Return *html* with *headline*, as HTML, in each link to *target* that has no words."""
    pieces: list[str] = []
    end = 0
    for tag in tags_with_attributes(html):
        attrs = attributes(tag)
        if HEADLINE in attrs and _names(attrs.get("href", ""), "href", target):
            attrs.pop(HEADLINE)
            pieces += [html[end : tag.start], opening_tag(tag.name, attrs), headline]
            end = tag.end
    return "".join([*pieces, html[end:]])


def file_target(path: str) -> str:
    """Return the form in which a link to the content file *path* is given to Pelican."""
    return f"{{filename}}/{path}"


def _names(value: str, name: str, target: str) -> bool:
    """Return whether the attribute *name* with *value* holds *target*, whatever follows that."""
    values = [each[1] for each in _CANDIDATE.finditer(value)] if name in _LISTS else [value.strip()]
    return any(each == target or _divided(each)[0] == target for each in values)


def _is_address(text: str, target: str, words: str) -> bool:
    """Return whether *text*, the words of a link, is no more than an address or a file's name."""
    plain = " ".join(entities.unescape(re.sub(r"<[^>]*>", "", text)).split())
    last = posixpath.basename(_divided(words or target)[0].strip("/"))
    is_path = "/" in plain or plain.endswith(SUFFIXES)
    return plain in {target, words} or (is_path and last in plain)


def _divided(value: str) -> tuple[str, str]:
    """Return the path of an address, and its query and fragment."""
    end = re.search("[?#]", value)
    return (value[: end.start()], value[end.start() :]) if end else (value, "")


def _may_be_file(path: str) -> bool:
    """Return whether *path* may name a file: only then is it worth looking for one."""
    last = path.rpartition("/")[2]
    return bool(last) and ("." in last or not path.startswith("/"))


def _is_file_in_data(name: str, value: str) -> bool:
    """Return whether an attribute such as ``data-src`` names a file as ``{static}`` does."""
    match = _INDICATED.match(value) if name.startswith("data-") else None
    return match is not None and match["what"].lower() in _FILES


def _is_new(tag: Tag, attrs: Mapping[str, str], name: str, value: str) -> bool:
    """Return whether the attribute *name* of *tag* must be written, so that *value* is read."""
    if value != attrs.get(name):
        return True
    written = f'{name}="{entities.escape(value, quote=False).replace(chr(34), "&quot;")}"'
    return value[:1] in "{|/" and written not in tag.rest


def _below_content(path: str, folder: str) -> str:
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)
