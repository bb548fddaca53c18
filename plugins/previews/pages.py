"""A story as its preview shows it: at another address, with all its files below that."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from plugins.kernel.story import MUST, Content, Story, attributes


@dataclass
class PreviewFile:
    """A file of the content folder, at *path* there, that is published beside a preview."""

    source_path: str
    save_as: str
    url: str
    path: str
    fingerprint: str = ""

    def get_relative_source_path(self) -> str:
        """Return where it lies below the content folder."""
        return self.path


def preview_of(story: Content, url: str, site: str) -> Content:
    """Return a copy of *story* for its preview at *url*; *site* is the path of the site's address.

    What it shows lies below *url* too. It leads to no other version, and stands on no card.
    """
    plans, files = dict(story.plans or ()), own_files(story)
    body, lead = (relocated(each or "", plans, files, url, site) for each in _texts(story))
    page = copy.copy(story)
    own = vars(page)
    for name in ("text_fingerprint", "card_fingerprint", "press_pieces"):
        own.pop(name, None)
    alone = {name: by.without for name, by in attributes(Story).items() if by.part == "build"}
    own |= {name: value for name, value in alone.items() if value is not MUST}
    own |= {"_content": body, "lead_figure": lead, "override_url": url}
    own |= {"metadata": {**story.metadata, "lead_figure": lead}, "leads": "", "series": None}
    own |= {"override_save_as": f"{url}index.html", "translations": []}
    return page


def _texts(story: Content) -> tuple[str, str]:
    return story._content, story.lead_figure


def own_files(story: Content) -> list[str]:
    """Return the files that *story* shows or links to as they are, by path, the longest first."""
    return sorted(
        {*story.photo_paths, *story.linked.published}, key=lambda path: (-len(path), path)
    )


def files_of(story: Content, url: str, content: Path) -> Iterator[PreviewFile]:
    """Yield those files of *story*, in the folder *content*, as they lie below *url*."""
    for path in filter(lambda each: (content / each).is_file(), own_files(story)):
        yield PreviewFile(str(content / path), f"{url}{path}", f"{url}{quote(path)}", path)


def relocated(
    html: str, plans: Mapping[str, Any], files: Iterable[str], url: str, site: str
) -> str:
    """Return *html* with the addresses of its photos and *files* below *url*.

    *plans* are those of the photos that it shows in several sizes.
    """
    for plan in plans.values():
        stem = quote(plan.stem, safe="/")
        html = html.replace(f"{site}/{stem}-", f"{site}/{url}{stem}-")
    for path in files:
        new = f"{site}/{url}{quote(path)}"
        for spelling in sorted({path.replace(" ", "%20"), quote(path)}):
            typed = escape(spelling)
            html = html.replace(f"{{static}}/{typed}", new)
            for root in {"", site}:
                html = html.replace(f'"{root}/{typed}', f'"{new}')
    return html


def with_public_names(page: Content, named: Mapping[str, Iterable[Any]]) -> None:
    """Let *page* link only to lists that have a page: *named* are those that the site names."""
    known = {(field, each.name): each for field, names in named.items() for each in names}

    def public(field: str, name: Any) -> Any:
        found = known.get((field, name.name))
        if found is None:
            found = copy.copy(name)
            vars(found).update(listed=False, profile=None)
        return found

    own = vars(page)
    own["category"] = public("category", page.category)
    own["tags"] = [public("tags", each) for each in page.tags]
    own["authors"] = [public("authors", each) for each in page.authors]
