"""Read a story, page or author file: Pelican's reader for the newsroom's Markdown."""

from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo

from pelican.readers import BaseReader
from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from plugins.kernel.dates import parsed_date
from plugins.kernel.faults import Fault, shown_path
from plugins.kernel.front_matter import decoded, parsed
from plugins.kernel.languages import direction
from plugins.kernel.slugs import LONGEST, slugified

from .fields import House, checked
from .links import addressed
from .markup import converter
from .safety import refusals
from .summaries import summary

LARGEST = 2_000_000
"""Bytes of a content file; the longest novel fits."""


class StoryReader(BaseReader):
    """Give back every file as a story with its faults; raise for none, drop none."""

    enabled = True
    file_extensions = ["md", "markdown", "mkd", "mdown"]  # noqa: RUF012 - Pelican's own form

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self.house = House(
            ZoneInfo(settings["TIMEZONE"]),
            tuple(settings.get("SECTIONS", ())),
            settings.get("STORY_FIELDS", {}),
        )
        self.markdown = converter()

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the file's HTML and its metadata; the metadata holds its faults."""
        path = shown_path(source_path)
        data = Path(source_path).read_bytes()
        text, problems = decoded(data[:LARGEST])
        faults = [Fault(path, line, f"the file {problem}") for line, problem in problems]
        if len(data) > LARGEST:
            faults.append(Fault(path, 1, f"the file is larger than {LARGEST} bytes. Split it"))
            text = text[:10_000]
        front = parsed(text)
        kind = kind_of(source_path, self.settings)
        fields = checked(front, kind, path, self.house)
        faults += fields.faults
        html = self.markdown.reset().convert(front.body)
        for source, reason in refusals(html):
            faults.append(Fault(path, line_of(source, front.body, front.body_line), reason))
        html, linked = addressed(html, folder_of(source_path, self.settings))
        metadata = self._metadata(fields.values, source_path)
        metadata["summary"] = summary(
            metadata.get("summary", ""), metadata["deck"], html if kind != "author" else ""
        )
        if kind == "story":  # one without a date is a fault; it still needs a place in the order
            metadata.setdefault("date", parsed_date("1970-01-01", self.house.zone))
        metadata |= {
            "kind": kind,
            "faults": faults,
            "field_lines": fields.lines,
            "shown_path": path,
            "source_text": front.body,
            "body_line": front.body_line,
            "linked": linked,
        }
        return html, metadata

    def _metadata(self, values: dict[str, Any], source_path: str) -> dict[str, Any]:
        """Complete *values* with what every file has, in the types that Pelican's parts expect."""
        stem = PurePath(source_path).stem
        lang = values.get("lang", self.settings["DEFAULT_LANG"].lower())
        slug = values.get("slug") or slugified(stem)[:LONGEST].strip("-")
        metadata: dict[str, Any] = {
            "deck": "",
            "kicker": "",
            "dateline": "",
            "aliases": [],
            "corrections": [],
            "placement": "",
            "status": "published",
            "hold": "",
            "role": "",
            "email": "",
            "links": [],
            **values,
            "title": values.get("title", stem),
            "slug": slug,
            "lang": lang,
            "dir": direction(lang),
            "image_src": values.get("image") or values.get("portrait", ""),
            "lead_figure": "",
            "series": values.get("series"),
            "authors": [self._named(Author, name) for name in values.get("authors", ())],
            "tags": [self._named(Tag, name) for name in values.get("tags", ())],
            "category": self._named(
                Category, values.get("category", self.settings["DEFAULT_CATEGORY"])
            ),
        }
        for name in ("image", "portrait"):
            metadata.pop(name, None)
        if not metadata["authors"]:
            metadata["authors"] = [self._named(Author, self.settings["AUTHOR"])]
        metadata["author"] = metadata["authors"][0]
        return metadata

    def _named(self, wrapper: type[URLWrapper], name: str) -> URLWrapper:
        named = wrapper(name, self.settings)
        named.slug = slugified(name)[:LONGEST].strip("-")
        return named


def kind_of(source_path: str, settings: dict[str, Any]) -> str:
    """Return what a content file is by the folder it lies in: "story", "page" or "author"."""
    folder = PurePath(source_path)
    for kind, paths in (("page", "PAGE_PATHS"), ("author", "AUTHOR_PATHS")):
        if any(folder.is_relative_to(PurePath(settings["PATH"], path)) for path in settings[paths]):
            return kind
    return "story"


def folder_of(source_path: str, settings: dict[str, Any]) -> str:
    """Return the folder of a content file, as a path below the content folder."""
    return PurePath(source_path).parent.relative_to(PurePath(settings["PATH"])).as_posix()


def line_of(source: str, body: str, body_line: int) -> int:
    """Return the line of the file on which *source* first stands in *body*, in either case."""
    at = body.casefold().find(source.casefold())
    return body_line + body.count("\n", 0, max(at, 0))
