"""Read a story, page or author's file: Pelican's reader for Stet's Markdown."""

import os
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo

from pelican.readers import BaseReader
from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from plugins.kernel.dates import parsed_date
from plugins.kernel.faults import shown_path
from plugins.kernel.settings import Settings
from plugins.markup.front_matter import SUFFIXES, decoded, parsed
from plugins.markup.header_fields import FrontMatter
from plugins.markup.headings import named
from plugins.markup.languages import direction
from plugins.markup.slugs import LONGEST, is_slug, slugified
from plugins.markup.web_addresses import in_folder, site_at
from plugins.photos.finder import FileFinder
from plugins.photos.formats import CARDS, FOLDER

from .body import Source
from .conversion import BodyConverter
from .field_values import FORMS, KINDS, HeaderRules
from .fields import checked_fields
from .joined_names import whole_names_of
from .link_lines import lines_of
from .linked_files import linked_files
from .links import linked_text
from .rules import FILE_UNREADABLE, SCRIPT, SLUG_MISSING
from .safety import refusals
from .settings import AUTHOR_PATHS, PAGE_PATHS, SECTIONS, STORY_FIELDS, TIMEZONE
from .summaries import summary
from .text_checks import text_faults

SHOWN_WORDS = ("title", "deck", "kicker", "dateline", "summary", "corrections", "role", "links")
"""The fields whose words readers see."""

LARGEST = 2_000_000
"""The most bytes of a content file; the longest novel fits."""


class StoryReader(BaseReader):
    """Reads every file, however broken: its faults are part of what is returned."""

    enabled = True
    file_extensions = [each[1:] for each in SUFFIXES]  # noqa: RUF012 - Pelican's own form

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.rules = header_rules(settings)
        own = (str(settings["THEME_STATIC_DIR"]), FOLDER, CARDS)
        self.site = site_at(str(settings["SITEURL"]), tuple(f"/{each}/" for each in own))
        self._kinds: dict[str, tuple[str, str]] = {}
        self.lang = ""
        self._converter = BodyConverter(settings)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the file's HTML and its metadata, which includes the faults."""
        path = shown_path(source_path)
        front, problems = read_file(Path(source_path))
        faults = [FILE_UNREADABLE.at(path, line, problem) for line, problem in problems]
        kind, folder = self._kind_and_path(os.path.dirname(source_path))
        fields = checked_fields(front, kind, path, self.rules)
        faults += fields.faults
        self.lang = fields.values.get("lang", self.settings["DEFAULT_LANG"].lower())
        if "slug" not in fields.values and not is_slug(slug_of(source_path)):
            problem = "the file's name has no letter or digit, which its address needs."
            remedy = 'Rename the file, or add "Slug: a-name"'
            faults.append(SLUG_MISSING.at(path, 1, f"{problem} {remedy}"))
        content = str(self.settings["PATH"])
        finder = FileFinder(os.path.dirname(source_path), content)
        body = self._converter.body(Source(front, path, kind, finder, self.lang))
        html, faults = body.html, [*faults, *body.faults]
        if kind != "author":  # whose text stands below a story's
            html = named(html)
        for source, reason in refusals(html):
            line = line_of(source, front.body, front.body_line)
            faults.append(SCRIPT.at(path, line, reason))
        faults += text_faults(front, html, path)
        words = "\n".join(str(fields.values.get(name, "")) for name in SHOWN_WORDS)
        linked = linked_text(html, folder, finder, self.site, words)
        for each in linked.problems:
            faults += [
                each.rule.at(path, front.body_line + line, each.text)
                for line in lines_of(front.body, each.typed)
            ]
        metadata = self._metadata(fields.values, source_path)
        is_public = kind != "author" and metadata["audience"] == "all"
        metadata["summary"] = summary(
            metadata.get("summary", ""), metadata["deck"], html if is_public else ""
        )
        if kind == "story":  # no date is a fault, but the story still has to be sorted
            metadata.setdefault("date", parsed_date("1970-01-01", self.rules.zone))
        metadata["genre"] = fields.values.get("kind") or KINDS.get(kind, ("",))[0]
        metadata |= {
            "kind": kind,
            "typed": front,
            "faults": faults,
            "field_lines": fields.lines,
            "shown_path": path,
            "body_line": front.body_line,
            "linked": linked.links,
            "linked_files": linked_files(linked.links.published, content),
            "parts": body.parts,
            "depends_on": (linked.names, linked.hosts, body.files),
        }
        return linked.html, metadata

    def _kind_and_path(self, folder: str) -> tuple[str, str]:
        """Return the kind of the files in *folder*, and its path below the content folder."""
        if folder not in self._kinds:
            below = PurePath(os.path.relpath(folder, self.settings["PATH"])).as_posix()
            self._kinds[folder] = kind_of(below, self.settings), below
        return self._kinds[folder]

    def _metadata(self, values: dict[str, Any], source_path: str) -> dict[str, Any]:
        """Return *values* with a value for every field, in the types that Pelican expects."""
        stem = PurePath(source_path).stem
        slug = values.get("slug") or slug_of(source_path)
        if not is_slug(slug):  # a fault; until it is corrected, no other file has this address
            slug = "-".join(["unnamed", *(f"{ord(char):x}" for char in stem)])[:LONGEST].strip("-")
        metadata: dict[str, Any] = {
            "deck": "",
            "kicker": "",
            "dateline": "",
            "aliases": [],
            "corrections": [],
            "placement": (),
            "status": "published",
            "hold": "",
            "waiting": (),
            "embargo": None,
            "history": "",
            "audience": "all",
            "forms": FORMS,
            "role": "",
            "email": "",
            "links": [],
            **values,
            "title": values.get("title", stem),
            "slug": slug,
            "lang": self.lang,
            "dir": direction(self.lang),
            "image_src": values.get("image") or values.get("portrait", ""),
            "lead_figure": "",
            "series": values.get("series"),
            "authors": [self._named(Author, name) for name in values.get("authors", ())],
            "tags": [self._named(Tag, name) for name in values.get("tags", ())],
            "category": self._named(
                Category, values.get("category", self.settings["DEFAULT_CATEGORY"])
            ),
        }
        metadata["links"] = [
            (label, in_folder(address, self.site.folder)) for label, address in metadata["links"]
        ]
        metadata["waivers"] = values.get("waive", ())
        for name in ("image", "portrait", "waive"):
            metadata.pop(name, None)
        if not metadata["authors"]:
            metadata["authors"] = [self._named(Author, self.settings["AUTHOR"])]
        metadata["author"] = metadata["authors"][0]
        return metadata

    def _named(self, wrapper: type[URLWrapper], name: str) -> URLWrapper:
        named = wrapper(name, self.settings)
        named.slug = slugified(name)
        return named


def header_rules(settings: Settings) -> HeaderRules:
    """Return what *settings* say about headers."""
    return HeaderRules(
        ZoneInfo(TIMEZONE.of(settings)),
        tuple(SECTIONS.of(settings)),
        STORY_FIELDS.of(settings),
        str(settings["DEFAULT_LANG"]).lower(),
        frozenset(whole_names_of(settings)),
    )


def header_of(data: bytes, rules: HeaderRules) -> tuple[dict[str, Any], str] | None:
    """Return the fields and the body of a story's file, or None where its header has a fault."""
    front = parsed(decoded(data[:LARGEST])[0])
    fields = checked_fields(front, "story", "", rules)
    has_fault = any(not fault.warning for fault in fields.faults)
    return None if has_fault else (fields.values, front.body)


def read_file(file: Path) -> tuple[FrontMatter, tuple[tuple[int, str], ...]]:
    """Return the header and body of *file*, and the problems with its bytes, each with its line."""
    try:
        data = file.read_bytes()
    except OSError as error:
        if file.is_symlink() and not file.exists():
            problem = "the file is a broken link. Put the file itself here, or delete the link"
        else:
            problem = f"the file cannot be read: {error.strerror}. Change its permissions"
        return FrontMatter(problems=((1, problem),)), ()
    text, problems = decoded(data[:LARGEST])
    found = [(line, f"the file {problem}") for line, problem in problems]
    if len(data) > LARGEST:
        found.append((1, f"the file is larger than {LARGEST} bytes. Split it into several"))
        text = text[:10_000]
    return parsed(text), tuple(found)


def slug_of(source_path: str) -> str:
    """Return the slug made from a file's name; empty if the name has no letter or digit."""
    return slugified(PurePath(source_path).stem)


def kind_of(folder: str, settings: Settings) -> str:
    """Return the kind of files in *folder*, below the content folder: "story", "page", "author"."""
    for kind, paths in (("page", PAGE_PATHS), ("author", AUTHOR_PATHS)):
        if any(PurePath(folder).is_relative_to(PurePath(path)) for path in paths.of(settings)):
            return kind
    return "story"


def line_of(source: str, body: str, body_line: int) -> int:
    """Return the line of the file on which *source* first occurs in *body*, in any case."""
    start = body.casefold().find(source.casefold())
    return body_line + body.count("\n", 0, max(start, 0))
